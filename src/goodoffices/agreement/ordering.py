"""What waits for what in an agreement: beginnings and ends of phases, and obligations.

A phase begins after all that `starts_after` names, and ends after all that `ends_after` names; an obligation is
owed once its phase has begun, after all that `after` names, and in exchange for another, not before that one. To
wait for a phase is to wait for its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from msgspec import structs

from goodoffices.model.agreement import Obligation, Phase, Terms

#: A node: a phase's beginning or end, or an obligation.
What = Literal["begins", "ends", "done"]
Node = tuple[What, str]


@dataclass(frozen=True)
class Wait:
    """`later` waits for `earlier`: until the day after, or (`same_day`) until that day."""

    earlier: Node
    later: Node
    same_day: bool = False


@dataclass(frozen=True)
class Order:
    """The nodes of an agreement in its own order, and what each waits for.

    `unknown` names what nothing is called; `twice` are ids that are used again, where only the first counts;
    `mutual` are obligations each of which is in exchange for the next, all the way round: they can be done on one
    day, so none of them waits for another.
    """

    terms: Terms
    nodes: tuple[Node, ...]
    waits: tuple[Wait, ...]
    unknown: tuple[tuple[Node, str], ...]
    twice: tuple[str, ...]
    mutual: tuple[tuple[str, ...], ...]
    phase_of: Mapping[str, str]
    before: Mapping[Node, tuple[Wait, ...]] = field(default_factory=dict)
    after: Mapping[Node, tuple[Wait, ...]] = field(default_factory=dict)

    @property
    def obligations(self) -> dict[str, Obligation]:
        """The obligations by id."""
        return {one.id: one for phase in self.terms.phases for one in phase.obligations}

    @property
    def phases(self) -> dict[str, Phase]:
        """The phases by id."""
        return {phase.id: phase for phase in self.terms.phases}

    def first(self, phase: Phase) -> bool:
        """Say whether a phase is the first, which begins on the agreement's first day unless it says otherwise."""
        return phase.id == self.terms.phases[0].id


def order_of(terms: Terms) -> Order:
    """Return what waits for what."""
    terms, twice = _once(terms)
    phases = {phase.id for phase in terms.phases}
    phase_of = {one.id: phase.id for phase in terms.phases for one in phase.obligations}
    nodes: list[Node] = []
    waits: list[Wait] = []
    unknown: list[tuple[Node, str]] = []
    mutual = _mutual(terms)
    together = {name for circle in mutual for name in circle}

    def wait(later: Node, names: Iterable[str], *, same_day: bool = False) -> None:
        for name in names:
            if name in phase_of:
                waits.append(Wait(("done", name), later, same_day=same_day))
            elif name in phases:
                waits.append(Wait(("ends", name), later, same_day=same_day))
            else:
                unknown.append((later, name))

    for phase in terms.phases:
        begins: Node = ("begins", phase.id)
        ends: Node = ("ends", phase.id)
        nodes += [begins, *(("done", one.id) for one in phase.obligations), ends]
        wait(begins, phase.starts_after)
        for one in phase.obligations:
            done: Node = ("done", one.id)
            waits.append(Wait(begins, done, same_day=True))
            wait(done, one.after)
            answered = one.in_exchange_for
            if answered is not None and answered not in phase_of:
                unknown.append((done, answered))
            elif answered is not None and one.id not in together:
                waits.append(Wait(("done", answered), done, same_day=True))
        waits.append(Wait(begins, ends, same_day=True))
        wait(ends, phase.ends_after, same_day=True)
    before: dict[Node, list[Wait]] = {node: [] for node in nodes}
    after: dict[Node, list[Wait]] = {node: [] for node in nodes}
    for each in waits:
        before[each.later].append(each)
        after[each.earlier].append(each)
    return Order(
        terms, tuple(nodes), tuple(waits), tuple(unknown), twice, mutual, phase_of,
        before={node: tuple(found) for node, found in before.items()},
        after={node: tuple(found) for node, found in after.items()},
    )  # fmt: skip


def _once(terms: Terms) -> tuple[Terms, tuple[str, ...]]:
    """Leave out phases and obligations whose id was used before; return also these ids."""
    seen: set[str] = set()
    twice: list[str] = []
    phases: dict[str, Phase] = {}
    for phase in terms.phases:
        if phase.id in phases:
            twice.append(phase.id)
            continue
        kept = []
        for one in phase.obligations:
            if one.id in seen:
                twice.append(one.id)
            else:
                kept.append(one)
            seen.add(one.id)
        phases[phase.id] = structs.replace(phase, obligations=tuple(kept))
    return (structs.replace(terms, phases=tuple(phases.values())) if twice else terms), tuple(
        dict.fromkeys(twice)
    )


def _mutual(terms: Terms) -> tuple[tuple[str, ...], ...]:
    """Return the rounds of obligations each of which is in exchange for the next."""
    answers = {one.id: one.in_exchange_for for phase in terms.phases for one in phase.obligations}
    found: list[tuple[str, ...]] = []
    for start in answers:
        way: list[str] = []
        name: str | None = start
        while name is not None and name in answers and name not in way:
            way.append(name)
            name = answers[name]
        if name == start and not any(start in one for one in found):
            found.append(tuple(way))
    return tuple(found)


def sorted_nodes(order: Order) -> tuple[Node, ...]:
    """Return the nodes so that each comes after all it waits for; those in circles, and behind them, are left out."""
    left = {node: len(order.before[node]) for node in order.nodes}
    ready = [node for node in order.nodes if not left[node]]
    done: list[Node] = []
    while ready:
        node = ready.pop(0)
        done.append(node)
        for one in order.after[node]:
            left[one.later] -= 1
            if not left[one.later]:
                ready.append(one.later)
    return tuple(done)


def circles(order: Order) -> tuple[tuple[Wait, ...], ...]:
    """Return one circle for each group of nodes that wait for one another: its waits, each for the next.

    The shortest way round through the first node of the group, in the agreement's order.
    """
    found = []
    for group in _groups(order):
        start = next(node for node in order.nodes if node in group)
        found.append(_round(order, start, group))
    return tuple(found)


def _groups(order: Order) -> list[set[Node]]:
    """Return the sets of nodes each of which waits, by way of others, for all of its set."""
    stuck = set(order.nodes) - set(sorted_nodes(order))
    reach = {node: _reached(order, node, stuck) for node in order.nodes if node in stuck}
    groups: list[set[Node]] = []
    for node, reached in reach.items():
        if node in reached and not any(node in group for group in groups):
            groups.append({other for other in reached if node in reach[other]})
    return groups


def _reached(order: Order, start: Node, within: set[Node]) -> set[Node]:
    """Return all that a node waits for, itself only where it does so by way of others."""
    seen: set[Node] = set()
    waiting = [start]
    while waiting:
        for one in order.before[waiting.pop()]:
            if one.earlier in within and one.earlier not in seen:
                seen.add(one.earlier)
                waiting.append(one.earlier)
    return seen


def _round(order: Order, start: Node, group: set[Node]) -> tuple[Wait, ...]:
    """Return the shortest way from a node back to itself, from what waits to what it waits for."""
    ways: dict[Node, tuple[Wait, ...]] = {}
    waiting: list[tuple[Node, tuple[Wait, ...]]] = [(start, ())]
    while waiting:
        node, way = waiting.pop(0)
        for one in order.before[node]:
            if one.earlier == start:
                return (*way, one)
            if one.earlier in group and one.earlier not in ways:
                ways[one.earlier] = (*way, one)
                waiting.append((one.earlier, ways[one.earlier]))
    raise AssertionError(start)
