"""How likely limits leave a zone, where preferences are known in part: over utility functions that fit, drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import structs

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.errors import TooEntangled
from goodoffices.analysis.floors import reach_floors
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.partial.acceptance import share_of
from goodoffices.analysis.partial.polytope import clash
from goodoffices.analysis.partial.room import Floats, Places, Room, room_of
from goodoffices.analysis.results import Chance
from goodoffices.analysis.space import Space, Values
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.model.conditions import holds
from goodoffices.model.packages import package_at
from goodoffices.model.preferences import Additive

#: How many draws of each chain are looked at; fewer where each takes a solver.
_OF_EACH_CHAIN: Final = 4
_BY_SOLVER: Final = 1
#: The standard normal deviate of a 95 % interval.
_DEVIATE: Final = 1.959964
_FREE: Final = float("-inf")


class Chances:
    """Answers for one space; what one question finds serves the next.

    Args:
        space: a feasible space.
    """

    def __init__(self, space: Space) -> None:
        self._space = space
        self._pool: list[Places] = []

    @cached_property
    def room(self) -> Room:
        """The sets of utility functions that fit."""
        return room_of(self._space.case)

    @cached_property
    def applies(self) -> bool:
        """Whether a party has a reservation value that its preferences, known in part, leave open to meet."""
        return any(one.point is None and one.knowledge.limited for one in self.room.polytopes)

    @cached_property
    def contradicts(self) -> str:
        """The first party of which what is known contradicts itself; "" where there is none."""
        parties = (one.knowledge for one in self.room.polytopes)
        return next((known.party for known in parties if clash(known, self.room.layout)), "")

    def chance(self, kept: Sequence[Limit], *, entangled: bool = False) -> Chance | None:
        """Return how likely some feasible package keeps these limits and every reservation value known in part.

        Args:
            kept: the limits that stand, where they stand.
            entangled: whether diagrams of so many limits are too large, so that a solver is asked.

        Returns:
            the chance; None where it does not apply, or what is known contradicts itself.
        """
        if not self.applies or self.contradicts:
            return None
        diagram = None
        if not entangled:
            try:
                diagram = self._space.within(kept)
            except TooEntangled:
                diagram = None
        each = _OF_EACH_CHAIN if diagram is not None else _BY_SOLVER
        draws = [drawn[:, -each:].reshape(-1, drawn.shape[-1]) for drawn in self.room.draws]
        chains = self.room.draws[0].shape[0]
        held, known = self._held(kept, diagram, draws)
        return _chance(held, known, (chains, each))

    def _held(
        self, kept: Sequence[Limit], diagram: Diagram | None, draws: Sequence[Floats]
    ) -> tuple[Floats, Floats]:
        """Say of each draw whether a package is acceptable to all, and whether that was found out."""
        many = len(draws[0])
        held, known = np.zeros(many, bool), np.ones(many, bool)
        if diagram is not None and diagram.empty:
            return held, known
        floors = self._floors(kept, draws)
        conditions = [limit for limit in kept if limit.condition is not None]
        for package in self._pool:
            if self._keeps(package, conditions, diagram):
                held |= self._accepts(package, draws, floors)
        for number in range(many):
            if held[number]:
                continue
            points = [drawn[number] for drawn in draws]
            reached, settled = self._package(conditions, diagram, points, floors[:, number])
            known[number] = settled
            if reached is not None:
                self._pool.append(reached)
                held |= self._accepts(reached, draws, floors)
                held[number] = True
        return held, known

    def _floors(self, kept: Sequence[Limit], draws: Sequence[Floats]) -> Floats:
        """Return the reservation values, parties × draws; minus infinity where there is none."""
        stated = {limit.party: limit.reservation for limit in kept if limit.reservation is not None}
        found = []
        for party, polytope, drawn in zip(self._parties, self.room.polytopes, draws, strict=True):
            if isinstance(self._space.case.parties_by_id[party].preferences, Additive):
                found.append(np.full(len(drawn), stated.get(party, _FREE)))
            elif polytope.knowledge.limited:
                found.append(drawn[:, self.room.layout.reservation])
            else:
                found.append(np.full(len(drawn), _FREE))
        return np.array(found)

    @property
    def _parties(self) -> list[str]:
        return [one.knowledge.party for one in self.room.polytopes]

    def _accepts(self, package: Places, draws: Sequence[Floats], floors: Floats) -> Floats:
        good = np.ones(len(draws[0]), bool)
        for polytope, drawn, floor in zip(self.room.polytopes, draws, floors, strict=True):
            worth = drawn[:, list(polytope.utility(package))].sum(axis=1) + polytope.knowledge.bias
            good &= worth >= floor - RELATIVE * np.maximum(1.0, np.abs(floor))
        return good

    def _keeps(self, package: Places, kept: Sequence[Limit], diagram: Diagram | None) -> bool:
        if diagram is not None:
            node = 0
            for level, place in zip(diagram.levels, package, strict=True):
                node = level[node][place]
                if node == DEAD:
                    return False
            return True
        named = package_at(package, self._space.issues)
        issues = self._space.case.issues_by_id
        conditions = [one.requires for one in self._space.case.constraints]
        conditions += [limit.condition for limit in kept if limit.condition is not None]
        return all(holds(one, named, issues) for one in conditions)

    def _package(
        self, kept: Sequence[Limit], diagram: Diagram | None, points: Sequence[Floats], floors: Floats
    ) -> tuple[Places | None, bool]:
        """Return a package that is acceptable under one draw, or None, and whether that is settled."""
        values: Values = self.room.values(points)
        space = structs.replace(self._space, values=values, known=tuple(self._parties))
        limits = [
            Limit(f"{party}: reservation value", party, "reservation value", 1.0, reservation=float(floor))
            for party, floor in zip(self._parties, floors, strict=True)
            if floor > _FREE
        ]
        if diagram is not None:
            reached = reach_floors(space, diagram, limits)
            return reached.package, reached.settled
        from goodoffices.analysis.solver import Decider  # noqa: PLC0415 - heavy

        package, blocking = Decider(space, [*kept, *limits]).decide()
        return package, package is not None or blocking is not None


def _chance(held: Floats, known: Floats, shape: tuple[int, int]) -> Chance:
    """Return the share with its interval; draws of one chain that resemble one another count for less."""
    settled = int(known.sum())
    if not settled:
        return Chance(share=0.0, low=0.0, high=1.0, samples=0)
    share = float(held[known].mean())
    worth = float(settled)
    if settled == held.size and 0.0 < share < 1.0 and shape[1] > 1:
        error = share_of(held.astype(float).reshape(shape)).error
        worth = min(worth, share * (1 - share) / error**2)
    low, high = wilson(share, worth)
    return Chance(share=share, low=low, high=high, samples=settled)


def wilson(share: float, samples: float) -> tuple[float, float]:
    """Return the 95 % interval of a share seen in so many draws.

    Wilson, *Probable inference, the law of succession, and statistical inference*, Journal of the American Statistical
    Association 22(158), 1927.
    """
    square = _DEVIATE**2 / samples
    middle = (share + square / 2) / (1 + square)
    half = _DEVIATE / (1 + square) * math.sqrt(share * (1 - share) / samples + square / (4 * samples))
    return max(0.0, middle - half), min(1.0, middle + half)
