"""A tornado: for each input a bar to either side, for how far it can move, or for what it does to a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.language import figures
from goodoffices.reports.charts.scale import Scale, round_step
from goodoffices.reports.charts.text import wrap

_WIDTH: Final = 900
_NAMES: Final = 330
_ROW: Final = 40
_TOP: Final = 44


@dataclass(frozen=True)
class Side:
    """One side of a bar: how long, whether it goes on beyond the picture, and what is written at its end."""

    length: float
    text: str
    open: bool = False


@dataclass(frozen=True)
class Lane:
    """One input: its name, its party's colour, and both sides."""

    name: str
    colour: str
    left: Side | None
    right: Side | None


@dataclass(frozen=True)
class Bar:
    """A bar in the coordinates of the picture."""

    x: float
    width: float
    text_x: float
    anchor: str
    text: str
    open: bool


@dataclass(frozen=True)
class Row:
    """An input in the picture."""

    y: float
    lines: tuple[str, ...]
    colour: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Tornado:
    """Everything to draw."""

    width: int
    height: float
    names: int
    middle: float
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]


def tornado(lanes: Sequence[Lane], reach: float, unit: str = "{number}") -> Tornado | None:
    """Lay out a tornado; None where there is nothing to draw.

    Args:
        lanes: the inputs, from the top.
        reach: the length at which the picture ends; what is longer is drawn to its edge, open.
        unit: how the numbers of the axis are written, such as "{number} %".
    """
    if not lanes or reach <= 0:
        return None
    step = round_step(reach / 2.5)
    # room for the texts at the ends of the bars
    scale = Scale(-reach * 1.35, reach * 1.35, float(_NAMES), _WIDTH - 4.0)
    marks = [number * step for number in range(-round(reach // step), round(reach // step) + 1)]
    ticks = tuple((scale(mark), unit.format(number=figures(f"{abs(mark):,.6g}"))) for mark in marks)
    rows = []
    for number, lane in enumerate(lanes):
        top = _TOP + number * _ROW
        bars = [
            _bar(side, sign, reach, scale)
            for side, sign in ((lane.left, -1), (lane.right, 1))
            if side is not None
        ]
        rows.append(Row(float(top), tuple(wrap(lane.name, 44, 2)), lane.colour, tuple(bars)))
    return Tornado(_WIDTH, _TOP + len(rows) * _ROW + 6.0, _NAMES, scale(0.0), ticks, tuple(rows))


def _bar(side: Side, sign: int, reach: float, scale: Scale) -> Bar:
    length = min(side.length, reach)
    start, end = sorted((scale(0.0), scale(sign * length)))
    beyond = side.open or side.length > reach
    tip = end if sign > 0 else start
    return Bar(
        start, max(end - start, 1.5), tip + 6 * sign, "start" if sign > 0 else "end", side.text, beyond
    )
