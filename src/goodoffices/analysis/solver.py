"""The case as a constraint model (OR-Tools CP-SAT): which limits could give way, cheapest first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from ortools.sat.python import cp_model

from goodoffices.analysis.expressions import Expression, Expressions
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.space import Space
from goodoffices.analysis.tolerance import floor_of

#: Real numbers become whole ones at this resolution, relative to the largest sum.
_RESOLUTION: Final = 2**42

#: How long the search for ways out may take in all, in CP-SAT's deterministic seconds.
_PATIENCE: Final = 10.0

#: Costs become whole numbers at this resolution, relative to the largest cost.
_COST_RESOLUTION: Final = 10**6


class Solver:
    """Proposes what could give way in one space; limits go by their number in `space.limits`."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._model = cp_model.CpModel()
        self._expressions = Expressions(space.issues)
        self._takes = [
            [self._model.new_bool_var(f"{issue.id}={place}") for place in range(issue.size)]
            for issue in space.issues
        ]
        for takes in self._takes:
            self._model.add_exactly_one(takes)
        for constraint in space.case.constraints:
            self._require(self._expressions.compile(constraint.requires), [])
        self._stands = [self._limit(limit) for limit in space.limits]

    def corrections(self, most: int) -> list[frozenset[int]]:
        """Return minimal sets of limits whose removal opens a zone, cheapest first, all or the first found.

        When patience ends, the last may be neither minimal nor the cheapest of those left.
        """
        model = self._model
        model.minimize(sum(cost * ~stands for cost, stands in zip(self._costs(), self._stands, strict=True)))
        found: list[frozenset[int]] = []
        patience = _PATIENCE
        while len(found) < most and patience > 0:
            solver = self._solver(patience)
            status = solver.solve(model)
            patience -= solver.response_proto.deterministic_time
            if status in {cp_model.INFEASIBLE, cp_model.UNKNOWN}:
                break
            relaxed = frozenset(
                number for number, stands in enumerate(self._stands) if not solver.boolean_value(stands)
            )
            found.append(relaxed)
            if not relaxed:
                break
            model.add_bool_or([self._stands[number] for number in relaxed])
        return found

    def _costs(self) -> list[int]:
        """Return the costs as whole numbers, each a little more than nothing so that no limit is given up in vain."""
        largest = max((limit.cost for limit in self._space.limits), default=0.0) or 1.0
        many = len(self._space.limits) + 1
        return [round(limit.cost / largest * _COST_RESOLUTION) * many + 1 for limit in self._space.limits]

    @staticmethod
    def _solver(patience: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = patience
        # CP-SAT 9.15 can lose solutions in this step of its presolve (google/or-tools issue 5293).
        solver.parameters.presolve_inclusion_work_limit = 0
        return solver

    def _limit(self, limit: Limit) -> cp_model.IntVar:
        """Return a variable that, when true, makes the limit stand."""
        stands = self._model.new_bool_var(limit.name)
        if limit.condition is not None:
            self._require(self._expressions.compile(limit.condition), [stands])
            return stands
        assert limit.reservation is not None
        party = self._space.known.index(limit.party)
        values = self._space.values
        floor = floor_of(limit.reservation)
        if floor > values.ceilings[party]:
            self._model.add(stands == 0)
            return stands
        terms = dict(enumerate(values.tables[party]))
        self._bound(terms, floor - values.biases[party], float("inf"), [stands])
        return stands

    def _require(self, expression: Expression, when: Sequence[cp_model.IntVar]) -> None:
        """Make an expression hold whenever all of `when` are true."""
        if expression is True:
            return
        if expression is False:
            self._model.add_bool_or([~variable for variable in when])
            return
        match expression[0]:
            case "in":
                takes = [
                    take
                    for place, take in enumerate(self._takes[expression[1]])
                    if expression[2] >> place & 1
                ]
                self._model.add_bool_or([*takes, *(~variable for variable in when)])
            case "all":
                for part in expression[1]:
                    self._require(part, when)
            case "any":
                chosen = []
                for part in expression[1]:
                    choice = self._model.new_bool_var("")
                    self._require(part, [choice])
                    chosen.append(choice)
                self._model.add_bool_or([*chosen, *(~variable for variable in when)])
            case _:
                self._require_sum(expression, when)

    def _require_sum(self, expression: Expression, when: Sequence[cp_model.IntVar]) -> None:
        total = self._expressions.sum_of(expression)
        if expression[3]:
            self._bound(total.terms, total.low, total.high, when)
            return
        below, above = self._model.new_bool_var(""), self._model.new_bool_var("")
        self._bound(total.terms, -math.inf, total.low, [below])
        self._bound(total.terms, total.high, math.inf, [above])
        self._model.add_bool_or([below, above, *(~variable for variable in when)])

    def _bound(
        self, terms: Mapping[int, Sequence[float]], low: float, high: float, when: Sequence[cp_model.IntVar]
    ) -> None:
        """Keep a weighted sum between two bounds whenever all of `when` are true.

        Bounds already hold a slack for rounding, far wider than what is rounded here.
        """
        size = sum(max(map(abs, term)) for term in terms.values()) or 1.0
        scale = _RESOLUTION / size
        total = cp_model.LinearExpr.weighted_sum(
            [take for issue in terms for take in self._takes[issue]],
            [round(value * scale) for term in terms.values() for value in term],
        )
        reach = 2 * _RESOLUTION
        half = len(terms) / 2
        lowest = -reach if low < -2 * size else math.ceil(min(low, 2 * size) * scale - half)
        highest = reach if high > 2 * size else math.floor(max(high, -2 * size) * scale + half)
        self._model.add_linear_constraint(total, lowest, highest).only_enforce_if(*when)
