"""The set of all utility functions that fit what is known of a party, and its extremes."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.partial.knowledge import Fact, Knowledge, Layout
from goodoffices.analysis.programs import Program

Floats = NDArray[np.float64]

_FREE: Final = float("inf")

#: By how much a utility that is better is better at least.
_BARELY: Final = 1e-6


class Polytope:
    """Unknowns (weights, contributions, reservation value) under linear facts.

    Attributes:
        knowledge: what is known, statement by statement.
        layout: which unknown stands where.
        point: the unknowns themselves where they are exactly known, else None.
    """

    def __init__(self, knowledge: Knowledge, layout: Layout) -> None:
        self.knowledge = knowledge
        self.layout = layout
        lower, upper = np.full(layout.size, -_FREE), np.full(layout.size, _FREE)
        self.rows: list[Fact] = []
        for fact in knowledge.facts:
            if len(fact.terms) == 1 and next(iter(fact.terms.values())) == 1.0:
                number = next(iter(fact.terms))
                lower[number] = max(lower[number], fact.low)
                upper[number] = min(upper[number], fact.high)
            elif any(fact.terms.values()):
                self.rows.append(fact)
        self.lower, self.upper = lower, upper
        self._spans: dict[int, tuple[float, float]] = {}
        fixed = bool((lower == upper).all())
        self.point: Floats | None = lower if fixed else None

    def into(self, program: Program, *, scale: int | None = None) -> list[int]:
        """Add the unknowns and facts to a program and return the columns.

        Args:
            program: gets the columns and rows.
            scale: a column by which everything known is multiplied, for cones; None for the set itself.
        """
        if scale is None:
            columns = [program.column(low, high) for low, high in zip(self.lower, self.upper, strict=True)]
            for fact in self.rows:
                program.row({columns[n]: factor for n, factor in fact.terms.items()}, fact.low, fact.high)
            return columns
        columns = [program.column() for _ in self.lower]
        bounds = [
            ({column: 1.0}, low, high)
            for column, low, high in zip(columns, self.lower.tolist(), self.upper.tolist(), strict=True)
        ]
        bounds += [
            ({columns[n]: f for n, f in fact.terms.items()}, fact.low, fact.high) for fact in self.rows
        ]
        for terms, low, high in bounds:
            if low > -_FREE:
                program.row({**terms, scale: -low}, lower=0.0)
            if high < _FREE:
                program.row({**terms, scale: -high}, upper=0.0)
        return columns

    @cached_property
    def program(self) -> Program:
        """The set as a program of its own, whose columns are the unknowns."""
        program = Program()
        self.into(program)
        return program

    def highest(self, terms: Mapping[int, float]) -> float:
        """Return the largest Σ factor × unknown; exact, by linear programming.

        Raises:
            AnalysisError: nothing fits what is known.
        """
        if self.point is not None:
            return float(sum(factor * self.point[number] for number, factor in terms.items()))
        value = self.program.maximise(terms).value
        if value is None:
            raise AnalysisError(
                f"what is known of the preferences of '{self.knowledge.party}' contradicts itself"
            )
        return value

    def best(self, terms: Mapping[int, float]) -> Floats:
        """Return unknowns at which Σ factor × unknown is largest."""
        return self.point if self.point is not None else self.program.maximise(terms).point

    def lowest(self, terms: Mapping[int, float]) -> float:
        """Return the smallest Σ factor × unknown; as `highest`."""
        return -self.highest({number: -factor for number, factor in terms.items()})

    def span(self, number: int) -> tuple[float, float]:
        """Return the lowest and the highest value of one unknown; exact, by linear programming."""
        if number not in self._spans:
            self._spans[number] = (self.lowest({number: 1.0}), self.highest({number: 1.0}))
        return self._spans[number]

    def utility(self, places: Sequence[int]) -> dict[int, float]:
        """Return a package's utility, its bias aside, as factors by unknown."""
        return {self.layout.at(issue, place): 1.0 for issue, place in enumerate(places)}

    def difference(self, first: Sequence[int], second: Sequence[int]) -> dict[int, float]:
        """Return by how much a package is worth more than another, as factors by unknown."""
        terms: dict[int, float] = {}
        for issue, (one, other) in enumerate(zip(first, second, strict=True)):
            if one != other:
                terms[self.layout.at(issue, one)] = 1.0
                terms[self.layout.at(issue, other)] = -1.0
        return terms

    def gain(self, places: Sequence[int]) -> dict[int, float]:
        """Return a package's utility above the reservation value, bias aside, as factors by unknown."""
        return self.utility(places) | {self.layout.reservation: -1.0}

    def tables(self, point: Floats) -> tuple[list[float], ...]:
        """Return what each value of each issue contributes at one point of the set, issue × place."""
        starts = (*self.layout.starts, self.layout.reservation)
        return tuple(point[a:b].tolist() for a, b in itertools.pairwise(starts))


def clash(knowledge: Knowledge, layout: Layout) -> tuple[Fact, ...]:
    """Return a smallest set of entered or recorded facts that cannot all be true; empty where all can.

    The deletion filter: a fact goes when the rest still clashes (Chinneck and Dravnieks, *Locating minimal infeasible
    constraint sets in linear programs*, ORSA Journal on Computing 3(2), 1991).
    """
    facts = list(knowledge.facts)
    if knowledge.kind in ("exact", "ranges") and not any(fact.strict for fact in facts):
        return ()

    def fits(kept: Sequence[Fact]) -> bool:
        program = Program()
        columns = [program.column() for _ in range(layout.size)]
        for fact in kept:
            low = fact.low + _BARELY if fact.strict else fact.low
            program.row({columns[n]: factor for n, factor in fact.terms.items()}, low, fact.high)
        return program.feasible()

    if fits(facts):
        return ()
    for fact in knowledge.facts:
        if fact.origin == "scale":
            continue
        rest = [one for one in facts if one is not fact]
        if not fits(rest):
            facts = rest
    return tuple(fact for fact in facts if fact.origin != "scale")
