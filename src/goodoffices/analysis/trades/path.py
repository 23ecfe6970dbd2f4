"""The path from a package to the frontier, nobody worse off at any step.

It ends at the package of the frontier that nobody loses by with the largest product of gains over the start: Nash's
solution with the package on the table in the place of no agreement, which is what Raiffa's *post-settlement settlement*
(Negotiation Journal 1(1), 1985) asks for. The way there is taken apart into steps as small as leave nobody worse off,
single issues and exchanges over two issues first, each time the fairest: the jointly improving directions of Ehtamo,
Verkama and Hämäläinen, *How to Select Fair Improving Directions in a Negotiation Model over Continuous Issues*, IEEE
Transactions on Systems, Man and Cybernetics C 29(1), 1999. Over options in place of a continuum small steps alone can
be stuck short of the frontier; then three issues or more move at once. No issue ever goes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.folding import Front
from goodoffices.analysis.solutions import nash
from goodoffices.analysis.solutions.choice import candidates_of, choose
from goodoffices.analysis.trades.table import Bargain, Floats, Places, contains

#: At each step so many ways of taking the rest of the way apart are tried.
MOST_PARTS: Final = 100_000

#: An issue with an order may stop at so many places on its way, and steps stop short so many times for each issue.
_STOPS: Final = 24
_ROUNDS: Final = 2

#: Shares closer than this are ranked as equal.
_SAME: Final = 1e-9

#: An issue by its number, and where it goes; several that go together.
Stop = tuple[int, int]
Part = tuple[Stop, ...]


def path_of(bargain: Bargain) -> list[Places]:
    """Return the packages along the path, the start first, a package of the frontier last."""
    here, high = bargain.start, bargain.utilities(bargain.start)
    path = [here]
    there = best_dominating(bargain, bargain.front, here, high)
    rounds = 0 if there is None else _ROUNDS * len(_moved(here, there))
    while there is not None and _differ(bargain, here, there):
        here = _next(bargain, here, there, high, halfway=len(path) <= rounds)
        high = np.maximum(high, bargain.utilities(here))
        path.append(here)
        there = nearest(bargain, here, there)
    return path


def _differ(bargain: Bargain, here: Places, there: Places) -> bool:
    """Say whether two packages are worth something else to somebody."""
    now = bargain.utilities(here)
    return bool((np.abs(bargain.utilities(there) - now) > bargain.slacks(now)).any())


def betters(bargain: Bargain, front: Front, utilities: Floats) -> bool:
    """Say whether a point of a front is better for some and worse for none."""
    slacks = bargain.slacks(utilities)
    at_least = (front.utilities >= utilities - slacks).all(axis=1)
    return bool((at_least & (front.utilities > utilities + slacks).any(axis=1)).any())


def best_dominating(bargain: Bargain, front: Front, here: Places, high: Floats) -> Places | None:
    """Return the package of a front with the largest product of gains, nobody worse off; None where none is better.

    Ties, and products of 0, go by the largest sorted gains. Among packages of the same worth one is taken that leaves
    as it is what nobody gains by moving.
    """
    if not betters(bargain, front, high):
        return None
    found = candidates_of(front, high, within=high - bargain.slacks(high))
    if found is None:
        return None
    chosen = choose(nash.objective, found, bargain.space.values, bargain.space.issues)
    if chosen is None:
        return None
    places = [issue.index_of(chosen.package[issue.id]) for issue in bargain.space.issues]
    return nearest(bargain, here, tuple(place for place in places if place is not None))


def nearest(bargain: Bargain, here: Places, there: Places) -> Places:
    """Put back what can be put back, one issue or two at a time, with nobody worse off than `there`.

    What `there` crosses may still be crossed, but nothing more.
    """
    floors = bargain.utilities(there)
    floors -= bargain.slacks(floors)
    diagram = bargain.kept if contains(bargain.kept, there) else bargain.space.feasible
    while True:
        moved = _moved(here, there)
        for back in (*((one,) for one in moved), *combinations(moved, 2)):
            tried = tuple(here[n] if n in back else place for n, place in enumerate(there))
            if contains(diagram, tried) and (bargain.utilities(tried) >= floors).all():
                there = tried
                break
        else:
            return there


def _moved(here: Places, there: Places) -> list[int]:
    return [number for number, place in enumerate(there) if place != here[number]]


def _next(bargain: Bargain, here: Places, there: Places, high: Floats, *, halfway: bool) -> Places:
    """Return the fairest step over one issue or two that leaves nobody worse off, neither now nor in what is left.

    Fairest: the largest smallest gain in shares of each party's span, then the next smallest, then the fewest issues
    and their order. With `halfway` an issue that has an order may go a part of its way. Where no such step is left,
    over three issues, four, and so on; where none will do or too many would have to be tried, the rest at once.
    """
    moved = _moved(here, there)
    ends = [(number, there[number]) for number in moved]
    stops = [(n, place) for n in moved for place in _stops(bargain, n, here, there)] if halfway else ends
    parts = [*combinations(stops, 1), *_two(stops)][:MOST_PARTS]
    left = MOST_PARTS
    size = 2
    while size < max(len(moved), 3) and parts:
        found = _first_allowed(bargain, here, there, high, parts)
        if found is not None:
            return found
        left -= len(parts)
        size += 1
        parts = list(islice(combinations(ends, size), left)) if left > 0 else []
    return there


def _two(stops: list[Stop]) -> Iterator[Part]:
    return (pair for pair in combinations(stops, 2) if pair[0][0] != pair[1][0])


def _first_allowed(
    bargain: Bargain, here: Places, there: Places, high: Floats, parts: Sequence[Part]
) -> Places | None:
    """Return where the fairest part leads that nobody loses by, now or later, and that nothing forbids."""
    added = [
        sum((bargain.worth[n][place] - bargain.worth[n][here[n]] for n, place in part), np.zeros(len(high)))
        for part in parts
    ]
    reached = bargain.added(here, np.array(added))
    last, slacks = bargain.utilities(there), bargain.slacks(high)
    good = (reached >= high - slacks).all(axis=1) & (reached > high + slacks).any(axis=1)
    good &= (reached <= last + slacks).all(axis=1)
    found = np.flatnonzero(good)
    shares = np.sort((reached[found] - high) / bargain.spans, axis=1)
    ranks: NDArray[np.int64] = np.round(shares / _SAME).astype(np.int64)
    for part in found[np.lexsort(-ranks.T[::-1])]:
        tried = list(here)
        for number, place in parts[part]:
            tried[number] = place
        if contains(bargain.kept, tried):
            return tuple(tried)
    return None


def _stops(bargain: Bargain, number: int, here: Places, there: Places) -> list[int]:
    """Return where an issue may go on its way: to its end, and to a few places between where it has an order."""
    first, last = here[number], there[number]
    if not bargain.space.issues[number].is_ordered:
        return [last]
    between = np.linspace(first, last, min(abs(last - first), _STOPS) + 1)[1:]
    return [round(place) for place in between.tolist()]
