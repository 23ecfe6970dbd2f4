"""Sums asked of a linear program, whose answer is taken where it is proven in whole numbers.

Sums of what comes and goes are flows, whose linear programs end in whole numbers (Hoffman and Kruskal, *Integral
Boundary Points of Convex Polyhedra*, in: Linear Inequalities and Related Systems, 1956). Nothing rests on rounding:
the solution is checked in whole numbers, and so is the bound that the program's prices give (weak duality).
"""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.analysis.programs import Program
from goodoffices.analysis.wholes.rows import Row, Terms, sum_of


class Relaxed:
    """One system of sums as a linear program; each question starts from the answer to the last.

    Args:
        bounds: the least and the most of each unknown.
        rows: the sums.
    """

    def __init__(self, bounds: Sequence[tuple[int, int]], rows: Sequence[Row]) -> None:
        self._bounds, self._rows = bounds, rows
        self._program = Program()
        for low, high in bounds:
            self._program.column(float(low), float(high))
        for row in rows:
            terms = {number: float(factor) for number, factor in row.terms.items()}
            least = float("-inf") if row.low is None else float(row.low)
            self._program.row(terms, least, float("inf") if row.high is None else float(row.high))

    def least(self, terms: Terms) -> tuple[int, list[int]] | None:
        """Return the least of a sum, and numbers that reach it; None where that is not proven."""
        found = self._program.minimise({number: float(factor) for number, factor in terms.items()})
        if found.status != "optimal":
            return None
        numbers = [round(one) for one in found.point.tolist()]
        if not self._hold(numbers):
            return None
        value = sum_of(terms, numbers)
        prices = [-round(one) for one in self._program.prices()]
        return (value, numbers) if self._bound(terms, prices) == value else None

    def _hold(self, numbers: Sequence[int]) -> bool:
        if any(not low <= one <= high for one, (low, high) in zip(numbers, self._bounds, strict=True)):
            return False
        sums = ((row, sum_of(row.terms, numbers)) for row in self._rows)
        return all(
            (row.low is None or row.low <= one) and (row.high is None or one <= row.high) for row, one in sums
        )

    def _bound(self, terms: Terms, prices: Sequence[int]) -> int | None:
        """Return what the sum is at least, whatever the prices of the rows; None where they say nothing."""
        left = dict(terms)
        bound = 0
        for row, price in zip(self._rows, prices, strict=True):
            if price:
                end = row.low if price > 0 else row.high
                if end is None:
                    return None
                bound += price * end
                for number, factor in row.terms.items():
                    left[number] = left.get(number, 0) - price * factor
        for number, factor in left.items():
            low, high = self._bounds[number]
            bound += factor * (low if factor > 0 else high)
        return bound
