"""Limits as they can give way: all at once, or step by step along the options that they bound.

What a limit holds on to is counted in *items*: one for each step that it could move, or a single one where it is only
kept or given up. Items are kept or given up; the more of them are given up, the less the limit asks. Minimal sets of
items to give up are then minimal vectors of steps, and all that holds for sets of limits holds for sets of items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from goodoffices.analysis.expressions import Expressions
from goodoffices.analysis.floors import lowest_by_party
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.space import Space
from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.model.moving import Handle, handles_of, with_bound

#: A bound that could move further than so many options moves in so many strides.
MOST_STRIDES: Final = 10

#: How far along each of its ladders a limit has moved; None where it is given up.
Stand = tuple[int, ...] | None


@dataclass(frozen=True)
class Ladder:
    """One bound of a limit, and where it stands after each stride.

    Attributes:
        handle: the bound.
        to: where it stands after the first, the second, … stride.
        steps: how many options, or tenths of the way of a reservation value, it has moved by then.
    """

    handle: Handle
    to: tuple[Value, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """A limit with its ladders.

    Attributes:
        limit: the limit as it stands.
        ladders: its bounds that can move.
        rest: whether it asks for something even when all have moved to their ends; giving that up is a step too.
    """

    limit: Limit
    ladders: tuple[Ladder, ...] = ()
    rest: bool = True

    @cached_property
    def size(self) -> int:
        """How many items it has."""
        return sum(len(ladder.to) for ladder in self.ladders) + self.rest

    @cached_property
    def whole(self) -> int:
        """How many steps it takes to give it up."""
        return sum(ladder.steps[-1] for ladder in self.ladders) + self.rest

    def stand(self, kept: Sequence[bool]) -> Stand:
        """Return how far it has moved where these of its items are kept."""
        if not any(kept):
            return None
        found, start = [], 0
        for ladder in self.ladders:
            end = start + len(ladder.to)
            found.append(next((n for n in range(end - start) if kept[start + n]), end - start))
            start = end
        return tuple(found)

    def items(self, stand: Stand) -> Iterator[int]:
        """Yield the items that are kept where it has moved so far, its own first one being 0."""
        if stand is None:
            return
        start = 0
        for ladder, at in zip(self.ladders, stand, strict=True):
            yield from range(start + at, start + len(ladder.to))
            start += len(ladder.to)
        if self.rest:
            yield start

    def moved(self, stand: Stand, issues: Mapping[str, Issue]) -> Limit | None:
        """Return the limit as it is there; None where it asks nothing any more."""
        if stand is None:
            return None
        limit = self.limit
        for ladder, at in zip(self.ladders, stand, strict=True):
            if at and limit.condition is not None:
                condition = with_bound(limit.condition, ladder.handle.path, ladder.to[at - 1], issues)
                limit = replace(limit, condition=condition)
            elif at:
                limit = replace(limit, reservation=float(ladder.to[at - 1]))
        return limit


@dataclass(frozen=True)
class Lines:
    """All limits of a space, with their items numbered through."""

    lines: tuple[Line, ...]
    issues: Mapping[str, Issue]
    _moved: dict[tuple[int, Stand], Limit | None] = field(default_factory=dict)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The first item of each line, and after the last how many there are."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + line.size)
        return tuple(starts)

    @property
    def count(self) -> int:
        """How many items there are."""
        return self.starts[-1]

    @cached_property
    def costs(self) -> tuple[float, ...]:
        """What giving up each item costs: the cost of its limit, shared out evenly over its steps."""
        costs: list[float] = []
        for line in self.lines:
            for ladder in line.ladders:
                pairs = zip((0, *ladder.steps), ladder.steps, strict=False)
                costs += [line.limit.cost * (after - before) / line.whole for before, after in pairs]
            if line.rest:
                costs.append(line.limit.cost / line.whole)
        return tuple(costs)

    def stands(self, kept: frozenset[int]) -> tuple[Stand, ...]:
        """Return how far each line has moved where these items are kept."""
        return tuple(
            line.stand([start + n in kept for n in range(line.size)])
            for line, start in zip(self.lines, self.starts, strict=False)
        )

    def closed(self, kept: frozenset[int]) -> frozenset[int]:
        """Return these items with all that they imply: who keeps a bound keeps every looser one."""
        return self.numbered(self.stands(kept))

    def numbered(self, stands: Iterable[Stand]) -> frozenset[int]:
        """Return the items that are kept where each line has moved so far."""
        return frozenset(
            start + item
            for line, start, stand in zip(self.lines, self.starts, stands, strict=False)
            for item in line.items(stand)
        )

    def limit(self, number: int, stand: Stand) -> Limit | None:
        """Return the limit of this number as it is when it has moved so far; None where it asks nothing."""
        key = (number, stand)
        if key not in self._moved:
            self._moved[key] = self.lines[number].moved(stand, self.issues)
        return self._moved[key]

    def limits(self, kept: frozenset[int]) -> list[Limit]:
        """Return the limits that stand, where they stand, with these items kept."""
        stands = enumerate(self.stands(kept))
        return [limit for number, stand in stands if (limit := self.limit(number, stand)) is not None]

    def lines_of(self, items: Iterable[int]) -> list[int]:
        """Return the numbers of the lines that these items belong to, each once, in order."""
        wanted = set(items)
        return [
            number
            for number, (start, line) in enumerate(zip(self.starts, self.lines, strict=False))
            if not wanted.isdisjoint(range(start, start + line.size))
        ]


def whole_lines(space: Space, limits: Sequence[Limit]) -> Lines:
    """Return limits that are kept or given up; item and limit have the same number."""
    return Lines(tuple(Line(limit) for limit in limits), space.case.issues_by_id)


def stepped_lines(space: Space, limits: Sequence[Limit]) -> Lines:
    """Return limits that can give way step by step, where they bound ordered options or numbers or a utility."""
    handles: dict[str, list[Handle]] = {}
    for handle in handles_of(space.case):
        handles.setdefault(handle.limit, []).append(handle)
    issues = space.case.issues_by_id
    lowest = lowest_by_party(space, {limit.party for limit in limits if limit.reservation is not None})
    found = []
    for limit in limits:
        ladders = [_ladder(one, issues, lowest.get(limit.party)) for one in handles.get(limit.name, ())]
        line = Line(limit, tuple(one for one in ladders if one.to))
        if line.ladders and limit.condition is not None:
            line = replace(line, rest=not _asks_nothing(line, space))
        found.append(line)
    return Lines(tuple(found), issues)


def _asks_nothing(line: Line, space: Space) -> bool:
    """Say whether nothing is left of a limit whose bounds have all moved to their ends."""
    condition = line.limit.condition
    for ladder in line.ladders:
        assert condition is not None
        condition = with_bound(condition, ladder.handle.path, ladder.to[-1], space.case.issues_by_id)
    assert condition is not None
    return Expressions(space.issues).compile(condition) is True


def _ladder(handle: Handle, issues: Mapping[str, Issue], lowest: float | None) -> Ladder:
    if not handle.issue:
        return _reserved(handle, lowest)
    issue = issues[handle.issue]
    start = handle.place + (0 if _beyond(handle, issue) else handle.loosens)
    end = issue.size if handle.loosens > 0 else -1
    places = range(start, end, handle.loosens)
    steps = [-(-len(places) * n // MOST_STRIDES) for n in range(1, MOST_STRIDES + 1)]
    steps = steps if len(places) > MOST_STRIDES else list(range(1, len(places) + 1))
    return Ladder(handle, tuple(issue.values[places[step - 1]] for step in steps), tuple(steps))


def _beyond(handle: Handle, issue: Issue) -> bool:
    """Say whether a bound lies beyond all values, so that the last of them is the first step."""
    if isinstance(handle.value, str):
        return False
    value, bound = float(issue.values[handle.place]), float(handle.value)
    return value < bound if handle.bound == "at_least" and handle.loosens < 0 else (
        handle.bound == "at_most" and handle.loosens > 0 and value > bound
    )  # fmt: skip


def _reserved(handle: Handle, lowest: float | None) -> Ladder:
    """Divide the way from a reservation value down to the lowest feasible utility, where it asks nothing, in ten."""
    value = float(handle.value)
    if lowest is None or value <= lowest:
        return Ladder(handle, (), ())
    strides = range(1, MOST_STRIDES)
    to = tuple(value - (value - lowest) * stride / MOST_STRIDES for stride in strides)
    return Ladder(handle, to, tuple(strides))
