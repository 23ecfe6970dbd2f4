"""Straight lines over the way an input takes, from 0 (where it is now) to 1 (the far end)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: A constant and a slope, for one line or an array of lines.
Line = tuple[Floats | float, Floats | float]

#: From where to where on the way, and the constant and slope that hold there.
Stretch = tuple[float, float, float, float]

#: Places on the way closer than this are one.
TINY: Final = 1e-12


def crossing(one: Line, other: Line) -> Floats:
    """Return where lines cross; not a number where they are parallel."""
    rise = np.asarray(other[0] - one[0], np.float64)
    run = np.asarray(one[1] - other[1], np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = rise / run
    return np.where(np.isfinite(at), at, np.nan)


def upper_envelope(constants: Floats, slopes: Floats, start: float, end: float) -> list[Stretch]:
    """Return the largest of some lines, stretch by stretch from `start` to `end`."""
    stretches: list[Stretch] = []
    at = start
    while True:
        heights = constants + slopes * at
        highest = float(heights.max())
        near = np.flatnonzero(heights >= highest - TINY * max(1.0, abs(highest)))
        top = int(near[np.argmax(slopes[near])])
        steeper = slopes > slopes[top]
        until = crossing((constants[steeper], slopes[steeper]), (constants[top], slopes[top]))
        until = until[until > at + TINY]
        stop = min(float(until.min()), end) if len(until) else end
        stretches.append((at, stop, float(constants[top]), float(slopes[top])))
        if stop >= end - TINY:
            stretches[-1] = (at, end, *stretches[-1][2:])
            return stretches
        at = stop


def lower_envelope(constants: Floats, slopes: Floats, start: float, end: float) -> list[Stretch]:
    """Return the smallest of some lines, stretch by stretch."""
    return [(a, b, -c, -d) for a, b, c, d in upper_envelope(-constants, -slopes, start, end)]
