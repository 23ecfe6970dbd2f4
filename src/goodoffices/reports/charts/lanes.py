"""Lanes: one for each of several things, its name at the left, and right of it figures on one scale or on several.

A figure is a mark in its interval, or a box: from the quarter to the three quarters of what was found, with a line at
the middle and whiskers for nearly all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.reports.charts.scale import Scale
from goodoffices.reports.charts.text import wrap

_WIDTH: Final = 900
_NAMES: Final = 290.0
_BETWEEN: Final = 52.0
_TOP: Final = 62.0
_LINE: Final = 16.0
#: Characters of a name that fit into a line.
_LETTERS: Final = 42


@dataclass(frozen=True)
class Spot:
    """A figure: what is marked, and from where to where it may lie; with a box where it is how numbers are spread."""

    value: float
    low: float
    high: float
    box: tuple[float, float] | None = None


@dataclass(frozen=True)
class Lane:
    """One thing: its name, what is said of it below, its mark, and its figures, None where there is none."""

    name: str
    about: str
    colour: str
    shape: str
    spots: tuple[Spot | None, ...]


@dataclass(frozen=True)
class Measure:
    """A scale: what it measures, from where to where, and how its numbers are written, such as "{number} %"."""

    title: str
    low: float
    high: float
    unit: str = "{number}"


@dataclass(frozen=True)
class Column:
    """A scale in the coordinates of the picture."""

    lines: tuple[str, ...]
    x: Scale
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Row:
    """A lane in the coordinates of the picture; its figures stand at the height `middle`."""

    y: float
    middle: float
    name: str
    lines: tuple[str, ...]
    colour: str
    shape: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Lanes:
    """Everything to draw."""

    width: int
    height: float
    top: float
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def named(name: str, about: str, most: int = 2) -> tuple[str, tuple[str, ...], float]:
    """Return a lane's name and what is said of it, as they fit into so many lines at most, and how high the lane is."""
    lines = tuple(wrap(about, _LETTERS, most)) if about else ()
    return wrap(name, _LETTERS - 4, 1)[0], lines, _LINE * (1 + len(lines)) + 10.0


def lanes(measures: Sequence[Measure], listed: Sequence[Lane]) -> Lanes:
    """Lay out lanes.

    Args:
        measures: the scales, at least one, side by side.
        listed: the lanes, from the top, each with a figure, or None, for every scale.
    """
    room = (_WIDTH - _NAMES - 24.0 - _BETWEEN * (len(measures) - 1)) / len(measures)
    columns = []
    for number, one in enumerate(measures):
        start = _NAMES + number * (room + _BETWEEN)
        x = Scale(one.low, one.high, start, start + room)
        ticks = tuple((at, one.unit.format(number=text)) for at, text in x.ticks(max(2, round(room / 56))))
        columns.append(Column(tuple(wrap(one.title, int(room / 7), 2)), x, ticks))
    rows = []
    y = _TOP
    for lane in listed:
        name, lines, height = named(lane.name, lane.about)
        spots = tuple(
            Spot(
                column.x(spot.value), column.x(spot.low), column.x(spot.high),
                None if spot.box is None else (column.x(spot.box[0]), column.x(spot.box[1])),
            )
            for column, spot in zip(columns, lane.spots, strict=True)
            if spot is not None
        )  # fmt: skip
        rows.append(Row(y, y + height / 2, name, lines, lane.colour, lane.shape, spots))
        y += height
    return Lanes(_WIDTH, y + 6.0, _TOP - 6.0, tuple(columns), tuple(rows))
