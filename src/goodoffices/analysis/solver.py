"""The case as a constraint model (OR-Tools CP-SAT): which limits could give way, cheapest first."""

from __future__ import annotations

from typing import Final

from ortools.sat.python import cp_model

from goodoffices.analysis.encoding import Encoding, solver_for
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.space import Space
from goodoffices.analysis.tolerance import floor_of

#: How long the search for ways out may take in all, in CP-SAT's deterministic seconds.
_PATIENCE: Final = 10.0

#: Costs become whole numbers at this resolution, relative to the largest cost.
_COST_RESOLUTION: Final = 10**6


class Solver:
    """Proposes what could give way in one space; limits go by their number in `space.limits`."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._encoding = Encoding(space.issues)
        for constraint in space.case.constraints:
            self._encoding.require(self._encoding.expressions.compile(constraint.requires))
        self._stands = [self._limit(limit) for limit in space.limits]

    def corrections(self, most: int) -> list[frozenset[int]]:
        """Return minimal sets of limits whose removal opens a zone, cheapest first, all or the first found.

        When patience ends, the last may be neither minimal nor the cheapest of those left.
        """
        model = self._encoding.model
        model.minimize(sum(cost * ~stands for cost, stands in zip(self._costs(), self._stands, strict=True)))
        found: list[frozenset[int]] = []
        patience = _PATIENCE
        while len(found) < most and patience > 0:
            solver = solver_for(max_deterministic_time=patience)
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

    def _limit(self, limit: Limit) -> cp_model.IntVar:
        """Return a variable that, when true, makes the limit stand."""
        stands = self._encoding.model.new_bool_var(limit.name)
        if limit.condition is not None:
            self._encoding.require(self._encoding.expressions.compile(limit.condition), [stands])
            return stands
        assert limit.reservation is not None
        party = self._space.known.index(limit.party)
        values = self._space.values
        floor = floor_of(limit.reservation)
        if floor > values.ceilings[party]:
            self._encoding.model.add(stands == 0)
            return stands
        terms = dict(enumerate(values.tables[party]))
        self._encoding.bound(terms, floor - values.biases[party], float("inf"), [stands])
        return stands
