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

#: A front with more points than this at one node is thinned, and the result is bounded and no longer exact.
MOST: Final = 1_000_000


def fold_pair(diagram: Diagram, values: Values, most: int = MOST) -> Front:
    """Return the front of a two-party space. See `folding`."""
    flat = (
        *flatten(diagram),
        np.array([value for table in values.tables for issue in table for value in issue]),
    )
    utilities, places, xs, ys, starts, stops, loss = kernels.front_pair(
        *flat, values.biases, values.ceilings, most, FOLD, RELATIVE
    )

    def find(wanted: Sequence[float]) -> tuple[int, ...] | None:
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
