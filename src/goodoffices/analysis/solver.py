"""The case as a constraint model (OR-Tools CP-SAT): which limits could give way, how far, cheapest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm
from time import perf_counter
from typing import Final

from ortools.sat.python import cp_model

from goodoffices.analysis.encoding import Encoding, solved
from goodoffices.analysis.floors import require_floor
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.lines import Ladder, Line, Lines, whole_lines
from goodoffices.analysis.space import Space
from goodoffices.model.conditions import Condition, allowed
from goodoffices.model.moving import with_bound

#: How long the search for ways out may take in all, in CP-SAT's deterministic seconds.
_PATIENCE: Final = 10.0

#: Costs that are no multiples of a simple fraction become whole numbers at this resolution, relative to the largest.
_COST_RESOLUTION: Final = 10**6
_DENOMINATOR: Final = 1_000

#: With few limits a search step is shorter where the model is not looked into for long before it begins.
_AT_ONCE: Final[Mapping[str, float]] = {
    "linearization_level": 1, "cp_model_probing_level": 0, "symmetry_level": 0,
}  # fmt: skip

#: What is cheapest is found soonest from below, by sets that cannot all be kept (measured on many limits).
_BY_CORES: Final[Mapping[str, float]] = {"optimize_with_core": True, "linearization_level": 0}

Package = tuple[int, ...]


class Solver:
    """Proposes what could give way in one space, in items of its lines.

    Args:
        space: the case.
        lines: the limits, and how they can give way; whole, where nothing else is said.
        until: when to stop, as `perf_counter` counts; None: when patience ends.
    """

    def __init__(self, space: Space, lines: Lines | None = None, until: float | None = None) -> None:
        self._space = space
        self._lines = lines or whole_lines(space, space.limits)
        self._until = until
        self._encoding = encoding_of(space)
        self._kept: list[cp_model.IntVar] = []
        for line in self._lines.lines:
            self._add(line)
        #: whether the search ended because there is nothing left
        self.exhausted = False
        #: whether the last one yielded is proven to be the cheapest of those left
        self.proven = False

    def corrections(self, most: int) -> Iterator[frozenset[int]]:
        """Yield minimal sets of items whose giving up opens a zone, cheapest first, all or the first found.

        When patience ends, the last may be neither minimal nor the cheapest of those left.
        """
        model = self._encoding.model
        model.minimize(sum(cost * ~kept for cost, kept in zip(self._costs, self._kept, strict=True)))
        patience = _PATIENCE
        for _ in range(most):
            left = self._left()
            if patience <= 0 or left <= 0:
                return
            solver, status = solved(
                model, **{**_AT_ONCE, **_BY_CORES}, max_deterministic_time=patience, max_time_in_seconds=left
            )
            patience -= solver.response_proto.deterministic_time
            if status in (cp_model.INFEASIBLE, cp_model.UNKNOWN):
                self.exhausted = status == cp_model.INFEASIBLE
                return
            kept = frozenset(n for n, kept in enumerate(self._kept) if solver.boolean_value(kept))
            relaxed = frozenset(range(self._lines.count)) - self._lines.closed(kept)
            self.proven = status == cp_model.OPTIMAL
            yield relaxed
            if not relaxed:
                return
            model.add_bool_or([self._kept[number] for number in relaxed])

    def _left(self) -> float:
        return 3_600.0 if self._until is None else self._until - perf_counter()

    @cached_property
    def _costs(self) -> list[int]:
        """The costs as whole numbers, each a little more than nothing so that no item is given up in vain."""
        many = self._lines.count + 1
        near = [Fraction(cost).limit_denominator(_DENOMINATOR) for cost in self._lines.costs]
        unit = lcm(*(one.denominator for one in near))
        largest = max(self._lines.costs, default=0.0) or 1.0
        exact = all(
            abs(float(a) - b) <= 1e-12 * largest for a, b in zip(near, self._lines.costs, strict=True)
        )
        if exact and largest * unit <= _COST_RESOLUTION:
            return [int(one * unit) * many + 1 for one in near]
        return [round(cost / largest * _COST_RESOLUTION) * many + 1 for cost in self._lines.costs]

    def _add(self, line: Line) -> None:
        """Add the items of a line, and what it requires as long as some of them are kept."""
        model = self._encoding.model
        kept = [model.new_bool_var(f"{line.limit.name} {number}") for number in range(line.size)]
        self._kept += kept
        stands = kept[-1]
        if line.ladders:
            stands = model.new_bool_var("")
            model.add_max_equality(stands, kept)
        start = 0
        rungs: dict[str, tuple[Ladder, Sequence[cp_model.IntVar]]] = {}
        for ladder in line.ladders:
            own = kept[start : start + len(ladder.to)]
            start += len(ladder.to)
            rungs[ladder.handle.path] = ladder, own
            for strict, loose in pairwise(own):
                model.add_implication(strict, loose)
        if line.limit.condition is None:
            self._floor(line, rungs, stands)
        else:
            self._require(line.limit.condition, "", rungs, [stands])

    def _floor(
        self,
        line: Line,
        rungs: Mapping[str, tuple[Ladder, Sequence[cp_model.IntVar]]],
        stands: cp_model.IntVar,
    ) -> None:
        limit = line.limit
        for ladder, own in rungs.values():
            for rung, to in zip(own, (limit.reservation, *ladder.to), strict=False):
                require_floor(self._encoding, self._space, _floored(limit, to), [rung])
            require_floor(self._encoding, self._space, _floored(limit, ladder.to[-1]), [stands])
        if not rungs:
            require_floor(self._encoding, self._space, limit, [stands])

    def _require(
        self,
        condition: Condition,
        path: str,
        rungs: Mapping[str, tuple[Ladder, Sequence[cp_model.IntVar]]],
        when: Sequence[cp_model.IntVar],
        *,
        wanted: bool = True,
    ) -> None:
        """Make a condition, or its negation, hold where `when` are true, with the bounds in it where they stand."""
        if path in rungs:
            self._step(condition, rungs[path], when, wanted=wanted)
            return
        if not any(one.startswith(f"{path}." if path else "") for one in rungs):
            encoding = self._encoding
            encoding.require(encoding.expressions.compile(condition, wanted=wanted), when)
            return
        parts = _parts(condition, path, wanted=wanted)
        if (condition.all is not None) is wanted and condition.if_ is None and condition.not_ is None:
            for part, inner, holds in parts:
                self._require(part, inner, rungs, when, wanted=holds)
            return
        if condition.not_ is not None or (condition.if_ is not None and not wanted):
            for part, inner, holds in parts:
                self._require(part, inner, rungs, when, wanted=holds)
            return
        model = self._encoding.model
        chosen = []
        for part, inner, holds in parts:
            choice = model.new_bool_var("")
            self._require(part, inner, rungs, [choice], wanted=holds)
            chosen.append(choice)
        model.add_bool_or([*chosen, *(~one for one in when)])

    def _step(
        self,
        condition: Condition,
        rungs: tuple[Ladder, Sequence[cp_model.IntVar]],
        when: Sequence[cp_model.IntVar],
        *,
        wanted: bool,
    ) -> None:
        """Allow each value of an issue from that step on at which the bound allows it."""
        ladder, kept = rungs
        issue = self._space.case.issues_by_id[ladder.handle.issue]
        takes = self._encoding.takes[list(self._space.case.issues_by_id).index(issue.id)]
        stands = [condition]
        stands += [with_bound(condition, "", to, self._space.case.issues_by_id) for to in ladder.to]
        inside = [allowed(one, issue) for one in stands]
        for place, take in enumerate(takes):
            first = next((n for n, places in enumerate(inside) if (place in places) is wanted), None)
            if first != 0:
                held = [] if first is None else [~kept[first - 1]]
                self._encoding.model.add_bool_or([*held, ~take, *(~one for one in when)])


def _parts(condition: Condition, path: str, *, wanted: bool) -> list[tuple[Condition, str, bool]]:
    """Return the parts of a condition with their paths, and whether each is wanted or its negation."""

    def at(name: str) -> str:
        return f"{path}.{name}" if path else name

    if condition.not_ is not None:
        return [(condition.not_, at("not_"), not wanted)]
    if condition.if_ is not None and condition.then is not None:
        return [(condition.if_, at("if_"), not wanted), (condition.then, at("then"), wanted)]
    name = "all" if condition.all is not None else "any"
    parts = condition.all if condition.all is not None else condition.any
    return [(part, at(f"{name}.{number}"), wanted) for number, part in enumerate(parts or ())]


def _floored(limit: Limit, to: object) -> Limit:
    assert isinstance(to, int | float)
    return Limit(limit.name, limit.party, limit.kind, limit.cost, reservation=float(to))


def encoding_of(space: Space) -> Encoding:
    """Return a model of the feasible packages."""
    encoding = Encoding(space.issues, None if space.worths is None else space.worths.expressions)
    for constraint in space.case.constraints:
        encoding.require(encoding.expressions.compile(constraint.requires))
    return encoding


def require_limits(encoding: Encoding, space: Space, limits: Sequence[Limit]) -> None:
    """Make all packages of a model keep these limits."""
    for limit in limits:
        if limit.condition is not None:
            encoding.require(encoding.expressions.compile(limit.condition))
        else:
            require_floor(encoding, space, limit)


def package_of(encoding: Encoding, solver: cp_model.CpSolver) -> Package:
    """Return the package of a solution, as places among the issues' values."""
    return tuple(
        next(place for place, take in enumerate(takes) if solver.boolean_value(take))
        for takes in encoding.takes
    )


