"""Exact counts issue by issue, beginnings taken together from which the same is left.

Two beginnings have the same left where they lead to the same node, leave every open term in the same state and come to
the same sums so far; a term that can hold no longer, or holds already, is open no more. It is the search of `terms` by
breadth, with whole branches cut or counted alike.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.counting.residues import joined, moduli_above
from goodoffices.analysis.counting.term_kernels import DEAD_TERM, HOLDS
from goodoffices.analysis.counting.terms import Layout
from goodoffices.analysis.diagram import DEAD

#: Terms of all beginnings that are held at once.
_ROOM: Final = 40_000_000

Integers = NDArray[np.int64]
States = NDArray[np.int32]
Floats = NDArray[np.float64]


def merged_count(layout: Layout, effort: int) -> int | None:
    """Count the packages that come up to a demand; None where that takes more than the effort, in terms looked at."""
    moduli = np.array(moduli_above(layout.diagram.packages), np.int64)
    # of terms that hold from the start, the sums say all
    states = layout.roots.astype(np.int32)[None, :]
    sums = (layout.adds @ (layout.roots == HOLDS))[None, :]
    states[(states == HOLDS) & ~layout.needed] = DEAD_TERM
    nodes, times = np.zeros(1, np.int64), np.ones((1, len(moduli)), np.int64)
    total = np.zeros(len(moduli), np.int64)
    for level, edges in enumerate(layout.edges):
        effort -= states.size * edges.shape[1]
        if effort < 0:
            return None
        ways = np.array([[way % int(one) for one in moduli] for way in layout.diagram.counts[level + 1]])
        parts = []
        held = 0
        for place, members in enumerate(layout.members[level]):
            rows, moved, reached, certain = _following(layout, level, place, (states, sums, nodes))
            many = times[rows] * (len(members) % moduli) % moduli
            children = edges[nodes[rows], place]
            total = (total + (many[certain] * ways[children[certain]] % moduli).sum(axis=0)) % moduli
            left = ~certain
            parts.append((moved[left], reached[left], children[left], many[left]))
            held += parts[-1][0].size
            if held > _ROOM:
                return None
        states, sums, nodes, times = (np.concatenate(part) for part in zip(*parts, strict=True))
        states, sums, nodes, times = _merged(states, sums, nodes, times, moduli)
    return joined(total.tolist(), moduli.tolist())


def _following(
    layout: Layout, level: int, place: int, beginnings: tuple[States, Floats, Integers]
) -> tuple[Integers, States, Floats, NDArray[np.bool_]]:
    """Give every beginning one value more.

    Returns:
        which beginnings can still come up to the demand, the states and sums they lead to, and whether all of what
        follows comes up to it.
    """
    states, sums, nodes = beginnings
    children = layout.edges[level][nodes, place]
    moved = layout.moves[level].astype(np.int32)[:, place][states]
    possible = (children != DEAD) & ~((moved == DEAD_TERM) & layout.needed).any(axis=1)
    rows = np.flatnonzero(possible)
    moved, children = moved[rows], children[rows]
    holds = (moved == HOLDS) & ~layout.needed
    reached = sums[rows] + layout.tables[level][:, place] + holds @ layout.adds.T
    moved[holds] = DEAD_TERM
    open_ = moved > HOLDS
    over = reached + open_ @ layout.most.T + layout.highs[level + 1][:, children].T
    under = reached + open_ @ layout.least.T + layout.lows[level + 1][:, children].T
    kept = (over >= layout.floors).all(axis=1)
    certain = (under >= layout.floors).all(axis=1) & ~(open_ & layout.needed).any(axis=1)
    return rows[kept], moved[kept], reached[kept], certain[kept]


def _merged(
    states: States, sums: Floats, nodes: Integers, times: Integers, moduli: Integers
) -> tuple[States, Floats, Integers, Integers]:
    """Take together beginnings with the same states, sums and node.

    They are sorted by a number that is the same for the same; neighbours are compared whole, so that others that have
    the same number by chance are never taken together.
    """
    if not len(nodes):
        return states, sums, nodes, times
    dice = np.random.default_rng(0)
    factors = dice.integers(1, 2**62, states.shape[1] + sums.shape[1], dtype=np.uint64) | np.uint64(1)
    keys = states.astype(np.uint64) @ factors[: states.shape[1]]
    keys += (sums + 0.0).view(np.uint64) @ factors[states.shape[1] :]
    keys ^= keys >> np.uint64(31)
    keys += nodes.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    order = np.argsort(keys, kind="stable")
    states, sums, nodes, times = states[order], sums[order], nodes[order], times[order]
    other = (
        (states[1:] != states[:-1]).any(axis=1)
        | (sums[1:] != sums[:-1]).any(axis=1)
        | (nodes[1:] != nodes[:-1])
    )
    first = np.flatnonzero(np.concatenate([[True], other]))
    return states[first], sums[first], nodes[first], np.add.reduceat(times, first, axis=0) % moduli
