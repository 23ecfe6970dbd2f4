"""The frontier of a space that can be neither enumerated nor folded, found point by point by a constraint solver.

Of the packages above a region's corner the solver finds one with the largest sum of utilities, which no package
dominates, or proves that there is none; `regions` says where to look next. What is open when time ends bounds how much
any package left out could be better (ε-constraints: Haimes, Lasdon, Wismer, IEEE Transactions on Systems, Man, and
Cybernetics 1(3), 1971; one question a region: Dächert and Klamroth, *A Linear Bound on the Number of Scalarizations
Needed to Solve Discrete Tricriteria Optimization Problems*, Journal of Global Optimization 61(4), 2015).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from goodoffices.analysis.encoding import solver_for
from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.interdependent.model import Model, Places, Whole
from goodoffices.analysis.interdependent.pace import Pace
from goodoffices.analysis.interdependent.regions import Regions
from goodoffices.analysis.tolerance import RELATIVE

#: So many questions are asked at a time, whatever the number of cores, so that answers are the same everywhere.
_AT_ONCE: Final = 2

#: How often somebody who stops the search is listened to, in seconds.
_LISTENING: Final = 0.05

#: Weights of utilities in the sum that is asked for are at most this.
_WEIGHT: Final = 2**20


class Answer(NamedTuple):
    """What a solver found: a package, whether that is proven, and the most that one can be worth to the party named."""

    places: Places | None
    proven: bool
    bound: float


class Search:
    """The search for the frontier of one space.

    Attributes:
        model: the packages and their utilities.
        known: the packages found, by their point in units; those in `regions.points` are proven.
    """

    def __init__(self, model: Model, floors: Sequence[float | None], pace: Pace) -> None:
        """Begin.

        Args:
            model: the packages and their utilities.
            floors: by party, a utility that no package of interest is below; None for any.
            pace: how long it may take.
        """
        self.model = model
        self._pace = pace
        lowest = [
            -units.size if floor is None else units.at_least(floor)
            for units, floor in zip(model.units, floors, strict=True)
        ]
        corner = [least - units.step(least) for units, least in zip(model.units, lowest, strict=True)]
        ideal = np.array([units.cap for units in model.units], np.int64)
        scales = np.array([1.0 / units.worth_one for units in model.units])
        self._corner = np.array(corner, np.int64)
        self.regions = Regions(self._corner, ideal, scales)
        self.known: dict[tuple[int, ...], Places] = {}
        self._solvers: set[cp_model.CpSolver] = set()

    def run(self) -> None:
        """Look everywhere, or until time ends."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            parties = range(len(self.model.units))
            if not self._answers(pool, [(self._corner, party) for party in parties], self._take_ideal):
                return
            while not self._pace.over:
                corners = self.regions.open()
                self._pace.tell(len(self.regions.points), len(corners), self._loss(corners))
                if not len(corners):
                    return
                wanted = [(corner, None) for corner in corners[:_AT_ONCE]]
                self._answers(pool, wanted, self._take)

    @property
    def settled(self) -> bool:
        """Whether nothing is left open."""
        return not len(self.regions.open())

    def loss(self) -> float:
        """Return by how much a package left out could be above the nearest point, in every party's utility."""
        return self._loss(self.regions.open())

    def _loss(self, corners: Whole) -> float:
        if not len(corners):
            return 0.0
        found = np.array(list(self.known), np.int64).reshape(-1, len(self._corner))
        return max(0.0, float(self.regions.losses(corners, found).max()))

    def _answers(
        self,
        pool: ThreadPoolExecutor,
        asked: Sequence[tuple[Whole, int | None]],
        take: Callable[[Whole, int | None, Answer], None],
    ) -> bool:
        """Ask, several at a time, and take the answers in the order of the questions; say whether all were proven."""
        futures: list[Future[Answer]] = [pool.submit(self._ask, corner, party) for corner, party in asked]
        pending = set(futures)
        try:
            while pending:
                _, pending = wait(pending, timeout=_LISTENING)
                if pending and self._pace.over:
                    self._stop()
        except BaseException:  # whoever interrupts does not wait for the solvers
            self._pace.stop()
            self._stop()
            raise
        for (corner, party), future in zip(asked, futures, strict=True):
            take(corner, party, future.result())
        return all(future.result().proven for future in futures)

    def _stop(self) -> None:
        for solver in list(self._solvers):
            solver.stop_search()

    def _ask(self, corner: Whole, party: int | None) -> Answer:
        """Look for the package above a corner with the largest sum; for a party, among those that are best for it."""
        model = self.model.above(corner)
        best = float("inf")
        if party is not None:
            model.maximize(self.model.utilities[party])
            solver, status = self._solved(model)
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                best = solver.best_objective_bound
            if status != cp_model.OPTIMAL:
                places = self.model.places(solver) if status == cp_model.FEASIBLE else None
                return Answer(places, proven=status == cp_model.INFEASIBLE, bound=best)
            model.add(self.model.utilities[party] >= solver.value(self.model.utilities[party]))
        model.maximize(cp_model.LinearExpr.weighted_sum(self.model.utilities, self._weights))
        solver, status = self._solved(model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(self.model.places(solver), proven=status == cp_model.OPTIMAL, bound=best)
        return Answer(None, proven=status == cp_model.INFEASIBLE, bound=best)

    def _solved(self, model: cp_model.CpModel) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        left = self._pace.left
        solver = solver_for(max_time_in_seconds=left)
        if left <= 0:
            return solver, cp_model.UNKNOWN
        self._solvers.add(solver)
        try:
            status = solver.solve(model)
        finally:
            self._solvers.discard(solver)
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(model.validate())
        return solver, status

    @cached_property
    def _weights(self) -> list[int]:
        """What a unit of each party's utility counts in a sum, so that all count alike in shares of their ranges."""
        sizes = [units.size for units in self.model.units]
        return [max(1, min(_WEIGHT, max(sizes) // size)) for size in sizes]

    def _take_ideal(self, corner: Whole, party: int | None, answer: Answer) -> None:
        """Take in what is best for a party: nothing is worth more to it."""
        del corner
        assert party is not None
        if answer.bound < float("inf"):
            self.regions.lower(party, math.floor(answer.bound + 0.5))
        if answer.places is None:
            if answer.proven:
                self.regions.close(self._corner)
            return
        point = self.model.point(answer.places)
        self.known.setdefault(tuple(point.tolist()), answer.places)
        if answer.proven:
            self.regions.lower(party, int(point[party]))
            self.regions.split(point)

    def _take(self, corner: Whole, party: int | None, answer: Answer) -> None:
        """Take in what was found above a corner."""
        del party
        if answer.places is None:
            if answer.proven:
                self.regions.close(corner)
            return
        point = self.model.point(answer.places)
        self.known.setdefault(tuple(point.tolist()), answer.places)
        if answer.proven:
            self.regions.split(point)


def front_of(search: Search, find: Callable[[Sequence[float]], Places | None]) -> Front | None:
    """Return the points that a search found as a front; None where there is none.

    Args:
        search: the search, ended.
        find: finds the first package that reaches given utilities.
    """
    if not search.known:
        return None
    model = search.model
    places = np.array(list(search.known.values()), np.int32)
    utilities = np.array([model.worths.utilities(row) for row in search.known.values()])
    kept = _distinct(utilities)
    return Front(utilities[kept], places[kept], search.loss() + _rough(model, utilities[kept]), find)


def _rough(model: Model, utilities: NDArray[np.float64]) -> float:
    """Return what rounding to units may hide beside points, in utility; 0 where no more than what counts as equal."""
    equal = RELATIVE * np.maximum(1.0, np.abs(utilities)).min(axis=0)
    rough = np.array([units.rough for units in model.units])
    return float(rough[rough > equal].max(initial=0.0))


def _distinct(utilities: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the rows of distinct points that no other dominates, by the first party's utility."""
    floors = utilities - RELATIVE * np.maximum(1.0, np.abs(utilities))
    kept: list[int] = []
    for row in np.lexsort(-utilities.T[::-1]):
        if not any((utilities[other] >= floors[row]).all() for other in kept):
            kept = [o for o in kept if not (utilities[row] >= floors[o]).all()]
            kept.append(int(row))
    return np.array(sorted(kept, key=lambda row: tuple(utilities[row])), np.intp)
