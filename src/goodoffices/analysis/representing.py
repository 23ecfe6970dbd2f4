"""So many points that stand for a whole frontier, and how far any of its points is above them.

How well some points stand for all is measured by the additive ε-indicator (Zitzler et al., *Performance Assessment of
Multiobjective Optimizers: An Analysis and Review*, IEEE Transactions on Evolutionary Computation 7(2), 2003): the least
ε such that every point is, in every party's utility, at most ε above one of them. Two parties: the least there is, by
`covering`. More: the point farthest above all chosen is chosen next (Gonzalez, *Clustering to Minimize the Maximum
Intercluster Distance*, Theoretical Computer Science 38, 1985), and then each gives way to the point of its own
neighbourhood that serves this best, for as long as that helps. Without points that are kept in any case, ε is then at
most twice the least by which so many points could be near all others in every utility, above or below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from goodoffices.analysis.covering import nearest_cover
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.points import Points
from goodoffices.analysis.results import Frontier, Point, Solution
from goodoffices.analysis.tolerance import RELATIVE

#: Fewer points than this stand for nothing.
FEWEST: Final = 2

#: How often neighbourhoods are drawn anew at most, and how many differences may be looked at for it.
_ROUNDS: Final = 12
_WORK: Final = 3_000_000_000

_PAIR: Final = 2

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def check_points(points: object) -> int:
    """Return how many points are wanted.

    Raises:
        AnalysisError: it is no whole number, or below 2.
    """
    if isinstance(points, bool) or not isinstance(points, int) or points < FEWEST:
        raise AnalysisError(
            f"points: {points!r} is not how many points of a frontier can be given; "
            f"say a whole number, {FEWEST} or more"
        )
    return points


def represented(frontier: Frontier, solutions: Mapping[str, Solution | None], most: int) -> Frontier:
    """Return a frontier of which at most so many points are given, with their coverage.

    Each party's best points are among them where there is room for these, and the points of the solutions that lie on
    the frontier where there is room for both.

    Args:
        frontier: with all its points, by the first party's utility.
        solutions: the solutions, None for those that are none.
        most: how many points to give, 2 or more; all are given where there are no more.
    """
    if len(frontier.points) <= most:
        return structs.replace(frontier, coverage=0.0)
    utilities = utilities_of(frontier.points)
    numbers = choose(utilities, _kept(utilities, solutions.values(), most), most)
    points: Sequence[Point] = (
        frontier.points.take(numbers)
        if isinstance(frontier.points, Points)
        else tuple(frontier.points[number] for number in numbers.tolist())
    )
    return structs.replace(frontier, points=points, coverage=_coverage(utilities, numbers))


def utilities_of(points: Sequence[Point]) -> Floats:
    """Return the utilities of points, points × parties."""
    if isinstance(points, Points):
        return points.utilities
    return np.array([point.utilities for point in points], np.float64)


def choose(utilities: Floats, kept: Sequence[int], most: int) -> Integers:
    """Return the numbers of exactly so many points that stand for all, rising.

    Args:
        utilities: points × parties, non-dominated and distinct, by the first party's utility; more points than `most`.
        kept: the numbers of those that are chosen in any case, at most so many.
        most: how many points.
    """
    if len(kept) == most:
        return np.array(sorted(kept), np.int64)
    if utilities.shape[1] == _PAIR:
        chosen = nearest_cover(utilities, kept, most)
    else:
        chosen = _spread(np.asfortranarray(utilities), list(kept), most)
    if len(chosen) < most:  # fewer do as well; more, evenly among the others, show more
        others = np.delete(np.arange(len(utilities)), chosen)
        places = np.linspace(0, len(others) - 1, most - len(chosen)).round().astype(np.int64)
        chosen = np.concatenate([chosen, others[places]])
    return np.sort(chosen)


def _kept(utilities: Floats, solutions: Iterable[Solution | None], most: int) -> list[int]:
    """Return the points that are kept in any case: each party's best, and the solutions."""
    best = dict.fromkeys(utilities.argmax(axis=0).tolist())
    if len(best) > most:
        return []
    chosen = dict(best)
    for solution in solutions:
        if solution is not None:
            wanted = np.array(solution.utilities)
            near = np.abs(utilities - wanted) <= RELATIVE * np.maximum(1.0, np.abs(wanted))
            chosen.update(dict.fromkeys(np.flatnonzero(near.all(axis=1))[:1].tolist()))
    return list(chosen if len(chosen) <= most else best)


def _above(utilities: Floats, point: Floats) -> Floats:
    """Return how far each point is above one, in the utility in which it is so most."""
    above: Floats = utilities[:, 0] - point[0]
    for party in range(1, len(point)):
        np.maximum(above, utilities[:, party] - point[party], out=above)
    return above


def _coverage(utilities: Floats, numbers: Integers) -> float:
    """Return the most that any point is above the nearest of those chosen."""
    if utilities.shape[1] != _PAIR:
        return float(_nearest(utilities, numbers)[1].max())
    # of two parties the nearest below is the chosen one before or after a point
    after = np.searchsorted(numbers, np.arange(len(utilities)))
    before = numbers[np.maximum(after - 1, 0)]
    after = numbers[np.minimum(after, len(numbers) - 1)]
    nearer = [np.maximum(0.0, utilities - utilities[one]).max(axis=1) for one in (before, after)]
    return float(np.minimum(*nearer).max())


def _nearest(utilities: Floats, numbers: Integers) -> tuple[Integers, Floats]:
    """Return which of the points chosen each is nearest above, and how far."""
    nearest = np.zeros(len(utilities), np.int64)
    away = np.full(len(utilities), np.inf)
    for place, number in enumerate(numbers.tolist()):
        above = _above(utilities, utilities[number])
        nearest[above < away] = place
        np.minimum(away, above, out=away)
    return nearest, np.maximum(away, 0.0)


def _spread(utilities: Floats, kept: list[int], most: int) -> Integers:
    """Choose the farthest point, one after another, and move the chosen within their neighbourhoods."""
    chosen = kept or [int(utilities.min(axis=1).argmax())]
    nearest, away = _nearest(utilities, np.array(chosen))
    while len(chosen) < most:
        farthest = int(away.argmax())
        above = _above(utilities, utilities[farthest])
        nearest[above < away] = len(chosen)
        np.minimum(away, above, out=away)
        chosen.append(farthest)
    best, least = np.array(chosen), float(away.max())
    now = best
    for _ in range(min(_ROUNDS, _WORK // (utilities.size * most))):
        now = _moved(utilities, now, nearest, len(kept))
        nearest, away = _nearest(utilities, now)
        if away.max() >= least:
            break
        best, least = now, float(away.max())
    return best


def _moved(utilities: Floats, chosen: Integers, nearest: Integers, kept: int) -> Integers:
    """Move each point but those kept to where the highest utilities of its neighbourhood are least above it."""
    order = np.argsort(nearest, kind="stable")
    numbers, starts = np.unique(nearest[order], return_index=True)
    tops = np.full((len(chosen), utilities.shape[1]), -np.inf)
    tops[numbers] = np.maximum.reduceat(utilities[order], starts)
    missing = (tops[nearest] - utilities).max(axis=1)
    ranked = np.lexsort((missing, nearest))
    moved = chosen.copy()
    moved[numbers] = ranked[starts]
    moved[:kept] = chosen[:kept]
    return moved
