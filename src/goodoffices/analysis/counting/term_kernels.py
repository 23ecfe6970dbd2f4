"""The compiled search of counting where terms count or conditions must hold; its arrays are those of `terms.Layout`."""

from __future__ import annotations

import numpy as np
from numba import njit

#: States of a term: it can hold no longer, or holds whatever follows; all others are open.
DEAD_TERM = 0
HOLDS = 1


@njit(cache=True, nogil=True)
def search_terms(
    sizes,
    node_at,
    edges,
    edge_at,
    moves,
    move_at,
    tables,
    class_at,
    multiples,
    lows,
    highs,
    adds,
    needed,
    roots,
    floors,
    ways,
    moduli,
    effort,
):
    """Count the packages that reach every floor and hold all that is needed, modulo each of the moduli.

    Depth first, whole branches at a time where all or none of their packages do. `effort` limits the work, in terms
    looked at.

    Returns:
        the residues, and whether the search came to its end.
    """  # fmt: skip
    levels, parties, many = len(sizes), len(floors), len(roots)
    kinds = len(moduli)
    term_of = np.zeros((levels + 1, many), np.int32)
    state_of = np.zeros((levels + 1, many), np.int32)
    open_at = np.zeros(levels + 1, np.int64)
    wanting = np.zeros(levels + 1, np.int64)
    sums = np.zeros((levels + 1, parties))
    under, over = np.zeros((levels + 1, parties)), np.zeros((levels + 1, parties))
    node_of = np.zeros(levels + 1, np.int64)
    place_of = np.zeros(levels + 1, np.int64)
    product = np.ones((levels + 1, kinds), np.int64)
    total = np.zeros(kinds, np.int64)
    for term in range(many):
        if roots[term] == HOLDS:
            for party in range(parties):
                sums[0, party] += adds[party, term]
        elif roots[term] != DEAD_TERM:
            term_of[0, open_at[0]], state_of[0, open_at[0]] = term, roots[term]
            open_at[0] += 1
            wanting[0] += 1 if needed[term] else 0
            for party in range(parties):
                under[0, party] += min(0.0, adds[party, term])
                over[0, party] += max(0.0, adds[party, term])
    level = 0
    work = 0
    while level >= 0:
        if place_of[level] == sizes[level]:
            level -= 1
            continue
        place = place_of[level]
        place_of[level] += 1
        node = node_of[level]
        child = edges[edge_at[level] + (node - node_at[level]) * sizes[level] + place]
        if child < 0:
            continue
        work += 1 + open_at[level]
        if work > effort:
            return total, False
        after = level + 1
        for party in range(parties):
            sums[after, party] = sums[level, party] + tables[party, class_at[level] + place]
            under[after, party] = under[level, party]
            over[after, party] = over[level, party]
        wanting[after] = wanting[level]
        still = 0
        none = False
        for at in range(open_at[level]):
            term = term_of[level, at]
            state = moves[move_at[level] + state_of[level, at] * sizes[level] + place]
            if state > HOLDS:
                term_of[after, still], state_of[after, still] = term, state
                still += 1
                continue
            if needed[term]:
                if state == DEAD_TERM:
                    none = True
                    break
                wanting[after] -= 1
            for party in range(parties):
                add = adds[party, term]
                if add < 0:
                    under[after, party] -= add
                else:
                    over[after, party] -= add
                if state == HOLDS:
                    sums[after, party] += add
        if none:
            continue
        open_at[after] = still
        every = wanting[after] == 0
        for party in range(parties):
            reached = sums[after, party]
            if still == 0:
                under[after, party] = over[after, party] = 0.0
            if reached + over[after, party] + highs[party, child] < floors[party]:
                none = True
                break
            if reached + under[after, party] + lows[party, child] < floors[party]:
                every = False
        if none:
            continue
        if every:
            for kind in range(kinds):
                share = product[level, kind] * multiples[class_at[level] + place, kind] % moduli[kind]
                total[kind] = (total[kind] + share * ways[child, kind]) % moduli[kind]
        elif after < levels:
            for kind in range(kinds):
                product[after, kind] = (
                    product[level, kind] * multiples[class_at[level] + place, kind] % moduli[kind]
                )
            node_of[after], place_of[after] = child, 0
            level = after
    return total, True