class Decider:
    """Decides by the solver alone whether limits can stand together."""

    def __init__(self, space: Space, limits: Sequence[Limit]) -> None:
        self._encoding = encoding_of(space)
        self._space = space
        self._stands: list[cp_model.IntVar] = []
        for limit in limits:
            stands = self._encoding.model.new_bool_var("")
            if limit.condition is not None:
                self._encoding.require(self._encoding.expressions.compile(limit.condition), [stands])
            else:
                require_floor(self._encoding, space, limit, [stands])
            self._stands.append(stands)

    def decide(self, seconds: float | None = None) -> tuple[Package | None, frozenset[int] | None]:
        """Return a package that keeps all limits and None; or None and limits that cannot stand, by their number.

        Both are None where time ends first.
        """
        model = self._encoding.model
        model.clear_assumptions()
        model.add_assumptions(self._stands)
        limits = {} if seconds is None else {"max_time_in_seconds": max(0.01, seconds)}
        solver, status = solved(model, max_deterministic_time=_PATIENCE, **limits, **_AT_ONCE)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return package_of(self._encoding, solver), None
        if status != cp_model.INFEASIBLE:
            return None, None
        at = {one.index: number for number, one in enumerate(self._stands)}
        return None, frozenset(at[one] for one in solver.sufficient_assumptions_for_infeasibility())
