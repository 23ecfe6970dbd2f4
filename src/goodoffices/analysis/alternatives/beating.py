"""What a deal must beat, in words of the issues: the package worth as much that costs the others least."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis import solutions
from goodoffices.analysis.alternatives.curve import Scene
from goodoffices.analysis.alternatives.results import Least
from goodoffices.analysis.solutions.choice import Candidates, candidates_of
from goodoffices.analysis.tolerance import floor_of


def least(scene: Scene, party: int, reservation: float) -> Least | None:
    """Return the package worth at least a reservation value to a party at the least cost to the others.

    Returns:
        None where no package is worth so much. Costs are shares of each other party's scale, so they can be added.
    """
    space = scene.space
    spans = [scene.span(number) for number in range(space.values.parties)]
    moved = np.array(scene.reservations)
    moved[party] = reservation
    floors = np.full(len(moved), -np.inf)
    floors[party] = floor_of(reservation)
    candidates = candidates_of(scene.front, moved, within=floors)
    if candidates is None:
        return None

    def spared(found: Candidates) -> NDArray[np.float64]:
        total = np.zeros(len(found.utilities))
        for other, (low, high) in enumerate(spans):
            if other != party and high > low:
                total += (found.utilities[:, other] - low) / (high - low)
        return total

    solution = solutions.choose(spared, candidates, space.values, space.issues)
    assert solution is not None  # the objective is always defined
    together = zip(space.case.parties, scene.reservations, solution.utilities, strict=True)
    others = [one for number, one in enumerate(together) if number != party]
    return Least(
        reservation=reservation,
        utilities=solution.utilities,
        package=solution.package,
        shortfalls={
            one.id: 0.0 if utility >= floor_of(wanted) else wanted - utility
            for one, wanted, utility in others
        },
        status=solution.status,
    )
