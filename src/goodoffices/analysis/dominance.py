"""Which points of several parties no other dominates: whichever filter the benchmark favours for so many.

`python -m benchmarks.dominance` compares moocore's filter with compiled kernels of ours (`dominance_kernels`). For
few points both take no time, and moocore needs no kernel to be loaded. For many, a first pass with a few of the
best points removes most of a cloud that is not opposed; what is left is for our sweep (three parties), moocore (four)
or our tiles (five and six, up to some hundred thousands).
"""

from __future__ import annotations

import sys
from typing import Final

import moocore
import numpy as np
from numpy.typing import NDArray

_KERNELS: Final = "goodoffices.analysis.dominance_kernels"

#: So many points are worth a compiled kernel, ...
COMPILED: Final = 5_000

#: ... and so many are worth loading it for, by parties: that takes most of a second.
_LOADED: Final = {3: 400_000, 4: 400_000, 5: 100_000, 6: 100_000}

#: So many of those left are worth our kernels, once they are loaded.
_LEFT: Final = 1_000

#: About so many are looked at first; where more than this share of them stay, the first pass is left out.
_SOME: Final = 1_000
_MOST: Final = 0.7

#: Three parties are for the sweep.
_SWEEP: Final = 3

#: Of so many parties, up to so many points are for the tiles, which take longer and longer.
_TILES: Final = {5: 300_000, 6: 300_000}

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


def non_dominated(points: Floats) -> Marks:
    """Return which points no other dominates; of those that are equal, the first.

    Args:
        points: points × parties, two parties at least; each party wants more.
    """
    if len(points) == 1:
        return np.ones(1, np.bool_)
    parties = points.shape[1]
    worth = COMPILED if _KERNELS in sys.modules else _LOADED.get(parties, COMPILED)
    if len(points) < worth or parties < _SWEEP:
        return by_moocore(points)
    # where a look at some shows that the best dominate few, the pass would cost more than it saves
    if unbeaten(points[:: max(1, len(points) // _SOME)]).mean() > _MOST:
        kept = np.ones(len(points), np.bool_)
    else:
        kept = unbeaten(points)
    left = np.flatnonzero(kept)
    rest = points if len(left) == len(points) else points[left]
    ours = len(left) >= _LEFT and (parties == _SWEEP or len(left) <= _TILES.get(parties, 0))
    kept[left] = by_kernel(rest) if ours else by_moocore(rest)
    return kept


def by_moocore(points: Floats) -> Marks:
    """Return what `non_dominated` does, by moocore."""
    kept: Marks = moocore.is_nondominated(points, maximise=True, keep_weakly=False)
    return kept


def unbeaten(points: Floats) -> Marks:
    """Return which points none of a few with the largest sums of utilities, relative to their spans, dominates."""
    from goodoffices.analysis import dominance_kernels  # noqa: PLC0415 - heavy, and only for many points

    spans = np.ptp(points, axis=0)
    shares = 1.0 / np.where(spans > 0, spans, 1.0)
    kept: Marks = ~dominance_kernels.beaten_by_best(points, shares)
    return kept


def by_kernel(points: Floats) -> Marks:
    """Return what `non_dominated` does, by our kernels; for three parties and more."""
    from goodoffices.analysis import dominance_kernels  # noqa: PLC0415 - heavy, and only for many points

    order = _falling(points)
    rest = np.ascontiguousarray(points[order, 1:])
    if points.shape[1] == _SWEEP:
        falling = np.argsort(-rest[:, 0])
        seconds = rest[falling, 0]
        ranks = np.zeros(len(rest), np.int64)
        ranks[falling[1:]] = np.cumsum(seconds[1:] != seconds[:-1])
        found = dominance_kernels.sweep(ranks, np.ascontiguousarray(rest[:, 1]))
    else:
        found = dominance_kernels.tiles(rest)
    kept = np.zeros(len(points), np.bool_)
    kept[order[found]] = True
    return kept


def _falling(points: Floats) -> NDArray[np.int64]:
    """Return the order of points by the first column, falling, then the second and so on, then as they come."""
    order = np.argsort(-points[:, 0])
    firsts = points[order, 0]
    same = firsts[1:] == firsts[:-1]
    if same.any():
        # few are alike in the first column as a rule, and sorting by all of them takes long
        alike = np.flatnonzero(np.append(same, False) | np.insert(same, 0, False))
        tied = np.sort(order[alike])
        order[alike] = tied[np.lexsort(-points[tied].T[::-1])]
    return order


def warm() -> None:
    """Run every kernel once, so that its machine code lies in the cache."""
    for parties in (3, 4):
        points = np.eye(parties)
        unbeaten(points)
        by_kernel(points)
