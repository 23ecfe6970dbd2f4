"""A case with preferences known in part, made ready: packages, limits, and each party's set of utility functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from goodoffices.analysis.diagram import Diagram, diagram_of
from goodoffices.analysis.limits import limits_of
from goodoffices.analysis.partial.knowledge import Fact, Layout, knowledge_of
from goodoffices.analysis.partial.polytope import Polytope
from goodoffices.analysis.partial.sampling import SEED, draw
from goodoffices.analysis.reaching import Heaviest
from goodoffices.analysis.space import Values
from goodoffices.model.case import Case
from goodoffices.model.conditions import Condition

Floats = NDArray[np.float64]
Places = tuple[int, ...]


def room_of(case: Case) -> Room:
    """Make a case ready; parties without additive preferences are left out."""
    layout = Layout.of(case)
    known = [one for party in case.parties if (one := knowledge_of(case, party, layout)) is not None]
    return Room(case, layout, tuple(Polytope(one, layout) for one in known))


class Room(Struct, frozen=True, dict=True, eq=False):
    """Packages, limits and sets of utility functions, one for each party in order."""

    case: Case
    layout: Layout
    polytopes: tuple[Polytope, ...]

    @cached_property
    def feasible(self) -> Diagram:
        """The packages that satisfy the constraints."""
        return diagram_of([one.requires for one in self.case.constraints], self.case.issues)

    @cached_property
    def admissible(self) -> Diagram:
        """The feasible packages within every red line and mandate."""
        required = [condition for conditions in self.required.values() for condition in conditions]
        constraints = [one.requires for one in self.case.constraints]
        return diagram_of([*constraints, *required], self.case.issues) if required else self.feasible

    @property
    def open(self) -> Diagram:
        """The packages that could be agreed: the admissible ones, or all feasible ones where there are none."""
        return self.feasible if self.admissible.empty else self.admissible

    @cached_property
    def required(self) -> dict[str, list[Condition]]:
        """What each party's red lines and mandates in force require."""
        found: dict[str, list[Condition]] = {party.id: [] for party in self.case.parties}
        for limit in limits_of(self.case):
            if limit.condition is not None:
                found[limit.party].append(limit.condition)
        return found

    @cached_property
    def draws(self) -> tuple[Floats, ...]:
        """Utility functions that fit, for each party: chains × draws × unknowns."""
        return tuple(draw(polytope, seed=SEED + number) for number, polytope in enumerate(self.polytopes))

    def settled(self, number: int) -> Room:
        """Return the room in which one party's preferences are exactly those in the middle of its set."""
        polytope = self.polytopes[number]
        middle = self.draws[number].mean(axis=(0, 1))
        facts = tuple(
            Fact({place: 1.0}, value, value, "in the middle of what fits", "entered")
            for place, value in enumerate(middle.tolist())
        )
        known = replace(polytope.knowledge, kind="exact", facts=facts)
        polytopes = list(self.polytopes)
        polytopes[number] = Polytope(known, self.layout)
        return Room(self.case, self.layout, tuple(polytopes))

    @property
    def exact(self) -> bool:
        """Whether every party's preferences are exactly known."""
        return all(polytope.point is not None for polytope in self.polytopes)

    def values(self, points: Sequence[Floats]) -> Values:
        """Return the utilities at one point of each party's set."""
        return Values(
            tuple(one.tables(point) for one, point in zip(self.polytopes, points, strict=True)),
            tuple(one.knowledge.bias for one in self.polytopes),
            (float("inf"),) * len(self.polytopes),
        )

    def best(self, points: Sequence[Floats]) -> Places:
        """Return the open package with the largest sum of utilities at one point of each party's set."""
        weights = np.ones(len(self.polytopes))
        return Heaviest(self.open, self.values(points)).package(weights)

    def floors(self, points: Sequence[Floats]) -> tuple[float, ...]:
        """Return the reservation values at one point of each party's set; minus infinity where there is none."""
        return tuple(
            float(point[self.layout.reservation]) if one.knowledge.limited else float("-inf")
            for one, point in zip(self.polytopes, points, strict=True)
        )
