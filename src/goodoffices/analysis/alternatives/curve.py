"""One party's reservation value moved along its scale, all else as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis import solutions
from goodoffices.analysis.alternatives.results import Level, Step, Turn
from goodoffices.analysis.alternatives.turns import turns
from goodoffices.analysis.alternatives.worths import MOST_LISTED, breakpoints, worths
from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.folding import Front, fold
from goodoffices.analysis.reaching import complete
from goodoffices.analysis.results import Solution, Zone
from goodoffices.analysis.solutions.choice import Candidates, candidates_of
from goodoffices.analysis.space import Space, extremes
from goodoffices.analysis.tolerance import RELATIVE, floor_of
from goodoffices.analysis.zone import zone_of
from goodoffices.model.result import Status

#: Where steps cannot be listed, a reservation value is looked at in so many places along its scale, ends included.
PLACES: Final = 17

#: About how many seconds a zone may take where it is hard to count; many are counted, one after another.
BUDGET: Final = 0.3

#: More steps of the zone than this are thinned out for the answer.
MOST_LEVELS: Final = 300

#: More stretches of the Nash solution than this are not listed.
MOST_TURNS: Final = 100

Floats = NDArray[np.float64]


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
        self.feasible = space.feasible.packages
        self._ordered: dict[tuple[int, bool], Floats] = {}
        self._counted: dict[tuple[int, float], Zone] = {}

    @cached_property
    def front(self) -> Front:
        """The packages that no other betters."""
        return fold(self.diagram, self.space.values)

    @property
    def status(self) -> Status:
        """Whether the front is exact."""
        return "bounded" if self.front.loss else "exact"

    @cached_property
    def _worths(self) -> Floats | None:
        if self.diagram.packages > MOST_LISTED:
            return None
        return worths(self.diagram, self.space.values)

    def _sorted(self, party: int, *, alone: bool) -> Floats | None:
        """Return what packages are worth to a party, ascending: of all, or of those that give the others theirs."""
        every = self._worths
        if every is None:
            return None
        if (party, alone) not in self._ordered:
            kept = np.ones(every.shape[1], np.bool_)
            for other, value in enumerate(self.reservations):
                if not alone and other != party:
                    kept &= every[other] >= floor_of(value)
            self._ordered[party, alone] = np.sort(every[party, kept])
        return self._ordered[party, alone]

    def count(self, party: int, reservation: float) -> Zone:
        """Return the zone when a party has another reservation value."""
        ordered = self._sorted(party, alone=False)
        if ordered is not None:
            packages = _at_least(ordered, reservation)
            return Zone(packages=packages, share=packages / self.feasible, status="exact")
        if (party, reservation) not in self._counted:
            moved = list(self.reservations)
            moved[party] = reservation
            zone = zone_of(self.diagram, self.feasible, self.space.values, moved, budget=BUDGET, sample=False)
            self._counted[party, reservation] = zone
        return self._counted[party, reservation]

    def beating(self, party: int, reservation: float) -> int:
        """Return how many packages are worth at least a reservation value to a party, whatever the others say."""
        ordered = self._sorted(party, alone=True)
        if ordered is not None:
            return _at_least(ordered, reservation)
        alone = [float("-inf")] * self.space.values.parties
        alone[party] = reservation
        return zone_of(
            self.diagram, self.feasible, self.space.values, alone, budget=BUDGET, sample=False
        ).packages

    def at(self, party: int, reservation: float) -> Step:
        """Return what there is to agree on when a party has another reservation value."""
        moved = list(self.reservations)
        moved[party] = reservation
        zone = self.count(party, reservation)
        found = candidates = None
        if zone.packages or zone.status == "bounded":
            floors = np.array([floor_of(one) for one in moved])
            front = self.front
            candidates = candidates_of(front, np.array(moved), within=floors)
            if candidates is None and front.loss:
                front = complete(front, self.diagram, self.space.values, floors.tolist())
                candidates = candidates_of(front, np.array(moved), within=floors)
            if candidates is None and not front.loss:
                zone = Zone(packages=0, share=0.0, status="exact")
        if candidates is not None:
            found = self.nash(candidates)
            if not zone.packages:
                zone = Zone(packages=1, share=1 / self.feasible, status="bounded", bounds=zone.bounds)
        return Step(
            reservation=reservation,
            packages=zone.packages,
            share=zone.share,
            status=zone.status,
            bounds=zone.bounds,
            nash=None if found is None else found.utilities,
            package=None if found is None else found.package,
        )

    def nash(self, candidates: Candidates) -> Solution | None:
        """Return the Nash solution among the points of a front."""
        return solutions.choose(solutions.nash.objective, candidates, self.space.values, self.space.issues)

    def levels(self, party: int, marked: Sequence[float]) -> tuple[tuple[Level, ...], int | None]:
        """Return the zone's steps along a party's reservation value, and how many there are in all where that is known.

        Where they cannot be listed, or are too many, those at or next to even places along the scale are returned.
        """
        low, high = self.span(party)
        even = np.linspace(low, high, PLACES).tolist()
        ordered = self._sorted(party, alone=False)
        if ordered is None:
            values = sorted({*even, *marked})
            return tuple(self._level(party, value) for value in values), None
        ends = breakpoints(ordered)
        total = len(ends)
        if total > MOST_LEVELS:
            even = np.linspace(float(ends[0]), float(ends[-1]), MOST_LEVELS).tolist()
            ends = ends[np.unique(np.clip(np.searchsorted(ends, even), 0, total - 1))]
        return tuple(self._level(party, float(end)) for end in ends), total

    def _level(self, party: int, reservation: float) -> Level:
        zone = self.count(party, reservation)
        return Level(reservation=reservation, packages=zone.packages, share=zone.share, status=zone.status)

    def turns(self, party: int, start: float) -> tuple[Turn, ...] | None:
        """Return the Nash solution's stretches along a party's reservation value, from `start` up; None: too many."""
        points = self._open_to(party)
        own = self.front.utilities[points, party]
        others = self._others(party)
        reservations = np.array([self.reservations[other] for other in others])
        gains = self.front.utilities[points][:, others] - reservations
        gains[np.abs(gains) <= RELATIVE * np.maximum(1.0, np.abs(reservations))] = 0.0
        stretches = turns(own, np.prod(np.maximum(gains, 0.0), axis=1), start, MOST_TURNS)
        if stretches is None:
            return None
        found = []
        for above, upto in stretches:
            moved = np.array(self.reservations)
            moved[party] = (above + upto) / 2
            candidates = candidates_of(
                self.front, moved, within=np.array([floor_of(one) for one in moved.tolist()])
            )
            assert candidates is not None  # a product above 0 is a package that all gain by
            solution = self.nash(candidates)
            assert solution is not None
            found.append(
                Turn(
                    above=above, upto=upto, utilities=solution.utilities, package=solution.package,
                    status=solution.status,
                )
            )  # fmt: skip
        return tuple(found)

    def empty_above(self, party: int) -> float | None:
        """Return the highest reservation value of a party that leaves some package; None where none does."""
        within = self.front.utilities[self._open_to(party), party]
        return float(within.max()) if len(within) else None

    def _others(self, party: int) -> list[int]:
        return [number for number in range(self.space.values.parties) if number != party]

    def _open_to(self, party: int) -> NDArray[np.intp]:
        """Return the points of the front that give all others their reservation values."""
        others = self._others(party)
        floors = np.array([floor_of(self.reservations[number]) for number in others])
        return np.flatnonzero((self.front.utilities[:, others] >= floors).all(axis=1))

    def span(self, party: int) -> tuple[float, float]:
        """Return the lowest and the highest utility of a party over all feasible packages."""
        values = self.space.values
        lows, highs = extremes(self.space.feasible, values.tables[party])
        low, high = (min(values.biases[party] + end[0][0], values.ceilings[party]) for end in (lows, highs))
        return low, high


def _at_least(ordered: Floats, reservation: float) -> int:
    """Return how many numbers of a sorted list count as at least a reservation value."""
    return len(ordered) - int(np.searchsorted(ordered, floor_of(reservation), side="left"))
