"""Which items to give up, cheapest first, and which cannot stand together, each told as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final, Literal

from goodoffices.analysis.consistency import Consistency
from goodoffices.analysis.hitting_sets import minimal_hitting_sets
from goodoffices.analysis.space import Space

#: The share of the time that is for ways out, where a solver decides.
_FOR_WAYS: Final = 0.7

#: A minimal set of items: to give up, or blocking.
Found = tuple[Literal["way", "blocking"], frozenset[int]]


@dataclass
class Corrections:
    """The minimal sets of items whose giving up opens a zone, and the minimal sets that block.

    The solver proposes corrections, cheapest first. As long as diagrams hold the packages, nothing is taken on its
    word: each is made minimal, and when every correction opens a zone and every minimal set that meets them all cannot
    stand, both lists are whole (Gunopulos and others, *Discovering All Most Specific Sentences*, ACM TODS 28(2), 2003,
    dualize and advance); a set that can stand leads to a correction that the solver missed. Where there are more
    corrections than wanted, a minimal set that meets those known blocks only if it cannot stand. Where diagrams are too
    large, a correction that the solver has proven cheapest counts once a package keeps all the rest.

    Attributes:
        space: a feasible space in which not all limits can stand.
        consistency: says which of its items can stand together.
        most_ways: how many corrections are wanted.
        most_sets: how many blocking sets are wanted.
        ways: those found.
        blocking: those found.
        complete: whether these are all.
    """

    space: Space
    consistency: Consistency
    most_ways: int
    most_sets: int
    ways: list[frozenset[int]] = field(default_factory=list)
    blocking: list[frozenset[int]] = field(default_factory=list)
    complete: bool = False

    def found(self, *, sets: bool = True) -> Iterator[Found]:
        """Yield what is found, as it is found.

        Args:
            sets: whether blocking sets are wanted, too.

        Raises:
            Spent: the time is over.
        """
        yield from self._proposed(sets=sets)
        if self.consistency.entangled and not self._exhausted:
            yield from self._fresh(sets=sets)
            return
        while True:
            meeting, whole = minimal_hitting_sets(self.ways, self.most_sets)
            missed = next((one for one in meeting if self.consistency.can_stand(one)), None)
            if missed is None:
                break
            if len(self.ways) >= self.most_ways:
                meeting, whole = [one for one in meeting if not self.consistency.can_stand(one)], False
                break
            yield from self._way(self.consistency.correction_from(missed))
        self.complete = whole
        if sets:
            for one in meeting:
                yield from self._set(one)

    _exhausted: bool = False

    def _proposed(self, *, sets: bool) -> Iterator[Found]:
        from goodoffices.analysis.solver import Solver  # noqa: PLC0415 - heavy

        consistency, lines = self.consistency, self.consistency.lines
        everything = frozenset(range(lines.count))
        # most of the time is for the ways out, the rest for what shows that they are needed
        now, until = perf_counter(), consistency.until
        most = None if until is None else now + _FOR_WAYS * (until - now)
        solver = Solver(self.space, lines, most if consistency.entangled else until)
        for one in solver.corrections(self.most_ways):
            if not consistency.can_stand(everything - one):
                continue
            if not (consistency.entangled and solver.proven):
                yield from self._way(consistency.correction_from(everything - one))
                continue
            yield from self._way(one)
            if sets and len(self.ways) == 1:
                yield from self._around(everything, one)
        self._exhausted = solver.exhausted
        if sets and consistency.entangled:
            for one in self.ways[1:]:
                yield from self._around(everything, one)

    def _around(self, everything: frozenset[int], way: frozenset[int]) -> Iterator[Found]:
        """Yield the blocking sets that show why nothing of a way out can be left out."""
        for number in sorted(way):
            with_it = everything - way | {number}
            if not self.consistency.can_stand(with_it):
                self.consistency.shrink(with_it)
                yield from self._fresh(sets=True)

    def _fresh(self, *, sets: bool) -> Iterator[Found]:
        if sets:
            for one in self.consistency.minimal:
                yield from self._set(one)

    def _way(self, one: frozenset[int]) -> Iterator[Found]:
        if one not in self.ways:
            self.ways.append(one)
            yield "way", one

    def _set(self, one: frozenset[int]) -> Iterator[Found]:
        if one not in self.blocking and len(self.blocking) < self.most_sets:
            self.blocking.append(one)
            yield "blocking", one
