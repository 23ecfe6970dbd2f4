"""The frontier drawn to the resolution of the picture: ten thousand packages, nothing left out that could be seen.

Two packages that fall on the same half unit of the picture are one dot; of ten thousand lines between two axes what is
drawn is each place that a line passes. What one sees is the same as if everything were drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from goodoffices.analysis.points import Points, utilities_of
from goodoffices.analysis.results import Analysis, Point
from goodoffices.language import direction
from goodoffices.reports.charts.marks import Mark
from goodoffices.reports.charts.mirror import path as mirrored
from goodoffices.reports.charts.parallel import Parallel, parallel
from goodoffices.reports.charts.plane import Plane, plane
from goodoffices.reports.charts.scale import Scale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Up to so many lines are drawn one by one.
MOST_LINES: Final = 500
#: Up to so many points are laid out one by one; of more, those that lie apart.
MOST_LAID: Final = 20_000
#: Points lie apart that are in different cells of so many by so many: a quarter of a unit of the plane, and one
#: of the small planes.
_APART: Final = 2_560
_PAIR_APART: Final = 220
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
        utilities = utilities_of(points)
        if self.plane is not None:
            x, y = _laid(self.plane.x, utilities[:, 0]), _laid(self.plane.y, utilities[:, 1])
            return int(((x - across) ** 2 + (y - up) ** 2).argmin())
        return int(abs(self._heights(across, utilities) - up).argmin())

    def _heights(self, across: float, utilities: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how high the line of each package passes at a place along the picture."""
        assert self.parallel is not None
        axes = self.parallel.axes
        left = max((n for n, axis in enumerate(axes[:-1]) if axis.x <= across), default=0)
        part = (across - axes[left].x) / (axes[left + 1].x - axes[left].x)
        part = min(1.0, max(0.0, part))
        heights = _laid(self.parallel.y, utilities[:, left : left + 2])
        return heights[:, 0] * (1 - part) + heights[:, 1] * part


def drawn(analysis: Analysis, marked: Sequence[Mark]) -> Drawn:
    """Lay out the picture of a frontier that has packages."""
    assert analysis.frontier is not None
    points, parties = analysis.frontier.points, analysis.parties
    own = tuple(analysis.reservations.get(party) for party in parties)
    if len(parties) == _PAIR:
        return Drawn(parties, _plane(_apart(points, (0, 1), _APART), marked, own), None, (), ())
    axes = parallel(parties, _ends(points), marked, own)
    covered: tuple[str, ...] = ()
    if len(points) <= MOST_LINES:
        axes = replace(axes, lines=parallel(parties, points, marked, own).lines)
    else:
        axes = replace(axes, lines=())
        covered = _covered(axes, utilities_of(points))
        if len(points) <= MOST_LAID:
            lines = _lines(axes, points)
            covered = covered if len("".join(covered)) < len(lines) else (lines,)
    pairs = _pairs(analysis, points, marked) if len(parties) <= MOST_PAIRED else ()
    return Drawn(parties, None, axes, covered, tuple(pairs))


def _laid(scale: Scale, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the places of many numbers on a scale."""
    part = (values.clip(scale.low, scale.high) - scale.low) / (scale.high - scale.low)
    return scale.start + part * (scale.end - scale.start)


def _ends(points: Sequence[Point]) -> list[Point]:
    """Return packages with the lowest and the highest utility of all: by these the axes are laid out."""
    utilities = utilities_of(points)
    return [points[int(utilities.min(axis=1).argmin())], points[int(utilities.max(axis=1).argmax())]]


def _apart(points: Sequence[Point], pair: tuple[int, int], cells: int) -> Sequence[Point]:
    """Return the points that lie apart on the plane of two parties, in their order, and those at its edges."""
    if len(points) <= MOST_LAID:
        return points
    import numpy as np  # noqa: PLC0415 - heavy

    utilities = utilities_of(points)[:, pair]
    low, high = utilities.min(axis=0), utilities.max(axis=0)
    place = ((utilities - low) * (cells / np.maximum(high - low, np.finfo(float).tiny))).astype(np.int64)
    _cells, first = np.unique(place[:, 0] * (cells + 1) + place[:, 1], return_index=True)
    edges = np.concatenate([utilities.argmin(axis=0), utilities.argmax(axis=0)])
    numbers = np.union1d(first, edges)
    return points.take(numbers) if isinstance(points, Points) else [points[one] for one in numbers.tolist()]


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


def _covered(axes: Parallel, utilities: NDArray[np.float64]) -> tuple[str, ...]:
    """Return the places that lines pass, column by column, as upright strokes; and those that many pass."""
    import numpy as np  # noqa: PLC0415 - heavy

    top, bottom = int(axes.y.end) - 1, int(axes.y.start) + 2
    heights = _laid(axes.y, utilities)
    many = max(4, len(utilities) // 100)
    paths: tuple[list[str], list[str]] = ([], [])
    for left, (axis, after) in enumerate(zip(axes.axes, axes.axes[1:], strict=False)):
        ends_of, counts = _strokes(heights[:, left : left + 2])
        for x in range(round(axis.x), round(after.x)):
            part = (x - axis.x) / (after.x - axis.x)
            at = ends_of[:, 0] * (1 - part) + ends_of[:, 1] * part
            passed = np.bincount(np.rint(at).astype(int) - top, weights=counts, minlength=bottom - top)
            for path, least in zip(paths, (1, many), strict=True):
                # Where what is passed begins and where it ends, in turn.
                turns = np.flatnonzero(np.diff(np.pad((passed >= least).astype(np.int8), 1))).tolist()
                ends = zip(turns[::2], turns[1::2], strict=True)
                path.extend(f"M{x} {top + start}v{end - start}" for start, end in ends)
    return tuple("".join(path) for path in paths)


def _strokes(heights: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64] | None]:
    """Return where lines begin and end between two axes; and of how many lines each is one, in the same half units."""
    if len(heights) <= MOST_LAID:
        return heights, None
    import numpy as np  # noqa: PLC0415 - heavy

    halves = np.rint(2 * heights).astype(np.int64)
    low, wide = halves.min(), int(np.ptp(halves)) + 1
    found, counts = np.unique((halves[:, 0] - low) * wide + halves[:, 1] - low, return_counts=True)
    return np.stack(np.divmod(found, wide), axis=1) / 2 + low / 2, counts


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
            laid = plane(_apart(points, (i, j), _PAIR_APART), marked, both, pair=(i, j), small=True)
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
