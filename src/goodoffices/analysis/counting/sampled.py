"""How many packages give every party enough, estimated from packages drawn at random.

Packages of a diagram are drawn by weights that grow with the binding parties' sums (exponential tilting: Siegmund,
*Importance Sampling in the Monte Carlo Study of Sequential Tests*, Annals of Statistics 4, 1976), so that a zone is
hit however rare it is among all packages. Of those in the zone one is kept with the probability that undoes its weight
(von Neumann's rejection). The zone is then a known number times the share kept, and of a share there is an interval
that holds whatever its size (`interval`). Weights decide only how narrow it is; they are those whose known number,
which bounds the zone from above (Chernoff), is smallest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.counting import kernels
from goodoffices.analysis.counting.binding import CONFIDENCE, Binding, Count
from goodoffices.analysis.counting.interval import shares
from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.flat import Flat, flatten

#: Draws that show how many it takes, and hits beyond which more draws tell little more.
_PILOT: Final = 20_000
_ENOUGH: Final = 40_000

#: Seconds that an issue of a draw takes; from measurements.
_SECONDS_AN_ISSUE: Final = 2.5e-8

#: Steps towards the best weights; and how far sums may lean, in sums of the largest size.
_STEPS: Final = 40
_STEEPEST: Final = 500.0

#: The known number is a sum of floating-point numbers, off by less than this, relatively.
_ROUNDING: Final = 1e-9

Floats = NDArray[np.float64]
Number = Fraction | int


class Tilted(NamedTuple):
    """Weights, and the logarithm of the number that bounds the zone from above."""

    lean: Floats
    shares: Floats
    bound: float


def sampled_count(
    diagram: Diagram, binding: Sequence[Binding], *, seconds: float = 0.5, seed: int = 0
) -> Count:
    """Estimate how many packages reach all floors.

    Args:
        diagram: the packages, one at least.
        binding: the parties whose floors bind.
        seconds: about how long drawing may take; it is turned into a number of draws, so that an answer is the same
            every time.
        seed: draws with another seed are others.

    Returns:
        an estimate and an interval that holds the count with `CONFIDENCE`.
    """
    flat = flatten(diagram)
    tables = np.array([[value for issue in one.table for value in issue] for one in binding])
    scales = np.maximum(np.abs(tables).max(axis=1), 1e-300)
    tables = tables / scales[:, None]
    floors = np.array([one.floor for one in binding]) / scales
    tilted = _tilted(flat, tables, floors)
    dice = np.random.default_rng(seed)
    args = (*flat, tables, tilted.shares, tilted.lean, floors)
    most = max(_PILOT, int(seconds / (_SECONDS_AN_ISSUE * (len(diagram.levels) + 2))))
    hits = kernels.draw(*args, _PILOT, dice)
    draws = min(most, max(_PILOT, _PILOT * _ENOUGH // max(hits, 1)))
    hits = int(kernels.draw(*args, draws, dice))  # afresh: the pilot has decided how many
    low, high = shares(hits, draws, CONFIDENCE)
    if not tilted.lean.any():
        return _count(hits, *(diagram.packages * Fraction(share) for share in (hits / draws, low, high)))
    rounded = low * (1 - _ROUNDING), high * (1 + _ROUNDING)
    return _count(hits, *(_exponential(tilted.bound, share) for share in (hits / draws, *rounded))).within(
        0, diagram.packages
    )


def _count(hits: int, estimate: Number, low: Number, high: Number) -> Count:
    """Return the count of an estimate and its interval; a hit is a package."""
    lowest = max(math.floor(low), min(hits, 1))
    highest = max(math.ceil(high), lowest)
    return Count(min(max(round(estimate), lowest), highest), "sampled", (lowest, highest))


def _exponential(power: float, share: float) -> int:
    """Return `share` × e to a power that may be far beyond what floating-point numbers hold."""
    if share <= 0:
        return 0
    doublings = (power + math.log(share)) / math.log(2)
    whole = math.floor(doublings)
    mantissa = int(2.0 ** (doublings - whole) * 2.0**52)
    return mantissa << (whole - 52) if whole >= 52 else -(-mantissa >> (52 - whole))  # noqa: PLR2004 - bits


def _tilted(flat: Flat, tables: Floats, floors: Floats) -> Tilted:
    """Find the weights with the smallest bound: Newton's method on a convex function, weights from 0 up.

    Whatever is found serves; better weights make for more hits.
    """
    lean = np.zeros(len(floors))
    part, log, mean, spread = kernels.tilt(*flat, tables, lean)
    best = Tilted(lean, part, log)
    for _ in range(_STEPS):
        slope = mean - floors
        open_ = (lean > 0) | (slope < 0)
        wide = float(spread.trace())
        # no spread, or less by rounding: all weight lies on one sum, and leaning further moves nothing
        if not open_.any() or wide <= 0 or np.abs(slope[open_]).max() < 1e-6 * math.sqrt(wide):
            break
        step = np.zeros(len(floors))
        curve = spread[np.ix_(open_, open_)]
        curve = curve + 1e-9 * (curve.trace() + 1e-300) * np.eye(len(curve))
        step[open_] = -np.linalg.solve(curve, slope[open_])
        for _ in range(_STEPS):
            moved = np.clip(lean + step, 0.0, _STEEPEST)
            part, log, mean, spread = kernels.tilt(*flat, tables, moved)
            if log - moved @ floors < best.bound:
                break
            step *= 0.5
        else:
            break
        gained = best.bound - (log - moved @ floors)
        lean = moved
        best = Tilted(lean, part, float(log - moved @ floors))
        if gained < 1e-4:  # noqa: PLR2004 - less than a hundredth of a percent fewer draws
            break
    return best
