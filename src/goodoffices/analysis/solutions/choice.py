"""How a solution concept's best point is picked, and ties settled: largest sorted gains, then first package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.results import Solution
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.model.issues import Issue
from goodoffices.model.packages import package_at

Floats = NDArray[np.float64]


class Judge(Protocol):
    """Whatever says what a package, given as places among the issues' values, is worth to each party."""

    def utilities(self, places: Sequence[int]) -> tuple[float, ...]:
        """Return each party's utility."""


@dataclass(frozen=True)
class Candidates:
    """Points of a front, points × parties: their utilities and the gains over the reservation values.

    `largest` is each party's largest gain among them. `within` are the floors they reach, None where none are asked.
    """

    front: Front
    utilities: Floats
    gains: Floats
    largest: Floats
    reservations: Floats
    within: Floats | None

    @cached_property
    def sorted_gains(self) -> Floats:
        """Each point's gains, the smallest first."""
        return np.sort(self.gains, axis=1)


def candidates_of(
    front: Front, reservations: Floats, *, within: Floats | None = None, raised: float = 0.0
) -> Candidates | None:
    """Return the points of a front; with `within` those only that reach these floors; None where there is none.

    `raised` is added to all utilities: what packages that a coarse front leaves out could be worth.
    """
    utilities = front.utilities + raised if raised else front.utilities
    if within is not None:
        utilities = utilities[(utilities >= within).all(axis=1)]
        if not len(utilities):
            return None
    gains = utilities - reservations
    # a gain within the tolerance is none, or products of gains would be ranked by rounding
    gains[np.abs(gains) <= RELATIVE * np.maximum(1.0, np.abs(reservations))] = 0.0
    gains = np.maximum(gains, 0.0) if within is not None else gains
    return Candidates(front, utilities, gains, gains.max(axis=0), reservations, within)


#: Returns what is to be large, for each candidate; None where it is not defined.
Objective = Callable[[Candidates], Floats | None]


def choose(
    objective: Objective,
    candidates: Candidates,
    values: Judge,
    issues: tuple[Issue, ...],
    *,
    certain: bool = True,
) -> Solution | None:
    """Pick the best candidate; among equals the one with the largest sorted gains, then the first package.

    Args:
        objective: what is to be large.
        candidates: the points to choose among.
        values: says what a package is worth.
        issues: the issues.
        certain: whether the gains are what they are, and not the largest that they can be.

    Returns:
        the solution, or None where the objective is not defined. Where the front is not exact, or gains are not
        certain, `bound` is the highest value that the objective could have.
    """
    scores = objective(candidates)
    if scores is None:
        return None
    best = np.flatnonzero(_largest(scores))
    for rank in range(candidates.gains.shape[1]):
        if len(best) == 1:
            break
        best = best[_largest(candidates.sorted_gains[best, rank], relative_to=1.0)]
    rows = {candidates.front.first_package(candidates.utilities[point].tolist()) for point in best}
    first = min(row for row in rows if row is not None)
    solution = Solution(utilities=values.utilities(first), package=package_at(first, issues), status="exact")
    if certain and not candidates.front.loss:
        return solution
    bound = _bound(objective, candidates)
    return Solution(utilities=solution.utilities, package=solution.package, status="bounded", bound=bound)


def _bound(objective: Objective, candidates: Candidates) -> float | None:
    """Return the highest value of an objective that any package could have, one that a coarse front leaves out too."""
    front = candidates.front
    raised = candidates_of(front, candidates.reservations, within=candidates.within, raised=front.loss)
    assert raised is not None  # raising only adds points
    # largest gains can only be larger than those found, and shares of them smaller
    highest = objective(replace(raised, largest=candidates.largest))
    return None if highest is None else float(highest.max())


def _largest(scores: Floats, relative_to: float = 1e-300) -> NDArray[np.bool_]:
    """Say of each score whether it is the largest, up to rounding relative to its size or to another."""
    largest = float(scores.max())
    return scores >= largest - RELATIVE * max(abs(largest), relative_to)
