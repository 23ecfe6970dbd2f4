"""How a solution concept's best point is picked, and ties settled: largest sorted gains, then first package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.results import Solution
from goodoffices.analysis.space import Values
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.model.issues import Issue
from goodoffices.model.packages import package_at

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Candidates:
    """Points of a front, points × parties: their utilities and the gains over the reservation values."""

    front: Front
    utilities: Floats
    gains: Floats

    @cached_property
    def sorted_gains(self) -> Floats:
        """Each point's gains, the smallest first."""
        return np.sort(self.gains, axis=1)


def candidates_of(front: Front, reservations: Floats, *, within: Floats | None = None) -> Candidates | None:
    """Return the points of a front; with `within` those only that reach these floors; None where there is none."""
    utilities = front.utilities
    if within is not None:
        utilities = utilities[(utilities >= within).all(axis=1)]
        if not len(utilities):
            return None
    gains = utilities - reservations
    # a gain within the tolerance is none, or products of gains would be ranked by rounding
    gains[np.abs(gains) <= RELATIVE * np.maximum(1.0, np.abs(reservations))] = 0.0
    return Candidates(front, utilities, np.maximum(gains, 0.0) if within is not None else gains)


def choose(
    objective: Callable[[Candidates], Floats | None],
    candidates: Candidates,
    values: Values,
    issues: tuple[Issue, ...],
) -> Solution | None:
    """Pick the best candidate; among equals the one with the largest sorted gains, then the first package.

    Returns:
        the solution, or None where the objective is not defined. Where the front is not exact, `bound` is the highest
        value of the objective that a package left out could have.
    """
    scores = objective(candidates)
    if scores is None:
        return None
    best = _best(scores, np.arange(len(scores)), relative_to=float(scores.max()))
    for rank in range(values.parties):
        if len(best) == 1:
            break
        best = _best(candidates.sorted_gains[:, rank], best)
    rows = {candidates.front.first_package(candidates.utilities[point].tolist()) for point in best}
    first = min(row for row in rows if row is not None)
    solution = Solution(utilities=values.utilities(first), package=package_at(first, issues), status="exact")
    if not candidates.front.loss:
        return solution
    loss = candidates.front.loss
    shifted = Candidates(candidates.front, candidates.utilities + loss, candidates.gains + loss)
    highest = objective(shifted)
    bound = None if highest is None else float(highest.max())
    return Solution(utilities=solution.utilities, package=solution.package, status="bounded", bound=bound)


def _best(scores: Floats, among: NDArray[np.intp], relative_to: float = 1.0) -> NDArray[np.intp]:
    """Return those of the points whose score is the largest, up to rounding relative to a size."""
    here = scores[among]
    largest = float(here.max())
    return among[here >= largest - RELATIVE * max(abs(largest), abs(relative_to), 1e-300)]
