"""Diagrams and values as flat arrays, the form that the compiled kernels read."""

from __future__ import annotations

from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram

Integers = NDArray[np.int64]

#: Whether the diagram is free, the sizes and widths of its levels, and the children of its nodes; see `kernels`.
Flat = tuple[bool, Integers, Integers, Integers]

_NO_CHILDREN = np.empty(0, np.int64)


def flatten(diagram: Diagram) -> Flat:
    """Return the arrays of a diagram that is not empty."""
    sizes = np.array([len(level[0]) for level in diagram.levels])
    if diagram.free:
        return True, sizes, sizes, _NO_CHILDREN
    widths = np.array([len(level) for level in diagram.levels])
    stored = chain.from_iterable(chain.from_iterable(level) for level in diagram.levels)
    numbers = np.fromiter(stored, np.int64)
    firsts = np.array([*accumulate(widths.tolist())])
    children = np.where(numbers == DEAD, DEAD, numbers + np.repeat(firsts, widths * sizes))
    return False, sizes, widths, children
