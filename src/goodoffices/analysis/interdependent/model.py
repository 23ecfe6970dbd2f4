"""The utilities of all parties as a constraint model (OR-Tools CP-SAT), in whole units.

Each term is a variable that may be true only where its condition holds (for a term that takes away: false only where it
does not), so that a solver that wants utilities high makes them what they are. `exact` ties them both ways.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from goodoffices.analysis.encoding import Encoding, solved
from goodoffices.analysis.expressions import Expression
from goodoffices.analysis.interdependent.alike import needed
from goodoffices.analysis.interdependent.worths import Worth, Worths
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.model.issues import Issue

Whole = NDArray[np.int64]

#: A package, as places among the issues' values.
Places = tuple[int, ...]


class Units:
    """The whole units in which one party's utility is counted.

    Attributes:
        size: no sum is larger than this, in units.
        cap: the ceiling, in units; the next whole one above where it lies between two.
        rough: by how much two utilities may have changed places by being rounded to units; 0 where none are rounded.
    """

    def __init__(self, worth: Worth) -> None:
        self._worth = worth
        self._unit = worth.unit
        scale = max(1.0, min(worth.size / worth.divisor, worth.ceiling)) * worth.divisor
        parts = len(worth.table) + len(worth.terms) + 1
        self.size = math.ceil(worth.size / self._unit) + parts
        self.rough = 0.0 if worth.whole else parts * self.worth_one
        ceiling = worth.ceiling * worth.divisor / self._unit
        # part of a unit too high is none: sums are whole, and one that only comes near the ceiling is not cut
        self.cap = self.size if ceiling > self.size else math.ceil(ceiling - RELATIVE * scale / self._unit)

    def of_sum(self, number: float) -> int:
        """Return a part of the sum in units."""
        return round(number / self._unit)

    def step(self, units: int) -> int:
        """Return how many units more than these count as higher; more than there are, where none do."""
        size = max(1.0, units * self.worth_one)
        return max(1, math.ceil(min(RELATIVE * size / self.worth_one, 2.0 * self.size + 1)))

    def at_least(self, floor: float) -> int:
        """Return the least units that are no less than a utility."""
        if floor > self._worth.ceiling:
            return self.cap + 1
        return max(
            -self.size, min(self.cap + 1, math.ceil(floor * self._worth.divisor / self._unit - RELATIVE))
        )

    @property
    def worth_one(self) -> float:
        """The utility of one unit."""
        return self._unit / self._worth.divisor


class Model:
    """Packages, what they have to satisfy, and what they are worth.

    Attributes:
        encoding: the packages.
        units: by party.
        utilities: by party, an expression of the model in units.
    """

    def __init__(
        self, issues: Sequence[Issue], worths: Worths, conditions: Sequence[Expression], *,
        every: bool = False, exact: bool = False,
    ) -> None:  # fmt: skip
        """Build the model.

        Args:
            issues: the issues.
            worths: the utilities.
            conditions: what packages have to satisfy.
            every: take in values too that no frontier needs.
            exact: terms count exactly where their conditions hold, whatever is wanted.
        """
        self.worths = worths
        self.encoding = Encoding(issues, worths.expressions)
        self.units = [Units(worth) for worth in worths.parties]
        for condition in conditions:
            self.encoding.require(condition)
        if not every:
            for takes, wanted in zip(self.encoding.takes, needed(issues, worths, conditions), strict=True):
                for take, one in zip(takes, wanted, strict=True):
                    if not one:
                        self.encoding.model.add(take == 0)
        counts: Counts = {}
        self.utilities = [
            utility_in(self.encoding, worth, units, counts, exact=exact)
            for worth, units in zip(worths.parties, self.units, strict=True)
        ]

    def above(self, corner: Whole) -> cp_model.CpModel:
        """Return the model of the packages worth more than this to every party."""
        model = self.encoding.model.clone()
        for utility, units, least in zip(self.utilities, self.units, corner.tolist(), strict=True):
            model.add(utility >= least + units.step(least))
        return model

    def places(self, solver: cp_model.CpSolver) -> Places:
        """Return the package that a solver found."""
        return tuple(
            next(place for place, take in enumerate(takes) if solver.boolean_value(take))
            for takes in self.encoding.takes
        )

    def point(self, places: Sequence[int]) -> Whole:
        """Return what a package is worth to each party in units, each part rounded by itself as in the model."""
        known: dict[Expression, bool] = {}
        found = []
        for worth, units in zip(self.worths.parties, self.units, strict=True):
            total = units.of_sum(worth.bias)
            total += sum(units.of_sum(issue[place]) for issue, place in zip(worth.table, places, strict=True))
            for term in worth.terms:
                if term.expression not in known:
                    known[term.expression] = self.worths.holds(term.expression, places)
                if known[term.expression]:
                    total += units.of_sum(term.adds)
            found.append(min(total, units.cap))
        return np.array(found, np.int64)


def lowest(
    model: Model, party: int, seconds: float, over: Callable[[], bool] | None = None
) -> tuple[float, bool]:
    """Return a party's lowest utility and True; or a number that is no higher and False, where time ends first.

    Args:
        model: a model of every value in which terms are exact.
        party: its number.
        seconds: how long it may take.
        over: says whether it has to end.
    """
    model.encoding.model.minimize(model.utilities[party])
    solver, status = solved(model.encoding.model, over, max_time_in_seconds=seconds)
    if status == cp_model.OPTIMAL:
        return model.worths.utilities(model.places(solver))[party], True
    # a solver that has found nothing yet knows no bound, whatever it says
    bound = solver.best_objective_bound if status == cp_model.FEASIBLE else -float("inf")
    return max(bound * model.units[party].worth_one, model.worths.parties[party].least), False


#: The variables of terms, one for all terms with the same expression that count the same way.
Counts = dict[tuple[Expression, bool], cp_model.IntVar]


def utility_in(
    encoding: Encoding, worth: Worth, units: Units, counts: Counts | None = None, *, exact: bool = False
) -> cp_model.IntVar:
    """Add what packages are worth to a party to a model, in units; whoever wants it high makes it what it is.

    Args:
        encoding: the packages; it compiles the conditions of the terms.
        worth: the party's utility.
        units: its units.
        counts: the variables of terms that are in the model already.
        exact: terms count exactly where their conditions hold, whatever is wanted.
    """
    counts = {} if counts is None else counts
    variables: list[Any] = []
    factors: list[int] = []
    start = units.of_sum(worth.bias)
    for takes, values in zip(encoding.takes, worth.table, strict=True):
        if any(values):
            variables += takes
            factors += map(units.of_sum, values)
    for term in worth.terms:
        if term.expression is True:
            start += units.of_sum(term.adds)
        else:
            variables.append(_counting(encoding, term.expression, counts, adds=term.adds > 0, exact=exact))
            factors.append(units.of_sum(term.adds))
    total = cp_model.LinearExpr.weighted_sum(variables, factors) + start
    utility = encoding.model.new_int_var(-units.size, units.cap, "")
    if units.cap < units.size:
        # tied from both sides: a bound from above alone lets a solver climb to it in millions of small steps
        cut: list[Any] = [total, units.cap]
        encoding.model.add_min_equality(utility, cut)
    else:
        encoding.model.add(utility == total)
    return utility


def _counting(
    encoding: Encoding, expression: Expression, counts: Counts, *, adds: bool, exact: bool
) -> cp_model.IntVar:
    key = (expression, adds or exact)
    known = counts.get(key)
    if known is None:
        known = counts[key] = encoding.model.new_bool_var("")
        if adds or exact:
            encoding.require(expression, [known])
        if not adds or exact:
            encoding.require(encoding.expressions.negation(expression), [~known])
    return known
