"""Compiled kernels of counting. Diagrams come flat, as `analysis.flat` makes them; see `analysis.kernels`."""

from __future__ import annotations

import numpy as np
from numba import njit

#: Exact counts beyond a machine word are held in limbs of so many bits, so that thousands can be added before a carry.
LIMB_BITS = 48
_MASK = (1 << LIMB_BITS) - 1
_CARRY_AFTER = 1 << 14

_DIGIT = 4
_DIGITS = 1 << _DIGIT


@njit(cache=True, nogil=True)
def lattice_level(edges, steps, after, low_after, shape_after, low, shape, limbs):
    """Return the ways on from every node of a level, for every need that can still occur there.

    `edges`: nodes × places, the child in the level after or -1. `steps`: parties × places, what each value adds, in
    units. `after`: nodes × limbs × cells, the same for the level after. `low_after` and `shape_after`: the least need
    and how many needs, by party, of the level after; `low` and `shape`: of this. `limbs`: how many a count has; one
    is a whole word.
    """
    nodes, places = edges.shape
    parties = len(low)
    cells = 1
    for party in range(parties):
        cells *= shape[party]
    last = parties - 1
    inner = shape[last]
    rows = cells // inner
    grids = np.zeros((nodes, limbs, cells), np.int64)
    index = np.zeros(parties, np.int64)
    for node in range(nodes):
        added = 0
        for place in range(places):
            child = edges[node, place]
            if child < 0:
                continue
            shift = low[last] - steps[last, place] - low_after[last]
            stop = min(inner, shape_after[last] - shift)
            if stop <= 0:
                continue
            index[:] = 0
            for row in range(rows):
                base = 0
                for party in range(last):
                    at = index[party] + low[party] - steps[party, place] - low_after[party]
                    if at >= shape_after[party]:
                        base = -1
                        break
                    base = base * shape_after[party] + max(at, 0)
                if base >= 0:
                    base *= shape_after[last]
                    met = min(stop, max(0, -shift))
                    for limb in range(limbs):
                        grid = grids[node, limb, row * inner : row * inner + inner]
                        ways = after[child, limb, base : base + shape_after[last]]
                        for cell in range(met):
                            grid[cell] += ways[0]
                        for cell in range(met, stop):
                            grid[cell] += ways[cell + shift]
                for party in range(last - 1, -1, -1):
                    index[party] += 1
                    if index[party] < shape[party]:
                        break
                    index[party] = 0
            added += 1
            if limbs > 1 and added % _CARRY_AFTER == 0:
                _carry(grids[node])
        if limbs > 1:
            _carry(grids[node])
    return grids


@njit(cache=True, nogil=True)
def _carry(grid):
    limbs, cells = grid.shape
    for limb in range(limbs - 1):
        for cell in range(cells):
            grid[limb + 1, cell] += grid[limb, cell] >> LIMB_BITS
            grid[limb, cell] &= _MASK


@njit(cache=True, nogil=True)
def settle(keys, bits, values):
    """Return the places of values in ascending order, from sorted keys of which the lower `bits` are places.

    What lies above them grows with the value, but is coarser, so that runs of equal ones are put in order here.
    """
    total = len(keys)
    mask = (np.int64(1) << bits) - 1
    out = np.empty(total, np.int32)
    start = 0
    while start < total:
        coarse = keys[start] >> bits
        stop = start
        rising = True
        while stop < total and keys[stop] >> bits == coarse:
            out[stop] = keys[stop] & mask
            if stop > start and values[out[stop]] < values[out[stop - 1]]:
                rising = False
            stop += 1
        if not rising:
            run = out[start:stop].copy()
            within = np.argsort(values[run])
            for at in range(len(run)):
                out[start + at] = run[within[at]]
        start = stop
    return out


