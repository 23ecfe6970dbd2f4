"""Hinges: for each input two figures on one scale, at its low and at its high end, each in its interval.

A tornado diagram in which no figure stands without its range: the bar reaches from the one figure to the other, and the
figure as all inputs are drawn runs through all rows, with its own interval as a band.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.reports.charts.lanes import named
from goodoffices.reports.charts.scale import Scale

_WIDTH: Final = 900
_NAMES: Final = 290.0
_TOP: Final = 34.0
#: How far above and below the middle of its row a mark stands, so that two intervals are told apart.
_APART: Final = 6.0


@dataclass(frozen=True)
class End:
    """A figure at an end of an input, and from where to where it may lie."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Hinge:
    """One input: its name, what is said of it below, its colour, and the figure at both ends."""

    name: str
    about: str
    colour: str
    low: End
    high: End


@dataclass(frozen=True)
class Row:
    """An input in the coordinates of the picture; the figure at its low end stands at `above`, the other at `below`."""

    y: float
    name: str
    lines: tuple[str, ...]
    colour: str
    left: float
    width: float
    above: float
    below: float
    low: End
    high: End


@dataclass(frozen=True)
class Hinges:
    """Everything to draw."""

    width: int
    height: float
    top: float
    ticks: tuple[tuple[float, str], ...]
    now: End
    rows: tuple[Row, ...]


def hinges(listed: Sequence[Hinge], now: End, unit: str) -> Hinges | None:
    """Lay out hinges; None where there is nothing to draw.

    Args:
        listed: the inputs, from the top.
        now: the figure as all inputs are drawn.
        unit: how the numbers of the axis are written, such as "{number} %".
    """
    if not listed:
        return None
    most = max(end.high for end in (now, *(end for one in listed for end in (one.low, one.high))))
    scale = Scale(0.0, most * 1.02 if most > 0 else 1.0, _NAMES, _WIDTH - 24.0)
    rows, y = [], _TOP
    for one in listed:
        name, lines, height = named(one.name, one.about, 3)
        height = max(height, 4 * _APART + 6.0)
        low, high = _placed(one.low, scale), _placed(one.high, scale)
        left, right = sorted((low.value, high.value))
        middle = y + height / 2
        rows.append(
            Row(
                y,
                name,
                lines,
                one.colour,
                left,
                max(right - left, 1.0),
                middle - _APART,
                middle + _APART,
                low,
                high,
            )
        )
        y += height
    ticks = tuple((at, unit.format(number=text)) for at, text in scale.ticks(6))
    return Hinges(_WIDTH, y + 6.0, _TOP - 6.0, ticks, _placed(now, scale), tuple(rows))


def _placed(end: End, scale: Scale) -> End:
    return End(scale(end.value), scale(end.low), scale(end.high))
