"""Branches of a space of which all, none or some packages come up to a demand: only the last kind needs a sample.

The largest undecided branch is split by its next issue, again and again; what comes up for certain is counted, what
cannot is left out, and a sample is drawn from what remains, where it hits more often than in the whole space.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.counting.term_kernels import DEAD_TERM, HOLDS
from goodoffices.analysis.counting.terms import Layout
from goodoffices.analysis.diagram import DEAD, Diagram

#: A branch of fewer packages is not worth splitting further.
_SMALL: Final = 2

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


class Branch(NamedTuple):
    """Packages that begin alike, values of a class taken for one another.

    Attributes:
        packages: how many there are.
        prefix: the places of the first issues' values.
        node: where they lead.
        states: of terms and conditions.
        sums: what the values add so far, by party.
    """

    packages: int
    prefix: tuple[int, ...]
    node: int
    states: Integers
    sums: Floats


class Sifted(NamedTuple):
    """How many packages come up for certain, and the branches of which some may."""

    certain: int
    undecided: list[Branch]


def whole(diagram: Diagram) -> Sifted:
    """Return the whole of a space as one undecided branch."""
    return Sifted(0, [Branch(diagram.packages, (), 0, np.empty(0, np.int64), np.empty(0))])


def sift(layout: Layout, splits: int) -> Sifted:
    """Split the largest undecided branch so often."""
    first = Branch(layout.diagram.packages, (), 0, layout.roots, np.zeros(len(layout.floors)))
    certain = 0
    serial = 0  # of branches of one size the one found first is split first
    heap = [(-first.packages, serial, first)]
    for _ in range(splits):
        if not heap or -heap[0][0] < _SMALL:
            break
        _, _, branch = heapq.heappop(heap)
        for part, decided in _parts(layout, branch):
            if decided:
                certain += part.packages
            else:
                serial += 1
                heapq.heappush(heap, (-part.packages, serial, part))
    return Sifted(certain, [branch for _, _, branch in heap])


def _parts(layout: Layout, branch: Branch) -> Iterator[tuple[Branch, bool]]:
    """Return what a branch splits into by its next issue, without what cannot come up, and whether all of it does."""
    level = len(branch.prefix)
    ahead = layout.diagram.counts[level + 1]
    ways = layout.diagram.counts[level][branch.node]
    states = layout.moves[level][branch.states]
    children = layout.edges[level][branch.node]
    sums = branch.sums[:, None] + layout.tables[level]
    settled = sums + layout.adds @ (states == HOLDS)
    open_ = states > HOLDS
    over = settled + layout.most @ open_ + layout.highs[level + 1][:, children]
    under = settled + layout.least @ open_ + layout.lows[level + 1][:, children]
    floors = layout.floors[:, None]
    broken = (layout.needed[:, None] & (states == DEAD_TERM)).any(axis=0)
    possible = (children != DEAD) & ~broken & (over >= floors).all(axis=0)
    certain = (under >= floors).all(axis=0) & ~(layout.needed[:, None] & open_).any(axis=0)
    for place in np.flatnonzero(possible):
        members, child = layout.members[level][place], int(children[place])
        many = branch.packages * len(members) * ahead[child] // ways
        part = Branch(many, (*branch.prefix, members[0]), child, states[:, place], sums[:, place])
        yield part, bool(certain[place])


class Draws:
    """Draws packages from branches, all with the same probability."""

    def __init__(self, diagram: Diagram, branches: list[Branch], seed: int) -> None:
        self._diagram = diagram
        self._dice = np.random.default_rng(seed)
        total = sum(branch.packages for branch in branches)
        self._shares = np.cumsum([branch.packages / total for branch in branches])
        self._prefixes = np.full((len(branches), len(diagram.levels)), -1, np.int64)
        for row, branch in zip(self._prefixes, branches, strict=True):
            row[: len(branch.prefix)] = branch.prefix
        self._edges = [np.array(level, np.int64) for level in diagram.levels]
        self._cumulated = (
            [] if diagram.free else [self._level(number) for number in range(len(diagram.levels))]
        )

    def _level(self, number: int) -> Floats:
        """Return the cumulated shares of the places of each node."""
        after, ways = self._diagram.counts[number + 1], self._diagram.counts[number]
        level = self._diagram.levels[number]
        shares = [
            [0.0 if child == DEAD else after[child] / way for child in node]
            for node, way in zip(level, ways, strict=True)
        ]
        cumulated = np.cumsum(shares, axis=1)
        # what rounding leaves over goes to the last place that leads on
        last = len(level[0]) - 1 - np.argmax((self._edges[number] != DEAD)[:, ::-1], axis=1)
        cumulated[np.arange(len(level[0]))[None, :] >= last[:, None]] = 1.0
        return cumulated

    def draw(self, draws: int) -> Integers:
        """Return draws × issues places."""
        branch = np.searchsorted(self._shares, self._dice.random(draws), "right")
        prefixes = self._prefixes[np.minimum(branch, len(self._prefixes) - 1)]
        nodes = np.zeros(draws, np.int64)
        places = np.empty_like(prefixes)
        for level, edges in enumerate(self._edges):
            if self._diagram.free:
                drawn = self._dice.integers(edges.shape[1], size=draws)
            else:
                chances = self._dice.random(draws)[:, None]
                drawn = (self._cumulated[level][nodes] <= chances).sum(axis=1)
            places[:, level] = np.where(prefixes[:, level] >= 0, prefixes[:, level], drawn)
            nodes = edges[nodes, places[:, level]]
        return places
