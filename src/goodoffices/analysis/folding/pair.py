"""The fold of two parties by the compiled kernel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from goodoffices.analysis import kernels
from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.diagram import chain as chain_of
from goodoffices.analysis.flat import flatten
from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.space import Values
from goodoffices.analysis.tolerance import FOLD, RELATIVE

#: An exact fold is given up where one node has more points than this, or more than the cells over the issues, ...
MOST: Final = 1_000_000
_CELLS: Final = 10_000_000

#: ... or where all nodes have more than this, 400 megabytes.
_TOTAL: Final = 2**24

#: Where huge fronts are asked for, so many: some three gigabytes in all.
_HUGE: Final = 8_000_000
_HUGE_CELLS: Final = 200_000_000
_HUGE_TOTAL: Final = 2**26

#: The coarse fold then keeps so many points a node, and so many in all.
_COARSE: Final = 100_000
_COARSE_TOTAL: Final = 2**23


def fold_pair(diagram: Diagram, values: Values, most: int = MOST, *, huge: bool = False) -> Front:
    """Return the front of a two-party space. See `folding`.

    Where an exact front would have more than about `most` points it is coarser, and its `loss` says by how much; with
    `huge`, more than some millions.
    """
    cells, total = (_HUGE_CELLS, _HUGE_TOTAL) if huge else (_CELLS, _TOTAL)
    most = min(_HUGE if huge else most, max(1, cells // len(diagram.levels)))
    coarse = max(2, min(_COARSE, most // 2, _COARSE_TOTAL // sum(map(len, diagram.levels))))
    flat = (
        *flatten(diagram),
        np.array([value for table in values.tables for issue in table for value in issue]),
    )
    utilities, places, xs, ys, starts, stops, loss = kernels.front_pair(
        *flat, values.biases, values.ceilings, (most, total, coarse), FOLD, RELATIVE
    )

    def find(wanted: Sequence[float]) -> tuple[int, ...] | None:
        if any(one > ceiling for one, ceiling in zip(wanted, values.ceilings, strict=True)):
            return None
        needs = (want - bias for want, bias in zip(wanted, values.biases, strict=True))
        row = kernels.find_pair(*flat, xs, ys, starts, stops, *needs)
        return tuple(row.tolist()) if len(row) else None

    return Front(utilities, places, float(loss), find)


@cache
def warm() -> None:
    """Load the kernels by folding a space of one package, once."""
    values = Values((([0.0],), ([0.0],)), (0.0, 0.0), (1.0, 1.0))
    front = fold_pair(chain_of([1]), values)
    front.first_package((0.0, 0.0))
