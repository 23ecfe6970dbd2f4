"""Every package's utilities at once, where there are not too many."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.space import Values
from goodoffices.analysis.tolerance import RELATIVE

#: Diagrams of more packages than this are not looked at package by package.
MOST_LISTED: Final = 1_000_000

Floats = NDArray[np.float64]


def worths(diagram: Diagram, values: Values) -> Floats:
    """Return parties × packages: what each package of a diagram is worth, summed in the issues' order."""
    nodes = np.zeros(1, np.int64)
    sums = np.array(values.biases, np.float64)[:, None]
    for number, level in enumerate(diagram.levels):
        children = np.array(level, np.int64)[nodes]
        added = np.array([table[number] for table in values.tables], np.float64)
        alive = children != DEAD
        sums = (sums[:, :, None] + added[:, None, :])[:, alive]
        nodes = children[alive]
    cut: Floats = np.minimum(sums, np.array(values.ceilings)[:, None])
    return cut


def breakpoints(ordered: Floats) -> Floats:
    """Return the distinct numbers of a sorted list; of those that count as equal the largest."""
    if not len(ordered):
        return ordered
    gaps = np.diff(ordered) > RELATIVE * np.maximum(1.0, np.abs(ordered[1:]))
    last: Floats = ordered[np.append(gaps, True)]
    return last
