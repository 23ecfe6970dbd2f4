"""Exact counts where utilities lie on a lattice: dynamic programming over the diagram, one cell a need.

All that the binding parties' values add are whole multiples of a unit, so that few different needs can be left open at
an issue; how many ways on meet a need follows from the ways after it (Pisinger, Toth, *Knapsack Problems*, in: Handbook
of Combinatorial Optimization, 1998, on counting by Bellman's recursion). Counts have as many limbs as they need.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np

from goodoffices.analysis.counting import kernels
from goodoffices.analysis.counting.binding import Binding
from goodoffices.analysis.diagram import Diagram

#: Numbers are taken for fractions with denominators up to this.
_DENOMINATOR: Final = 10**6

#: More units than this make too many cells whatever the issues are.
_MOST_UNITS: Final = 10**9

#: Bytes of the grids of two levels that are held at once.
_ROOM: Final = 1 << 28

#: Seconds that an addition takes, and the handling of an edge; from measurements, on the safe side.
_SECONDS_AN_ADDITION: Final = 1.2e-9
_SECONDS_AN_EDGE: Final = 3e-7

_WORD: Final = 63


class Lattice(NamedTuple):
    """What each value adds above its issue's least, in units, and how many units are needed; by party."""

    steps: list[list[list[int]]]
    needs: list[int]


class Plan(NamedTuple):
    """The cells of every level, and what counting them takes.

    Attributes:
        lows: the least need that can be left at each level, by level and party.
        shapes: how many needs there can be from there on.
        limbs: how many limbs a count has.
        seconds: about how long counting takes; infinite where it takes too much room.
    """

    lows: list[list[int]]
    shapes: list[list[int]]
    limbs: int
    seconds: float


def lattice_of(binding: Sequence[Binding]) -> Lattice | None:
    """Return the lattice on which the binding parties' utilities lie; None where there is none.

    A sum that reaches its floor in units does so as a sum of floating-point numbers, and the other way round: the floor
    lies further from both neighbouring multiples of the unit than rounding can carry.
    """
    steps, needs = [], []
    for one in binding:
        found = _steps(one.table, one.floor)
        if found is None:
            return None
        steps.append(found[0])
        needs.append(found[1])
    return Lattice(steps, needs)


def _steps(table: Sequence[Sequence[float]], floor: float) -> tuple[list[list[int]], int] | None:
    above = [[value - min(issue) for value in issue] for issue in table]
    most = sum(max(issue) for issue in above)
    size = sum(max(map(abs, issue)) for issue in table) + abs(floor)
    whole = 1
    for number in dict.fromkeys(number for issue in above for number in issue):
        near = Fraction(number).limit_denominator(_DENOMINATOR)
        whole = math.lcm(whole, near.denominator)
        if whole * most > _MOST_UNITS or abs(float(near) - number) > 1e-12 * size:
            return None
    units = [[round(number * whole) for number in issue] for issue in above]
    unit = math.gcd(*(number for issue in units for number in issue))
    if unit == 0:
        return None
    steps = [[number // unit for number in issue] for issue in units]
    noise = 2.0**-50 * (len(table) + 2) * size + sum(
        max(abs(number - count / whole) for number, count in zip(issue, counts, strict=True))
        for issue, counts in zip(above, units, strict=True)
    )
    target = (floor - math.fsum(map(min, table))) * whole / unit
    need = math.ceil(target)
    if min(need - target, target - (need - 1)) * unit / whole <= 2 * noise:
        return None
    return steps, need


def plan_of(diagram: Diagram, lattice: Lattice) -> Plan:
    """Lay out the needs that can be left at each level, and say what counting takes."""
    issues = len(diagram.levels)
    limbs = 1
    if diagram.packages.bit_length() >= _WORD:
        limbs = -(-diagram.packages.bit_length() // kernels.LIMB_BITS)
    behind = [[0, *accumulate(max(issue) for issue in one)] for one in lattice.steps]
    lows, shapes, cells = [], [], []
    for level in range(issues + 1):
        low = [max(0, need - met[level]) for need, met in zip(lattice.needs, behind, strict=True)]
        high = [min(need, met[-1] - met[level]) for need, met in zip(lattice.needs, behind, strict=True)]
        lows.append(low)
        shapes.append([top - bottom + 1 for top, bottom in zip(high, low, strict=True)])
        cells.append(math.prod(shapes[-1]))
    widths = [*(len(level) for level in diagram.levels), 1]
    room = max(
        8 * limbs * (widths[level] * cells[level] + widths[level + 1] * cells[level + 1])
        for level in range(issues)
    )
    edges = [len(level) * len(level[0]) for level in diagram.levels]
    seconds = sum(
        many * (_SECONDS_AN_EDGE + limbs * cells[level] * _SECONDS_AN_ADDITION)
        for level, many in enumerate(edges)
    )
    return Plan(lows, shapes, limbs, seconds if room <= _ROOM else math.inf)


def count_on(diagram: Diagram, lattice: Lattice, plan: Plan) -> int:
    """Count the packages that meet all needs.

    Args:
        diagram: the packages, one at least.
        lattice: what values add and what is needed; each need can be met by some sum.
        plan: its layout.
    """
    grids = np.zeros((1, plan.limbs, 1), np.int64)
    grids[0, 0, 0] = 1
    for level in range(len(diagram.levels) - 1, -1, -1):
        grids = kernels.lattice_level(
            np.array(diagram.levels[level], np.int64),
            np.array([one[level] for one in lattice.steps], np.int64),
            grids,
            np.array(plan.lows[level + 1], np.int64),
            np.array(plan.shapes[level + 1], np.int64),
            np.array(plan.lows[level], np.int64),
            np.array(plan.shapes[level], np.int64),
            plan.limbs,
        )
    return sum(int(limb) << (kernels.LIMB_BITS * at) for at, limb in enumerate(grids[0, :, 0]))
