"""Where the boxes and arrows of a flow chart stand: in ranks, each as far as its longest way from a beginning.

After Sugiyama, Tagawa and Toda, *Methods for Visual Understanding of Hierarchical System Structures*, IEEE Transactions
on Systems, Man, and Cybernetics 11(2), 1981: ranks, places held open where an arrow passes a rank, barycentres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

_BESIDE: Final = 22.0
_BETWEEN: Final = 44.0
_MARGIN: Final = 4.0
_SWEEPS: Final = 12

Point = tuple[float, float]


@dataclass
class Box:
    """A box of a chart; `x` and `y` are its middle."""

    width: float
    height: float
    lines: list[str]
    x: float = 0.0
    y: float = 0.0


@dataclass
class Graph:
    """Boxes and arrows; once it is laid out, also the points of each arrow, and the size of all."""

    boxes: dict[str, Box]
    arrows: list[tuple[str, str]]
    ways: dict[tuple[str, str], list[Point]] = field(default_factory=dict)
    size: tuple[float, float] = (0.0, 0.0)


def laid_out(graph: Graph, *, down: bool) -> Graph:
    """Give every box of a chart without circles its place, and every arrow its points.

    Args:
        graph: the chart.
        down: whether it runs from the top to the bottom, or from left to right.
    """
    ranks, chains = _ranks(graph)
    along = {one: box.height if down else box.width for one, box in graph.boxes.items()}
    across = {one: box.width if down else box.height for one, box in graph.boxes.items()}
    middle = _across(ranks, chains, across)
    begins = _MARGIN
    spans: dict[str, tuple[float, float]] = {}
    for rank in ranks:
        thick = max(along.get(one, 0.0) for one in rank)
        # An arrow that passes a rank runs straight beside its boxes.
        spans |= dict.fromkeys(rank, (begins, begins + thick))
        begins += thick + _BETWEEN
    for one, box in graph.boxes.items():
        deep = sum(spans[one]) / 2
        spans[one] = (deep - along[one] / 2, deep + along[one] / 2)
        box.x, box.y = (middle[one], deep) if down else (deep, middle[one])
    for chain in chains:
        flat = [(middle[one], end) for one in chain for end in spans[one]][1:-1]
        graph.ways[chain[0], chain[-1]] = flat if down else [(b, a) for a, b in flat]
    wide = max(middle[one] + across.get(one, 0.0) / 2 for one in middle) + _MARGIN
    long = begins - _BETWEEN + _MARGIN
    graph.size = (wide, long) if down else (long, wide)
    return graph


def _ranks(graph: Graph) -> tuple[list[list[str]], list[list[str]]]:
    """Return the boxes rank by rank, and for each arrow the places that it passes, one in each rank."""
    rank = dict.fromkeys(graph.boxes, 0)
    for _ in graph.boxes:
        for a, b in graph.arrows:
            rank[b] = max(rank[b], rank[a] + 1)
    if any(rank[b] <= rank[a] for a, b in graph.arrows):
        message = "a flow chart runs one way: this one has a circle"
        raise ValueError(message)
    ranks: list[list[str]] = [[] for _ in range(max(rank.values()) + 1)]
    for one in graph.boxes:
        ranks[rank[one]].append(one)
    chains = []
    for a, b in graph.arrows:
        passed = [f"{a}>{b}>{level}" for level in range(rank[a] + 1, rank[b])]
        for level, place in enumerate(passed, start=rank[a] + 1):
            ranks[level].append(place)
        chains.append([a, *passed, b])
    return ranks, chains


def _across(ranks: list[list[str]], chains: list[list[str]], size: dict[str, float]) -> dict[str, float]:
    """Return the middle of everything across the direction of the chart, all at 0 or more."""
    beside: dict[str, list[str]] = {}
    for chain in chains:
        for a, b in pairwise(chain):
            beside.setdefault(a, []).append(b)
            beside.setdefault(b, []).append(a)
    middle: dict[str, float] = {}
    for rank in ranks:
        _packed(rank, middle, size, dict.fromkeys(rank, 0.0))
    for sweep in range(_SWEEPS):
        for rank in ranks if sweep % 2 else reversed(ranks):
            wanted = {
                one: sum(middle[other] for other in beside[one]) / len(beside[one])
                if beside.get(one)
                else middle[one]
                for one in rank
            }
            if sweep < _SWEEPS - 4:  # at first the order is sought, then only the places
                rank.sort(key=wanted.__getitem__)
            _packed(rank, middle, size, wanted)
    least = min(middle[one] - size.get(one, 0.0) / 2 for one in middle) - _MARGIN
    return {one: at - least for one, at in middle.items()}


def _packed(
    rank: list[str], middle: dict[str, float], size: dict[str, float], wanted: dict[str, float]
) -> None:
    """Put a rank as near to where it is wanted as its order and sizes let it: runs that touch move as one."""
    runs: list[tuple[float, list[str], list[float]]] = []
    for one in rank:
        runs.append((wanted[one], [one], [0.0]))
        while len(runs) > 1 and _touch(runs[-2], runs[-1], size):
            (_, left, offsets), (_, right, more) = runs[-2], runs[-1]
            step = offsets[-1] + _gap(left[-1], right[0], size)
            names, places = [*left, *right], [*offsets, *(step + at for at in more)]
            start = sum(wanted[name] - at for name, at in zip(names, places, strict=True)) / len(names)
            runs[-2:] = [(start, names, places)]
    for start, names, places in runs:
        middle |= {name: start + at for name, at in zip(names, places, strict=True)}


def _touch(
    left: tuple[float, list[str], list[float]],
    right: tuple[float, list[str], list[float]],
    size: dict[str, float],
) -> bool:
    return left[0] + left[2][-1] + _gap(left[1][-1], right[1][0], size) > right[0]


def _gap(left: str, right: str, size: dict[str, float]) -> float:
    return (size.get(left, 0.0) + size.get(right, 0.0)) / 2 + _BESIDE