@njit(cache=True, nogil=True)
def sequence(points, by_points, needs, by_needs):
    """Return points and needs from the largest to the least, points first where equal; needs are numbered after points.

    `points` and `needs` ascend; `by_points` and `by_needs` say which each is.
    """
    many, more = len(points), len(needs)
    out = np.empty(many + more, np.int32)
    one, other = many - 1, more - 1
    for at in range(many + more):
        if one >= 0 and (other < 0 or points[one] >= needs[other]):
            out[at] = by_points[one]
            one -= 1
        else:
            out[at] = many + by_needs[other]
            other -= 1
    return out


@njit(cache=True, nogil=True)
def ranks_of(order):
    """Return the rank of each number in an order from the largest to the least, the largest having the highest."""
    ranks = np.empty(len(order), np.uint32)
    for at in range(len(order)):
        ranks[order[at]] = len(order) - 1 - at
    return ranks


@njit(cache=True, nogil=True)
def count_two(order, ranks, points):
    """Count pairs of a point and a need, the point before the need in `order` and above it in `ranks`.

    The order is parted by one digit of the rank after another, the highest first; as ranks are all the whole numbers
    from 0, each part lies where its ranks say. A need meets the points that came before it with a higher digit.
    """
    total = len(order)
    now, then = np.empty(total, np.uint32), np.empty(total, np.uint32)
    for at in range(total):
        one = order[at]
        now[at] = (ranks[one] << np.uint32(1)) | np.uint32(1 if one >= points else 0)
    bits = 0
    while (1 << bits) < total:
        bits += 1
    bits = max(_DIGIT, -(-bits // _DIGIT) * _DIGIT)
    found = 0
    met = np.zeros(_DIGITS, np.int64)
    to = np.zeros(_DIGITS, np.int64)
    while bits > 0:
        width = 1 << bits
        bits -= _DIGIT
        shift = np.uint32(bits + 1)
        for start in range(0, total, width):
            for digit in range(_DIGITS):
                met[digit] = 0
                to[digit] = start + (digit << bits)
            for at in range(start, min(start + width, total)):
                one = now[at]
                own = np.int64((one >> shift) & np.uint32(_DIGITS - 1))
                if one & np.uint32(1):
                    found += met[own]
                else:
                    for lower in range(own):
                        met[lower] += 1
                then[to[own]] = one
                to[own] += 1
        now, then = then, now
    return found


@njit(cache=True, nogil=True)
def count_three(order, seconds, by_third, points):
    """Count pairs of a point and a need, the point before the need in two orders and above it in a rank.

    As `count_two`, by one bit of the rank at a time; a tree of sums (Fenwick, 1994) over the places in the second order
    counts the points before. Both orders are parted alike, so that the tree of a part is no larger than the part.
    """
    total = len(order)
    now, then = order.copy(), np.empty(total, np.int32)
    third, parted = by_third.copy(), np.empty(total, np.int32)
    place_of = np.empty(total, np.int32)
    tree = np.zeros(total + 1, np.int32)
    bits = 1
    while (1 << bits) < total:
        bits += 1
    found = 0
    while bits > 0:
        width = 1 << bits
        bits -= 1
        bit = np.uint32(bits)
        for start in range(0, total, width):
            stop = min(start + width, total)
            size = stop - start
            low, high = start, start + (1 << bits)
            for at in range(start, stop):
                one = third[at]
                place_of[one] = at - start + 1
                if (seconds[one] >> bit) & np.uint32(1):
                    parted[high] = one
                    high += 1
                else:
                    parted[low] = one
                    low += 1
            low, high = start, start + (1 << bits)
            for at in range(size + 1):
                tree[at] = 0
            for at in range(start, stop):
                one = now[at]
                place = place_of[one]
                if (seconds[one] >> bit) & np.uint32(1):
                    if one < points:
                        while place <= size:
                            tree[place] += 1
                            place += place & -place
                    then[high] = one
                    high += 1
                else:
                    if one >= points:
                        while place > 0:
                            found += tree[place]
                            place -= place & -place
                    then[low] = one
                    low += 1
        now, then = then, now
        third, parted = parted, third
    return found


@njit(cache=True, nogil=True)
def tilt(free, sizes, widths, children, tables, lean):
    """Weigh every package by the exponential of its leaning sum, and add up from every node on.

    `tables`: parties × values. `lean`: how much each party's sum counts.

    Returns:
        the cumulated shares of a node's places, laid out as `children` (a free diagram's as its values); the logarithm
        of all weight; the mean and the covariance of the sums under these weights.
    """
    levels, parties = len(sizes), len(lean)
    value_at = np.zeros(levels + 1, np.int64)
    node_at = np.zeros(levels + 1, np.int64)
    edge_at = np.zeros(levels + 1, np.int64)
    for level in range(levels):
        width = 1 if free else widths[level]
        value_at[level + 1] = value_at[level] + sizes[level]
        node_at[level + 1] = node_at[level] + width
        edge_at[level + 1] = edge_at[level] + width * sizes[level]
    nodes = node_at[levels] + 1
    shares = np.zeros(edge_at[levels])
    logs = np.zeros(nodes)
    means = np.zeros((nodes, parties))
    squares = np.zeros((nodes, parties, parties))
    sums = np.zeros(parties)
    for level in range(levels - 1, -1, -1):
        for node in range(node_at[level], node_at[level + 1]):
            first = edge_at[level] + (node - node_at[level]) * sizes[level]
            top = -np.inf
            for place in range(sizes[level]):
                child = node + 1 if free else children[first + place]
                weight = -np.inf
                if child >= 0:
                    weight = logs[child]
                    for party in range(parties):
                        weight += lean[party] * tables[party, value_at[level] + place]
                shares[first + place] = weight
                top = max(top, weight)
            total = 0.0
            for place in range(sizes[level]):
                shares[first + place] = np.exp(shares[first + place] - top)
                total += shares[first + place]
            logs[node] = top + np.log(total)
            cumulated = 0.0
            for place in range(sizes[level]):
                share = shares[first + place] / total
                if share > 0:
                    child = node + 1 if free else children[first + place]
                    for party in range(parties):
                        sums[party] = tables[party, value_at[level] + place] + means[child, party]
                        means[node, party] += share * sums[party]
                    for party in range(parties):
                        for other in range(parties):
                            squares[node, party, other] += share * (
                                squares[child, party, other] + sums[party] * sums[other]
                            )
                cumulated += share
                shares[first + place] = cumulated
            for party in range(parties):
                for other in range(parties):
                    squares[node, party, other] -= means[node, party] * means[node, other]
    return shares, logs[0], means[0], squares[0]


@njit(cache=True, nogil=True)
def draw(free, sizes, widths, children, tables, shares, lean, floors, draws, dice):
    """Draw packages by the shares that `tilt` gives, and count those accepted.

    A package is accepted where its sums reach all floors, and then with the probability by which the weights of its
    leaning sum lie below those of the floors, so that all packages of the zone are equally likely to be.
    """
    levels, parties = len(sizes), len(floors)
    sums = np.zeros(parties)
    accepted = 0
    for _ in range(draws):
        sums[:] = 0.0
        node, first_value, first_node, first_edge = 0, 0, 0, 0
        for level in range(levels):
            first = first_edge + (0 if free else (node - first_node) * sizes[level])
            share = dice.random()
            low, high = 0, sizes[level] - 1
            while low < high:  # the first place whose cumulated share passes the number drawn
                middle = (low + high) // 2
                if shares[first + middle] > share:
                    high = middle
                else:
                    low = middle + 1
            if not free:
                while children[first + low] < 0:  # a share that rounding has left over
                    low -= 1
            for party in range(parties):
                sums[party] += tables[party, first_value + low]
            width = 1 if free else widths[level]
            first_value += sizes[level]
            first_node += width
            first_edge += width * sizes[level]
            node = node + 1 if free else children[first + low]
        above = 0.0
        reached = True
        for party in range(parties):
            if sums[party] < floors[party]:
                reached = False
                break
            above += lean[party] * (sums[party] - floors[party])
        if reached and (above <= 0.0 or dice.random() < np.exp(-above)):
            accepted += 1
    return accepted
