"""Compiled kernels. They are loaded only when a space is large enough to need them; `make setup` compiles them ahead.

Diagrams come flat, as `flat.flatten` makes them: `sizes[k]` values and `widths[k]` nodes at level k, nodes numbered
through all levels and the end last; `children` holds, node after node, the number of the child for each value or -1. A
free diagram (a chain) has one node a level, whose child is the next, and neither widths nor children are looked at.
Values come party after party, issue after issue.
"""

from __future__ import annotations

import numpy as np
from numba import njit

_START = 1024

_TINY = 1e-300


@njit(cache=True, nogil=True)
def _worse(x1, y1, o1, x2, y2, o2):
    """Say whether the first candidate comes after the second: by x, then y, both falling, then by place."""
    if x1 != x2:
        return x1 < x2
    if y1 != y2:
        return y1 < y2
    return o1 > o2


@njit(cache=True, nogil=True)
def _sink(hx, hy, ho, at, count):
    """Restore the heap below `at`."""
    while True:
        best = 2 * at + 1
        if best >= count:
            return
        other = best + 1
        if other < count and _worse(hx[best], hy[best], ho[best], hx[other], hy[other], ho[other]):
            best = other
        if not _worse(hx[at], hy[at], ho[at], hx[best], hy[best], ho[best]):
            return
        hx[at], hx[best] = hx[best], hx[at]
        hy[at], hy[best] = hy[best], hy[at]
        ho[at], ho[best] = ho[best], ho[at]
        at = best


@njit(cache=True, nogil=True)
def _offsets(free, sizes, widths):
    """Return where the values, the nodes and the children of each level start, and where they end."""
    levels = len(sizes)
    value_at, node_at, child_at = np.zeros((3, levels + 1), np.int64)
    for level in range(levels):
        value_at[level + 1] = value_at[level] + sizes[level]
        width = 1 if free else widths[level]
        node_at[level + 1] = node_at[level] + width
        child_at[level + 1] = child_at[level] + width * sizes[level]
    return value_at, node_at, child_at


@njit(cache=True, nogil=True)
def _child(free, node_at, child_at, children, sizes, level, node, place):
    if free:
        return node + 1
    return children[child_at[level] + (node - node_at[level]) * sizes[level] + place]


@njit(cache=True, nogil=True)
def _skip(ys, start, stop, added, barrier):
    """Return the first point of a stored front, from `start` on, whose y plus `added` passes the barrier."""
    step = 1
    low = start
    while low + step < stop and ys[low + step] + added <= barrier:
        low += step
        step *= 2
    high = min(low + step, stop)
    while low < high:
        middle = (low + high) // 2
        if ys[middle] + added <= barrier:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def _scale(values, value_at, sizes, bias):
    """Return the largest size that a sum of one value an issue can have, at least a tiny number."""
    total = 0.0
    for level in range(len(sizes)):
        largest = 0.0
        for at in range(value_at[level], value_at[level] + sizes[level]):
            largest = max(largest, abs(values[at]))
        total += largest
    return max(abs(bias) + total, _TINY)


@njit(cache=True, nogil=True)
def _grown(array):
    """Return an array with room for twice as many."""
    grown = np.empty(2 * len(array), array.dtype)
    grown[: len(array)] = array
    return grown


