"""The rounds at a glance: a band for each on one line of time, with the states through which it went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from goodoffices.reports.charts.dates import DateAxis, date_axis
from goodoffices.talks.events.base import Happened
from goodoffices.talks.events.case import RoundMoved, RoundPlanned
from goodoffices.talks.states.case import Round

_WIDTH: Final = 900
_NAMES: Final = 250.0
_ROW: Final = 44.0
_TOP: Final = 48.0
#: Room for the half of the last day's name.
_EDGE: Final = 20.0
#: A state that lasted for a moment is still to be seen.
_LEAST: Final = 5.0
#: States after which nothing comes, or nothing by itself.
_ENDS: Final = ("collapsed", "closed", "cancelled")


@dataclass(frozen=True)
class Step:
    """A state of a round, with since when and until when; `until` is None while it lasts."""

    status: str
    since: dt.datetime
    until: dt.datetime | None
    by: str
    venue: str
    reason: str


@dataclass(frozen=True)
class Piece:
    """A state as a piece of the band; `lasts` where it goes on."""

    status: str
    start: float
    end: float
    lasts: bool


@dataclass(frozen=True)
class Band:
    """A round's band."""

    y: float
    name: str
    venue: str
    pieces: tuple[Piece, ...]
    ends: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Bands:
    """Everything to draw, in the coordinates of the picture."""

    width: int
    height: float
    top: float
    axis: DateAxis
    bands: tuple[Band, ...]


def steps_of(events: Iterable[Happened]) -> dict[str, list[Step]]:
    """Return the states through which each round went, in order."""
    found: dict[str, list[Step]] = {}
    for happened in events:
        match happened.event:
            case RoundPlanned() as planned:
                found[planned.round] = [Step("planned", happened.at, None, happened.by, planned.venue, "")]
            case RoundMoved() as moved:
                steps = found[moved.round]
                last = steps[-1]
                steps[-1] = Step(last.status, last.since, happened.at, last.by, last.venue, last.reason)
                steps.append(
                    Step(
                        moved.status, happened.at, None, happened.by, moved.venue or last.venue, moved.reason
                    )
                )
            case _:
                pass
    return found


def bands(
    rounds: Mapping[str, Round],
    steps: Mapping[str, list[Step]],
    last: dt.datetime,
    local: Callable[[dt.datetime], dt.datetime],
) -> Bands | None:
    """Draw the rounds; None where there are none.

    Args:
        rounds: the rounds as they stand.
        steps: their states.
        last: the latest moment that all sides know of; what lasts is drawn up to it.
        local: writes a time as the clock of whoever looks shows it: a day of theirs is a day of the picture.
    """
    known = [one for one in rounds.values() if steps.get(one.id)]
    if not known:
        return None
    last, steps = local(last), {name: [_moved(one, local) for one in every] for name, every in steps.items()}
    days = {last.date(), last.date() + dt.timedelta(days=1)}
    for one in known:
        for step in steps[one.id]:
            days |= {step.since.date(), step.since.date() + dt.timedelta(days=1)}
        if one.starts_on is not None:
            days.add(one.starts_on)
    axis = date_axis(days, _NAMES, _WIDTH - _EDGE)
    placed = tuple(
        _band(one, steps[one.id], axis, last, _TOP + _ROW * row + 24.0) for row, one in enumerate(known)
    )
    return Bands(_WIDTH, _TOP + _ROW * len(placed) + 8.0, _TOP - 8.0, axis, placed)


def _moved(step: Step, local: Callable[[dt.datetime], dt.datetime]) -> Step:
    return replace(step, since=local(step.since), until=None if step.until is None else local(step.until))


def _band(one: Round, steps: list[Step], axis: DateAxis, last: dt.datetime, y: float) -> Band:
    pieces, ends = [], []
    for step in steps:
        start = _place(step.since, axis)
        if step.status in _ENDS:
            ends.append((start, step.status))
            continue
        until = step.until or last
        if step.until is None and step.status == "planned" and one.starts_on is not None:
            until = max(until, dt.datetime.combine(one.starts_on, dt.time(), tzinfo=last.tzinfo))
        end = min(max(_place(until, axis), start + _LEAST), float(_WIDTH))
        pieces.append(Piece(step.status, min(start, end - _LEAST), end, step.until is None))
    return Band(y, one.name, one.venue, tuple(pieces), tuple(ends))


def _place(moment: dt.datetime, axis: DateAxis) -> float:
    """Return where a moment stands: its day, and of the day the part that is over."""
    part = (moment.hour * 60 + moment.minute) / (24 * 60)
    return axis(moment.date()) + part * axis.day_width
