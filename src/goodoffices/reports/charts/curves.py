"""Curves over kinds that have an order: for each kind a mark with its interval, one mark beside another, and a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.reports.charts.scale import Scale
from goodoffices.reports.charts.text import wrap

_WIDTH: Final = 900
_LEFT: Final = 64.0
_HEIGHT: Final = 260.0
_LOW: Final = 90.0
_TOP: Final = 30.0
_GAP: Final = 44.0
#: Room below for the names of kinds, and for each of their lines.
_KINDS: Final = 12.0
_LINE: Final = 15.0
#: No kind is narrower than this, and the marks of one kind take no more than this share of its width.
_LEAST: Final = 76.0
_SPREAD: Final = 0.5


@dataclass(frozen=True)
class Series:
    """A curve: its mark, and for each kind of the axis the figure, from where to where it may lie; None for none."""

    colour: str
    shape: str
    figures: tuple[tuple[float, float, float] | None, ...]


@dataclass(frozen=True)
class Panel:
    """Curves over one scale: what it measures, from where to where, and how its numbers are written."""

    title: str
    low: float
    high: float
    series: tuple[Series, ...]
    unit: str = "{number}"


@dataclass(frozen=True)
class Curve:
    """A curve in the coordinates of the picture: a line, and marks as (x, y, low, high)."""

    colour: str
    shape: str
    path: str
    marks: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class Laid:
    """A panel in the coordinates of the picture."""

    title: str
    top: float
    bottom: float
    ticks: tuple[tuple[float, str], ...]
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class Curves:
    """Everything to draw."""

    width: float
    height: float
    left: float
    right: float
    kinds: tuple[tuple[float, tuple[str, ...]], ...]
    edges: tuple[float, ...]
    panels: tuple[Laid, ...]

    @property
    def bottom(self) -> float:
        """Where the lowest panel ends."""
        return self.panels[-1].bottom


def curves(kinds: Sequence[str], panels: Sequence[Panel]) -> Curves:
    """Lay out curves.

    Args:
        kinds: the names of what stands along the axis, in order, one at least.
        panels: from the top, one at least; the first is the tallest.
    """
    step = max(_LEAST, (_WIDTH - _LEFT - 12.0) / len(kinds))
    right = _LEFT + step * len(kinds)
    middles = [_LEFT + step * (place + 0.5) for place in range(len(kinds))]
    laid = []
    top = _TOP
    for number, panel in enumerate(panels):
        bottom = top + (_LOW if number else _HEIGHT)
        y = Scale(panel.low, panel.high, bottom, top + 4.0)
        ticks = tuple((at, panel.unit.format(number=text)) for at, text in y.ticks(3 if number else 6))
        drawn = tuple(
            _curve(one, [middle + _beside(place, len(panel.series), step) for middle in middles], y)
            for place, one in enumerate(panel.series)
        )
        laid.append(Laid(panel.title, top, bottom, ticks, drawn))
        top = bottom + _GAP
    names = tuple(
        (middle, tuple(wrap(kind, int(step / 6.6), 3))) for middle, kind in zip(middles, kinds, strict=True)
    )
    edges = tuple(_LEFT + step * place for place in range(len(kinds) + 1))
    height = laid[-1].bottom + _KINDS + _LINE * max(len(lines) for _middle, lines in names)
    return Curves(right + 12.0, height, _LEFT, right, names, edges, tuple(laid))


def _beside(place: int, count: int, step: float) -> float:
    """Return how far from the middle of a kind a curve's marks stand, so that intervals do not cover one another."""
    return (place - (count - 1) / 2) * min(14.0, step * _SPREAD / max(1, count - 1))


def _curve(one: Series, places: Sequence[float], y: Scale) -> Curve:
    marks = tuple(
        (x, y(figure[0]), y(figure[1]), y(figure[2]))
        for x, figure in zip(places, one.figures, strict=True)
        if figure is not None
    )
    path = "M" + "L".join(f"{x:.1f} {at:.1f}" for x, at, _, _ in marks) if len(marks) > 1 else ""
    return Curve(one.colour, one.shape, path, marks)
