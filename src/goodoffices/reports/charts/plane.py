"""The utility plane of two parties: frontier, reservation values, solutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.results import Point
from goodoffices.reports.charts.marks import Mark, MarkGroup, grouped
from goodoffices.reports.charts.scale import Scale, domain
from goodoffices.reports.charts.text import spread

_WIDTH: Final = 690
_HEIGHT: Final = 500
_LABELS: Final = 178
_LINE: Final = 17


@dataclass(frozen=True)
class Label:
    """A group of marks with its place, and the place of its label in the margin."""

    group: MarkGroup
    x: float
    y: float
    label_y: float


@dataclass(frozen=True)
class Plane:
    """Everything to draw, in the coordinates of the picture."""

    width: int
    height: int
    x: Scale
    y: Scale
    points: tuple[tuple[float, float], ...]
    radius: float
    steps: str
    reservation: tuple[float, float] | None
    labels: tuple[Label, ...]

    @property
    def label_x(self) -> float:
        """Where the labels in the margin begin."""
        return self.x.end + 26


def plane(  # noqa: PLR0913 - what is drawn, and how
    points: Sequence[Point],
    marked: Sequence[Mark],
    reservations: tuple[float, float] | None,
    *,
    pair: tuple[int, int] = (0, 1),
    small: bool = False,
    also: Sequence[Sequence[float]] = (),
) -> Plane:
    """Lay out the plane.

    Args:
        points: the frontier points to draw, by the first party's utility.
        marked: solutions and ways out.
        reservations: both parties' reservation values, or None.
        pair: which two parties' utilities the axes show.
        small: a small multiple, without labels beside it.
        also: utilities of what else will be drawn, so that the axes reach it.
    """
    first, second = pair
    everything = [*(p.utilities for p in points), *(m.utilities for m in marked), *also]
    ends = [
        domain([u[axis] for u in everything] + ([reservations[place]] if reservations else []))
        for place, axis in enumerate(pair)
    ]
    width, height, right = (260, 240, 14) if small else (_WIDTH, _HEIGHT, _LABELS)
    x = Scale(*ends[0], 46.0 if small else 64.0, float(width - right))
    y = Scale(*ends[1], float(height - (44 if small else 56)), 14.0 if small else 26.0)
    places = tuple((x(p.utilities[first]), y(p.utilities[second])) for p in points)
    groups = grouped(marked)
    sizes = [_LINE * (len(group.marks) + 1) + 10.0 for group in groups]
    middles = spread([y(group.utilities[second]) for group in groups], sizes, y.end, y.start)
    return Plane(
        width=width, height=height, x=x, y=y, points=places,
        radius=2.2 if small else (4.0 if len(places) <= 120 else 2.6),
        steps="" if small else _staircase(places),
        reservation=(x(reservations[0]), y(reservations[1])) if reservations else None,
        labels=tuple(
            Label(group, x(group.utilities[first]), y(group.utilities[second]), middle)
            for group, middle in zip(groups, middles, strict=True)
        ),
    )  # fmt: skip


def _staircase(places: Sequence[tuple[float, float]]) -> str:
    """Return the edge of what the points dominate: down at each point, then across to the next."""
    if not places:
        return ""
    path = [f"M{places[0][0]:.1f} {places[0][1]:.1f}"]
    path += [f"V{y:.1f}H{x:.1f}" for x, y in places[1:]]
    return "".join(path)
