"""Sums of whole numbers asked of OR-Tools' CP-SAT, which is exact in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ortools.sat.python import cp_model

from goodoffices.analysis.wholes.rows import Bounds, Row, Terms, far, size_of

#: How long one question may take, in CP-SAT's deterministic seconds.
_PATIENCE: Final = 5.0


def solvable(bounds: Bounds, rows: Sequence[Row]) -> bool:
    """Say whether some numbers satisfy the rows; where patience ends first, that they do."""
    model, _ = _model(bounds, rows, size_of(bounds, rows))
    return _solved(model)[0] != cp_model.INFEASIBLE


def least(terms: Terms, bounds: Bounds, rows: Sequence[Row]) -> tuple[int, bool]:
    """Return the least that Σ factor × unknown can be, and whether that is proven; else it is no more than that."""
    model, unknowns = _model(bounds, rows, size_of(bounds, rows))
    model.minimize(_sum_of(terms, unknowns))
    status, solver = _solved(model)
    if status == cp_model.OPTIMAL:
        return round(solver.objective_value), True
    return round(solver.best_objective_bound), False


def least_slack(bounds: Bounds, rows: Sequence[Row]) -> int:
    """Return by how much, in all, the ends of the labelled rows would have to move for all rows to hold."""
    size = size_of(bounds, rows)
    model, unknowns = _model(bounds, [row for row in rows if row.label is None], size)
    slacks: list[cp_model.IntVar] = []
    for row in rows:
        if row.label is not None:
            up, down = (model.new_int_var(0, 2 * size, "") for _ in range(2))
            slacks += [up, down]
            _bound(model, row, _sum_of(row.terms, unknowns) + up - down)
    model.minimize(sum(slacks))
    return round(_solved(model)[1].objective_value)


def _model(bounds: Bounds, rows: Sequence[Row], size: int) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    unknowns = [model.new_int_var(low, far(size) if high is None else high, "") for low, high in bounds]
    for row in rows:
        _bound(model, row, _sum_of(row.terms, unknowns))
    return model, unknowns


def _sum_of(terms: Terms, unknowns: Sequence[cp_model.IntVar]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum([unknowns[number] for number in terms], list(terms.values()))


def _bound(model: cp_model.CpModel, row: Row, sum_of: cp_model.LinearExpr) -> None:
    if row.low is not None:
        model.add(sum_of >= row.low)
    if row.high is not None:
        model.add(sum_of <= row.high)


def _solved(model: cp_model.CpModel) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = _PATIENCE
    # CP-SAT 9.15 can lose solutions in this step of its presolve (google/or-tools issue 5293).
    solver.parameters.presolve_inclusion_work_limit = 0
    return solver.solve(model), solver
