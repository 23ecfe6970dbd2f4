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

    free: bool
    sizes: Integers
    value_at: Integers
    node_at: Integers
    child_at: Integers
    children: Integers

    @property
    def arrays(self) -> tuple[bool, Integers, Integers, Integers, Integers, Integers]:
        """The arrays in the order in which kernels take them."""
        return self.free, self.sizes, self.value_at, self.node_at, self.child_at, self.children


def flatten(diagram: Diagram) -> Flat:
    """Return the arrays of a diagram that is not empty."""
    sizes = [len(level[0]) for level in diagram.levels]
    value_at = [0, *accumulate(sizes)][:-1]
    if diagram.free:
        node_at = range(len(sizes) + 1)
        return Flat(
            True, np.array(sizes, np.int64), np.array(value_at, np.int64), np.array(node_at, np.int64),
            _NO_CHILDREN, _NO_CHILDREN,
        )  # fmt: skip
    widths = [len(level) for level in diagram.levels]
    node_at = [0, *accumulate(widths)]
    child_at = [0, *accumulate(width * size for width, size in zip(widths, sizes, strict=True))][:-1]
    children = np.fromiter(
        chain.from_iterable(chain.from_iterable(level) for level in diagram.levels), np.int64
    )
    offsets = np.repeat(node_at[1:], [width * size for width, size in zip(widths, sizes, strict=True)])
    children = np.where(children == DEAD, DEAD, children + offsets)
    return Flat(False, *(np.array(part, np.int64) for part in (sizes, value_at, node_at, child_at)), children)
