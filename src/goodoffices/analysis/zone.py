"""The zone of agreement, counted: by the diagram alone, by plain search, or as `counting` does, exactly or not."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from goodoffices.analysis.counting.binding import Binding, Count
from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.results import Zone
from goodoffices.analysis.space import Values, extremes
from goodoffices.analysis.tolerance import floor_of

#: Up to this many packages the plain search counts.
_PLAIN: Final = 3_000

_KERNELS: Final = "goodoffices.analysis.kernels"


def zone_of(  # noqa: PLR0913 - what is counted, and how much trouble to take
    admissible: Diagram,
    feasible: int,
    values: Values | None = None,
    reservations: Sequence[float] = (),
    *,
    budget: float | None = None,
    sample: bool = True,
    known: int = 0,
) -> Zone:
    """Count the packages of a diagram that give no party less than its reservation value.

    Args:
        admissible: the feasible packages within all red lines and mandates.
        feasible: how many packages are feasible, for the share.
        values: the parties' utilities; None where limits alone are to be counted.
        reservations: each party's reservation value.
        budget: about how many seconds it may take where the count is hard; None for some two. It is turned into an
            amount of work, so that the same case has the same answer on any machine.
        sample: whether an estimate from a sample will do where there is no exact count and bounds lie far apart.
        known: how many packages are known to be in the zone.
    """
    if admissible.empty:
        return Zone(packages=0, share=0.0, status="exact")
    if values is None:
        return Count(admissible.packages).zone(feasible)
    found = count_within(admissible, values, reservations, budget=budget, sample=sample)
    return found.within(known, admissible.packages).zone(feasible)


def count_within(
    diagram: Diagram,
    values: Values,
    reservations: Sequence[float],
    *,
    budget: float | None = None,
    sample: bool = True,
) -> Count:
    """Count the packages that give every party its reservation value; see `zone_of`."""
    binding = []
    for number, (table, bias) in enumerate(zip(values.tables, values.biases, strict=True)):
        floor = floor_of(reservations[number])
        lows, highs = extremes(diagram, table)
        if floor > min(values.ceilings[number], bias + highs[0][0]):
            return Count(0)
        if bias + lows[0][0] < floor:
            binding.append(Binding(table, floor - bias, lows, highs))
    if not binding:
        return Count(diagram.packages)
    if diagram.packages <= _PLAIN and _KERNELS not in sys.modules:
        return Count(_search(diagram, binding))
    from goodoffices.analysis.counting.choosing import count  # noqa: PLC0415 - loads the kernels

    return count(diagram, binding, budget=budget, sample=sample)


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
            reached = tuple(s + b.table[level][place] for s, b in zip(sums, binding, strict=True))
            if any(r + b.highs[level + 1][child] < b.floor for r, b in zip(reached, binding, strict=True)):
                continue
            if all(r + b.lows[level + 1][child] >= b.floor for r, b in zip(reached, binding, strict=True)):
                total += ways[level + 1][child]
            else:
                stack.append((level + 1, child, reached))
    return total
