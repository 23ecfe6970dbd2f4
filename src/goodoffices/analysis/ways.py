"""The ways out of one kind, whole or by steps: found, then worked out, each told as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

from goodoffices.analysis.consistency import Consistency, Spent
from goodoffices.analysis.correcting import Corrections
from goodoffices.analysis.events import (
    BlockingSet,
    Event,
    StepsFound,
    StepsWorkedOut,
    WayFound,
    WorkedOut,
)
from goodoffices.analysis.lines import Line, Stand
from goodoffices.analysis.opening import Opened, opened_by
from goodoffices.analysis.partial.chances import Chances
from goodoffices.analysis.results import Chance, Opening, Softened, WayBySteps, WayOut
from goodoffices.analysis.space import Space

#: When the fronts of the ways out have taken so many cells (points × issues, edges of diagrams), no more are opened.
ROOM: Final = 100_000_000

#: Where diagrams are too large, of so many ways out it is worked out what they open.
MOST_BY_SOLVER: Final = 12


@dataclass
class Ways:
    """The ways out that items of some lines allow.

    Attributes:
        space: a feasible space in which not all limits can stand.
        consistency: says which of its items can stand together.
        search: finds the sets of items.
        chances: says how likely a way out opens, where preferences are known in part.
        by_steps: whether they are told as moves.
        blocking: the blocking sets found, as names.
        over: whether time was over before all was found.
        left: how many were not worked out.
    """

    space: Space
    consistency: Consistency
    search: Corrections
    chances: Chances | None
    by_steps: bool = False
    blocking: list[tuple[str, ...]] = field(default_factory=list)
    over: bool = False
    _worked: dict[frozenset[int], tuple[Opened, Chance | None]] = field(default_factory=dict)

    def found(self) -> Iterator[Event]:
        """Yield what is found, as it is found."""
        lines = self.consistency.lines.lines
        try:
            for kind, one in self.search.found(sets=not self.by_steps):
                if kind == "blocking":
                    self.blocking.append(tuple(lines[number].limit.name for number in sorted(one)))
                    yield BlockingSet(limits=self.blocking[-1])
                elif self.by_steps:
                    yield StepsFound(moves=self._moves(one), cost=self._cost(one))
                else:
                    yield WayFound(relax=self._names(one), cost=self._cost(one))
        except Spent:
            self.over = True
            # what blocks is known even where there was no time left to tell it
            if not self.by_steps:
                for one in self.consistency.minimal:
                    if one not in self.search.blocking:
                        self.search.blocking.append(one)
                        self.blocking.append(tuple(lines[number].limit.name for number in sorted(one)))
                        yield BlockingSet(limits=self.blocking[-1])

    def worked_out(self, until: float | None) -> Iterator[Event]:
        """Work out what each way out opens, cheapest first, while there is room and time."""
        room = ROOM
        for done, one in enumerate(self._in_order()):
            late = until is not None and perf_counter() > until
            if room < 0 or late or (self.consistency.entangled and done >= MOST_BY_SOLVER):
                return
            kept = frozenset(range(self.consistency.lines.count)) - one
            limits = self.consistency.lines.limits(kept)
            opened = opened_by(
                self.space, limits, self._givers(one), entangled=self.consistency.entangled,
                package=self.consistency.package_without(one), until=until,
            )  # fmt: skip
            entangled = self.consistency.entangled
            chance = None if self.chances is None else self.chances.chance(limits, entangled=entangled)
            self._worked[one] = opened, chance
            room -= opened.cells
            yield (
                StepsWorkedOut(way_out=self._way_by_steps(one))
                if self.by_steps
                else WorkedOut(way_out=self._way(one))
            )

    @property
    def left(self) -> int:
        """How many were found and not worked out."""
        return len(self.search.ways) - len(self._worked)

    def ways_out(self) -> tuple[WayOut, ...]:
        """Return all found so far, cheapest first; of what was not worked out only that some package is open."""
        return tuple(sorted(map(self._way, self.search.ways), key=_rank))

    def ways_by_steps(self) -> tuple[WayBySteps, ...]:
        """Return all found so far, cheapest first; as `ways_out`."""
        ways = map(self._way_by_steps, self.search.ways)
        return tuple(
            sorted(
                ways, key=lambda way: (round(way.cost, 9), len(way.moves), -way.opens.packages, _said(way))
            )
        )

    def _in_order(self) -> list[frozenset[int]]:
        return sorted(self.search.ways, key=lambda one: (round(self._cost(one), 9), len(one), sorted(one)))

    def _cost(self, one: frozenset[int]) -> float:
        lines = self.consistency.lines
        if not self.by_steps:
            return sum(lines.lines[number].limit.cost for number in sorted(one))
        total = 0.0
        for moved in self._moved(one):
            line = lines.lines[moved[0]]
            total += line.limit.cost * _steps(line, moved[1]) / line.whole
        return total

    def _names(self, one: frozenset[int]) -> tuple[str, ...]:
        lines = self.consistency.lines
        return tuple(lines.lines[number].limit.name for number in lines.lines_of(one))

    def _givers(self, one: frozenset[int]) -> frozenset[str]:
        lines = self.consistency.lines
        return frozenset(lines.lines[number].limit.party for number in lines.lines_of(one))

    def _moved(self, one: frozenset[int]) -> list[tuple[int, Stand]]:
        """Return the lines that give way, and where they stand then."""
        lines = self.consistency.lines
        stands = lines.stands(frozenset(range(lines.count)) - one)
        return [(number, stands[number]) for number in lines.lines_of(one)]

    def _moves(self, one: frozenset[int]) -> tuple[Softened, ...]:
        found: list[Softened] = []
        for number, stand in self._moved(one):
            line = self.consistency.lines.lines[number]
            if stand is None:
                found.append(
                    Softened(limit=line.limit.name, issue="", to=None, steps=line.whole, of=line.whole)
                )
                continue
            for ladder, at in zip(line.ladders, stand, strict=True):
                if at:
                    handle = ladder.handle
                    found.append(
                        Softened(
                            limit=line.limit.name, issue=handle.issue, to=ladder.to[at - 1],
                            steps=ladder.steps[at - 1], of=line.whole, path=handle.path,
                        )
                    )  # fmt: skip
        return tuple(found)

    def _opening(self, one: frozenset[int]) -> tuple[Opened, Chance | None]:
        if one in self._worked:
            return self._worked[one]
        most = self.space.feasible.packages
        return Opened(Opening(packages=1, status="bounded", nash=None, bounds=(1, most)), ()), None

    def _way(self, one: frozenset[int]) -> WayOut:
        opened, chance = self._opening(one)
        return WayOut(
            relax=self._names(one),
            cost=self._cost(one),
            opens=opened.opening,
            helps=opened.helps,
            chance=chance,
        )

    def _way_by_steps(self, one: frozenset[int]) -> WayBySteps:
        opened, chance = self._opening(one)
        return WayBySteps(
            moves=self._moves(one),
            cost=self._cost(one),
            opens=opened.opening,
            helps=opened.helps,
            chance=chance,
        )


def _steps(line: Line, stand: Stand) -> int:
    """Return how many steps a line has moved."""
    if stand is None:
        return line.whole
    return sum(ladder.steps[at - 1] for ladder, at in zip(line.ladders, stand, strict=True) if at)


def _rank(way: WayOut) -> tuple[float, int, int, tuple[str, ...]]:
    """Cheapest first; of those that cost the same the one that gives up least, then the one that opens most."""
    return way.cost, len(way.relax), -way.opens.packages, way.relax


def _said(way: WayBySteps) -> Sequence[tuple[str, str, int]]:
    return [(move.limit, move.path, move.steps) for move in way.moves]
