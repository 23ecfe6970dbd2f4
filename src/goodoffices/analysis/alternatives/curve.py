"""One party's reservation value moved along its scale, all else as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from goodoffices.analysis import solutions
from goodoffices.analysis.alternatives.results import Step
from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.folding import Front, fold
from goodoffices.analysis.result import Status
from goodoffices.analysis.solutions.choice import candidates_of
from goodoffices.analysis.space import Space, extremes
from goodoffices.analysis.tolerance import floor_of
from goodoffices.analysis.zone import zone_of

#: At so many places along its scale a reservation value is looked at, its ends included.
PLACES: Final = 17


class Scene:
    """A case whose parties all have additive preferences, and the packages among which reservation values decide.

    Attributes:
        space: the case made ready, with some package.
        diagram: the packages within red lines and mandates, or all feasible ones where there is none.
        limits_aside: whether the latter.
        reservations: each party's reservation value now.
    """

    def __init__(self, space: Space, reservations: Sequence[float]) -> None:
        self.space = space
        self.limits_aside = space.admissible.empty
        self.diagram: Diagram = space.feasible if self.limits_aside else space.admissible
        self.reservations = tuple(reservations)

    @cached_property
    def front(self) -> Front:
        """The packages that no other betters."""
        return fold(self.diagram, self.space.values)

    @property
    def status(self) -> Status:
        """Whether the front is exact."""
        return "bounded" if self.front.loss else "exact"

    def at(self, party: int, reservation: float) -> Step:
        """Return what there is to agree on when a party has another reservation value."""
        moved = list(self.reservations)
        moved[party] = reservation
        zone = zone_of(self.diagram, self.space.feasible.packages, self.space.values, moved)
        solution = None
        if zone.packages or zone.status == "bounded":
            floors = np.array([floor_of(one) for one in moved])
            found = candidates_of(self.front, np.array(moved), within=floors)
            if found is not None:
                solution = solutions.choose(
                    solutions.nash.objective, found, self.space.values, self.space.issues
                )
        return Step(
            reservation=reservation,
            packages=zone.packages,
            share=zone.share,
            status=zone.status,
            nash=None if solution is None else solution.utilities,
            package=None if solution is None else solution.package,
        )

    def beating(self, party: int, reservation: float) -> int:
        """Return how many packages are worth at least a reservation value to a party, whatever the others say."""
        alone = [float("-inf")] * self.space.values.parties
        alone[party] = reservation
        return zone_of(self.diagram, self.space.feasible.packages, self.space.values, alone).packages

    def empty_above(self, party: int) -> float | None:
        """Return the highest reservation value of a party that leaves some package; None where none does."""
        others = [number for number in range(self.space.values.parties) if number != party]
        floors = np.array([floor_of(self.reservations[number]) for number in others])
        within = (self.front.utilities[:, others] >= floors).all(axis=1)
        return float(self.front.utilities[within, party].max()) if within.any() else None

    def span(self, party: int) -> tuple[float, float]:
        """Return the lowest and the highest utility of a party over all feasible packages."""
        values = self.space.values
        lows, highs = extremes(self.space.feasible, values.tables[party])
        low, high = (min(values.biases[party] + end[0][0], values.ceilings[party]) for end in (lows, highs))
        return low, high
