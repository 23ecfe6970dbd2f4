"""The first package, in issue order, that gives every party at least some utility."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ortools.sat.python import cp_model

from goodoffices.analysis.encoding import solved
from goodoffices.analysis.interdependent.model import Model, Places
from goodoffices.analysis.interdependent.pace import Pace

#: Issues are settled together as long as their places, written one after another, make a number below this.
_NUMBER: Final = 2**40


class First:
    """Finds first packages, in a model of every value."""

    def __init__(self, model: Model, pace: Pace) -> None:
        self._model = model
        self._pace = pace

    def find(self, floors: Sequence[float]) -> Places | None:
        """Return the first package that reaches the floors; where time ends, one that reaches them; or None."""
        model, pace = self._model.encoding.model.clone(), self._pace
        for utility, units, floor in zip(self._model.utilities, self._model.units, floors, strict=True):
            model.add(utility >= units.at_least(floor))
        found: Places | None = None
        takes = self._model.encoding.takes
        for chunk in self._chunks():
            number: list[cp_model.IntVar] = []
            factors: list[int] = []
            weight = 1
            for issue in reversed(chunk):
                number += takes[issue]
                factors += [weight * place for place in range(len(takes[issue]))]
                weight *= len(takes[issue])
            model.minimize(cp_model.LinearExpr.weighted_sum(number, factors))
            left = pace.left
            if left <= 0 and found is not None:
                return found
            solver, status = solved(model, lambda: pace.stopped, max_time_in_seconds=max(left, 1.0))
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return found
            found = self._model.places(solver)
            if status != cp_model.OPTIMAL:
                return found
            for issue in chunk:
                model.add(takes[issue][found[issue]] == 1)
            model.clear_hints()  # type: ignore[no-untyped-call]  # it takes and gives nothing
            for row, place in zip(takes, found, strict=True):
                for number_, take in enumerate(row):
                    model.add_hint(take, number_ == place)
        return found

    def _chunks(self) -> list[list[int]]:
        chunks: list[list[int]] = [[]]
        size = 1
        for issue, takes in enumerate(self._model.encoding.takes):
            size *= len(takes)
            if size > _NUMBER and chunks[-1]:
                chunks.append([])
                size = len(takes)
            chunks[-1].append(issue)
        return chunks
