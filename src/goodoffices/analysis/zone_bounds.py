"""Bounds on the size of the zone where packages are too many to be searched.

Utilities above the least are rounded down, up and to the nearest step of a grid; on a grid the number of packages by
sum follows by dynamic programming over the diagram. Rounding down can only lose packages that reach the floors,
rounding up can only add some, so the two counts enclose the true one (the rounding argument of knapsack counting:
Dyer, *Approximate counting by dynamic programming*, STOC 2003).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram

#: Cells of all grids of one level together; more would be finer and slower.
_CELLS: Final = 250_000

#: Sums of floating-point counts are off by less than this, relatively.
_ROUNDING: Final = 1e-9

Floats = NDArray[np.float64]


def bounded_count(
    diagram: Diagram, binding: Sequence[tuple[Sequence[Sequence[float]], float]]
) -> tuple[int, tuple[int, int]]:
    """Enclose the number of packages whose sums reach all floors.

    Args:
        diagram: the packages.
        binding: for each party whose floor binds, its values by issue and place, and the floor of their sum.

    Returns:
        an estimate, and the lowest and the highest count possible.
    """
    width = max(len(level) for level in diagram.levels)
    cells = max(4, int((_CELLS / width) ** (1 / len(binding))) - 1)
    low = _count(diagram, binding, cells, np.floor)
    high = _count(diagram, binding, cells, np.ceil)
    middle = _count(diagram, binding, cells, np.round)
    lowest = max(0, math.floor(low * (1 - _ROUNDING)))
    highest = min(diagram.packages, math.ceil(high * (1 + _ROUNDING)))
    return min(max(round(middle), lowest), highest), (lowest, highest)


def _count(
    diagram: Diagram,
    binding: Sequence[tuple[Sequence[Sequence[float]], float]],
    cells: int,
    rounded: Callable[[Floats], Floats],
) -> float:
    """Count the packages whose rounded sums reach the last cell of every grid."""
    shifts: list[list[NDArray[np.int64]]] = []
    for table, floor in binding:
        least = [min(issue) for issue in table]
        step = (floor - sum(least)) / cells
        above = ((np.array(issue) - low) / step for issue, low in zip(table, least, strict=True))
        # a hair keeps multiples of the step, off by rounding, from falling into the wrong cell
        hair = 1e-9 if rounded is np.floor else -1e-9 if rounded is np.ceil else 0.0
        shifts.append([np.minimum(rounded(a + hair), cells).astype(np.int64) for a in above])
    shape = (cells + 1,) * len(binding)
    start = np.zeros(shape)
    start[(0,) * len(binding)] = 1.0
    grids: list[Floats | None] = [start]
    for number, level in enumerate(diagram.levels):
        following: list[Floats | None] = [None] * _following(diagram, number)
        for grid, node in zip(grids, level, strict=True):
            assert grid is not None
            for place, child in enumerate(node):
                if child != DEAD:
                    target = following[child]
                    if target is None:
                        target = following[child] = np.zeros(shape)
                    _add_shifted(target, grid, [int(shift[number][place]) for shift in shifts])
        grids = following
    end = grids[0]
    return 0.0 if end is None else float(end[(-1,) * len(binding)])


def _following(diagram: Diagram, number: int) -> int:
    return len(diagram.levels[number + 1]) if number + 1 < len(diagram.levels) else 1


def _add_shifted(target: Floats, grid: Floats, shift: Sequence[int]) -> None:
    """Add a grid to another, moved up along each axis; what passes the last cell stays in it."""
    for axis, by in enumerate(shift):
        if by:
            moved = np.zeros_like(grid)
            last = grid.shape[axis] - 1
            take = [slice(None)] * grid.ndim
            put = [slice(None)] * grid.ndim
            take[axis], put[axis] = slice(0, last + 1 - by), slice(by, last + 1)
            moved[tuple(put)] = grid[tuple(take)]
            take[axis], put[axis] = slice(last + 1 - by, last + 1), slice(last, last + 1)
            moved[tuple(put)] += grid[tuple(take)].sum(axis=axis, keepdims=True)
            grid = moved
    target += grid
