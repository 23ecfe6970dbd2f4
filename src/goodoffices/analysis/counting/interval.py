"""How far a share can lie from what was seen in a sample: the interval of Clopper and Pearson.

It holds the true share at least as often as it says, whatever the share and however small the sample (*The use of
confidence or fiducial limits illustrated in the case of the binomial*, Biometrika 26, 1934).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

_TINY: Final = 1e-300
_TERMS: Final = 100_000
_HALVINGS: Final = 100


def shares(hits: int, draws: int, confidence: float) -> tuple[float, float]:
    """Return the interval of a share.

    Args:
        hits: how many draws were hits, from 0 to `draws`.
        draws: how many independent draws there were, at least 1.
        confidence: the least probability, between 0 and 1, that the interval holds the share.
    """
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _falling_at(lambda share: _at_most(hits - 1, draws, share), 1 - tail)[0]
    high = 1.0 if hits == draws else _falling_at(lambda share: _at_most(hits, draws, share), tail)[1]
    return low, high


def _falling_at(falling: Callable[[float], float], value: float) -> tuple[float, float]:
    """Enclose where a falling function on the shares from 0 to 1 passes a value."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        # shares may be tiny, so what is halved is their size first
        middle = math.sqrt(low * high) if low > 0 else high / 16
        if high - low <= 1e-12 * high or not low < middle < high:
            break
        if falling(middle) > value:
            low = middle
        else:
            high = middle
    return low, high


def _at_most(hits: int, draws: int, share: float) -> float:
    """Return the probability of at most so many hits: the incomplete beta function of 1 − share."""
    return _beta(draws - hits, hits + 1, 1 - share, share)


def _beta(a: float, b: float, x: float, rest: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), `rest` being 1 − x.

    By the continued fraction of DLMF 8.17.22, evaluated by the method of Lentz.
    """
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _beta(b, a, rest, x)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    ratio, above, below = 1.0, 1.0, 0.0
    for term in range(_TERMS):
        m = term // 2
        if term == 0:
            part = 1.0
        elif term % 2:
            part = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            part = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        below = 1.0 + part * below
        below = 1.0 / (below if abs(below) > _TINY else _TINY)
        above = 1.0 + part / above
        above = above if abs(above) > _TINY else _TINY
        ratio *= above * below
        if abs(1.0 - above * below) < 1e-13:  # noqa: PLR2004 - as fine as the numbers are
            break
    return math.exp(front) * (ratio - 1.0) / a
