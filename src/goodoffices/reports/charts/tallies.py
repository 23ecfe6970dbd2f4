"""A tally over time: for each state a band between the fewest and the most, and what sources counted as points.

Between two days of which something is known, what was known last goes on. A band without an upper end fades out at
the top.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.agreement.ledger import TallyLedger
from goodoffices.agreement.ranges import Range, meant
from goodoffices.model.agreement import Entry, Tally
from goodoffices.model.base import When, first_day, last_day
from goodoffices.reports.charts.dates import DateAxis, date_axis
from goodoffices.reports.charts.scale import Scale, domain
from goodoffices.reports.charts.text import wrap

_WIDTH: Final = 900
_NAMES: Final = 190.0
_HEIGHT: Final = 112.0
_GAP: Final = 30.0
_TOP: Final = 48.0
#: What was known last goes on a little beyond the last day.
_BEYOND: Final = 14.0


@dataclass(frozen=True)
class Point:
    """What a source counted: over which days, from how many to how many (both ends are places), and its number."""

    start: float
    end: float
    low: float
    high: float
    number: int
    open_ended: bool


@dataclass(frozen=True)
class Panel:
    """One state: the area between the fewest and the most, the line of the fewest and that of the most."""

    top: float
    bottom: float
    lines: tuple[str, ...]
    areas: tuple[str, ...]
    low: str
    high: str
    points: tuple[Point, ...]
    ticks: tuple[tuple[float, str], ...]
    open_ended: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class TallyChart:
    """Everything to draw, in the coordinates of the picture; `undated` entries have no day to stand on."""

    width: int
    height: float
    left: float
    right: float
    top: float
    axis: DateAxis
    panels: tuple[Panel, ...]
    undated: int


def tally_chart(tally: Tally, ledger: TallyLedger, entries: Sequence[Entry]) -> TallyChart | None:
    """Lay out a tally; None where nothing has a day.

    Args:
        tally: the tally.
        ledger: how its entries leave it; where they do not fit, the points alone are drawn.
        entries: its entries, numbered from 1 in this order.
    """
    days = {day.on for day in ledger.days if day.on is not None}
    days |= {edge for entry in entries for edge in _edges(entry.on)}
    if not days:
        return None
    right = _WIDTH - _BEYOND
    axis = date_axis(days, _NAMES, right - 2)
    panels = tuple(
        _panel(state, place, ledger, entries, axis, right) for place, state in enumerate(tally.states)
    )
    return TallyChart(
        width=_WIDTH, height=_TOP + len(panels) * (_HEIGHT + _GAP), left=_NAMES, right=right, top=_TOP - 8,
        axis=axis, panels=panels, undated=sum(entry.on is None for entry in entries),
    )  # fmt: skip


def _panel(  # noqa: PLR0913, PLR0917 - where it stands, what it shows, and on which axis
    state: str, place: int, ledger: TallyLedger, entries: Sequence[Entry], axis: DateAxis, right: float
) -> Panel:
    top = _TOP + place * (_HEIGHT + _GAP)
    bottom = top + _HEIGHT
    known = [(day.on, _range(ledger, number, state)) for number, day in enumerate(ledger.days) if day.on]
    counted = [
        (number, one, meant(one.value, one.bound, one.high))
        for number, one in enumerate(entries, 1)
        if one.to == state and not one.from_state and not one.added and one.on is not None
    ]
    ends = [end for _day, one in known for end in (one.low, one.high) if end is not None]
    ends += [end for _number, _one, found in counted for end in (found.low, found.high) if end is not None]
    scale = Scale(*_domain(ends), bottom, top + 6)
    steps = [(axis(day), one) for day, one in known]
    spans = [
        (start, steps[number + 1][0] if number + 1 < len(steps) else right, one)
        for number, (start, one) in enumerate(steps)
    ]
    return Panel(
        top=top, bottom=bottom, lines=tuple(wrap(state, 22, 3)),
        areas=tuple(_area(start, end, one, scale) for start, end, one in spans),
        low=_line([(start, end, scale(one.low)) for start, end, one in spans]),
        high=_line(
            [(start, end, scale.end if one.high is None else scale(one.high)) for start, end, one in spans]
        ),
        points=tuple(_point(number, one, found, scale, axis) for number, one, found in counted),
        ticks=tuple(scale.ticks(3)),
        open_ended=tuple((start, end) for start, end, one in spans if one.high is None),
    )  # fmt: skip


def _range(ledger: TallyLedger, day: int, state: str) -> Range:
    return next(one.range for one in ledger.days[day].states if one.state == state)


def _domain(ends: Sequence[int]) -> tuple[float, float]:
    """Return the ends of the scale: whole numbers from 0 where that does not flatten everything."""
    if not ends or max(ends) == 0:
        return 0.0, 1.0
    low, high = min(ends), max(ends)
    if low <= high / 2:
        return 0.0, domain([0.0, float(high)])[1] if high > 1 else 1.0
    return domain([float(low), float(high)])


def _area(start: float, end: float, one: Range, scale: Scale) -> str:
    high = scale.end if one.high is None else scale(one.high)
    low = scale(one.low)
    return f"M{start:.1f} {low:.1f}V{high:.1f}H{end:.1f}V{low:.1f}z"


def _line(spans: Sequence[tuple[float, float, float]]) -> str:
    """Draw a line in steps."""
    path = ""
    for number, (start, end, at) in enumerate(spans):
        path += f"V{at:.1f}H{end:.1f}" if number else f"M{start:.1f} {at:.1f}H{end:.1f}"
    return path


def _point(number: int, one: Entry, found: Range, scale: Scale, axis: DateAxis) -> Point:
    first, last = _edges(one.on)
    high = scale.end if found.high is None else scale(found.high)
    return Point(axis(first), axis(last), scale(found.low), high, number, found.high is None)


def _edges(when: When | None) -> tuple[dt.date, ...]:
    return () if when is None else (first_day(when), last_day(when))
