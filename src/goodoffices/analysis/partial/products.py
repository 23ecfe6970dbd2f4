"""What a package is worth by preferences that are open too, inside a mixed-integer program.

That is a sum of products of two unknowns: whether the package takes a value, and what the value contributes. All that
is known within one issue is multiplied by the first (reformulation and linearisation; Sherali and Adams, *A hierarchy
of relaxations between the continuous and convex hull representations for zero-one programming problems*, SIAM Journal
on Discrete Mathematics 3(3), 1990), which leaves the relaxation little to overstate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goodoffices.analysis.partial.polytope import Polytope
from goodoffices.analysis.programs import Program
from goodoffices.analysis.programs.diagrams import Choice

Terms = dict[int, float]


@dataclass
class Products:
    """The products of one party's unknowns with the choice of a package.

    Attributes:
        program: gets columns and rows.
        polytope: the party's utility functions.
        columns: the columns of its unknowns in the program; None where they are exactly known.
        choice: the columns of the package.
    """

    program: Program
    polytope: Polytope
    columns: list[int] | None
    choice: Choice
    _made: dict[tuple[int, int, int], Terms] = field(default_factory=dict)

    def worth(self) -> Terms:
        """Return what the package is worth, as factors by column."""
        total: Terms = {}
        for issue, chosen in enumerate(self.choice):
            self._tie(issue, (issue,))
            for place in range(len(chosen)):
                add(total, self._product(self.polytope.layout.at(issue, place), issue, place))
        return total

    def gain(self, places: Sequence[int]) -> Terms:
        """Return by how much the package is worth more than a given one, as factors by column."""
        total: Terms = {}
        at = self.polytope.layout.at
        for issue, (chosen, mine) in enumerate(zip(self.choice, places, strict=True)):
            self._tie(issue, (issue, at(issue, mine)))
            for place in range(len(chosen)):
                if place != mine:
                    add(total, self._product(at(issue, place), issue, place))
                    add(total, self._product(at(issue, mine), issue, place), -1.0)
        return total

    def _tie(self, issue: int, numbers: tuple[int, ...]) -> None:
        """Multiply what is known of an issue's unknowns by each of its choices, one of which is taken."""
        if self.columns is None:
            return
        for place, taken in enumerate(self.choice[issue]):
            block = {*numbers, self.polytope.layout.at(issue, place)}
            for fact in self.polytope.rows:
                if fact.terms.keys() <= block:
                    total: Terms = {}
                    for number, factor in fact.terms.items():
                        add(total, self._product(number, issue, place), factor)
                    for limit, sign in ((fact.low, 1.0), (fact.high, -1.0)):
                        if abs(limit) < float("inf"):
                            row = {column: sign * one for column, one in total.items()}
                            add(row, {taken: -sign * limit})
                            self.program.row(row, lower=0.0)
        for number in numbers:
            whole: Terms = {}
            for place in range(len(self.choice[issue])):
                add(whole, self._product(number, issue, place))
            add(whole, {self.columns[number]: -1.0})
            self.program.row(whole, 0.0, 0.0)

    def _product(self, number: int, issue: int, place: int) -> Terms:
        """Return the product of an unknown and whether a value is taken."""
        taken = self.choice[issue][place]
        if self.columns is None:
            assert self.polytope.point is not None
            return {taken: float(self.polytope.point[number])}
        key = (number, issue, place)
        if key not in self._made:
            low, high = self.polytope.span(number)
            if low == high:
                self._made[key] = {taken: low}
                return self._made[key]
            product, unknown = self.program.column(min(low, 0.0), max(high, 0.0)), self.columns[number]
            for row, lower in (
                ({product: 1.0, taken: -low}, 0.0),
                ({product: -1.0, taken: high}, 0.0),
                ({product: 1.0, unknown: -1.0, taken: -high}, -high),
                ({product: -1.0, unknown: 1.0, taken: low}, low),
            ):
                self.program.row(row, lower=lower)
            self._made[key] = {product: 1.0}
        return self._made[key]


def add(total: Terms, terms: Mapping[int, float], factor: float = 1.0) -> None:
    """Add terms to a total in place."""
    for column, one in terms.items():
        total[column] = total.get(column, 0.0) + factor * one
