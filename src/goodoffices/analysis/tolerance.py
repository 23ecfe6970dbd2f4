"""How floating-point utilities are compared: at 1e-9 relative, the same everywhere."""

from __future__ import annotations

from typing import Final

#: Two utilities closer than this, relative to the larger of 1 and their size, are the same.
RELATIVE: Final = 1e-9

#: What a fold may lose at each issue, relative to the largest utility; with 100 issues still below `RELATIVE`.
FOLD: Final = 1e-12


#: Utilities may be no larger than this: products of the gains of six parties stay numbers.
LARGEST: Final = 1e50


def slack(value: float) -> float:
    """Return how far from `value` another utility may lie and still count as equal."""
    return RELATIVE * max(1.0, abs(value))


def floor_of(value: float) -> float:
    """Return the lowest utility that counts as at least `value`."""
    return value - slack(value)
