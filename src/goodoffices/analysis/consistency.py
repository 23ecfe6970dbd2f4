"""Whether limits can stand together: decided exactly by diagram, weights and fold, or by a solver where they cannot.

A package that a solver finds is evaluated before it counts. Where a solver says that there is none, what it takes for
the reason is made as small as it gets and tried by the diagram, which is small then; only where that does not settle
it, either, the answer rests on the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import Final

from goodoffices.analysis.diagram import MAX_NODES, diagram_of, first_of
from goodoffices.analysis.errors import TooEntangled
from goodoffices.analysis.floors import reach_floors, utilities_by_party
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.lines import Lines, Stand, whole_lines
from goodoffices.analysis.space import Space
from goodoffices.analysis.tolerance import floor_of
from goodoffices.model.conditions import holds
from goodoffices.model.packages import Package, package_at

#: Of more limits than these, over more issues than these, no diagram is tried at first: it would take long to fail.
_MANY_LIMITS: Final = 30
_MANY_ISSUES: Final = 20

#: How many nodes diagrams may have where those of all limits are too large.
_SMALL_DIAGRAM: Final = 400

#: Sets of at most so many limits are tried by diagram before the solver is asked, where those of all are too large.
_FEW: Final = 8


class Spent(Exception):  # noqa: N818 - no error: what is known by then is the answer
    """The time is over."""


class Consistency:
    """Answers for one space; items go by their number in `lines`, as limits do in `space.limits`.

    What is found out serves again: items that one package keeps can stand, and so can any of them; items that cannot
    stand together cannot with more beside them.

    Args:
        space: the case.
        lines: the limits, and how they can give way; whole, where nothing else is said.
        until: when questions end in `Spent`, as `perf_counter` counts.
    """

    def __init__(self, space: Space, lines: Lines | None = None, until: float | None = None) -> None:
        self._space = space
        self.lines = lines or whole_lines(space, space.limits)
        self.until = until
        self._kept: list[frozenset[int]] = []
        self._blocking: list[frozenset[int]] = []
        #: minimal blocking sets, in the order in which they were found
        self.minimal: list[frozenset[int]] = []
        #: whether every answer so far is proven, or at least not open
        self.settled = True
        #: whether diagrams of many limits are too large, so that a solver is asked
        many = len(self.lines.lines) > _MANY_LIMITS and len(space.issues) > _MANY_ISSUES
        self.entangled = many or space.entangled
        #: how many answers rest on the solver
        self.trusted = 0
        #: packages that keep all limits but some, as places
        self.packages: dict[frozenset[int], tuple[int, ...]] = {}

    def can_stand(self, items: Iterable[int]) -> bool:
        """Say whether some feasible package keeps all these items.

        Raises:
            Spent: the time is over.
        """
        asked = self.lines.closed(frozenset(items))
        if any(asked <= kept for kept in self._kept):
            return True
        if any(blocking <= asked for blocking in self._blocking):
            return False
        if self.until is not None and perf_counter() > self.until:
            raise Spent
        package, blocking = self._package(asked)
        if package is not None:
            kept = self._kept_by(package, asked)
            self._kept.append(kept)
            self.packages[kept] = package
            return True
        self._blocking.append(blocking)
        return False

    def correction_from(self, standing: Iterable[int]) -> frozenset[int]:
        """Return a minimal set of items to give up, none of them among these, which can stand together."""
        kept = set(self.lines.closed(frozenset(standing)))
        everything = range(self.lines.count)
        # the strictest last: where a bound can be kept at all is known before how much of it
        for number in reversed(everything):
            if number not in kept and self.can_stand({*kept, number}):
                kept.add(number)
            elif number not in kept:
                self.shrink(frozenset({*kept, number}))
        return frozenset(everything) - self.lines.closed(frozenset(kept))

    def shrink(self, blocking: frozenset[int]) -> None:
        """Find a minimal blocking set within one, by leaving out ever smaller parts, so that it serves more often."""
        if any(known <= blocking for known in self.minimal):
            return
        inside = [one for one in self._blocking if one <= blocking]
        left = min((sorted(one) for one in [*inside, blocking]), key=len)
        part = (len(left) + 1) // 2
        while True:
            start = 0
            while start < len(left):
                rest = left[:start] + left[start + part :]
                if rest and not self.can_stand(rest):
                    left = rest
                else:
                    start += part
            if part == 1:
                self.minimal.append(frozenset(left))
                return
            part = (part + 1) // 2

    def package_without(self, relaxed: frozenset[int]) -> tuple[int, ...] | None:
        """Return a package found that keeps all but these items; None where none was."""
        kept = frozenset(range(self.lines.count)) - relaxed
        return next((package for known, package in self.packages.items() if kept <= known), None)

    def _package(self, asked: frozenset[int]) -> tuple[tuple[int, ...] | None, frozenset[int]]:
        """Return a package that keeps the items; or None, and items among them that cannot stand."""
        stands = self.lines.stands(asked)
        numbered = [
            (number, limit)
            for number, stand in enumerate(stands)
            if (limit := self.lines.limit(number, stand)) is not None
        ]
        limits = [limit for _, limit in numbered]
        if not self.entangled or len(limits) <= _FEW:
            try:
                package, settled = self._by_diagram(limits)
            except TooEntangled:
                self.entangled = True
            else:
                if package is not None or settled or not self.entangled:
                    self.settled &= settled
                    return package, asked
        return self._by_solver(numbered, stands, asked)

    def _by_diagram(self, limits: Sequence[Limit]) -> tuple[tuple[int, ...] | None, bool]:
        """Return a package that keeps the limits, or None, and whether that is proven."""
        space = self._space
        if space.entangled:
            raise TooEntangled("the constraints tie too many issues together")
        conditions = [limit.condition for limit in limits if limit.condition is not None]
        diagram = space.feasible
        if conditions:
            constraints = [one.requires for one in space.case.constraints]
            most = _SMALL_DIAGRAM if self.entangled else MAX_NODES
            diagram = diagram_of((*constraints, *conditions), space.issues, most)
        floors = [limit for limit in limits if limit.reservation is not None]
        if diagram.empty:
            return None, True
        if not floors:
            return first_of(diagram), True
        reached = reach_floors(space, diagram, floors, by_weights=self.entangled)
        return reached.package, reached.settled

    def _by_solver(
        self, numbered: Sequence[tuple[int, Limit]], stands: Sequence[Stand], asked: frozenset[int]
    ) -> tuple[tuple[int, ...] | None, frozenset[int]]:
        from goodoffices.analysis.solver import Decider  # noqa: PLC0415 - heavy

        left = None if self.until is None else self.until - perf_counter()
        limits = [limit for _, limit in numbered]
        package, core = Decider(self._space, limits).decide(left)
        if package is not None and self._keeps(package, limits):
            return package, asked
        if core is None:
            if self.until is not None and perf_counter() > self.until:
                raise Spent
            self.settled = False
            return None, asked
        blamed = {numbered[place][0] for place in core}
        blocking = self.lines.numbered(
            stand if number in blamed else None for number, stand in enumerate(stands)
        )
        if len(blamed) > _FEW or not self._proven([limits[place] for place in sorted(core)]):
            self.trusted += 1
        return None, blocking or asked

    def _proven(self, limits: Sequence[Limit]) -> bool:
        try:
            package, settled = self._by_diagram(limits)
        except TooEntangled:
            return False
        return package is None and settled

    def _keeps(self, package: Sequence[int], limits: Sequence[Limit]) -> bool:
        """Say whether a package keeps all these limits and the constraints."""
        named = package_at(package, self._space.issues)
        utilities = utilities_by_party(self._space, package)
        issues = self._space.case.issues_by_id
        return all(holds(one.requires, named, issues) for one in self._space.case.constraints) and all(
            self._kept_one(limit, named, utilities) for limit in limits
        )

    def _kept_one(self, limit: Limit, named: Package, utilities: dict[str, float]) -> bool:
        if limit.condition is not None:
            return bool(holds(limit.condition, named, self._space.case.issues_by_id))
        return utilities[limit.party] >= floor_of(limit.reservation or 0.0)

    def _kept_by(self, package: tuple[int, ...], asked: frozenset[int]) -> frozenset[int]:
        """Return items that a package keeps, as many as possible beside those that it was asked for."""
        named = package_at(package, self._space.issues)
        utilities = utilities_by_party(self._space, package)
        stands = list(self.lines.stands(asked))
        for number, line in enumerate(self.lines.lines):

            def keeps(stand: Stand, number: int = number) -> bool:
                limit = self.lines.limit(number, stand)
                return limit is not None and self._kept_one(limit, named, utilities)

            now = stands[number]
            if now is None:
                now = tuple(len(ladder.to) for ladder in line.ladders)
                if line.ladders and not line.rest:
                    pass
                elif not keeps(now):
                    continue
            for place in range(len(now)):
                while now[place] and keeps((*now[:place], now[place] - 1, *now[place + 1 :])):
                    now = (*now[:place], now[place] - 1, *now[place + 1 :])
            stands[number] = now
        return self.lines.numbered(stands)
