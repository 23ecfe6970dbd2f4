"""The picture of the time line: a lane for each place where things happen, a mark for each day on which they did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.reports.charts.dates import DateAxis, date_axis
from goodoffices.web.shell.happening import Line

_WIDTH = 980
_LEFT = 230.0
_LANE = 34.0
_TOP = 20.0


@dataclass(frozen=True)
class Mark:
    """What happened on one day in one place: where it stands, how large, how many."""

    x: float
    r: float
    count: int
    day: dt.date


@dataclass(frozen=True)
class Lane:
    """A place where things happen."""

    name: str
    colour: str
    y: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Picture:
    """The picture, laid out."""

    width: int
    height: float
    left: float
    bottom: float
    axis: DateAxis
    lanes: tuple[Lane, ...]


def picture(lines: Sequence[Line], colours: dict[str, str]) -> Picture | None:
    """Lay out the picture; None where there is nothing to draw."""
    days = sorted({line.at.date() for line in lines})
    if not days:
        return None
    axis = date_axis(days, _LEFT, _WIDTH - 20.0)
    places = list(
        dict.fromkeys(line.place for line in sorted(lines, key=lambda one: (one.party != "", one.place)))
    )
    lanes = []
    for row, place in enumerate(places):
        here = [line for line in lines if line.place == place]
        counts: dict[dt.date, int] = {}
        for line in here:
            counts[line.at.date()] = counts.get(line.at.date(), 0) + 1
        marks = tuple(
            Mark(axis(day), 4.0 + min(8.0, 2.2 * count**0.5), count, day)
            for day, count in sorted(counts.items())
        )
        lanes.append(Lane(place, colours.get(here[0].party, "party-0"), _TOP + _LANE * (row + 0.5), marks))
    bottom = _TOP + _LANE * len(lanes)
    return Picture(_WIDTH, bottom + 34.0, _LEFT, bottom, axis, tuple(lanes))
