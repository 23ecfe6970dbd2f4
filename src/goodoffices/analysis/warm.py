"""Compile the kernels ahead of the first use: `python -m goodoffices.analysis.warm`."""

from __future__ import annotations

from goodoffices.analysis import covering, dominance
from goodoffices.analysis.diagram import Diagram, chain
from goodoffices.analysis.folding.pair import fold_pair
from goodoffices.analysis.space import Values
from goodoffices.analysis.zone import search_compiled


def warm() -> None:
    """Run every kernel once, so that its machine code lies in the cache."""
    covering.warm()
    dominance.warm()
    values = Values((([0.0, 1.0],), ([1.0, 0.0],)), (0.0, 0.0), (1.0, 1.0))
    for diagram in (chain([2]), Diagram((((0, -1),),), free=False)):
        fold_pair(diagram, values).first_package((0.0, 0.0))
        search_compiled(diagram, [(values.tables[0], 0.5, [[0.0], [0.0]], [[1.0], [0.0]])])


if __name__ == "__main__":
    warm()
