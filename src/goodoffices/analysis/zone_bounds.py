"""Bounds on the size of the zone where packages are too many to be searched.

Utilities above the least are rounded down, up and to the nearest step of a grid; on a grid the number of packages by
sum follows by dynamic programming over the diagram. Rounding down can only lose packages that reach the floors,
rounding up can only add some, so the two counts enclose the true one (the rounding argument of knapsack counting:
Dyer, *Approximate counting by dynamic programming*, STOC 2003).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram

#: Cells of one level's grids; more would be finer and slower.
_CELLS: Final = 160_000

#: The estimate needs fewer than the bounds.
_ESTIMATE_CELLS: Final = 20_000

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
    low = _count(diagram, binding, _CELLS, np.floor)
    high = _count(diagram, binding, _CELLS, np.ceil)
    middle = _count(diagram, binding, _ESTIMATE_CELLS, np.round)
    lowest = max(0, math.floor(low * (1 - _ROUNDING)))
    highest = min(diagram.packages, math.ceil(high * (1 + _ROUNDING)))
    return min(max(round(middle), lowest), highest), (lowest, highest)


def _count(
    diagram: Diagram,
    binding: Sequence[tuple[Sequence[Sequence[float]], float]],
    cells: int,
    rounded: Callable[[Floats], Floats],
) -> float:
    """Count the packages whose rounded sums reach all floors.

    A node's grid holds, for every need in steps up to the floors, how many ways on from there meet it.
    """
    width = max(len(level) for level in diagram.levels)
    side = max(4, int((cells / width) ** (1 / len(binding))))
    steps = [_steps(table, floor, side, rounded) for table, floor in binding]
    shape = (side + 1,) * len(binding)
    grids = [np.zeros(shape)]
    grids[0][(0,) * len(binding)] = 1.0
    for number in range(len(diagram.levels) - 1, -1, -1):
        following, grids = grids, []
        for node in diagram.levels[number]:
            grid = np.zeros(shape)
            for place, child in enumerate(node):
                if child != DEAD:
                    _add_met(grid, following[child], [step[number][place] for step in steps])
            grids.append(grid)
    return float(grids[0][(-1,) * len(binding)])


def _steps(
    table: Sequence[Sequence[float]], floor: float, side: int, rounded: Callable[[Floats], Floats]
) -> list[list[int]]:
    """Return what each value adds to its issue's least, in rounded steps, of which `side` make up the floor."""
    least = [min(issue) for issue in table]
    step = (floor - sum(least)) / side
    # a hair keeps multiples of the step, off by rounding, from falling into the wrong cell
    hair = 1e-9 if rounded is np.floor else -1e-9 if rounded is np.ceil else 0.0
    above = (rounded((np.array(issue) - low) / step + hair) for issue, low in zip(table, least, strict=True))
    return [np.clip(one, 0, side).astype(np.int64).tolist() for one in above]


def _add_met(grid: Floats, ways: Floats, met: Sequence[int]) -> None:
    """Add the ways to meet what is left of every need when `met` of it is met; needs below 0 are 0."""
    parts = []
    for axis, by in enumerate(met):
        left = (slice(by, None), slice(0, grid.shape[axis] - by))
        parts.append([left] if by == 0 else [left, (slice(0, by), slice(0, 1))])
    for corner in product(*parts):
        grid[tuple(to for to, _ in corner)] += ways[tuple(taken for _, taken in corner)]
