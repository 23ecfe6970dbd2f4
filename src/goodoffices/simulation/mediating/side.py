"""What a mediator knows of one party's preferences: exactly, or as draws of all that fit; more as answers come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Final, Protocol

import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from goodoffices.analysis.partial.knowledge import Fact
from goodoffices.analysis.partial.polytope import Polytope
from goodoffices.analysis.partial.sampling import draw
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.simulation.packages import Floats, Listing

Numbers = NDArray[np.int64]

#: Draws kept of each of the chains that walk through the preferences that fit.
_KEPT: Final = 10

#: Draws of so many sets are kept: talks of people are played anew from their answers each time one answers.
_REMEMBERED: Final = 64

#: Stands for no agreement among the numbers of packages.
NOTHING: Final = -1


class Side(Protocol):
    """What is known of one party. Packages go by their numbers; worth is utility less the reservation value."""

    def worth(self, packages: Numbers, every: int = 1) -> Floats:
        """Return what packages are worth by each draw, or by every so manieth: draws × packages."""

    def middle(self) -> Floats:
        """Return what all packages are worth in the middle of what fits."""

    def lead(self, package: int) -> tuple[Floats, Floats]:
        """Return by how much all packages are worth more than one in the middle, and how far off that is at most."""

    def demanding(self, package: int) -> Side:
        """Return what is known when every option of a package is the best of its issue."""

    def learning(self, pairs: Iterable[tuple[int, int]]) -> Side:
        """Return what is known when the first of each pair of packages is at least as good as the second."""


class Known(Struct, frozen=True, eq=False):
    """A party whose preferences are known: what each package is worth to it, whatever they are made of."""

    gains: Floats

    def worth(self, packages: Numbers, every: int = 1) -> Floats:
        """Return what packages are worth: 1 × packages."""
        del every
        return self.gains[None, packages]

    def middle(self) -> Floats:
        """Return what all packages are worth."""
        return self.gains

    def lead(self, package: int) -> tuple[Floats, Floats]:
        """Return by how much all packages are worth more than one, for certain."""
        return self.gains - self.gains[package], np.zeros(len(self.gains))

    def demanding(self, package: int) -> Known:
        """Return the same: there is nothing to be learnt."""
        del package
        return self

    def learning(self, pairs: Iterable[tuple[int, int]]) -> Known:
        """Return the same: there is nothing to be learnt."""
        del pairs
        return self


class Guessed(Struct, frozen=True, dict=True, eq=False):
    """A party whose additive preferences are known in part.

    Attributes:
        polytope: all preferences that fit.
        listing: the packages.
        seed: what its draws begin with.
    """

    polytope: Polytope
    listing: Listing
    seed: int

    @cached_property
    def draws(self) -> Floats:
        """Preferences that fit: draws × unknowns."""
        return _drawn(_Lot(self.polytope, self.seed))

    @cached_property
    def _columns(self) -> tuple[slice, ...]:
        """Where each issue's contributions stand."""
        layout = self.polytope.layout
        ends = (*layout.starts[1:], layout.reservation)
        return tuple(slice(start, end) for start, end in zip(layout.starts, ends, strict=True))

    @cached_property
    def _floors(self) -> Floats:
        """The reservation value by each draw; the lowest utility where there is none."""
        if self.polytope.knowledge.limited:
            return self.draws[:, self.polytope.layout.reservation]
        lowest = sum(
            (self.draws[:, columns].min(axis=1) for columns in self._columns), np.zeros(len(self.draws))
        )
        return self.polytope.knowledge.bias + lowest

    def worth(self, packages: Numbers, every: int = 1) -> Floats:
        """Return what packages are worth by each draw, or by every so manieth: draws × packages."""
        places, contributions = self.listing.places[packages], self._contributions[:, ::every]
        # by packages first: a row of draws is taken whole
        found = np.zeros((len(places), contributions.shape[1]))
        for issue, columns in enumerate(self._columns):
            found += contributions[columns.start + places[:, issue]]
        found += self.polytope.knowledge.bias - self._floors[::every]
        found[np.abs(found) <= RELATIVE] = 0.0
        return found.T

    @cached_property
    def _contributions(self) -> Floats:
        """The draws, by unknown."""
        return np.ascontiguousarray(self.draws.T)

    def middle(self) -> Floats:
        """Return what all packages are worth in the middle of what fits."""
        point = self.draws.mean(axis=0)
        start = self.polytope.knowledge.bias - float(self._floors.mean())
        return self._summed([point[columns] for columns in self._columns], start)

    def lead(self, package: int) -> tuple[Floats, Floats]:
        """Return by how much all packages are worth more than one in the middle, and how far off that is at most."""
        here = self.listing.places[package]
        leads = [
            self.draws[:, columns] - self.draws[:, columns][:, [place]]
            for columns, place in zip(self._columns, here, strict=True)
        ]
        # what is added up is off by no more than its parts together
        return (
            self._summed([one.mean(axis=0) for one in leads], 0.0),
            self._summed([one.std(axis=0) for one in leads], 0.0),
        )

    def _summed(self, tables: list[Floats], start: float) -> Floats:
        total = np.full(len(self.listing), start)
        for issue, table in enumerate(tables):
            total += table[self.listing.places[:, issue]]
        return total

    def demanding(self, package: int) -> Guessed:
        """Return what is known when every option of a package is the best of its issue: its evaluation is 1."""
        return self.knowing(
            self.end(issue, place, 1.0) for issue, place in enumerate(self.listing.places[package].tolist())
        )

    def end(self, issue: int, place: int, evaluation: float) -> Fact:
        """Return that an option stands at an end of the scale: 1 for the best of its issue, 0 for the worst."""
        terms = {self.polytope.layout.at(issue, place): 1.0, issue: -evaluation}
        return Fact(terms, 0.0, 0.0, "", "entered")

    def learning(self, pairs: Iterable[tuple[int, int]]) -> Guessed:
        """Return what is known when the first of each pair of packages is at least as good as the second.

        Answers that cannot all be true of any additive preferences, as where limits cut in, change nothing.
        """
        return self.knowing(self.fact(one, other) for one, other in pairs)

    def fact(self, better: int, worse: int, *, same: bool = False) -> Fact:
        """Return that one package is at least as good as another, or that they are the same; `NOTHING` is no deal."""
        if NOTHING in (better, worse):
            terms = self.polytope.gain(self.listing.places[max(better, worse)].tolist())
            if better == NOTHING:
                terms = {number: -factor for number, factor in terms.items()}
        else:
            one, other = self.listing.places[[better, worse]].tolist()
            terms = self.polytope.difference(one, other)
        return Fact(terms, 0.0, 0.0 if same else float("inf"), "", "entered")

    def knowing(self, facts: Iterable[Fact]) -> Guessed:
        """Return what is known with some more facts; the same where they cannot all be true."""
        known = self.polytope.knowledge
        polytope = Polytope(replace(known, facts=(*known.facts, *facts)), self.polytope.layout)
        return structs.replace(self, polytope=polytope) if polytope.program.feasible() else self


class _Lot:
    """A set and a seed; two are the same if their draws are."""

    def __init__(self, polytope: Polytope, seed: int) -> None:
        self.polytope, self.seed = polytope, seed
        rows = tuple((tuple(fact.terms.items()), fact.low, fact.high) for fact in polytope.rows)
        self._rests = (polytope.lower.tobytes(), polytope.upper.tobytes(), rows, seed)

    def __hash__(self) -> int:
        return hash(self._rests)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lot) and self._rests == other._rests


@lru_cache(maxsize=_REMEMBERED)
def _drawn(lot: _Lot) -> Floats:
    drawn = draw(lot.polytope, seed=lot.seed, kept=_KEPT)
    points = np.ascontiguousarray(drawn.reshape(-1, drawn.shape[2]))
    points.flags.writeable = False
    return points
