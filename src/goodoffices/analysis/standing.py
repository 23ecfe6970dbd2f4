"""Whether limits can stand together, decided exactly by diagram, weights and fold, for any set of them."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.space import Space, Values
from goodoffices.analysis.tolerance import floor_of
from goodoffices.model.conditions import holds
from goodoffices.model.packages import package_at


class Standing:
    """Answers for one space; limits go by their number in `space.limits`.

    What is found out serves again: limits that one package keeps can stand, and so can any of them; limits that cannot
    stand together cannot with more beside them.
    """

    def __init__(self, space: Space) -> None:
        self._space = space
        self._limits = space.limits
        self._kept: list[frozenset[int]] = []
        self._blocking: list[frozenset[int]] = []
        #: whether every answer so far is proven
        self.settled = True

    def can_stand(self, limits: Iterable[int]) -> bool:
        """Say whether some feasible package keeps all these limits."""
        asked = frozenset(limits)
        if any(asked <= kept for kept in self._kept):
            return True
        if any(blocking <= asked for blocking in self._blocking):
            return False
        package, settled = self._package(asked)
        if package is not None:
            self._kept.append(asked | self._kept_by(package))
            return True
        self.settled &= settled
        self._blocking.append(asked)
        return False

    def correction_from(self, standing: Iterable[int]) -> frozenset[int]:
        """Return a minimal set of limits to give up, none of them among these, which can stand together."""
        kept = set(standing)
        everything = range(len(self._limits))
        for number in everything:
            if number not in kept and self.can_stand({*kept, number}):
                kept.add(number)
            elif number not in kept:
                self._shrink(frozenset({*kept, number}))
        return frozenset(everything) - kept

    def _shrink(self, blocking: frozenset[int]) -> None:
        """Find a minimal blocking set within one, by leaving out ever smaller parts, so that it serves more often."""
        if any(known < blocking for known in self._blocking):
            return
        left = sorted(blocking)
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
                return
            part = (part + 1) // 2

    def _package(self, asked: frozenset[int]) -> tuple[tuple[int, ...] | None, bool]:
        """Return a package that keeps the limits, or None, and whether that is proven."""
        from goodoffices.analysis.reaching import reach  # noqa: PLC0415 - heavy

        limits = [self._limits[number] for number in sorted(asked)]
        diagram = self._space.within(limits)
        floors = [limit for limit in limits if limit.reservation is not None]
        if diagram.empty:
            return None, True
        if not floors:
            return _first(diagram), True
        reached = reach(
            diagram, _values(self._space, floors), [floor_of(x.reservation or 0.0) for x in floors]
        )
        return reached.package, reached.settled

    def _kept_by(self, package: tuple[int, ...]) -> frozenset[int]:
        """Return the limits that a package keeps."""
        space = self._space
        named = package_at(package, space.issues)
        utilities = dict(zip(space.known, space.values.utilities(package), strict=True))
        return frozenset(
            number
            for number, limit in enumerate(self._limits)
            if (
                holds(limit.condition, named, space.case.issues_by_id)
                if limit.condition is not None
                else utilities[limit.party] >= floor_of(limit.reservation or 0.0)
            )
        )


def _values(space: Space, floors: Iterable[Limit]) -> Values:
    """Return the utilities of the parties whose reservation values stand."""
    numbers = [space.known.index(limit.party) for limit in floors]
    return Values(
        tuple(space.values.tables[number] for number in numbers),
        tuple(space.values.biases[number] for number in numbers),
        tuple(space.values.ceilings[number] for number in numbers),
    )


def _first(diagram: Diagram) -> tuple[int, ...]:
    """Return the first package of a diagram that is not empty."""
    places = []
    node = 0
    for level in diagram.levels:
        place = next(place for place, child in enumerate(level[node]) if child != DEAD)
        places.append(place)
        node = level[node][place]
    return tuple(places)
