"""Stacked bars: for each of several things one bar, parted by shares of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.reports.charts.lanes import named
from goodoffices.reports.charts.scale import Scale

_WIDTH: Final = 900
_NAMES: Final = 290.0
_TOP: Final = 30.0
_BAR: Final = 20.0
#: A part narrower than this has no number in it.
_NARROW: Final = 15.0


@dataclass(frozen=True)
class Stack:
    """One thing: its name, what is said of it below, and how much falls to each part, all of them in one order."""

    name: str
    about: str
    parts: tuple[float, ...]


@dataclass(frozen=True)
class Piece:
    """A part of a bar in the coordinates of the picture: the number of the part, from 1, and whether it fits in."""

    x: float
    width: float
    number: int
    inside: bool


@dataclass(frozen=True)
class Row:
    """A bar in the coordinates of the picture."""

    y: float
    top: float
    name: str
    lines: tuple[str, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Stacks:
    """Everything to draw."""

    width: int
    height: float
    bar: float
    top: float
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]


def stacks(listed: Sequence[Stack], unit: str) -> Stacks:
    """Lay out bars of one length, each parted by what falls to its parts.

    Args:
        listed: the bars, from the top.
        unit: how the numbers of the axis are written: "{number} %".
    """
    scale = Scale(0.0, 100.0, _NAMES, _WIDTH - 24.0)
    rows = []
    y = _TOP
    for one in listed:
        name, lines, height = named(one.name, one.about)
        rows.append(Row(y, y + (height - _BAR) / 2, name, lines, tuple(_pieces(one.parts, scale))))
        y += height
    ticks = tuple((at, unit.format(number=text)) for at, text in scale.ticks())
    return Stacks(_WIDTH, y + 6.0, _BAR, _TOP - 6.0, ticks, tuple(rows))


def _pieces(parts: Sequence[float], scale: Scale) -> list[Piece]:
    whole = sum(parts) or 1.0
    edge, found = 0.0, []
    for number, part in enumerate(parts, start=1):
        if part > 0:
            start, end = scale(100 * edge / whole), scale(100 * (edge + part) / whole)
            found.append(Piece(start, end - start, number, end - start >= _NARROW))
        edge += part
    return found
