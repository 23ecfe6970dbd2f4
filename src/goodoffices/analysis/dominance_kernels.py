"""Compiled kernels of dominance among points of three parties and more, all of whom want more.

Points come sorted: by the first party's utility, falling, among equals by the second's and so on. A point is then
dominated, or a repetition, exactly where an earlier one is at least as high in every other column.

Three parties: one sweep with a Fenwick tree of the highest third utility by the second's rank, after Kung, Luccio and
Preparata, *On Finding the Maxima of a Set of Vectors*, JACM 22(4), 1975. More parties: tiles of points as sets of bits.
For every column, a tile keeps which of its points are among the highest so many; where the sets that belong to a
point's utilities have no member in common, nothing in the tile dominates it. That looks at 64 points at once, and at
several words at once where the processor can.
"""

from __future__ import annotations

import numpy as np
from numba import njit

#: How many points more each next set of a column has.
_STEP = 128

#: Points of the first tile, and of the largest; each has so many times the last one's.
_FIRST, _LARGEST, _GROWTH = 512, 16_384, 4

#: Words looked at before the first question whether anything was found.
_WORDS = 16

#: So many points of the largest sums are tried on all others first.
_BEST = 24


@njit(cache=True, nogil=True)
def beaten_by_best(points, shares):
    """Return which points are dominated by one of a few whose weighted sums of utilities are largest.

    `points`: points × parties, in any order; `shares`: what each party's utilities are multiplied by in the sums.
    """
    count, parties = points.shape
    best = np.empty(_BEST, np.int64)
    sums = np.full(_BEST, -np.inf)
    found = np.zeros(count, np.bool_)
    for point in range(count):
        total = 0.0
        for party in range(parties):
            total += points[point, party] * shares[party]
        if total > sums[_BEST - 1]:
            at = _BEST - 1
            while at > 0 and sums[at - 1] < total:
                sums[at], best[at] = sums[at - 1], best[at - 1]
                at -= 1
            sums[at], best[at] = total, point
    for point in range(count):
        for number in range(min(_BEST, count)):
            other = best[number]
            higher = False
            for party in range(parties):
                if points[other, party] < points[point, party]:
                    higher = False
                    break
                if points[other, party] > points[point, party]:
                    higher = True
            if higher:
                found[point] = True
                break
    return found


@njit(cache=True, nogil=True)
def sweep(ranks, thirds):
    """Return which of the sorted points of three parties are non-dominated, the first of equal ones.

    `ranks`: of the second utilities, 0 the highest, the same for the same utility; `thirds`: the third utilities.
    """
    count = len(thirds)
    kept = np.zeros(count, np.bool_)
    highest = np.full(count + 1, -np.inf)
    for point in range(count):
        third = thirds[point]
        at = ranks[point] + 1
        beaten = False
        while at > 0:
            if highest[at] >= third:
                beaten = True
                break
            at &= at - 1
        if beaten:
            continue
        kept[point] = True
        at = ranks[point] + 1
        while at <= count:
            highest[at] = max(highest[at], third)
            at += at & -at
    return kept


@njit(cache=True, nogil=True)
def _sets(points, tile):
    """Return the sets of a tile's highest points by column, one every so many points, and the lowest value in each."""
    columns = points.shape[1]
    count = len(tile)
    steps = (count + _STEP - 1) // _STEP
    words = (count + 64 * _WORDS - 1) // (64 * _WORDS) * _WORDS
    lowest = np.empty((columns, steps))
    sets = np.zeros((columns, steps, words), np.uint64)
    column_of = np.empty(count)
    for column in range(columns):
        for place in range(count):
            column_of[place] = -points[tile[place], column]
        order = np.argsort(column_of)
        for step in range(steps):
            row = sets[column, step]
            if step > 0:
                row[:] = sets[column, step - 1]
            for at in range(step * _STEP, min(count, (step + 1) * _STEP)):
                place = order[at]
                lowest[column, step] = -column_of[place]
                row[place >> 6] |= np.uint64(1) << np.uint64(place & 63)
    return lowest, sets


@njit(cache=True, nogil=True)
def _reached(points, one, tile, limit, lowest, sets, chosen, common):
    """Say whether one of the first `limit` points of a tile is at least as high as a point in every column.

    The last two are room to work in.
    """
    columns, steps = lowest.shape
    for column in range(columns):
        value = points[one, column]
        low, high = 0, steps - 1
        while low < high:
            middle = (low + high) // 2
            if lowest[column, middle] >= value:
                low = middle + 1
            else:
                high = middle
        chosen[column] = low
    for start in range(0, (limit + 63) // 64, _WORDS):
        for word in range(_WORDS):
            common[word] = sets[0, chosen[0], start + word]
        for column in range(1, columns):
            step = chosen[column]
            for word in range(_WORDS):
                common[word] &= sets[column, step, start + word]
        some = np.uint64(0)
        for word in range(_WORDS):
            some |= common[word]
        if some == np.uint64(0):
            continue
        for word in range(_WORDS):
            rest = common[word]
            place = (start + word) * 64
            while rest != np.uint64(0):
                if rest & np.uint64(1):
                    if place >= limit:
                        return False
                    other = tile[place]
                    higher = True
                    for column in range(columns):
                        if points[other, column] < points[one, column]:
                            higher = False
                            break
                    if higher:
                        return True
                rest >>= np.uint64(1)
                place += 1
    return False


@njit(cache=True, nogil=True)
def tiles(points):
    """Return which of the sorted points are non-dominated, the first of equal ones.

    `points`: points × columns, the utilities of all parties but the first.
    """
    count = len(points)
    kept = np.ones(count, np.bool_)
    left = np.arange(count)
    chosen, common = np.empty(points.shape[1], np.int64), np.empty(_WORDS, np.uint64)
    size = _FIRST
    while len(left):
        tile = left[:size]
        lowest, sets = _sets(points, tile)
        own = 0
        for place in range(len(tile)):
            if _reached(points, tile[place], tile, place, lowest, sets, chosen, common):
                kept[tile[place]] = False
            else:
                own += 1
        if len(tile) == len(left):
            break
        if own < len(tile):
            tile = tile[kept[tile]]
            lowest, sets = _sets(points, tile)
        to = 0
        rest = left[size:].copy()
        for at in range(len(rest)):
            one = rest[at]
            if _reached(points, one, tile, len(tile), lowest, sets, chosen, common):
                kept[one] = False
            else:
                rest[to] = one
                to += 1
        left = rest[:to]
        size = min(_LARGEST, size * _GROWTH)
    return kept
