"""The best packages in many draws at once, and what each side could gain at most without another's loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import structs

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.partial.knowledge import Layout
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.simulation.rehearsing.inputs import Flags, Floats
from goodoffices.simulation.rehearsing.wants import Rows, Wants, tables

#: In so many draws packages are looked for that can be good for somebody, in fewer where diagrams are large.
_DRAWS: Final = 200
_WORK: Final = 20_000_000

#: How often weights are changed, and by how much at first for a floor missed by the whole range of a side's utilities.
_STEPS: Final = 8
_PUSH: Final = 4.0

#: So many packages are looked at that differ from one of those in one issue; and in so many draws, for the best ones.
_NEAR: Final = 6_000
_LOOKED: Final = 1_000

#: Utilities that differ by no more than this are alike.
_ALIKE: Final = 1e-9


def best(diagram: Diagram, layout: Layout, points: Floats) -> tuple[Floats, Rows]:
    """Return the largest sum of contributions over the packages of a diagram, and a package that has it, by draw.

    Args:
        diagram: the packages; not empty.
        layout: where contributions stand.
        points: draws × unknowns.

    Returns:
        sums, and packages × issues.
    """
    after = np.zeros((1, len(points)))
    choices: list[Rows] = []
    for issue in range(len(diagram.levels) - 1, -1, -1):
        level = diagram.levels[issue]
        now = np.full((len(level), len(points)), -np.inf)
        choice = np.zeros(now.shape, np.int64)
        for node, children in enumerate(level):
            for place, child in enumerate(children):
                if child != DEAD:
                    worth = points[:, layout.at(issue, place)] + after[child]
                    better = worth > now[node]
                    now[node][better] = worth[better]
                    choice[node][better] = place
        after = now
        choices.append(choice)
    rows = np.zeros((len(points), len(diagram.levels)), np.int64)
    nodes = np.zeros(len(points), np.int64)
    for issue, (level, choice) in enumerate(zip(diagram.levels, reversed(choices), strict=True)):
        rows[:, issue] = choice[nodes, np.arange(len(points))]
        nodes = np.array(level, np.int64)[nodes, rows[:, issue]]
    return after[0], rows


def pool_of(
    diagram: Diagram, wants: Sequence[Wants], floors: Sequence[Floats], tabled: Sequence[int]
) -> Rows:
    """Return packages among which each side's best that leaves no other below its floor is found, or nearly.

    In some of the draws, for each side, the sum of its utility and the others', weighted, is maximised over all
    packages, and the weights of those below their floors grow (Lagrangian relaxation; Fisher, *The Lagrangian
    Relaxation Method for Solving Integer Programming Problems*, Management Science 27(1), 1981). What comes up on the
    way is taken, with all that differs from it in one issue.

    Args:
        diagram: the feasible packages.
        wants: what the parties want.
        floors: what no agreement is worth, by party and draw.
        tabled: the package that is tabled.
    """
    layout = wants[0].polytope.layout
    draws = len(wants[0].points)
    cells = sum(len(level) * len(level[0]) for level in diagram.levels)
    looked = max(1, min(draws, _DRAWS, _WORK // cells))
    chosen = np.arange(looked) * draws // looked
    points = [one.points[chosen] for one in wants]
    lowest = [floor[chosen] for floor in floors]
    spans = []
    for one in points:
        most, least = best(diagram, layout, one)[0], best(diagram, layout, -one)[0]
        # who finds all packages alike has no weight, and no floor that weights could reach
        spans.append(np.where(most + least > _ALIKE, most + least, np.inf))
    found = [np.array([tabled], np.int64)]
    for side in range(len(wants)):
        weights = np.ones((len(wants), looked))
        for step in range(_STEPS):
            total = sum(
                (weight / span)[:, None] * one
                for weight, span, one in zip(weights, spans, points, strict=True)
            )
            _, rows = best(diagram, layout, np.asarray(total))
            found.append(rows)
            for other, (want, one) in enumerate(zip(wants, points, strict=True)):
                if other != side:
                    short = (lowest[other] - _sums(rows, layout, one) - want.knowledge.bias) / spans[other]
                    weights[other] *= np.exp(_PUSH / (1 + step) ** 0.5 * np.clip(short, -1.0, 1.0))
    return _beside(diagram, layout, np.unique(np.concatenate(found), axis=0))


def _beside(diagram: Diagram, layout: Layout, rows: Rows) -> Rows:
    """Return packages, and those that differ from one of them in one issue and are feasible."""
    values = sum(issue.size for issue in layout.issues)
    count = min(len(rows), max(1, _NEAR // values))
    first = rows[np.arange(count) * len(rows) // count]
    found = [rows]
    for number, issue in enumerate(layout.issues):
        for place in range(issue.size):
            moved = first.copy()
            moved[:, number] = place
            found.append(moved)
    near = np.unique(np.concatenate(found), axis=0)
    return near[_feasible(diagram, near)]


def _feasible(diagram: Diagram, rows: Rows) -> Flags:
    """Say which packages are among those of a diagram."""
    nodes = np.zeros(len(rows), np.int64)
    alive = np.ones(len(rows), bool)
    for level, places in zip(diagram.levels, rows.T, strict=True):
        nodes = np.array(level, np.int64)[nodes, places]
        alive &= nodes != DEAD
        nodes[~alive] = 0
    return alive


def _sums(rows: Rows, layout: Layout, points: Floats) -> Floats:
    """Return the contributions of one package a draw, summed."""
    columns = np.array(layout.starts) + rows
    sums: Floats = np.take_along_axis(points, columns, axis=1).sum(axis=1)
    return sums


def reach_of(
    diagram: Diagram, wants: Sequence[Wants], floors: Sequence[Floats], tabled: Sequence[int]
) -> tuple[Floats, ...]:
    """Return the most that each party can get where no other is below what no agreement is worth to it, by draw.

    It is what a search found, so at times a little less than the most there is. Of many packages those are looked at in
    every draw that are somebody's best in one of the first thousand, evenly spaced.

    Args:
        diagram: the feasible packages.
        wants: what the parties want.
        floors: what no agreement is worth, by party and draw.
        tabled: the package that is tabled.

    Returns:
        by party; minus infinity in a draw in which no package gives the others their floor.
    """
    draws = len(floors[0])
    pool = pool_of(diagram, wants, floors, tabled)
    looked = np.arange(min(draws, _LOOKED)) * draws // min(draws, _LOOKED)
    some = [structs.replace(one, points=one.points[looked]) for one in wants]
    _, best_ones = within_reach(some, pool, [floor[looked] for floor in floors])
    kept = np.unique(np.concatenate(best_ones))
    return within_reach(wants, pool[kept], floors)[0]


def within_reach(
    wants: Sequence[Wants], pool: Rows, floors: Sequence[Floats]
) -> tuple[tuple[Floats, ...], tuple[Rows, ...]]:
    """Return the most that a package of a pool is worth to each party where no other is below its floor, by draw.

    Returns:
        by party, minus infinity where no package gives the others their floor; and the numbers of the packages.
    """
    draws = len(floors[0])
    reach = [np.full(draws, -np.inf) for _ in wants]
    numbers = [np.zeros(draws, np.int64) for _ in wants]
    for part, worths in tables(wants, draws, pool):
        enough = [
            worth >= (floor[part] - RELATIVE * np.maximum(1.0, np.abs(floor[part])))[:, None]
            for worth, floor in zip(worths, floors, strict=True)
        ]
        for number, worth in enumerate(worths):
            others = np.ones(worth.shape, bool)
            for other, held in enumerate(enough):
                if other != number:
                    others &= held
            open_ = np.where(others, worth, -np.inf)
            numbers[number][part] = open_.argmax(axis=1)
            reach[number][part] = open_.max(axis=1)
    return tuple(reach), tuple(numbers)
