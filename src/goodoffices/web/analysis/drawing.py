"""The frontier drawn to the resolution of the picture: ten thousand packages, nothing left out that could be seen.

Two packages that fall on the same half unit of the picture are one dot; of ten thousand lines between two axes what is
drawn is each place that a line passes. What one sees is the same as if everything were drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from goodoffices.analysis.results import Analysis, Point
from goodoffices.language import direction
from goodoffices.reports.charts.marks import Mark
from goodoffices.reports.charts.mirror import path as mirrored
from goodoffices.reports.charts.parallel import Parallel, parallel
from goodoffices.reports.charts.plane import Plane, plane

#: Up to so many lines are drawn one by one.
MOST_LINES: Final = 500
#: Up to so many parties the planes of all pairs are drawn.
MOST_PAIRED: Final = 4
_PAIR: Final = 2
#: The radius of the ring around what is looked at.
_RING: Final = 9
#: How large the cells of a small plane are.
_CELL: Final = 2


@dataclass(frozen=True)
class Pair:
    """The plane of two of several parties: its axes, and the cells in which packages lie."""

    parties: tuple[str, str]
    plane: Plane
    cells: str


@dataclass(frozen=True)
class Drawn:
    """The picture of a frontier: a plane for two parties, else upright axes.

    `covered` are paths for lines that are too many to be drawn one by one: all lines as one; or, where that is
    shorter, each place that any line passes, and each that many pass.
    """

    parties: tuple[str, ...]
    plane: Plane | None
    parallel: Parallel | None
    covered: tuple[str, ...]
    pairs: tuple[Pair, ...]

    @property
    def width(self) -> int:
        """How wide the picture is."""
        found = self.plane or self.parallel
        assert found is not None
        return found.width

    def places(self, utilities: Sequence[float]) -> list[tuple[float, float]]:
        """Return where a package lies: one place in the plane, or one on each axis."""
        if self.plane is not None:
            return [(self.plane.x(utilities[0]), self.plane.y(utilities[1]))]
        assert self.parallel is not None
        axes = zip(self.parallel.axes, utilities, strict=True)
        return [(axis.x, self.parallel.y(u)) for axis, u in axes]

    def cursor(self, utilities: Sequence[float]) -> str:
        """Return the path that marks a package."""
        places = self.places(utilities)
        if self.plane is not None:
            x, y = places[0]
            return f"M{x - _RING:.1f} {y:.1f}a{_RING} {_RING} 0 1 0 {2 * _RING} 0a{_RING} {_RING} 0 1 0 {-2 * _RING} 0"
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)

    def shown_cursor(self, utilities: Sequence[float]) -> str:
        """Return the same path as it is shown: mirrored where lines run from the right."""
        path = self.cursor(utilities)
        return mirrored(path, self.width) if direction() == "rtl" else path

    def nearest(self, place: tuple[float, float], points: Sequence[Point]) -> int:
        """Return the number of the package that is nearest to a place in the picture as it is shown."""
        across, up = place
        if direction() == "rtl":
            across = self.width - across
        if self.plane is not None:
            x, y = self.plane.x, self.plane.y
            away = [(x(p.utilities[0]) - across) ** 2 + (y(p.utilities[1]) - up) ** 2 for p in points]
        else:
            away = self._heights(across, up, points)
        return min(range(len(points)), key=away.__getitem__)

    def _heights(self, across: float, up: float, points: Sequence[Point]) -> list[float]:
        """Return how far above or below a place the line of each package passes."""
        assert self.parallel is not None
        axes, y = self.parallel.axes, self.parallel.y
        left = max((n for n, axis in enumerate(axes[:-1]) if axis.x <= across), default=0)
        part = (across - axes[left].x) / (axes[left + 1].x - axes[left].x)
        part = min(1.0, max(0.0, part))
        return [abs(y(p.utilities[left]) * (1 - part) + y(p.utilities[left + 1]) * part - up) for p in points]


def drawn(analysis: Analysis, marked: Sequence[Mark]) -> Drawn:
    """Lay out the picture of a frontier that has packages."""
    assert analysis.frontier is not None
    points, parties = analysis.frontier.points, analysis.parties
    own = tuple(analysis.reservations.get(party) for party in parties)
    if len(parties) == _PAIR:
        return Drawn(parties, _plane(points, marked, own), None, (), ())
    axes = parallel(parties, _ends(points), marked, own)
    covered: tuple[str, ...] = ()
    if len(points) <= MOST_LINES:
        axes = replace(axes, lines=parallel(parties, points, marked, own).lines)
    else:
        axes = replace(axes, lines=())
        lines, places = _lines(axes, points), _covered(axes, points)
        covered = places if len("".join(places)) < len(lines) else (lines,)
    pairs = _pairs(analysis, points, marked) if len(parties) <= MOST_PAIRED else ()
    return Drawn(parties, None, axes, covered, tuple(pairs))


def _ends(points: Sequence[Point]) -> list[Point]:
    """Return packages with the lowest and the highest utility of all: by these the axes are laid out."""
    return [min(points, key=lambda one: min(one.utilities)), max(points, key=lambda one: max(one.utilities))]


def _plane(points: Sequence[Point], marked: Sequence[Mark], own: Sequence[float | None]) -> Plane:
    first, second = own
    both = None if first is None or second is None else (first, second)
    whole = plane(points, marked, both)
    places = tuple(dict.fromkeys((round(2 * x) / 2, round(2 * y) / 2) for x, y in whole.points))
    steps = f"M{places[0][0]:g} {places[0][1]:g}" + "".join(f"V{y:g}H{x:g}" for x, y in places[1:])
    return replace(whole, points=places, steps=steps, radius=4.0 if len(points) <= 120 else 2.2)  # noqa: PLR2004 - as in reports


def _lines(axes: Parallel, points: Sequence[Point]) -> str:
    """Return all lines as one path; two that fall on the same half units of the picture are one."""
    xs = [f"{axis.x:g}" for axis in axes.axes]
    heights = dict.fromkeys(tuple(round(2 * axes.y(u)) / 2 for u in point.utilities) for point in points)
    return "".join("M" + "L".join(f"{x} {y:g}" for x, y in zip(xs, line, strict=True)) for line in heights)


def _covered(axes: Parallel, points: Sequence[Point]) -> tuple[str, ...]:
    """Return the places that lines pass, column by column, as upright strokes; and those that many pass."""
    import numpy as np  # noqa: PLC0415 - heavy

    top, bottom = int(axes.y.end) - 1, int(axes.y.start) + 2
    scale = axes.y
    heights = np.array([point.utilities for point in points], float)
    heights = scale.start + (np.clip(heights, scale.low, scale.high) - scale.low) * (
        (scale.end - scale.start) / (scale.high - scale.low)
    )
    many = max(4, len(points) // 100)
    paths: tuple[list[str], list[str]] = ([], [])
    for left, (axis, after) in enumerate(zip(axes.axes, axes.axes[1:], strict=False)):
        for x in range(round(axis.x), round(after.x)):
            part = (x - axis.x) / (after.x - axis.x)
            at = heights[:, left] * (1 - part) + heights[:, left + 1] * part
            passed = np.bincount(np.rint(at).astype(int) - top, minlength=bottom - top)
            for path, least in zip(paths, (1, many), strict=True):
                # Where what is passed begins and where it ends, in turn.
                turns = np.flatnonzero(np.diff(np.pad((passed >= least).astype(np.int8), 1))).tolist()
                ends = zip(turns[::2], turns[1::2], strict=True)
                path.extend(f"M{x} {top + start}v{end - start}" for start, end in ends)
    return tuple("".join(path) for path in paths)


def _runs(held: Iterable[bool]) -> Iterable[tuple[int, int]]:
    """Yield where what holds begins and where it ends."""
    start = None
    number = -1
    for number, one in enumerate(held):
        if one and start is None:
            start = number
        elif not one and start is not None:
            yield start, number
            start = None
    if start is not None:
        yield start, number + 1


def _pairs(analysis: Analysis, points: Sequence[Point], marked: Sequence[Mark]) -> Iterable[Pair]:
    """Lay out the small planes of each two parties."""
    parties = analysis.parties
    for i, first in enumerate(parties):
        for j in range(i + 1, len(parties)):
            second = parties[j]
            own = analysis.reservations.get(first), analysis.reservations.get(second)
            both = None if own[0] is None or own[1] is None else (own[0], own[1])
            laid = plane(points, marked, both, pair=(i, j), small=True)
            yield Pair((first, second), replace(laid, points=()), _cells(laid.points))


def _cells(places: Iterable[tuple[float, float]]) -> str:
    """Return the cells in which places lie, row by row."""
    rows: dict[int, set[int]] = {}
    for x, y in places:
        rows.setdefault(round(y / _CELL), set()).add(round(x / _CELL))
    found = []
    for row, columns in sorted(rows.items()):
        first, last = min(columns), max(columns)
        for start, end in _runs(column in columns for column in range(first, last + 1)):
            length = _CELL * (end - start)
            found.append(f"M{_CELL * (first + start) - 1} {_CELL * row - 1}h{length}v{_CELL}h-{length}z")
    return "".join(found)
