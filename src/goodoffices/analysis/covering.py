"""The fewest points of a frontier of two parties that come near enough to all of it.

Plain Python, so that it runs at once for few points, and compiled for many; hence flat arrays and plain loops.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

#: So many points asked for are worth loading the compiler for.
_COMPILED: Final = 500

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def cover(xs: Any, ys: Any, kept: Any, nearness: float, chosen: Any) -> int:  # noqa: ANN401 - lists, or arrays where it is compiled
    """Choose the fewest points beside those kept so that every point is at most so much above one, in both columns.

    Each point serves the points of one stretch around it, and both ends of the stretches rise with the points. Taking
    of those that serve the first point not served yet the one whose stretch ends last is best.

    Args:
        xs: what the points are worth to one party, rising.
        ys: what they are worth to the other, falling.
        kept: numbers of points that are chosen anyway, rising.
        nearness: how far above is near enough.
        chosen: where the numbers of the points chosen beside are written.

    Returns:
        how many are chosen beside; one more than there is room for where that is not enough.
    """
    count, room = len(xs), len(chosen)
    used = at = number = 0
    while at < count:
        if number < len(kept) and (kept[number] <= at or ys[at] - ys[kept[number]] <= nearness):
            point = kept[number]
            number += 1
        else:
            if used == room:
                return room + 1
            low, high = at, count - 1
            while low < high:  # the last that still serves `at`
                middle = (low + high + 1) // 2
                if ys[at] - ys[middle] <= nearness:
                    low = middle
                else:
                    high = middle - 1
            point = low
            chosen[used] = point
            used += 1
        low, high = max(at - 1, point), count - 1
        while low < high:  # the last that it serves
            middle = (low + high + 1) // 2
            if xs[middle] - xs[point] <= nearness:
                low = middle
            else:
                high = middle - 1
        if xs[low] - xs[point] <= nearness:
            at = max(at, low + 1)
    return used


@cache
def _compiled() -> Callable[..., int]:
    from numba import njit  # noqa: PLC0415 - heavy, and only for many points

    work: Callable[..., int] = njit(cache=True, nogil=True)(cover)
    return work


def nearest_cover(utilities: Floats, kept: Sequence[int], most: int) -> Integers:
    """Choose so many points of two parties that the farthest any point is above one of them is as little as possible.

    The nearness is found by halving among all floating-point numbers, so that the choice is the best there is and not
    one close to it.

    Args:
        utilities: points × 2, the first column rising, the second falling.
        kept: numbers of points that are among them in any case; fewer than all.
        most: how many points at most, at least one and not fewer than are kept.

    Returns:
        the numbers of the points chosen, rising; at most so many.
    """
    held = np.array(sorted(kept), np.int64)
    xs, ys = np.ascontiguousarray(utilities[:, 0]), np.ascontiguousarray(utilities[:, 1])
    chosen = np.zeros(most - len(held), np.int64)
    work: Callable[..., int] = cover
    arguments: tuple[Any, Any, Any] = (xs, ys, held)
    if most > _COMPILED or "numba" in sys.modules:
        work = _compiled()
    else:
        arguments = (xs.tolist(), ys.tolist(), held.tolist())
    low, high = 0, _bits(max(float(xs[-1] - xs[0]), float(ys[0] - ys[-1])))
    while low < high:
        middle = (low + high) // 2
        if work(*arguments, _float(middle), chosen) <= len(chosen):
            high = middle
        else:
            low = middle + 1
    used = work(*arguments, _float(high), chosen)
    return np.union1d(held, chosen[:used])


def _bits(number: float) -> int:
    """Return the place of a number among all floating-point numbers that are not negative."""
    return int(np.float64(number).view(np.int64))


def _float(bits: int) -> float:
    return float(np.int64(bits).view(np.float64))


def warm() -> None:
    """Compile, so that the machine code lies in the cache."""
    ends = np.array([0.0, 1.0])
    _compiled()(ends, ends[::-1].copy(), np.zeros(0, np.int64), 0.5, np.zeros(2, np.int64))
