"""The fold of two parties in plain Python: for spaces so small that loading a compiled kernel would cost more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.space import Values
from goodoffices.analysis.tolerance import FOLD, RELATIVE

#: Minus both utilities (so that sorting puts the best first), the place taken, and the point it leads on to.
Link = tuple[float, float, int, "Link | None"]

#: Both utilities and the package that reaches them.
Reached = tuple[float, float, tuple[int, ...]]

END: Link = (0.0, 0.0, DEAD, None)


def fold_small(diagram: Diagram, values: Values) -> Front:
    """Return the front of a two-party space. See `folding`."""
    tables = values.tables
    epsilons = (FOLD * values.scales[0], FOLD * values.scales[1])
    fronts: list[list[list[Link]]] = [[[END]]]
    for level, xs, ys in zip(reversed(diagram.levels), reversed(tables[0]), reversed(tables[1]), strict=True):
        after = fronts[-1]
        fronts.append([_step(node, xs, ys, after, epsilons) for node in level])
    fronts.reverse()
    rows = [_unroll(link) for link in fronts[0][0]]
    points = [_point(values.utilities(row), row) for row in rows]
    points.sort(key=lambda point: (-point[0], -point[1]))
    kept = distinct(points, values)

    def find(wanted: Sequence[float]) -> tuple[int, ...] | None:
        if any(one > ceiling for one, ceiling in zip(wanted, values.ceilings, strict=True)):
            return None
        need_x, need_y = wanted[0] - values.biases[0], wanted[1] - values.biases[1]
        row: list[int] = []
        node = 0
        for number, level in enumerate(diagram.levels):
            xs, ys = tables[0][number], tables[1][number]
            for place, child in enumerate(level[node]):
                if child == DEAD:
                    continue
                x, y = xs[place] - need_x, ys[place] - need_y
                if any(x >= link[0] and y >= link[1] for link in fronts[number + 1][child]):
                    break
            else:
                return None
            row.append(place)
            need_x, need_y, node = need_x - xs[place], need_y - ys[place], child
        return tuple(row)

    return Front(
        np.array([point[:2] for point in kept], dtype=np.float64),
        np.array([point[2] for point in kept], dtype=np.int32).reshape(len(kept), len(diagram.levels)),
        0.0,
        find,
    )


def _point(utilities: Sequence[float], row: tuple[int, ...]) -> Reached:
    return utilities[0], utilities[1], row


def _step(
    node: Sequence[int],
    xs: Sequence[float],
    ys: Sequence[float],
    after: Sequence[Sequence[Link]],
    epsilons: tuple[float, float],
) -> list[Link]:
    """Return the non-dominated sums from one node on, the first party's best first."""
    candidates = []
    for place, child in enumerate(node):
        if child != DEAD:
            x, y = xs[place], ys[place]
            candidates += [
                (link[0] - x, link[1] - y, place, number) for number, link in enumerate(after[child])
            ]
    candidates.sort()
    kept: list[Link] = []
    best = float("inf")
    anchor = float("-inf")
    epsilon_x, epsilon_y = epsilons
    for x, y, place, number in candidates:
        if y < best - epsilon_y:
            link = (x, y, place, after[node[place]][number])
            if x - anchor <= epsilon_x:
                kept[-1] = link
            else:
                kept.append(link)
                anchor = x
            best = y
    return kept


def _unroll(link: Link) -> tuple[int, ...]:
    row = []
    rest: Link | None = link
    while rest is not None and rest[2] != DEAD:
        row.append(rest[2])
        rest = rest[3]
    return tuple(row)


def distinct(points: Sequence[Reached], values: Values) -> list[Reached]:
    """Merge points that are equal up to rounding and drop those dominated up to rounding; lowest first utility first.

    `points` come with the first party's best first.
    """
    slack_x, slack_y = (
        RELATIVE * max(1.0, min(s, c)) for s, c in zip(values.scales, values.ceilings, strict=True)
    )
    kept: list[Reached] = []
    anchor = float("inf")
    for point in points:
        if kept and point[1] <= kept[-1][1] + slack_y:
            continue
        if kept and anchor - point[0] <= slack_x:
            kept[-1] = point
        else:
            kept.append(point)
            anchor = point[0]
    kept.reverse()
    return kept
