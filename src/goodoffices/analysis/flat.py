"""Diagrams and values as flat arrays, the form that the compiled kernels read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram

Integers = NDArray[np.int64]

_NO_CHILDREN = np.empty(0, np.int64)


@dataclass(frozen=True)
class Flat:
    """A diagram as arrays; see `kernels` for what they hold."""

    sizes: Integers
    value_at: Integers
    node_at: Integers
    child_at: Integers
    children: Integers
    free: bool

    @property
    def arrays(self) -> tuple[bool, Integers, Integers, Integers, Integers, Integers]:
        """The arrays in the order in which kernels take them."""
        return self.free, self.sizes, self.value_at, self.node_at, self.child_at, self.children


def flatten(diagram: Diagram) -> Flat:
    """Return the arrays of a diagram that is not empty."""
    sizes = [len(level[0]) for level in diagram.levels]
    if diagram.free:
        starts = np.array([0, *accumulate(sizes)], np.int64)
        return Flat(
            np.array(sizes, np.int64),
            starts[:-1],
            np.arange(len(starts)),
            starts[:-1],
            _NO_CHILDREN,
            free=True,
        )
    widths = [len(level) for level in diagram.levels]
    edges = [width * size for width, size in zip(widths, sizes, strict=True)]
    value_at = [0, *accumulate(sizes)][:-1]
    node_at = [0, *accumulate(widths)]
    child_at = [0, *accumulate(edges)][:-1]
    stored = chain.from_iterable(chain.from_iterable(level) for level in diagram.levels)
    numbers = np.fromiter(stored, np.int64)
    children = np.where(numbers == DEAD, DEAD, numbers + np.repeat(node_at[1:], edges))
    return Flat(
        np.array(sizes, np.int64),
        np.array(value_at, np.int64),
        np.array(node_at, np.int64),
        np.array(child_at, np.int64),
        children,
        free=False,
    )
