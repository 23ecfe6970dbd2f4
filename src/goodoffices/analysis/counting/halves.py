"""Exact counts by meeting in the middle: sums of the first half of the issues matched with sums of the second.

A space of n packages has halves of about √n (Horowitz, Sahni, *Computing Partitions with Applications to the Knapsack
Problem*, JACM 21, 1974). For each node between the halves, a first half and a second one fit where their sums reach all
floors; such pairs are counted together by sorting, not one by one (Bentley, *Multidimensional Divide-and-Conquer*, CACM
23, 1980).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.counting import kernels
from goodoffices.analysis.counting.binding import Binding
from goodoffices.analysis.diagram import DEAD, Diagram, chain
from goodoffices.analysis.space import extremes

#: Counting dominated pairs takes a sort for one or two parties, a tree in a sort for three, and too long for more.
MOST_PARTIES: Final = 3

#: Sums of both halves that are held at once.
_ROOM: Final = 21_000_000

#: Seconds a sum of a half, an edge and a node take; from measurements, on the safe side.
_SECONDS_A_SUM: Final = 3e-7
_SECONDS_A_STEP: Final = 7e-9
_SECONDS_AN_EDGE: Final = 1e-5

_PAIRS: Final = 1 << 62

#: Sums closer together than this are sorted as if they were one first.
_LEAST_SPAN: Final = 1e-250

Floats = NDArray[np.float64]


class Halves(NamedTuple):
    """Where a space is cut.

    Attributes:
        diagram: the packages, the issues perhaps in another order.
        binding: the parties' values in that order.
        cut: the first level of the second half.
        seconds: about how long counting takes; infinite where there are too many sums or parties.
    """

    diagram: Diagram
    binding: Sequence[Binding]
    cut: int
    seconds: float


def halves_of(diagram: Diagram, binding: Sequence[Binding]) -> Halves:
    """Cut a space where the halves have the fewest sums."""
    if diagram.free:
        diagram, binding = _evened(diagram, binding)
    befores = _befores(diagram)
    sums = [sum(befores[level]) + sum(diagram.counts[level]) for level in range(len(befores))]
    cut = min(range(len(sums)), key=sums.__getitem__)
    edges = sum(len(level) * len(level[0]) for level in diagram.levels)
    seconds = sums[cut] * _SECONDS_A_SUM + edges * _SECONDS_AN_EDGE
    pairs = max(one * other for one, other in zip(befores[cut], diagram.counts[cut], strict=True))
    if len(binding) == MOST_PARTIES:
        seconds += sums[cut] * math.log2(sums[cut]) ** 2 * _SECONDS_A_STEP
    if len(binding) > MOST_PARTIES or sums[cut] > _ROOM or pairs >= _PAIRS:
        seconds = math.inf
    return Halves(diagram, binding, cut, seconds)


def _evened(diagram: Diagram, binding: Sequence[Binding]) -> tuple[Diagram, Sequence[Binding]]:
    """Put the issues of a space without conditions in such an order that its halves are about as large."""
    sizes = [len(level[0]) for level in diagram.levels]
    first: list[int] = []
    second: list[int] = []
    for issue in sorted(range(len(sizes)), key=lambda issue: -sizes[issue]):
        behind = math.prod(sizes[one] for one in first) <= math.prod(sizes[one] for one in second)
        (first if behind else second).append(issue)
    order = [*first, *second]
    ordered = chain([sizes[issue] for issue in order])
    moved = []
    for one in binding:
        table = [one.table[issue] for issue in order]
        moved.append(Binding(table, one.floor, *extremes(ordered, table)))
    return ordered, moved


def _befores(diagram: Diagram) -> list[list[int]]:
    """Return how many ways lead to each node of each level."""
    befores = [[1]]
    for number, level in enumerate(diagram.levels):
        after = [0] * len(diagram.counts[number + 1])
        for ways, node in zip(befores[-1], level, strict=True):
            for child in node:
                if child != DEAD:
                    after[child] += ways
        befores.append(after)
    return befores


def count_halves(halves: Halves) -> int:
    """Count the packages whose sums reach all floors."""
    found, firsts = _first_sums(halves)
    seconds = _second_sums(halves)
    floors = np.array([[one.floor] for one in halves.binding])
    for first, second in zip(firsts, seconds, strict=True):
        if first.shape[1] and second.shape[1]:
            found += _fitting(second, floors - first)
    return found


def _first_sums(halves: Halves) -> tuple[int, list[Floats]]:
    """Return the sums of the first half by middle node, without those that all or none of what follows can complete.

    Also returns how many packages there are of those that all complete.
    """
    diagram, parties = halves.diagram, len(halves.binding)
    floors = np.array([[one.floor] for one in halves.binding])
    decided = 0
    sums: list[Floats] = [np.zeros((parties, 1))]
    for level in range(halves.cut):
        parts: list[list[Floats]] = [[] for _ in diagram.counts[level + 1]]
        for node, known in zip(diagram.levels[level], sums, strict=True):
            for place, child in enumerate(node):
                if child != DEAD:
                    adds = np.array([[one.table[level][place]] for one in halves.binding])
                    parts[child].append(known + adds)
        sums = []
        for child, part in enumerate(parts):
            joined = np.concatenate(part, axis=1) if part else np.zeros((parties, 0))
            lows = np.array([[one.lows[level + 1][child]] for one in halves.binding])
            highs = np.array([[one.highs[level + 1][child]] for one in halves.binding])
            joined = joined[:, (joined + highs >= floors).all(axis=0)]
            sure = (joined + lows >= floors).all(axis=0)
            decided += int(sure.sum()) * diagram.counts[level + 1][child]
            sums.append(joined[:, ~sure])
    return decided, sums


def _second_sums(halves: Halves) -> list[Floats]:
    """Return the sums of the second half by middle node."""
    diagram, parties = halves.diagram, len(halves.binding)
    sums: list[Floats] = [np.zeros((parties, 1))]
    for level in range(len(diagram.levels) - 1, halves.cut - 1, -1):
        adds = np.array([one.table[level] for one in halves.binding])
        sums = [
            np.concatenate(
                [sums[child] + adds[:, [place]] for place, child in enumerate(node) if child != DEAD], axis=1
            )
            for node in diagram.levels[level]
        ]
    return sums


def _fitting(points: Floats, needs: Floats) -> int:
    """Count the pairs of a point and a need in which the point is at least the need in every row."""
    if len(points) == 1:
        ordered = np.sort(points[0])
        return int((len(ordered) - np.searchsorted(ordered, needs[0], "left")).sum())
    orders = [
        kernels.sequence(np.sort(one), _order(one), np.sort(other), _order(other))
        for one, other in zip(points, needs, strict=True)
    ]
    ranks = kernels.ranks_of(orders[1])
    if len(points) == 2:  # noqa: PLR2004 - rows
        return int(kernels.count_two(orders[0], ranks, points.shape[1]))
    return int(kernels.count_three(orders[0], ranks, orders[2], points.shape[1]))


def _order(values: Floats) -> NDArray[np.int32]:
    """Return the places of values in ascending order; several times as fast as `argsort` where there are many."""
    bits = len(values).bit_length()
    least = float(values.min())
    span = float(values.max()) - least
    scale = 2.0 ** (62 - bits) / span if span > _LEAST_SPAN else 0.0
    keys = ((values - least) * scale).astype(np.int64)
    keys <<= bits
    keys |= np.arange(len(values))
    keys.sort()
    found: NDArray[np.int32] = kernels.settle(keys, bits, values)
    return found
