"""The fold of three parties and more, with moocore's dominance filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import moocore
import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.space import Values
from goodoffices.analysis.tolerance import FOLD

#: A front with more points than this at one node is thinned, and the result is bounded and no longer exact.
MOST: Final = 400_000

#: Final points closer than this, relative to the scale of utilities, are the same.
_SAME: Final = 1e-10

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]


@dataclass(frozen=True)
class _Node:
    """The non-dominated sums from one node on, with the place taken and the point of which child each leads to."""

    sums: Floats
    place: Integers
    child: Integers
    point: Integers


def fold_many(diagram: Diagram, values: Values, most: int = MOST) -> Front:
    """Return the front of a space of any number of parties. See `folding`."""
    scales = np.array(values.scales)
    tables = [np.array(issue).T for issue in zip(*values.tables, strict=True)]
    nothing = np.zeros(1, np.int32)
    nodes: list[list[_Node]] = [[_Node(np.zeros((1, values.parties)), nothing, nothing, nothing)]]
    loss = 0.0
    for level, table in zip(reversed(diagram.levels), reversed(tables), strict=True):
        steps = [_step(node, table, nodes[-1], scales, most) for node in level]
        nodes.append([step for step, _ in steps])
        loss += max(lost for _, lost in steps)
    nodes.reverse()
    places = _unroll(nodes)
    utilities = _sums(places, tables, values)
    grid = _SAME * np.minimum(scales, values.ceilings)
    kept = np.flatnonzero(_non_dominated(utilities, grid))
    kept = kept[np.lexsort(utilities[kept].T[::-1])]

    def find(wanted: Sequence[float]) -> tuple[int, ...] | None:
        need = np.array(wanted) - values.biases
        row: list[int] = []
        node = 0
        for number, level in enumerate(diagram.levels):
            for place, child in enumerate(level[node]):
                if child != DEAD:
                    rest = need - tables[number][place]
                    if (nodes[number + 1][child].sums >= rest).all(axis=1).any():
                        break
            else:
                return None
            row.append(place)
            need, node = rest, child
        return tuple(row)

    return Front(utilities[kept], places[kept], loss, find)


def _step(
    node: Sequence[int], table: Floats, after: Sequence[_Node], scales: Floats, most: int
) -> tuple[_Node, float]:
    ways = [(place, child) for place, child in enumerate(node) if child != DEAD]
    lengths = [len(after[child].sums) for _, child in ways]
    sums = np.concatenate([after[child].sums + table[place] for place, child in ways])
    kept = np.flatnonzero(_non_dominated(sums, FOLD * scales))
    lost = 0.0
    if len(kept) > most:
        kept, lost = _thin(sums, kept, most)
    place = np.repeat(np.array([place for place, _ in ways], np.int32), lengths)[kept]
    child = np.repeat(np.array([child for _, child in ways], np.int32), lengths)[kept]
    point = np.concatenate([np.arange(length, dtype=np.int32) for length in lengths])[kept]
    return _Node(sums[kept], place, child, point), lost


def _non_dominated(points: Floats, grid: Floats) -> NDArray[np.bool_]:
    """Return which points are non-dominated, one of those that are equal up to the grid."""
    if len(points) == 1:
        return np.ones(1, np.bool_)
    kept: NDArray[np.bool_] = moocore.is_nondominated(
        np.round(points / grid), maximise=True, keep_weakly=False
    )
    return kept


def _thin(sums: Floats, kept: NDArray[np.intp], most: int) -> tuple[NDArray[np.intp], float]:
    """Keep one point a cell of a grid that grows coarser until few enough are left; return them and the cell's side."""
    points = sums[kept]
    side = float((points.max(axis=0) - points.min(axis=0)).max()) / most
    while True:
        cells = np.floor((points - points.min(axis=0)) / side).astype(np.int64)
        _, first = np.unique(cells, axis=0, return_index=True)
        if len(first) <= most // 2:
            return kept[np.sort(first)], side
        side *= 2


def _unroll(nodes: Sequence[Sequence[_Node]]) -> Integers:
    root = nodes[0][0]
    places = np.empty((len(root.sums), len(nodes) - 1), np.int32)
    node = np.zeros(len(root.sums), np.int32)
    point = np.arange(len(root.sums), dtype=np.int32)
    for number, level in enumerate(nodes[:-1]):
        following, leading = np.empty_like(node), np.empty_like(point)
        for one in np.unique(node):
            here = np.flatnonzero(node == one)
            at = point[here]
            places[here, number] = level[one].place[at]
            following[here], leading[here] = level[one].child[at], level[one].point[at]
        node, point = following, leading
    return places


def _sums(places: Integers, tables: Sequence[Floats], values: Values) -> Floats:
    """Return the utilities of packages, summed in issue order."""
    sums = np.tile(np.array(values.biases), (len(places), 1))
    for number, table in enumerate(tables):
        sums += table[places[:, number]]
    utilities: Floats = np.minimum(sums, values.ceilings)
    return utilities
