"""Folding: the non-dominated sums of additive utilities, one issue at a time.

A sum that is dominated stays dominated whatever is added to both, so dominated partial sums can go as soon as they
appear, and the work follows the size of the answer and not of the space. On a decision diagram the same holds at every
node. Three engines do this alike: plain Python for small spaces of two parties (nothing to load), a compiled kernel for
large ones, and many-party dominance filters for three parties and more.
"""

from __future__ import annotations

import sys
from typing import Final

from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.space import Values

#: Spaces of at most this many packages are folded without loading the compiled kernel.
SMALL: Final = 3_000

__all__ = ["Front", "fold", "preload"]

_KERNELS: Final = "goodoffices.analysis.kernels"


def fold(diagram: Diagram, values: Values, *, huge: bool = False) -> Front:
    """Return the non-dominated utility vectors over the packages of a diagram that is not empty.

    Args:
        diagram: the packages.
        values: the utilities.
        huge: whether to hold millions of points, in up to four gigabytes, before the front is made coarser.
    """
    if values.parties > 2:  # noqa: PLR2004 - two is the number of sides that a plane can show
        from goodoffices.analysis.folding.many import fold_many  # noqa: PLC0415 - heavy

        return fold_many(diagram, values, huge=huge)
    if _fits_python(diagram):
        from goodoffices.analysis.folding.small import fold_small  # noqa: PLC0415 - the engine that is needed

        return fold_small(diagram, values)
    from goodoffices.analysis.folding.pair import fold_pair  # noqa: PLC0415 - heavy

    return fold_pair(diagram, values, huge=huge)


def _fits_python(diagram: Diagram) -> bool:
    return _KERNELS not in sys.modules and diagram.packages <= SMALL


def preload(diagram: Diagram, parties: int) -> None:
    """Load the engine that a fold will need, so that loading and computing can be told apart."""
    if parties > 2:  # noqa: PLR2004 - as above
        import goodoffices.analysis.folding.many  # noqa: PLC0415 - loaded for its effect
    elif not _fits_python(diagram):
        import goodoffices.analysis.folding.pair  # noqa: PLC0415 - loaded for its effect

        goodoffices.analysis.folding.pair.warm()
