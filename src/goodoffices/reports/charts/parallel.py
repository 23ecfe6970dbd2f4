"""Parallel coordinates: one upright axis per party, one line per package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.results import Point
from goodoffices.reports.charts.marks import Mark, MarkGroup, grouped
from goodoffices.reports.charts.scale import Scale, domain
from goodoffices.reports.charts.text import spread

_HEIGHT: Final = 480
_LABELS: Final = 190
_LINE: Final = 17


@dataclass(frozen=True)
class Axis:
    """A party's axis, with the place of its reservation value."""

    party: str
    x: float
    reservation: float | None


@dataclass(frozen=True)
class Line:
    """A group of marks as a line through all axes, with the place of its label in the margin."""

    group: MarkGroup
    places: tuple[tuple[float, float], ...]
    label_y: float


@dataclass(frozen=True)
class Parallel:
    """Everything to draw, in the coordinates of the picture."""

    width: int
    height: int
    y: Scale
    axes: tuple[Axis, ...]
    lines: tuple[tuple[tuple[float, float], ...], ...]
    marked: tuple[Line, ...]

    @property
    def label_x(self) -> float:
        """Where the labels in the margin begin."""
        return self.axes[-1].x + 34


def parallel(
    parties: Sequence[str],
    points: Sequence[Point],
    marked: Sequence[Mark],
    reservations: Sequence[float | None],
    also: Sequence[Sequence[float]] = (),
) -> Parallel:
    """Lay out the chart.

    Args:
        parties: the parties' ids, in the order of the utilities.
        points: the frontier points to draw.
        marked: solutions and ways out.
        reservations: each party's reservation value, where there is one.
        also: utilities of what else will be drawn, so that the axes reach it.
    """
    shown = [*(p.utilities for p in points), *(m.utilities for m in marked), *also]
    everything = [u for utilities in shown for u in utilities]
    low, high = domain(everything + [r for r in reservations if r is not None])
    y = Scale(low, high, _HEIGHT - 26.0, 66.0)
    left, gap = 76.0, max(120.0, 420.0 / max(1, len(parties) - 1))
    xs = [left + gap * place for place in range(len(parties))]
    width = round(xs[-1] + _LABELS)

    def through(utilities: Sequence[float]) -> tuple[tuple[float, float], ...]:
        return tuple((x, y(u)) for x, u in zip(xs, utilities, strict=True))

    groups = grouped(marked)
    sizes = [_LINE * len(group.marks) + 10.0 for group in groups]
    middles = spread([y(group.utilities[-1]) for group in groups], sizes, y.end, y.start)
    return Parallel(
        width=width, height=_HEIGHT, y=y,
        axes=tuple(
            Axis(party, x, None if own is None else y(own))
            for party, x, own in zip(parties, xs, reservations, strict=True)
        ),
        lines=tuple(through(point.utilities) for point in points),
        marked=tuple(Line(g, through(g.utilities), m) for g, m in zip(groups, middles, strict=True)),
    )  # fmt: skip
