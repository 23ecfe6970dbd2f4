"""A linear or mixed-integer program that is built row by row and solved for one objective after another.

GLOP, OR-Tools' simplex, starts each solve from the last one's basis, so asking the same polytope for many extremes
costs little; SCIP solves what has whole columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

Floats = NDArray[np.float64]

INFINITY: Final = float("inf")

#: How far a solution may miss a row or a bound.
FEASIBLE: Final = 1e-9

Outcome = Literal["optimal", "infeasible", "unbounded", "stopped"]

_STATUS: Final[Mapping[int, Outcome]] = {
    pywraplp.Solver.OPTIMAL: "optimal",
    pywraplp.Solver.INFEASIBLE: "infeasible",
    pywraplp.Solver.UNBOUNDED: "unbounded",
}


@dataclass(frozen=True)
class Solved:
    """What a solve gave.

    Attributes:
        status: `optimal` is proven; `stopped` ended at the limit of work, with the best `value` so far, or None.
        value: the objective.
        bound: no solution has a better objective than this.
        point: the columns' values, empty where there is no solution.
    """

    status: Outcome
    value: float | None
    bound: float
    point: Floats


class Program:
    """Columns with bounds, rows with bounds, and whatever objective is asked for."""

    def __init__(self) -> None:
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._whole: list[bool] = []
        self._rows: list[tuple[Mapping[int, float], float, float]] = []
        self._solver: pywraplp.Solver | None = None
        self._known: list[pywraplp.Variable] = []

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self._lower)

    def column(self, lower: float = -INFINITY, upper: float = INFINITY, *, whole: bool = False) -> int:
        """Add a column and return its number."""
        self._lower.append(lower)
        self._upper.append(upper)
        self._whole.append(whole)
        self._solver = None
        return len(self._lower) - 1

    def row(self, terms: Mapping[int, float], lower: float = -INFINITY, upper: float = INFINITY) -> None:
        """Add a row: `lower` ≤ Σ factor × column ≤ `upper`."""
        self._rows.append((terms, lower, upper))
        if self._solver is not None:
            self._add(self._solver, terms, lower, upper)

    def maximise(self, terms: Mapping[int, float] | Floats, *, nodes: int = 0) -> Solved:
        """Solve for the largest Σ factor × column.

        Args:
            terms: factors by column, or one for every column.
            nodes: how many nodes of the search to open before stopping with what is known by then; 0 for all.
        """
        solver = self._solver or self._load()
        objective = solver.Objective()
        objective.Clear()
        factors = terms if isinstance(terms, Mapping) else dict(enumerate(terms.tolist()))
        for number, factor in factors.items():
            objective.SetCoefficient(self._known[number], factor)
        objective.SetMaximization()
        whole = any(self._whole)
        settings = pywraplp.MPSolverParameters()
        settings.SetDoubleParam(settings.PRIMAL_TOLERANCE, FEASIBLE)
        if whole:
            settings.SetDoubleParam(settings.RELATIVE_MIP_GAP, 0.0)
            # Ctrl-C ends the command, not a single solve with half an answer
            limits = f"limits/totalnodes = {nodes}\n" if nodes else ""
            solver.SetSolverSpecificParametersAsString(f"{limits}misc/catchctrlc = FALSE\n")
        else:
            settings.SetDoubleParam(settings.DUAL_TOLERANCE, FEASIBLE)
        outcome = solver.Solve(settings)
        status: Outcome = _STATUS.get(outcome, "stopped")
        if status == "infeasible":
            return Solved(status, None, -INFINITY, np.empty(0))
        if status == "unbounded":
            return Solved(status, None, INFINITY, np.empty(0))
        if status == "stopped" and outcome != pywraplp.Solver.FEASIBLE:
            return Solved(status, None, INFINITY, np.empty(0))
        value = float(objective.Value())
        bound = float(objective.BestBound()) if whole else value if status == "optimal" else INFINITY
        return Solved(status, value, bound, np.array([column.solution_value() for column in self._known]))

    def minimise(self, terms: Mapping[int, float] | Floats) -> Solved:
        """Solve for the smallest Σ factor × column; `terms` as for `maximise`."""
        negative = (
            {number: -factor for number, factor in terms.items()} if isinstance(terms, Mapping) else -terms
        )
        found = self.maximise(negative)
        value = None if found.value is None else -found.value
        return Solved(found.status, value, -found.bound, found.point)

    def prices(self) -> list[float]:
        """Return by how much the last maximum would rise for each unit that a row's end moved up, row by row.

        There must have been a linear program that was solved to its optimum.
        """
        assert self._solver is not None
        return [row.dual_value() for row in self._solver.constraints()]

    def feasible(self) -> bool:
        """Say whether any point satisfies all rows."""
        return self.maximise({}).status == "optimal"

    def _load(self) -> pywraplp.Solver:
        solver = pywraplp.Solver.CreateSolver("SCIP" if any(self._whole) else "GLOP")
        self._known = [
            solver.IntVar(low, high, "") if whole else solver.NumVar(low, high, "")
            for low, high, whole in zip(self._lower, self._upper, self._whole, strict=True)
        ]
        for terms, lower, upper in self._rows:
            self._add(solver, terms, lower, upper)
        self._solver = solver
        return solver

    def _add(self, solver: pywraplp.Solver, terms: Mapping[int, float], lower: float, upper: float) -> None:
        row = solver.Constraint(lower, upper)
        for number, factor in terms.items():
            row.SetCoefficient(self._known[number], factor)
