"""Sums of whole numbers asked of OR-Tools' CP-SAT, which is exact in whole numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from ortools.sat.python import cp_model

from goodoffices.analysis.encoding import solver_for
from goodoffices.analysis.wholes.rows import Bounds, Row, Terms, far, size_of

#: How long one question may take, in CP-SAT's deterministic seconds.
_PATIENCE: Final = 5.0


def solvable(bounds: Bounds, rows: Sequence[Row]) -> bool:
    """Say whether some numbers satisfy the rows; where patience ends first, that they do."""
    model, _ = _model(_far(bounds, rows), rows)
    return _solved(model)[0] != cp_model.INFEASIBLE


def standing_with(labels: Collection[int], bounds: Bounds, rows: Sequence[Row]) -> frozenset[int]:
    """Return a largest set of labels that can stand together with some that can; as large as patience finds."""
    model, unknowns = _model(_near(bounds, rows), [row for row in rows if row.label is None])
    stands: dict[int, cp_model.IntVar] = {}
    for row in rows:
        if row.label is not None:
            if row.label not in stands:
                stands[row.label] = model.new_bool_var("")
            _bound(model, row, _sum_of(row.terms, unknowns), [stands[row.label]])
    for label in labels:
        model.add_bool_or([stands[label]])
    model.maximize(sum(stands.values()))
    status, solver = _solved(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return frozenset(labels)
    return frozenset(label for label, one in stands.items() if solver.boolean_value(one))


class Least(NamedTuple):
    """The least of a sum; not `proven`: it is no less than that. `solution`: numbers that reach it."""

    value: int
    proven: bool
    solution: list[int] | None


def least(terms: Terms, bounds: Bounds, rows: Sequence[Row]) -> Least:
    """Return the least that Σ factor × unknown can be."""
    model, unknowns = _model(_far(bounds, rows), rows)
    model.minimize(_sum_of(terms, unknowns))
    status, solver = _solved(model)
    if status == cp_model.OPTIMAL:
        return Least(
            round(solver.objective_value), proven=True, solution=[solver.value(each) for each in unknowns]
        )
    return Least(round(solver.best_objective_bound), proven=False, solution=None)


def least_slack(bounds: Bounds, rows: Sequence[Row]) -> int:
    """Return by how much, in all, the ends of the labelled rows would have to move for all rows to hold."""
    size = size_of(bounds, rows)
    model, unknowns = _model(_near(bounds, rows), [row for row in rows if row.label is None])
    slacks: list[cp_model.IntVar] = []
    for row in rows:
        if row.label is not None:
            up, down = (model.new_int_var(0, 2 * size, "") for _ in range(2))
            slacks += [up, down]
            _bound(model, row, _sum_of(row.terms, unknowns) + up - down)
    model.minimize(sum(slacks))
    return round(_solved(model)[1].objective_value)


def _far(bounds: Bounds, rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Give unknowns without an upper end one so far off that what reaches it has none."""
    top = far(size_of(bounds, rows))
    return [(low, top if high is None else high) for low, high in bounds]


def _near(bounds: Bounds, rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Give unknowns without an upper end one beyond which nothing needs to go for the rows to hold."""
    top = 4 * size_of(bounds, rows)
    return [(low, top if high is None else high) for low, high in bounds]


def _model(
    bounds: Sequence[tuple[int, int]], rows: Sequence[Row]
) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    unknowns = [model.new_int_var(low, high, "") for low, high in bounds]
    for row in rows:
        _bound(model, row, _sum_of(row.terms, unknowns))
    return model, unknowns


def _sum_of(terms: Terms, unknowns: Sequence[cp_model.IntVar]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum([unknowns[number] for number in terms], list(terms.values()))


def _bound(
    model: cp_model.CpModel, row: Row, sum_of: cp_model.LinearExpr, when: Sequence[cp_model.IntVar] = ()
) -> None:
    """Keep a sum within the ends of a row, whenever all of `when` are true."""
    if row.low is not None:
        model.add(sum_of >= row.low).only_enforce_if(*when)
    if row.high is not None:
        model.add(sum_of <= row.high).only_enforce_if(*when)


def _solved(model: cp_model.CpModel) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
    solver = solver_for(max_deterministic_time=_PATIENCE, linearization_level=1)
    return solver.solve(model), solver
