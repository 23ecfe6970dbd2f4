"""A compiled walk through a set given by linear inequalities, one coordinate a step.

Smith, *Efficient Monte Carlo procedures for generating points uniformly distributed over bounded regions*, Operations
Research 32(6), 1984 (coordinate directions). A step along a coordinate needs one column of the inequalities only, so
many more steps are walked in the same time than along directions of any kind.
"""

from __future__ import annotations

import numpy as np
from numba import njit

#: A limit that is neared more slowly than this is never met.
_STILL = 1e-14


@njit(cache=True, nogil=True)
def walked(columns, room, at, steps, kept, thin, seed):
    """Walk chains; return points after `steps`, and then after each `thin` more: chains × kept × dimensions.

    `columns`: dimensions × inequalities; `room`: chains × inequalities, what each leaves at the chain's point, 0 or
    more; `at`: chains × dimensions. Both are changed as the chains walk.
    """
    np.random.seed(seed)  # noqa: NPY002 - compiled code has its own, with a seed of its own
    chains, dimensions = at.shape
    limits = room.shape[1]
    found = np.empty((chains, kept, dimensions))
    for chain in range(chains):
        left = room[chain]
        for step in range(steps + kept * thin):
            way = np.random.randint(dimensions)  # noqa: NPY002 - compiled code has its own, with a seed of its own
            column = columns[way]
            low, high = -np.inf, np.inf
            for limit in range(limits):
                speed = column[limit]
                if speed > _STILL:
                    high = min(high, left[limit] / speed)
                elif speed < -_STILL:
                    low = max(low, left[limit] / speed)
            share = np.random.random()  # noqa: NPY002 - compiled code has its own, with a seed of its own
            if low > -np.inf and high < np.inf:
                move = low + (high - low) * share
                at[chain, way] += move
                for limit in range(limits):
                    left[limit] = max(left[limit] - move * column[limit], 0.0)
            if step >= steps and (step - steps) % thin == thin - 1:
                found[chain, (step - steps) // thin] = at[chain]
    return found
