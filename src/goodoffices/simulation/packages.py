"""The packages of a scenario in numbered rows: all that are feasible, or a sample where there are too many."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.expressions import Expression
from goodoffices.analysis.interdependent.worths import Worths
from goodoffices.analysis.space import Values

Floats = NDArray[np.float64]
Places = NDArray[np.int16]

#: More packages than this are not all listed: so many of them are drawn instead.
MOST: Final = 2_000_000
DRAWN: Final = 200_000

_LARGEST_KEY: Final = 2**62


def all_of(diagram: Diagram) -> Places:
    """Return every package of a diagram that is not empty, in issue order: packages × issues, as places of values."""
    sizes = [len(level[0]) for level in diagram.levels]
    if diagram.free:
        grid = np.indices(sizes, dtype=np.int16).reshape(len(sizes), -1)
        return np.ascontiguousarray(grid.T)
    nodes = np.zeros(1, np.int64)
    chosen = np.empty((1, 0), np.int16)
    for level in diagram.levels:
        following = np.array(level, np.int64)[nodes]
        rows, places = np.nonzero(following != DEAD)
        nodes = following[rows, places]
        chosen = np.concatenate([chosen[rows], places[:, None].astype(np.int16)], axis=1)
    return chosen


def drawn_from(diagram: Diagram, count: int, dice: np.random.Generator) -> Places:
    """Draw so many packages of a diagram that is not empty, each as likely as any other; sorted, each once."""
    chosen = np.empty((count, len(diagram.levels)), np.int16)
    nodes = np.zeros(count, np.int64)
    for issue, level in enumerate(diagram.levels):
        if diagram.free:
            chosen[:, issue] = dice.integers(len(level[0]), size=count)
            continue
        after = diagram.counts[issue + 1]
        largest = max(after)  # whole numbers of any size: their ratios are what fits a float
        shares = np.array(
            [[0.0 if child == DEAD else after[child] / largest for child in node] for node in level]
        )
        sums = np.cumsum(shares, axis=1)
        at = dice.random(count) * sums[nodes, -1]
        places = (sums[nodes] <= at[:, None]).sum(axis=1)
        chosen[:, issue] = places
        nodes = np.array(level, np.int64)[nodes, places]
    return np.unique(chosen, axis=0)


def utilities_of(places: Places, values: Values) -> Floats:
    """Return what packages are worth to parties with additive preferences: parties × packages."""
    rows = []
    for table, bias, ceiling in zip(values.tables, values.biases, values.ceilings, strict=True):
        total = np.full(len(places), bias)
        for issue, column in enumerate(table):
            total += np.array(column)[places[:, issue]]
        rows.append(np.minimum(total, ceiling))
    return np.array(rows)


def worths_of(places: Places, worths: Worths) -> Floats:
    """Return what packages are worth to parties whose preferences need not be additive: parties × packages."""
    rows = []
    known: dict[Expression, NDArray[np.bool_]] = {}
    for worth in worths.parties:
        total = np.full(len(places), worth.bias)
        for issue, column in enumerate(worth.table):
            total += np.array(column)[places[:, issue]]
        for term in worth.terms:
            if term.expression not in known:
                known[term.expression] = holding(term.expression, places, worths)
            total = np.where(known[term.expression], total + term.adds, total)
        rows.append(np.minimum(total / worth.divisor, worth.ceiling))
    return np.array(rows)


def holding(expression: Expression, places: Places, worths: Worths) -> NDArray[np.bool_]:
    """Say of each package whether an expression holds for it."""
    if isinstance(expression, bool):
        return np.full(len(places), expression)
    match expression[0]:
        case "in":
            _, issue, mask = expression
            size = int(places[:, issue].max(initial=0)) + 1
            wanted = np.array([bool(mask >> place & 1) for place in range(size)])
            return np.asarray(wanted[places[:, issue]])
        case "all":
            parts = [holding(part, places, worths) for part in expression[1]]
            return np.asarray(np.all(parts, axis=0))
        case "any":
            parts = [holding(part, places, worths) for part in expression[1]]
            return np.asarray(np.any(parts, axis=0))
        case _:
            one = worths.expressions.sum_of(expression)
            total = np.zeros(len(places))
            for issue, term in one.terms.items():
                total += np.array(term)[places[:, issue]]
            return np.asarray(((one.low <= total) & (total <= one.high)) == expression[3])


class Listing(Struct, frozen=True, dict=True, eq=False):
    """Packages by number.

    Attributes:
        places: packages × issues, as places among the issues' values; sorted, each once.
        sizes: how many values each issue has.
    """

    places: Places
    sizes: tuple[int, ...]

    def __len__(self) -> int:
        """How many packages there are."""
        return len(self.places)

    @cached_property
    def _weights(self) -> NDArray[np.int64] | None:
        """By what places are multiplied for a package's key; None where keys would be too large."""
        if math.prod(self.sizes) >= _LARGEST_KEY:
            return None
        return np.array([math.prod(self.sizes[issue + 1 :]) for issue in range(len(self.sizes))], np.int64)

    @cached_property
    def _keys(self) -> NDArray[Any]:
        """A key for each package, in the order of the packages."""
        return self._keys_of(self.places)

    def _keys_of(self, places: Places) -> NDArray[Any]:
        if self._weights is not None:
            return places.astype(np.int64) @ self._weights
        # written so that bytes are in the order of places
        rows = np.ascontiguousarray(places.astype(">u2"))
        return rows.view(np.dtype((np.void, rows.shape[1] * 2))).reshape(-1)

    def numbers(self, wanted: Places) -> NDArray[np.int64]:
        """Return the numbers of packages; -1 where one is not listed."""
        keys = self._keys_of(wanted)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self) - 1)
        return np.where(self._keys[at] == keys, at, -1)

    def changed(self, number: int) -> NDArray[np.int64]:
        """Return the packages that differ from one in a single issue."""
        here = self.places[number]
        moved = np.repeat(here[None, :], sum(self.sizes), axis=0)
        moved[np.arange(len(moved)), self._issues] = self._values
        found = self.numbers(moved[self._values != here[self._issues]])
        return found[found >= 0]

    @cached_property
    def _issues(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    @cached_property
    def _values(self) -> NDArray[np.int16]:
        return np.concatenate([np.arange(size, dtype=np.int16) for size in self.sizes])
