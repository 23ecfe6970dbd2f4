"""Terms and conditions made ready for counting: what remains of each as issues are settled, and which values are alike.

A term is followed as a machine whose states are its remainders (`expressions.restrict`). Values of an issue that add
the same to every party, move every machine alike and lead to the same nodes are one class, counted as often as it has
values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.counting import term_kernels
from goodoffices.analysis.counting.residues import joined, moduli_above
from goodoffices.analysis.counting.term_kernels import DEAD_TERM, HOLDS
from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.expressions import Expression, Expressions
from goodoffices.analysis.space import extremes

#: Moves of all machines; more are too entangled to be followed.
_MOST_MOVES: Final = 4_000_000

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Demand:
    """What packages must come up to.

    Attributes:
        tables: what each value adds, by party, issue and place.
        floors: the least sum, by party.
        terms: the expressions of all terms.
        adds: parties × terms, what each adds where it holds.
        conditions: the expressions that must hold.
    """

    tables: Sequence[Sequence[Sequence[float]]]
    floors: Sequence[float]
    terms: Sequence[Expression]
    adds: Floats
    conditions: Sequence[Expression]


@dataclass(frozen=True)
class Layout:
    """A diagram and a demand, class by class.

    Attributes:
        diagram: the packages.
        edges: nodes × classes, the child within the next level, by level.
        moves: states × classes, the state that follows, by level.
        members: the places of the values of each class, by level; the first stands for all.
        tables: parties × classes, by level.
        adds: parties × terms; conditions come after the terms and add nothing.
        needed: which of them must hold.
        roots: the states before the first issue.
        floors: by party.
        lows, highs: parties × nodes, the least and the most that values can add from a node on, by level.
    """

    diagram: Diagram
    edges: list[Integers]
    moves: list[Integers]
    members: list[list[list[int]]]
    tables: list[Floats]
    adds: Floats
    needed: NDArray[np.bool_]
    roots: Integers
    floors: Floats
    lows: list[Floats]
    highs: list[Floats]

    @cached_property
    def least(self) -> Floats:
        """What each term takes at worst."""
        return np.minimum(self.adds, 0.0)

    @cached_property
    def most(self) -> Floats:
        """What each term gives at best."""
        return np.maximum(self.adds, 0.0)


def layout_of(diagram: Diagram, demand: Demand, expressions: Expressions) -> Layout | None:
    """Lay out what is counted; None where terms and conditions are too entangled to be followed."""
    every = [*demand.terms, *demand.conditions]
    sizes = [len(level[0]) for level in diagram.levels]
    machines = _machines(expressions, every, sizes)
    if machines is None:
        return None
    roots, moves = machines
    edges, moved, members, tables = [], [], [], []
    for level, nodes in enumerate(diagram.levels):
        edge = np.array(nodes, np.int64)
        table = np.array([one[level] for one in demand.tables]).reshape(len(demand.tables), sizes[level])
        alike: dict[bytes, list[int]] = {}
        for place in range(sizes[level]):
            key = edge[:, place].tobytes() + moves[level][:, place].tobytes() + table[:, place].tobytes()
            alike.setdefault(key, []).append(place)
        firsts = [places[0] for places in alike.values()]
        edges.append(edge[:, firsts])
        moved.append(moves[level][:, firsts])
        members.append([*alike.values()])
        tables.append(table[:, firsts])
    ends = [extremes(diagram, table) for table in demand.tables]
    levels = range(len(sizes) + 1)
    widths = [len(level) for level in diagram.counts]
    parties, conditions = len(demand.tables), len(demand.conditions)
    return Layout(
        diagram=diagram,
        edges=edges,
        moves=moved,
        members=members,
        tables=tables,
        adds=np.hstack([demand.adds.reshape(parties, len(demand.terms)), np.zeros((parties, conditions))]),
        needed=np.arange(len(every)) >= len(demand.terms),
        roots=roots,
        floors=np.array(demand.floors, np.float64),
        lows=[np.array([low[level] for low, _ in ends]).reshape(parties, widths[level]) for level in levels],
        highs=[
            np.array([high[level] for _, high in ends]).reshape(parties, widths[level]) for level in levels
        ],
    )


def _machines(
    expressions: Expressions, every: Sequence[Expression], sizes: Sequence[int]
) -> tuple[Integers, list[Integers]] | None:
    """Return the first states, and the states that follow by level, state and place."""
    known: dict[Expression, int] = {False: DEAD_TERM, True: HOLDS}
    roots = np.array([known.setdefault(one, len(known)) for one in every], np.int64)
    moves = []
    spent = 0
    for issue, size in enumerate(sizes):
        states, known = known, {False: DEAD_TERM, True: HOLDS}
        spent += len(states) * size
        if spent > _MOST_MOVES:
            return None
        level = np.empty((len(states), size), np.int64)
        for state, number in states.items():
            if issue not in expressions.mentions(state):
                level[number] = known.setdefault(state, len(known))
                continue
            for place in range(size):
                rest = expressions.restrict(state, issue, place)
                level[number, place] = known.setdefault(rest, len(known))
        moves.append(level)
    return roots, moves


def searched_count(layout: Layout, effort: int) -> int | None:
    """Count the packages that come up to a demand, exactly; None where that takes more than the effort."""
    diagram = layout.diagram
    moduli = moduli_above(diagram.packages)
    sizes = [edge.shape[1] for edge in layout.edges]
    node_at = [0, *accumulate(len(edge) for edge in layout.edges)]
    flat_edges = [
        np.where(edge == DEAD, DEAD, edge + node_at[level + 1]) for level, edge in enumerate(layout.edges)
    ]
    ways = [[way % one for one in moduli] for level in diagram.counts for way in level]
    multiples = [[len(members) % one for one in moduli] for level in layout.members for members in level]
    residues, whole = term_kernels.search_terms(
        np.array(sizes),
        np.array(node_at),
        np.concatenate([edge.ravel() for edge in flat_edges]),
        np.array([0, *accumulate(edge.size for edge in layout.edges)]),
        np.concatenate([move.ravel() for move in layout.moves]),
        np.array([0, *accumulate(move.size for move in layout.moves)]),
        np.ascontiguousarray(np.hstack(layout.tables)),
        np.array([0, *accumulate(sizes)]),
        np.array(multiples, np.int64),
        np.ascontiguousarray(np.hstack(layout.lows)),
        np.ascontiguousarray(np.hstack(layout.highs)),
        np.ascontiguousarray(layout.adds),
        layout.needed,
        layout.roots,
        layout.floors,
        np.array(ways, np.int64),
        np.array(moduli, np.int64),
        effort,
    )
    return joined([int(one) for one in residues], moduli) if whole else None