@njit(cache=True, nogil=True)
def _fold(free, sizes, value_at, node_at, child_at, children, xv, yv, finest, room):
    """Fold two parties' values over a diagram, from the last issue to the first.

    Every node's front lies in one stretch of the result, x falling and y rising. `finest`: how far apart points are.
    `room` holds how many points a node and all nodes may have, or the fold is given up, and how many a node keeps, y an
    even step apart, where it could have more; where that is 0 the fold is exact.

    Returns:
        x, y, place and next point of every stored point; start and stop of every node's stretch; what may be lost,
        -1 where the fold was given up.
    """
    epsilon_x, epsilon_y = finest
    most, total, coarse = room
    levels = len(sizes)
    nodes = node_at[levels] + 1
    starts = np.zeros(nodes, np.int64)
    stops = np.zeros(nodes, np.int64)
    xs, ys = np.empty(_START), np.empty(_START)
    place_of, next_of = np.empty(_START, np.int32), np.empty(_START, np.int32)
    xs[0] = ys[0] = 0.0
    place_of[0] = next_of[0] = -1
    used = 1
    stops[nodes - 1] = 1
    loss = 0.0
    for level in range(levels - 1, -1, -1):
        size = sizes[level]
        base = value_at[level]
        hx, hy, ho = np.empty(size), np.empty(size), np.empty(size, np.int64)
        at_of, stop_of = np.empty(size, np.int64), np.empty(size, np.int64)
        level_loss = 0.0
        for node in range(node_at[level], node_at[level + 1]):
            count = 0
            candidates = 0
            top = -np.inf
            for place in range(size):
                child = _child(free, node_at, child_at, children, sizes, level, node, place)
                if child >= 0:
                    candidates += stops[child] - starts[child]
                    top = max(top, ys[stops[child] - 1] + yv[base + place])
                    at_of[place], stop_of[place] = starts[child], stops[child]
                    hx[count] = xs[starts[child]] + xv[base + place]
                    hy[count] = ys[starts[child]] + yv[base + place]
                    ho[count] = place
                    count += 1
            for at in range(count // 2 - 1, -1, -1):
                _sink(hx, hy, ho, at, count)
            first = used
            anchor = 0.0
            gap = epsilon_y
            if coarse > 0 and candidates > coarse and (top - hy[0]) / coarse > gap:
                gap = (top - hy[0]) / coarse
                level_loss = max(level_loss, gap)
            while count > 0:
                x, y, place = hx[0], hy[0], ho[0]
                if used == first or y > ys[used - 1] + gap:
                    if used == first or anchor - x > epsilon_x:
                        if coarse == 0 and (used - first == most or used >= total):
                            return xs, ys, place_of, next_of, starts, stops, -1.0
                        if used == len(xs):
                            # one after another, so that no more than one is held twice
                            xs, ys = _grown(xs), _grown(ys)
                            place_of, next_of = _grown(place_of), _grown(next_of)
                        anchor = x
                        used += 1
                    xs[used - 1], ys[used - 1] = x, y
                    place_of[used - 1], next_of[used - 1] = place, at_of[place]
                after = _skip(ys, at_of[place] + 1, stop_of[place], yv[base + place], ys[used - 1] + gap)
                if after < stop_of[place]:
                    at_of[place] = after
                    hx[0], hy[0] = xs[after] + xv[base + place], ys[after] + yv[base + place]
                else:
                    count -= 1
                    hx[0], hy[0], ho[0] = hx[count], hy[count], ho[count]
                _sink(hx, hy, ho, 0, count)
            starts[node], stops[node] = first, used
        loss += level_loss
    return xs, ys, place_of, next_of, starts, stops, loss


@njit(cache=True, nogil=True)
def _unroll(place_of, next_of, start, stop, value_at, xv, yv, biases, ceilings, slacks):
    """Turn the root's front into packages and utilities, summed in issue order, distinct up to rounding.

    Returns:
        utilities (points × 2) and places (points × issues), by rising x.
    """
    points, levels = stop - start, len(value_at) - 1
    sums = np.empty((points, 2))
    for point in range(points):
        at = start + point
        x, y = biases[0], biases[1]
        for level in range(levels):
            place = place_of[at]
            x += xv[value_at[level] + place]
            y += yv[value_at[level] + place]
            at = next_of[at]
        sums[point, 0], sums[point, 1] = min(x, ceilings[0]), min(y, ceilings[1])
    order = np.arange(points)
    for at in range(1, points):  # the fold left them sorted but for rounding, so this takes one pass
        moved = order[at]
        to = at
        while to > 0:
            other = order[to - 1]
            if sums[other, 0] > sums[moved, 0] or (
                sums[other, 0] == sums[moved, 0] and sums[other, 1] >= sums[moved, 1]
            ):
                break
            order[to] = other
            to -= 1
        order[to] = moved
    kept = 0
    anchor = 0.0
    for at in range(points):
        point = order[at]
        if kept and sums[point, 1] <= sums[order[kept - 1], 1] + slacks[1]:
            continue
        if kept == 0 or anchor - sums[point, 0] > slacks[0]:
            anchor = sums[point, 0]
            kept += 1
        order[kept - 1] = point
    order = order[:kept][::-1]
    # packages are filled in once it is known which points are left, and in what order: they take the most room
    places = np.empty((kept, levels), np.int32)
    for number in range(kept):
        at = start + order[number]
        for level in range(levels):
            places[number, level] = place_of[at]
            at = next_of[at]
    return sums[order], places


@njit(cache=True, nogil=True)
def front_pair(free, sizes, widths, children, values, biases, ceilings, room, fold, same):
    """Fold two parties' values over a diagram and turn the root's front into packages.

    `values` holds the first party's, then the second's. `room` says how many points a node and all nodes may have, and
    how many a node keeps where that is not enough. `fold` and `same` are the tolerances, relative to the scale of sums
    and to the larger of 1 and utilities.

    Returns:
        utilities, places; x, y, start and stop of the stored points; what may be lost.
    """
    value_at, node_at, child_at = _offsets(free, sizes, widths)
    xv, yv = values[: value_at[-1]], values[value_at[-1] :]
    scale_x, scale_y = _scale(xv, value_at, sizes, biases[0]), _scale(yv, value_at, sizes, biases[1])
    finest = (fold * scale_x, fold * scale_y)
    most, total, coarse = room
    xs, ys, place_of, next_of, starts, stops, loss = _fold(
        free, sizes, value_at, node_at, child_at, children, xv, yv, finest, (most, total, 0)
    )
    if loss < 0:
        xs, ys, place_of, next_of, starts, stops, loss = _fold(
            free, sizes, value_at, node_at, child_at, children, xv, yv, finest, (most, total, coarse)
        )
    slack_x, slack_y = same * max(1.0, min(scale_x, ceilings[0])), same * max(1.0, min(scale_y, ceilings[1]))
    utilities, places = _unroll(
        place_of, next_of, starts[0], stops[0], value_at, xv, yv, biases, ceilings, (slack_x, slack_y)
    )
    return utilities, places, xs, ys, starts, stops, loss


@njit(cache=True, nogil=True)
def find_pair(free, sizes, widths, children, values, xs, ys, starts, stops, need_x, need_y):
    """Return the first package, in issue order, whose sums reach the needs; an empty array where none does."""
    value_at, node_at, child_at = _offsets(free, sizes, widths)
    xv, yv = values[: value_at[-1]], values[value_at[-1] :]
    levels = len(sizes)
    row = np.empty(levels, np.int32)
    node = 0
    for level in range(levels):
        base = value_at[level]
        found = False
        for place in range(sizes[level]):
            child = _child(free, node_at, child_at, children, sizes, level, node, place)
            if child < 0:
                continue
            x, y = need_x - xv[base + place], need_y - yv[base + place]
            low, high = starts[child], stops[child]
            while low < high:  # the last point with enough x has the most y of those
                middle = (low + high) // 2
                if xs[middle] >= x:
                    low = middle + 1
                else:
                    high = middle
            if low > starts[child] and ys[low - 1] >= y:
                row[level] = place
                need_x, need_y, node = x, y, child
                found = True
                break
        if not found:
            return row[:0]
    return row


@njit(cache=True, nogil=True)
def count_within(free, sizes, widths, children, tables, lows, highs, ways, floors):
    """Count the packages of a diagram whose sums reach every floor.

    `tables`, `lows`, `highs`: parties × (values, nodes): what each value adds, and the least and most that can follow
    each node. `ways`: how many packages follow each node. Whole branches are counted or cut where all or none of
    their packages reach the floors.
    """
    value_at, node_at, child_at = _offsets(free, sizes, widths)
    levels, parties = len(sizes), len(floors)
    sums = np.zeros((levels + 1, parties))
    node_of = np.zeros(levels + 1, np.int64)
    place_of = np.zeros(levels + 1, np.int64)
    level = 0
    total = 0
    while level >= 0:
        if place_of[level] == sizes[level]:
            level -= 1
            continue
        place = place_of[level]
        place_of[level] += 1
        child = _child(free, node_at, child_at, children, sizes, level, node_of[level], place)
        if child < 0:
            continue
        none = False
        every = True
        for party in range(parties):
            reached = sums[level, party] + tables[party, value_at[level] + place]
            sums[level + 1, party] = reached
            if reached + highs[party, child] < floors[party]:
                none = True
                break
            if reached + lows[party, child] < floors[party]:
                every = False
        if none:
            continue
        if every:
            total += ways[child]
            continue
        level += 1
        node_of[level] = child
        place_of[level] = 0
    return total
