"""The picture of the time line: a lane for each place where things happen, a mark for each day on which they did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.reports.charts.dates import DateAxis, date_axis
from goodoffices.web.shell.happening import Line
from goodoffices.web.shell.visits import Visit

_WIDTH: Final = 980
_LEFT: Final = 230.0
_LANE: Final = 34.0
_TOP: Final = 44.0


@dataclass(frozen=True)
class Mark:
    """What began on one day in one place: where it stands, up to where it lasted, how large, how many."""

    x: float
    end: float
    r: float
    count: int


@dataclass(frozen=True)
class Lane:
    """A place where things happen, with what happened by its days."""

    name: str
    colour: str
    y: float
    marks: tuple[Mark, ...]
    counts: dict[dt.date, int]


@dataclass(frozen=True)
class Picture:
    """The picture, laid out; `days` are those on which something began, the newest first."""

    width: int
    height: float
    left: float
    top: float
    axis: DateAxis
    lanes: tuple[Lane, ...]
    days: tuple[dt.date, ...]


def picture(visit: Visit, lines: Sequence[Line]) -> Picture | None:
    """Lay out the picture of some lines, by the days of the visitor's calendar; None where there is nothing to draw."""
    dated = [(*line.days(visit), line) for line in lines]
    if not dated:
        return None
    axis = date_axis({day for first, last, _line in dated for day in (first, last)}, _LEFT, _WIDTH - 20.0)
    ordered = sorted(lines, key=lambda one: (one.party != "", one.place))
    lanes = []
    for row, name in enumerate(dict.fromkeys(line.place for line in ordered)):
        here = [one for one in dated if one[2].place == name]
        counts: dict[dt.date, int] = {}
        until: dict[dt.date, dt.date] = {}
        for first, last, _line in here:
            counts[first] = counts.get(first, 0) + 1
            until[first] = max(last, until.get(first, last))
        marks = tuple(
            Mark(axis(day), axis(until[day]), 4.0 + min(8.0, 2.2 * count**0.5), count)
            for day, count in sorted(counts.items())
        )
        parties = {line.party for _first, _last, line in here}
        colour = visit.names.colour(parties.pop()) if len(parties) == 1 else "party-0"
        lanes.append(Lane(name, colour, _TOP + _LANE * (row + 0.5), marks, counts))
    days = tuple(sorted({first for first, _last, _line in dated}, reverse=True))
    return Picture(_WIDTH, _TOP + _LANE * len(lanes) + 4.0, _LEFT, _TOP, axis, tuple(lanes), days)
