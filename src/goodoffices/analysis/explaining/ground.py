"""What all explanations of one case share: its space, its answer, its fronts, and how much work they may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from goodoffices.analysis import solutions
from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.folding import Front, fold
from goodoffices.analysis.results import Analysis, Deadlock, Solution
from goodoffices.analysis.solutions.choice import candidates_of
from goodoffices.analysis.space import Space, Values, extremes
from goodoffices.analysis.tolerance import floor_of
from goodoffices.model.case import Case

#: How much may be folded for one explainer, in points of fronts times values: about a minute's work.
WORK: Final = 200_000_000


@dataclass
class Allowance:
    """Work that is left to one explainer; what it buys is the same on every machine, unlike a time."""

    left: float = WORK

    def spend(self, points: float) -> None:
        """Take from it."""
        self.left -= points

    def renew(self) -> None:
        """Begin again with all of it."""
        self.left = WORK

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0


@dataclass(frozen=True)
class Ground:
    """One case, and what is known of it."""

    case: Case
    space: Space
    analysis: Analysis
    deadlock: Deadlock | None = None
    allowance: Allowance = field(default_factory=Allowance)

    @property
    def solvable(self) -> bool:
        """Whether frontier and solutions exist."""
        return self.analysis.frontier is not None

    @cached_property
    def stated(self) -> frozenset[str]:
        """The parties whose reservation values are stated."""
        return frozenset(limit.party for limit in self.space.limits if limit.reservation is not None)

    @cached_property
    def feasible_front(self) -> Front:
        """The front over all feasible packages."""
        return fold(self.space.feasible, self.space.values)

    @cached_property
    def admissible_front(self) -> Front | None:
        """The front over the packages within every red line and mandate; None where there is no such package."""
        diagram = self.space.admissible
        if diagram is self.space.feasible:
            return self.feasible_front
        return None if diagram.empty else fold(diagram, self.space.values)

    def reservations_for(self, values: Values) -> tuple[float, ...]:
        """Return the reservation values by other utilities: those stated stay, the others follow."""
        found = []
        for number, (party, now) in enumerate(zip(self.space.known, self.space.reservations, strict=True)):
            if party in self.stated:
                found.append(now)
            else:
                low = values.biases[number] + extremes(self.space.feasible, values.tables[number])[0][0][0]
                found.append(min(low, values.ceilings[number]))
        return tuple(found)

    def anew(self, values: Values) -> dict[str, Solution | None]:
        """Return the four solutions by other utilities, computed from the beginning."""
        front = fold(self.space.feasible, values)
        self.allowance.spend(len(front.utilities) * len(self.space.issues))
        zone_front: Front | None = front
        if self.space.admissible is not self.space.feasible:
            zone_front = None if self.space.admissible.empty else fold(self.space.admissible, values)
        return self.choose(values, front, zone_front, self.reservations_for(values))

    def choose(
        self, values: Values, front: Front, zone_front: Front | None, reservations: Sequence[float]
    ) -> dict[str, Solution | None]:
        """Return the four solutions from the fronts of the feasible and of the admissible packages."""
        at = np.array(reservations)
        floors = np.array([floor_of(value) for value in reservations])
        zone = None if zone_front is None else candidates_of(zone_front, at, within=floors)
        return solutions.choose_all(candidates_of(front, at), zone, values, self.space.issues)

    def places_of(self, solution: Solution) -> tuple[int, ...]:
        """Return a package as places among the issues' values."""
        found = (issue.index_of(solution.package[issue.id]) for issue in self.space.issues)
        return tuple(place for place in found if place is not None)

    @cached_property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """The lowest and highest feasible utility of each party."""
        return tuple(
            (low, min(bias + extremes(self.space.feasible, table)[1][0][0], ceiling))
            for low, table, bias, ceiling in zip(
                self.space.lowest,
                self.space.values.tables,
                self.space.values.biases,
                self.space.values.ceilings,
                strict=True,
            )
        )


def diagram_for(ground: Ground, name: str) -> Diagram:
    """Return the packages among which a solution chooses, reservation values aside."""
    return ground.space.feasible if name == "utilitarian" else ground.space.admissible
