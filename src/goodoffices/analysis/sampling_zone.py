"""What stands open where so many limits tie the issues together that no diagram holds the packages.

The packages are counted within bounds: those found are a lower one; the packages of some of the limits, as many as a
small diagram holds, an upper one. The estimate between is the share, among packages drawn evenly from that diagram, of
those that keep the other limits as well. A solver looks for the best package of each party, and the largest product of
gains is looked for from there by changing one issue at a time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Final

import numpy as np
from ortools.sat.python import cp_model

from goodoffices.analysis.diagram import DEAD, Diagram, diagram_of
from goodoffices.analysis.encoding import solver_for
from goodoffices.analysis.errors import TooEntangled
from goodoffices.analysis.floors import utilities_by_party
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.opening import Opened
from goodoffices.analysis.results import Help, NashPoint, Opening
from goodoffices.analysis.solver import encoding_of, package_of, require_limits
from goodoffices.analysis.space import Space
from goodoffices.analysis.tolerance import floor_of
from goodoffices.model.conditions import Condition, holds
from goodoffices.model.packages import package_at

#: How many packages are drawn, and how large the diagram may be that they are drawn from.
_DRAWS: Final = 400
_NODES: Final = 400
#: How many of the limits over several issues it holds, one after the other, until it is too large.
_CHUNKS: Final = (8, 8, 16, 32)
_SEED: Final = 20_240_330

#: How long a solver may look for the best package of one party, in deterministic and in real seconds.
_PATIENCE: Final = 0.3
_SECONDS: Final = 3.0
#: Utilities become whole numbers at this resolution.
_RESOLUTION: Final = 10**6

Package = tuple[int, ...]


def opened_by_solver(
    space: Space,
    kept: Sequence[Limit],
    givers: frozenset[str],
    package: Sequence[int] | None,
    until: float | None = None,
) -> Opened:
    """Say what stands open under these limits; as `opened_by`, and always within bounds."""
    keeping = Keeping(space, kept)
    found = {tuple(package)} if package is not None and keeping.keeps(tuple(package)) else set()
    most: dict[str, float] = {}
    if not space.missing or space.known:
        for number, party in enumerate(space.known):
            if until is not None and perf_counter() > until:
                break
            best, bound = _best(space, kept, number)
            if best is not None and keeping.keeps(best):
                found.add(best)
            most[party] = bound
    nash = None if space.missing or not found else _nash(space, keeping, found, most)
    count, bounds = _count(space, kept, keeping, len(found))
    opening = Opening(packages=count, status="bounded", nash=nash, bounds=bounds)
    return Opened(opening, _helps(space, found, givers, nash))


class Keeping:
    """Says whether packages keep limits, quickly where one issue changes."""

    def __init__(self, space: Space, kept: Sequence[Limit]) -> None:
        self.space = space
        self.issues = space.case.issues_by_id
        conditions = [one.requires for one in space.case.constraints]
        conditions += [limit.condition for limit in kept if limit.condition is not None]
        self.conditions: list[Condition] = conditions
        self.floors = {limit.party: limit.reservation for limit in kept if limit.reservation is not None}
        self.of: dict[str, list[Condition]] = {name: [] for name in self.issues}
        for condition in conditions:
            for name in condition.issues:
                self.of[name].append(condition)

    def keeps(self, package: Package) -> bool:
        """Say whether a package keeps all limits and constraints."""
        named = package_at(package, self.space.issues)
        return self.reached(package) and all(holds(one, named, self.issues) for one in self.conditions)

    def reached(self, package: Package) -> bool:
        """Say whether a package keeps the reservation values."""
        utilities = utilities_by_party(self.space, package)
        return all(utilities[party] >= floor_of(floor) for party, floor in self.floors.items())

    def near(self, package: Package) -> Iterator[Package]:
        """Yield the packages that keep all and differ in one issue."""
        for number, issue in enumerate(self.space.issues):
            for place in range(issue.size):
                if place == package[number]:
                    continue
                other = (*package[:number], place, *package[number + 1 :])
                if self.reached(other):
                    named = package_at(other, self.space.issues)
                    if all(holds(one, named, self.issues) for one in self.of[issue.id]):
                        yield other


def _best(space: Space, kept: Sequence[Limit], number: int) -> tuple[Package | None, float]:
    """Return the best package of a party that was found, and what it cannot get more than."""
    encoding = encoding_of(space)
    require_limits(encoding, space, kept)
    values = space.values
    table, scale = values.tables[number], values.scales[number]
    worth = cp_model.LinearExpr.weighted_sum(
        [take for takes in encoding.takes for take in takes],
        [round(value / scale * _RESOLUTION) for issue in table for value in issue],
    )
    encoding.model.maximize(worth)
    solver = solver_for(
        max_deterministic_time=_PATIENCE, max_time_in_seconds=_SECONDS, linearization_level=1,
    )  # fmt: skip
    status = solver.solve(encoding.model)
    # each value may have been rounded down by half a unit
    bound = (solver.best_objective_bound + len(table) / 2) / _RESOLUTION * scale + values.biases[number]
    found = package_of(encoding, solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
    return found, min(bound, values.ceilings[number])


def _nash(space: Space, keeping: Keeping, found: set[Package], most: dict[str, float]) -> NashPoint:
    """Return the package with the largest product of gains that was found; `bound` is what none can exceed."""
    stated = keeping.floors
    floors = [stated.get(party, low) for party, low in zip(space.known, space.lowest, strict=True)]

    def product(package: Package) -> tuple[float, float]:
        gains = [
            max(0.0, worth - floor)
            for worth, floor in zip(space.values.utilities(package), floors, strict=True)
        ]
        return math.prod(gains), sum(gains)

    at = max(sorted(found), key=product)
    while True:
        better = max(keeping.near(at), key=product, default=at)
        if product(better) <= product(at):
            break
        at = better
    found.add(at)
    bound = None
    if len(most) == len(space.known):
        bound = math.prod(
            max(0.0, most[party] - floor) for party, floor in zip(space.known, floors, strict=True)
        )
    return NashPoint(
        utilities=space.values.utilities(at),
        package=package_at(at, space.issues),
        status="bounded",
        bound=bound,
    )


def _helps(
    space: Space, found: set[Package], givers: frozenset[str], nash: NashPoint | None
) -> tuple[Help, ...]:
    worths = [space.values.utilities(package) for package in sorted(found)]
    return tuple(
        Help(
            party=party, gives=party in givers, reservation=space.reservations[number],
            nash=None if nash is None else nash.utilities[number],
            best=max((one[number] for one in worths), default=None),
            worst=min((one[number] for one in worths), default=None), status="bounded",
        )
        for number, party in enumerate(space.known)
    )  # fmt: skip


def _count(space: Space, kept: Sequence[Limit], keeping: Keeping, known: int) -> tuple[int, tuple[int, int]]:
    """Return an estimate of how many packages keep all, and the lowest and highest number possible."""
    diagram = _relaxed(space, kept)
    highest, lowest = diagram.packages, max(1, known)
    drawn = list(_draws(diagram))
    share = sum(keeping.keeps(package) for package in drawn) / len(drawn)
    # shares of counts beyond what a float holds are taken in whole numbers
    estimate = highest * round(share * len(drawn)) // len(drawn)
    return min(max(estimate, lowest), highest), (lowest, highest)


def _relaxed(space: Space, kept: Sequence[Limit]) -> Diagram:
    """Return a diagram that holds all packages that keep the limits, and others."""
    conditions = [limit.condition for limit in kept if limit.condition is not None]
    conditions.sort(key=lambda one: len(one.issues))
    taken = [one.requires for one in space.case.constraints]
    diagram = space.feasible
    single = sum(len(one.issues) == 1 for one in conditions)
    for chunk in (single, *_CHUNKS):
        try:
            diagram = diagram_of((*taken, *conditions[:chunk]), space.issues, _NODES)
        except TooEntangled:
            break
        taken += conditions[:chunk]
        conditions = conditions[chunk:]
    return diagram


def _draws(diagram: Diagram) -> Iterator[Package]:
    """Yield packages of a diagram, each as likely as any other."""
    rng = np.random.default_rng(_SEED)
    shares = [
        [
            [0.0 if child == DEAD else after[child] / total for child in node]
            for node, total in zip(level, counts, strict=False)
        ]
        for level, counts, after in zip(diagram.levels, diagram.counts, diagram.counts[1:], strict=False)
    ]
    for chances in rng.random((_DRAWS, len(diagram.levels))).tolist():
        node, places = 0, []
        for level, share, chance in zip(diagram.levels, shares, chances, strict=True):
            left = chance
            place = 0
            for place, one in enumerate(share[node]):  # noqa: B007 - where it stops is what is wanted
                left -= one
                if left < 0:
                    break
            while level[node][place] == DEAD:
                place -= 1
            places.append(place)
            node = level[node][place]
        yield tuple(places)
