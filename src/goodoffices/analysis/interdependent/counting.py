"""How many packages give every party enough where what one issue is worth depends on another.

Counted by the diagram alone where no floor can bind; by search with whole branches, values and then beginnings that are
alike taken together; or estimated from a sample of what splitting leaves undecided, with the interval of Clopper and
Pearson.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.counting.binding import CONFIDENCE, Count
from goodoffices.analysis.counting.branches import Draws, Sifted, sift, whole
from goodoffices.analysis.counting.interval import shares
from goodoffices.analysis.counting.merging import merged_count
from goodoffices.analysis.counting.terms import Demand, layout_of, searched_count
from goodoffices.analysis.diagram import Diagram, chain
from goodoffices.analysis.expressions import Expression
from goodoffices.analysis.interdependent.worths import Worth, Worths
from goodoffices.analysis.space import extremes
from goodoffices.model.issues import Issue

#: Seconds it may take, unless the caller says otherwise.
BUDGET: Final = 3.0

#: Of each second: terms that the search and the one by breadth look at, splits before the sample, and draws times terms
#: and issues.
_EFFORT: Final = 60_000_000
_MERGING: Final = 15_000_000
_SPLITS: Final = 600
_LOOKS: Final = 8_000_000

_FEWEST: Final = 2_000
_MOST: Final = 400_000
_BATCH: Final = 20_000

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def count_interdependent(  # noqa: PLR0913 - what is counted, and how much trouble to take
    diagram: Diagram | None,
    worths: Worths,
    floors: Sequence[float],
    issues: Sequence[Issue],
    *,
    conditions: Sequence[Expression] = (),
    known: int = 0,
    budget: float | None = None,
    seed: int = 0,
) -> Count:
    """Count the packages that are worth at least its floor to every party.

    Args:
        diagram: the packages that satisfy all conditions; None where these are too entangled for one, and then
            `conditions` say which packages of the whole space count.
        worths: what packages are worth.
        floors: the least utility that counts, by party (`tolerance.floor_of` of its reservation value); minus infinity
            where there is none.
        issues: the issues, in their order.
        conditions: expressions compiled by `worths.expressions` that must hold besides.
        known: how many packages are known to count.
        budget: about how many seconds it may take; None for `BUDGET`. It is turned into an amount of work, so that the
            same input has the same answer.
        seed: draws with another seed are others.

    Returns:
        the exact count; or an estimate with an interval that holds the count with the probability `CONFIDENCE`.
    """
    space = chain([issue.size for issue in issues]) if diagram is None else diagram
    if space.empty or any(one is False for one in conditions):
        return Count(0)
    conditions = [one for one in conditions if one is not True]
    binding = []
    for worth, floor in zip(worths.parties, floors, strict=True):
        lowest, highest = _reach(space, worth)
        if floor > min(worth.ceiling, highest / worth.divisor):
            return Count(0)
        if floor * worth.divisor > lowest:
            binding.append((worth, floor * worth.divisor - worth.bias))
    if not binding and not conditions:
        return Count(space.packages)
    seconds = BUDGET if budget is None else budget
    layout = layout_of(space, _demand(binding, conditions), worths.expressions)
    if layout is not None:
        found = searched_count(layout, int(seconds * _EFFORT))
        if found is None:
            found = merged_count(layout, int(seconds * _MERGING))
        if found is not None:
            return Count(found)
    sifted = whole(space) if layout is None else sift(layout, int(seconds * _SPLITS))
    asked = _Asked(worths, binding, conditions)
    draws = min(_MOST, max(_FEWEST, int(seconds * _LOOKS / (len(issues) + asked.literals))))
    return _sampled(space, sifted, asked, draws, seed).within(known, space.packages)


def _reach(space: Diagram, worth: Worth) -> tuple[float, float]:
    """Return sums that no package of a space lies below or above."""
    lows, highs = extremes(space, worth.table)
    adds = [term.adds for term in worth.terms]
    return (
        worth.bias + lows[0][0] + sum(min(add, 0.0) for add in adds),
        worth.bias + highs[0][0] + sum(max(add, 0.0) for add in adds),
    )


def _demand(binding: Sequence[tuple[Worth, float]], conditions: Sequence[Expression]) -> Demand:
    """Put the terms of all binding parties side by side, one column an expression."""
    columns: dict[Expression, int] = {}
    for worth, _ in binding:
        for term in worth.terms:
            columns.setdefault(term.expression, len(columns))
    adds = np.zeros((len(binding), len(columns)))
    for row, (worth, _) in zip(adds, binding, strict=True):
        for term in worth.terms:
            row[columns[term.expression]] += term.adds
    tables = [worth.table for worth, _ in binding]
    return Demand(tables, [floor for _, floor in binding], [*columns], adds, conditions)


def _sampled(space: Diagram, sifted: Sifted, asked: _Asked, draws: int, seed: int) -> Count:
    """Estimate how many packages of the undecided branches count, and add those that do for certain."""
    if not sifted.undecided:
        return Count(sifted.certain)
    source = Draws(space, sifted.undecided, seed)
    hits = 0
    for start in range(0, draws, _BATCH):
        hits += int(asked.of(source.draw(min(_BATCH, draws - start))).sum())
    undecided = sum(branch.packages for branch in sifted.undecided)
    low, high = (Fraction(share) * undecided for share in shares(hits, draws, CONFIDENCE))
    lowest = sifted.certain + max(math.floor(low), min(hits, 1))
    highest = sifted.certain + math.ceil(high)
    estimate = sifted.certain + round(Fraction(hits, draws) * undecided)
    return Count(min(max(estimate, lowest), highest), "sampled", (lowest, highest))


class _Asked:
    """Says of many packages at once which of them count."""

    def __init__(
        self, worths: Worths, binding: Sequence[tuple[Worth, float]], conditions: Sequence[Expression]
    ) -> None:
        self._worths = worths
        self._binding = binding
        self._conditions = conditions
        every = dict.fromkeys(
            [*(term.expression for worth, _ in binding for term in worth.terms), *conditions]
        )
        mentions = worths.expressions.mentions
        #: how many issues terms and conditions speak of, each for itself
        self.literals = sum(len(mentions(one)) for one in every)

    def of(self, places: Integers) -> Flags:
        """Say which of packages × issues places count."""
        known: dict[Expression, Flags] = {}
        counts = np.ones(len(places), np.bool_)
        for condition in self._conditions:
            counts &= self._hold(condition, places, known)
        for worth, floor in self._binding:
            total = np.zeros(len(places))
            for issue, table in enumerate(worth.table):
                total += np.array(table)[places[:, issue]]
            for term in worth.terms:
                total += term.adds * self._hold(term.expression, places, known)
            counts &= total >= floor
        return counts

    def _hold(self, expression: Expression, places: Integers, known: dict[Expression, Flags]) -> Flags:
        if expression in known:
            return known[expression]
        if isinstance(expression, bool):
            found = np.full(len(places), expression)
        else:
            match expression[0]:
                case "in":
                    size = expression[2].bit_length()
                    allowed = np.array([expression[2] >> place & 1 for place in range(size)], np.bool_)
                    at = places[:, expression[1]]
                    found = (at < size) & allowed[np.minimum(at, size - 1)]
                case "all":
                    found = np.logical_and.reduce(
                        [self._hold(one, places, known) for one in expression[1]], axis=0
                    )
                case "any":
                    found = np.logical_or.reduce(
                        [self._hold(one, places, known) for one in expression[1]], axis=0
                    )
                case _:
                    one = self._worths.expressions.sum_of(expression)
                    total = sum(np.array(term)[places[:, issue]] for issue, term in one.terms.items())
                    found = ((one.low <= total) & (total <= one.high)) == expression[3]
        known[expression] = found
        return found
