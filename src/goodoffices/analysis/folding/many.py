"""The fold of three parties and more, with many-party dominance filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.dominance import non_dominated
from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.space import Values
from goodoffices.analysis.tolerance import FOLD

#: An exact fold is given up where one node has more points than this, or more than the cells over the issues, ...
MOST: Final = 400_000
_CELLS: Final = 10_000_000

#: ... where one has more candidates than this, by parties (filters take seconds from here on), or all more points.
_CANDIDATES: Final = {2: 8_000_000, 3: 8_000_000, 4: 4_000_000, 5: 1_500_000, 6: 1_000_000}
_TOTAL: Final = 10_000_000

#: Where huge fronts are asked for, so many.
_HUGE: Final = 2_000_000
_HUGE_CELLS: Final = 100_000_000
_HUGE_CANDIDATES: Final = {2: 16_000_000, 3: 16_000_000, 4: 4_000_000, 5: 2_000_000, 6: 1_500_000}
_HUGE_TOTAL: Final = 20_000_000

#: The coarse fold then keeps at most so many points a node, by parties, and so many in all.
_COARSE: Final = {2: 100_000, 3: 100_000, 4: 50_000, 5: 20_000, 6: 10_000}
_COARSE_TOTAL: Final = 4_000_000

#: Final points closer than this, relative to the scale of utilities, are the same.
_SAME: Final = 1e-10

#: By how much the cells of a grid grow until few enough points are left.
_COARSER: Final = 1.25

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]


@dataclass(frozen=True)
class _Node:
    """The non-dominated sums from one node on, with the place taken and the point of which child each leads to."""

    sums: Floats
    place: Integers
    child: Integers
    point: Integers


@dataclass(frozen=True)
class _Room:
    """How many points a node and all nodes may have in an exact fold, and how many candidates a node."""

    most: int
    total: int
    candidates: int


def fold_many(diagram: Diagram, values: Values, most: int = MOST, *, huge: bool = False) -> Front:
    """Return the front of a space of any number of parties. See `folding`.

    Where an exact front would have more than about `most` points it is coarser, and its `loss` says by how much; with
    `huge`, more than some two millions.
    """
    scales = np.array(values.scales)
    tables = [np.array(issue).T for issue in zip(*values.tables, strict=True)]
    most = min(_HUGE if huge else most, max(1, (_HUGE_CELLS if huge else _CELLS) // len(tables)))
    candidates = (_HUGE_CANDIDATES if huge else _CANDIDATES)[values.parties]
    room = _Room(most, _HUGE_TOTAL if huge else _TOTAL, candidates)
    try:
        nodes, loss = _exact(diagram, tables, scales, room), 0.0
    except _TooManyError:
        nodes, loss = _coarse(diagram, tables, scales, most)
    places = _unroll(nodes)
    utilities = _sums(places, tables, values)
    grid = _SAME * np.minimum(scales, values.ceilings)
    kept = np.flatnonzero(_non_dominated(utilities, grid))
    kept = kept[np.lexsort(utilities[kept].T[::-1])]

    def find(wanted: Sequence[float]) -> tuple[int, ...] | None:
        if any(one > ceiling for one, ceiling in zip(wanted, values.ceilings, strict=True)):
            return None
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


class _TooManyError(Exception):
    """An exact fold would take too many points."""


def _exact(diagram: Diagram, tables: Sequence[Floats], scales: Floats, room: _Room) -> list[list[_Node]]:
    """Return the exact fronts of all nodes.

    Raises:
        _TooManyError: there would be too many points.
    """
    nodes = [[_end(len(scales))]]
    total = 0
    for level, table in zip(reversed(diagram.levels), reversed(tables), strict=True):
        nodes.append([])
        for node in level:
            if sum(len(nodes[-2][child].sums) for child in node if child != DEAD) > room.candidates:
                raise _TooManyError
            nodes[-1].append(_step(node, table, nodes[-2], scales))
            points = len(nodes[-1][-1].sums)
            total += points
            if points > room.most or total > room.total:
                raise _TooManyError
    return nodes[::-1]


def _coarse(
    diagram: Diagram, tables: Sequence[Floats], scales: Floats, most: int
) -> tuple[list[list[_Node]], float]:
    """Return fronts of all nodes that are thinned to what there is room for, and what may be lost."""
    parties = len(scales)
    widest = max(len(table) for table in tables)
    each = min(_COARSE[parties], most // 2, _CANDIDATES[parties] // widest)
    room = max(2, min(each, _COARSE_TOTAL // sum(map(len, diagram.levels))))
    nodes, loss = [[_end(parties)]], 0.0
    for level, table in zip(reversed(diagram.levels), reversed(tables), strict=True):
        thinned = [_thinned(_step(node, table, nodes[-1], scales), room) for node in level]
        nodes.append([node for node, _ in thinned])
        loss += max(lost for _, lost in thinned)
    return nodes[::-1], loss


def _end(parties: int) -> _Node:
    nothing = np.zeros(1, np.int32)
    return _Node(np.zeros((1, parties)), nothing, nothing, nothing)


def _step(node: Sequence[int], table: Floats, after: Sequence[_Node], scales: Floats) -> _Node:
    ways = [(place, child) for place, child in enumerate(node) if child != DEAD]
    lengths = [len(after[child].sums) for _, child in ways]
    sums = np.concatenate([after[child].sums + table[place] for place, child in ways])
    kept = np.flatnonzero(_non_dominated(sums, FOLD * scales))
    place = np.repeat(np.array([place for place, _ in ways], np.int32), lengths)[kept]
    child = np.repeat(np.array([child for _, child in ways], np.int32), lengths)[kept]
    point = np.concatenate([np.arange(length, dtype=np.int32) for length in lengths])[kept]
    return _Node(sums[kept], place, child, point)


def _non_dominated(points: Floats, grid: Floats) -> NDArray[np.bool_]:
    """Return which points are non-dominated, one of those that are equal up to the grid."""
    rounded = points / grid
    return non_dominated(np.round(rounded, out=rounded))


def _thinned(node: _Node, room: int) -> tuple[_Node, float]:
    """Keep one point a cell of a grid that grows coarser until few enough are left; return also the cell's side."""
    if len(node.sums) <= room:
        return node, 0.0
    above = node.sums - node.sums.min(axis=0)
    parties = above.shape[1]
    # a front is a surface of one dimension less than there are parties; so many cells a side are surely too many
    side = float(above.max()) / (4 * room ** (1 / (parties - 1)) + 1)
    while True:
        cells = np.floor(above / side).astype(np.int64)
        _, first = np.unique(cells @ (int(cells.max()) + 1) ** np.arange(parties), return_index=True)
        if len(first) <= room:
            first.sort()
            return _Node(node.sums[first], node.place[first], node.child[first], node.point[first]), side
        side *= _COARSER


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
