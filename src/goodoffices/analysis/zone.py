"""The zone of agreement, counted: by the diagram alone, by search with whole branches at a time, or within bounds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.results import Zone
from goodoffices.analysis.space import Values, extremes
from goodoffices.analysis.tolerance import floor_of

#: Up to this many packages the plain search counts, and up to this many the compiled one.
_PLAIN: Final = 3_000
_COMPILED: Final = 100_000_000

_KERNELS: Final = "goodoffices.analysis.kernels"


def zone_of(
    admissible: Diagram, feasible: int, values: Values | None = None, reservations: Sequence[float] = ()
) -> Zone:
    """Count the packages of a diagram that give no party less than its reservation value.

    Args:
        admissible: the feasible packages within all red lines and mandates.
        feasible: how many packages are feasible, for the share.
        values: the parties' utilities; None where limits alone are to be counted.
        reservations: each party's reservation value.
    """
    if admissible.empty:
        return Zone(packages=0, share=0.0, status="exact")
    packages, bounds = (
        (admissible.packages, None) if values is None else count_within(admissible, values, reservations)
    )
    share = packages / feasible
    if bounds is None or bounds[0] == bounds[1]:
        return Zone(packages=packages, share=share, status="exact")
    return Zone(packages=packages, share=share, status="bounded", bounds=bounds)


def count_within(
    diagram: Diagram, values: Values, reservations: Sequence[float]
) -> tuple[int, tuple[int, int] | None]:
    """Count the packages that give every party its reservation value.

    Returns:
        the count and None; or an estimate and the lowest and highest count possible.
    """
    binding = []
    for number, (table, bias) in enumerate(zip(values.tables, values.biases, strict=True)):
        floor = floor_of(reservations[number])
        lows, highs = extremes(diagram, table)
        if floor > min(values.ceilings[number], bias + highs[0][0]):
            return 0, None
        if bias + lows[0][0] < floor:
            binding.append((table, floor - bias, lows, highs))
    if not binding:
        return diagram.packages, None
    if diagram.packages <= _PLAIN and _KERNELS not in sys.modules:
        return _search(diagram, binding), None
    if diagram.packages <= _COMPILED:
        return search_compiled(diagram, binding), None
    from goodoffices.analysis.zone_bounds import bounded_count  # noqa: PLC0415 - only for very large spaces

    return bounded_count(diagram, [(table, floor) for table, floor, _, _ in binding])


#: A party whose reservation value binds: its table, its floor, and the least and most that follow each node.
Binding = tuple[Sequence[Sequence[float]], float, list[list[float]], list[list[float]]]


def _search(diagram: Diagram, binding: Sequence[Binding]) -> int:
    """Count by depth-first search, whole branches at a time where all or none of their packages reach the floors."""
    ways = diagram.counts
    total = 0
    stack: list[tuple[int, int, tuple[float, ...]]] = [(0, 0, (0.0,) * len(binding))]
    while stack:
        level, node, sums = stack.pop()
        for place, child in enumerate(diagram.levels[level][node]):
            if child == DEAD:
                continue
            reached = tuple(s + b[0][level][place] for s, b in zip(sums, binding, strict=True))
            if any(r + b[3][level + 1][child] < b[1] for r, b in zip(reached, binding, strict=True)):
                continue
            if all(r + b[2][level + 1][child] >= b[1] for r, b in zip(reached, binding, strict=True)):
                total += ways[level + 1][child]
            else:
                stack.append((level + 1, child, reached))
    return total


def search_compiled(diagram: Diagram, binding: Sequence[Binding]) -> int:
    """Count as `_search` does, by the compiled kernel."""
    import numpy as np  # noqa: PLC0415 - heavy

    from goodoffices.analysis import kernels  # noqa: PLC0415 - heavy
    from goodoffices.analysis.flat import flatten  # noqa: PLC0415 - heavy

    tables = np.array([[value for issue in table for value in issue] for table, _, _, _ in binding])
    lows = np.array([[low for level in lows for low in level] for _, _, lows, _ in binding])
    highs = np.array([[high for level in highs for high in level] for _, _, _, highs in binding])
    ways = np.array([way for level in diagram.counts for way in level], np.int64)
    floors = np.array([floor for _, floor, _, _ in binding])
    return int(kernels.count_within(*flatten(diagram), tables, lows, highs, ways, floors))
