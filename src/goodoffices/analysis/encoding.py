"""Packages and conditions as a constraint model (OR-Tools CP-SAT)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Final

from ortools.sat.python import cp_model

from goodoffices.analysis.expressions import Expression, Expressions
from goodoffices.model.issues import Issue

#: Real numbers become whole ones at this resolution, relative to the largest sum.
_RESOLUTION: Final = 2**42

#: How often somebody who stops a solver is listened to, in seconds.
_LISTENING: Final = 0.05


class Encoding:
    """A model whose solutions are the packages that satisfy what was required of them.

    Attributes:
        model: the model.
        expressions: compiles conditions over the issues.
        takes: for each issue and place, the variable that is true where the package takes that value.
        utilities: what packages are worth, for whoever adds it, by name.
    """

    def __init__(self, issues: Sequence[Issue], expressions: Expressions | None = None) -> None:
        self.model = cp_model.CpModel()
        self.expressions = Expressions(issues) if expressions is None else expressions
        self.takes = [
            [self.model.new_bool_var(f"{issue.id}={place}") for place in range(issue.size)]
            for issue in issues
        ]
        for takes in self.takes:
            self.model.add_exactly_one(takes)
        self.utilities: dict[str, cp_model.IntVar] = {}

    def require(self, expression: Expression, when: Sequence[cp_model.LiteralT] = ()) -> None:
        """Make an expression hold whenever all of `when` are true."""
        if expression is True:
            return
        if expression is False:
            self.model.add_bool_or([~variable for variable in when])
            return
        match expression[0]:
            case "in":
                takes = [
                    take for place, take in enumerate(self.takes[expression[1]]) if expression[2] >> place & 1
                ]
                self.model.add_bool_or([*takes, *(~variable for variable in when)])
            case "all":
                for part in expression[1]:
                    self.require(part, when)
            case "any":
                chosen = []
                for part in expression[1]:
                    choice = self.model.new_bool_var("")
                    self.require(part, [choice])
                    chosen.append(choice)
                self.model.add_bool_or([*chosen, *(~variable for variable in when)])
            case _:
                self._require_sum(expression, when)

    def _require_sum(self, expression: Expression, when: Sequence[cp_model.LiteralT]) -> None:
        total = self.expressions.sum_of(expression)
        if expression[3]:
            self.bound(total.terms, total.low, total.high, when)
            return
        below, above = self.model.new_bool_var(""), self.model.new_bool_var("")
        self.bound(total.terms, -math.inf, total.low, [below])
        self.bound(total.terms, total.high, math.inf, [above])
        self.model.add_bool_or([below, above, *(~variable for variable in when)])

    def bound(
        self, terms: Mapping[int, Sequence[float]], low: float, high: float, when: Sequence[cp_model.LiteralT]
    ) -> None:
        """Keep a weighted sum between two bounds whenever all of `when` are true.

        Bounds already hold a slack for rounding, far wider than what is rounded here.
        """
        size = sum(max(map(abs, term)) for term in terms.values()) or 1.0
        scale = _RESOLUTION / size
        total = cp_model.LinearExpr.weighted_sum(
            [take for issue in terms for take in self.takes[issue]],
            [round(value * scale) for term in terms.values() for value in term],
        )
        reach = 2 * _RESOLUTION
        half = len(terms) / 2
        lowest = -reach if low < -2 * size else math.ceil(min(low, 2 * size) * scale - half)
        highest = reach if high > 2 * size else math.floor(max(high, -2 * size) * scale + half)
        self.model.add_linear_constraint(total, lowest, highest).only_enforce_if(*when)


def solved(
    model: cp_model.CpModel, over: Callable[[], bool] | None = None, /, **limits: float
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    """Solve a model, and return the solver with how that ended.

    The solver works in a thread of its own: in the main one Ctrl-C would not be heard before it has come to its end.

    Args:
        model: the model.
        over: says whether it has to end.
        limits: as for `solver_for`.
    """
    solver = solver_for(**limits)
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(solver.solve, model)
        try:
            while not wait([future], timeout=_LISTENING).done:
                if over is not None and over():
                    solver.stop_search()
        finally:
            while not future.done():  # somebody interrupts, and does not wait for the solver
                solver.stop_search()
                wait([future], timeout=_LISTENING)
    return solver, future.result()


def solver_for(**limits: float) -> cp_model.CpSolver:
    """Return a solver that answers alike each time, with one worker.

    Args:
        limits: parameters of CP-SAT beside these, for instance `max_deterministic_time`.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.linearization_level = 2
    # Its own handler would take Ctrl-C from whoever ends a search with what is known, and not give it back.
    solver.parameters.catch_sigint_signal = False
    # CP-SAT 9.15 can lose solutions in this step of its presolve (google/or-tools issue 5293).
    solver.parameters.presolve_inclusion_work_limit = 0
    for name, value in limits.items():
        setattr(solver.parameters, name, value)
    return solver
