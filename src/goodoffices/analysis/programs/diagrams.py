"""Packages inside a program: a way through the diagram as a flow, and the best way as potentials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.programs.program import Program, Solved

#: For each issue and place, the column that is 1 where the package takes that value.
Choice = list[list[int]]


def flow(program: Program, diagram: Diagram) -> Choice:
    """Add a package of the diagram to a program: one unit flows from the root to the end.

    Args:
        program: gets a whole column for each value of each issue and, where there are conditions, one for each edge.
        diagram: the packages to choose from; not empty.
    """
    choice = [[program.column(0.0, 1.0, whole=True) for _ in level[0]] for level in diagram.levels]
    if diagram.free:
        for columns in choice:
            program.row(dict.fromkeys(columns, 1.0), 1.0, 1.0)
        return choice
    arriving: dict[int, dict[int, float]] = {0: {}}
    for depth, (level, columns) in enumerate(zip(diagram.levels, choice, strict=True)):
        following: dict[int, dict[int, float]] = defaultdict(dict)
        by_place: list[dict[int, float]] = [{} for _ in columns]
        for number, node in enumerate(level):
            leaving: dict[int, float] = {}
            for place, child in enumerate(node):
                if child != DEAD:
                    edge = program.column(0.0, 1.0)
                    leaving[edge] = 1.0
                    by_place[place][edge] = 1.0
                    following[child][edge] = 1.0
            balance = leaving | dict.fromkeys(arriving.get(number, {}), -1.0)
            start = 1.0 if depth == 0 else 0.0
            program.row(balance, start, start)
        for column, edges in zip(columns, by_place, strict=True):
            program.row(edges | {column: -1.0}, 0.0, 0.0)
        arriving = following
    return choice


def longest(program: Program, diagram: Diagram, worth: Sequence[Sequence[Mapping[int, float]]]) -> int:
    """Add the largest worth of any package of the diagram to a program, as a column that is at least that.

    The potentials of the linear program dual to the longest way through the diagram.

    Args:
        program: gets a column for each node and a row for each edge.
        diagram: the packages; not empty.
        worth: for each issue and place, what the value adds, as factors by column.
    """
    after = [program.column(0.0, 0.0)]
    for level, values in zip(reversed(diagram.levels), reversed(worth), strict=True):
        now = [program.column() for _ in level]
        for column, node in zip(now, level, strict=True):
            for place, child in enumerate(node):
                if child != DEAD:
                    negative = {number: -factor for number, factor in values[place].items()}
                    program.row({column: 1.0, after[child]: -1.0} | negative, lower=0.0)
        after = now
    return after[0]


def places_of(solved: Solved, choice: Choice) -> tuple[int, ...]:
    """Return the package that a solution chose, as places among the issues' values."""
    return tuple(int(np.argmax(solved.point[columns])) for columns in choice)
