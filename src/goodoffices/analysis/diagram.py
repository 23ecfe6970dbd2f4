"""The packages that satisfy conditions, as a decision diagram: one level an issue, one node a state of what is left.

A multi-valued decision diagram shares all packages with the same remainder of the conditions, so that counting,
folding and searching cost the size of the diagram and not of the space (Bergman, Cire, van Hoeve, Hooker, *Decision
Diagrams for Optimization*, 2016, ch. 3). Without conditions it is a chain of one node a level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from goodoffices.analysis.errors import TooEntangled
from goodoffices.analysis.expressions import Expression, Expressions, join
from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue

#: A diagram with more nodes than this is refused.
MAX_NODES: Final = 100_000

#: No way on: the value breaks a condition.
DEAD: Final = -1


@dataclass(frozen=True)
class Diagram:
    """Packages that satisfy conditions.

    `levels[k][node][place]` is the node of level k + 1 that follows when issue k takes the value at `place`, or `DEAD`.
    Level 0 has one node, the root, or none when no package is left; the level after the last issue has the one node 0.
    """

    levels: tuple[tuple[tuple[int, ...], ...], ...]
    free: bool

    @property
    def empty(self) -> bool:
        """Whether no package is left."""
        return not self.levels[0]

    @cached_property
    def counts(self) -> tuple[tuple[int, ...], ...]:
        """How many ways lead on from each node of each level, exact; the last entry is the end's single 1."""
        counts: list[tuple[int, ...]] = [(1,)]
        for level in reversed(self.levels):
            after = counts[-1]
            if self.free:
                counts.append((len(level[0]) * after[0],))
            else:
                counts.append(tuple(sum(after[child] for child in node if child != DEAD) for node in level))
        return tuple(reversed(counts))

    @property
    def packages(self) -> int:
        """How many packages satisfy the conditions, exact."""
        return 0 if self.empty else self.counts[0][0]


def chain(sizes: Sequence[int]) -> Diagram:
    """Return the diagram of the whole space."""
    return _chain(tuple(sizes))


@lru_cache(maxsize=64)
def _chain(sizes: tuple[int, ...]) -> Diagram:
    return Diagram(tuple([((0,) * size,) for size in sizes]), free=True)


def diagram_of(
    conditions: Iterable[Condition],
    issues: Sequence[Issue],
    most: int = MAX_NODES,
    over: Callable[[], bool] | None = None,
) -> Diagram:
    """Return the diagram of all packages that satisfy all conditions.

    Args:
        conditions: what packages are to satisfy.
        issues: the issues, in order.
        most: how many nodes it may have.
        over: says, when asked for each node, whether there is no more time.

    Raises:
        TooEntangled: the conditions are so entangled that the diagram would have more nodes, or time is over.
    """
    sizes = [issue.size for issue in issues]
    conditions = tuple(conditions)
    if not conditions:
        return chain(sizes)
    expressions = Expressions(issues)
    start = join("all", [expressions.compile(condition) for condition in conditions])
    if start is True:
        return chain(sizes)
    if start is False:
        return Diagram(((),) * len(sizes), free=False)
    levels: list[list[list[int]]] = []
    states: list[Expression] = [start]
    nodes = 1
    for place, size in enumerate(sizes):
        known: dict[Expression, int] = {}
        level = []
        for state in states:
            if over is not None and over():
                raise TooEntangled("the time was not enough to follow what the conditions tie together")
            level.append(_edges(expressions, state, place, size, known))
        levels.append(level)
        states = list(known)
        nodes += len(states)
        if nodes > most:
            raise TooEntangled(
                f"the conditions tie the issues together in more than {most:,} ways, too many to follow exactly; "
                "state fewer or simpler conditions, or put issues that depend on one another next to each other"
            )
    return _reduced(levels)


def _edges(
    expressions: Expressions, state: Expression, issue: int, size: int, known: dict[Expression, int]
) -> list[int]:
    """Return, for each value of the issue, the number of the state that follows, new states numbered as they come."""
    if issue not in expressions.mentions(state):
        return [known.setdefault(state, len(known))] * size
    edges = []
    for place in range(size):
        rest = expressions.restrict(state, issue, place)
        edges.append(DEAD if rest is False else known.setdefault(rest, len(known)))
    return edges


def _reduced(levels: Sequence[Sequence[Sequence[int]]]) -> Diagram:
    """Drop nodes from which nothing leads to the end, and merge those from which the same leads on."""
    places: dict[int, int] = {0: 0}
    done: list[tuple[tuple[int, ...], ...]] = []
    for level in reversed(levels):
        unique: dict[tuple[int, ...], int] = {}
        renamed: dict[int, int] = {}
        for number, node in enumerate(level):
            edges = tuple(places.get(child, DEAD) if child != DEAD else DEAD for child in node)
            if any(child != DEAD for child in edges):
                renamed[number] = unique.setdefault(edges, len(unique))
        done.append(tuple(unique))
        places = renamed
    return Diagram(tuple(reversed(done)), free=False)


def first_of(diagram: Diagram) -> tuple[int, ...]:
    """Return the first package of a diagram that is not empty."""
    places = []
    node = 0
    for level in diagram.levels:
        place = next(place for place, child in enumerate(level[node]) if child != DEAD)
        places.append(place)
        node = level[node][place]
    return tuple(places)
