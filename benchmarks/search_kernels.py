"""Restarted local search and simulated annealing over boxes, compiled, to hold the search for a frontier against."""

from __future__ import annotations

import math

import numpy as np
from numba import njit


@njit(cache=True)
def worth(package, literals, starts, adds, owner, either, largest):
    """Return what a package is worth to both parties; boxes count where all, or (`either`) some, bounds hold."""
    total = np.zeros(2)
    for box in range(len(adds)):
        inside = not either[box]
        for at in range(starts[box], starts[box + 1]):
            if (literals[at, 1] >> package[literals[at, 0]] & 1) == either[box]:
                inside = not inside
                break
        if inside:
            total[owner[box]] += adds[box]
    return np.minimum(1.0, total / largest)


@njit(cache=True)
def climb(seed, rounds, sizes, *boxes):
    """Better random packages one issue at a time, for random weights on the parties."""
    np.random.seed(seed)
    found = np.empty((rounds, 2))
    package = np.empty(len(sizes), np.int64)
    for number in range(rounds):
        share = np.random.random()
        for issue in range(len(sizes)):
            package[issue] = np.random.randint(sizes[issue])
        now = worth(package, *boxes)
        better = True
        while better:
            better = False
            for issue in range(len(sizes)):
                before = package[issue]
                for place in range(sizes[issue]):
                    package[issue] = place
                    then = worth(package, *boxes)
                    if (
                        share * then[0] + (1 - share) * then[1]
                        > share * now[0] + (1 - share) * now[1] + 1e-12
                    ):
                        now, before, better = then, place, True
                package[issue] = before
        found[number] = now
    return found


@njit(cache=True)
def anneal(seed, rounds, sizes, *boxes):
    """Anneal random packages, 20,000 steps each, for random weights on the parties."""
    np.random.seed(seed)
    steps = 20_000
    found = np.empty((rounds, 2))
    package = np.empty(len(sizes), np.int64)
    for number in range(rounds):
        share = np.random.random()
        for issue in range(len(sizes)):
            package[issue] = np.random.randint(sizes[issue])
        now = worth(package, *boxes)
        for step in range(steps):
            heat = 0.1 * (1 - step / steps) ** 2 + 1e-6
            issue = np.random.randint(len(sizes))
            before = package[issue]
            package[issue] = np.random.randint(sizes[issue])
            then = worth(package, *boxes)
            gain = share * (then[0] - now[0]) + (1 - share) * (then[1] - now[1])
            if gain >= 0 or np.random.random() < math.exp(gain / heat):
                now = then
            else:
                package[issue] = before
        found[number] = now
    return found
