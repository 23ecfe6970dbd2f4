"""A sum of unknown whole numbers with its ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.errors import AnalysisError

#: Factors by the number of the unknown.
Terms = Mapping[int, int]

#: The least and the most of an unknown; None: no upper end.
Bounds = list[tuple[int, int | None]]

#: Beyond this no figure is reckoned with: nothing that is counted one by one reaches it.
LARGEST: Final = 10**12

#: An unknown without an upper end runs to the sum of all figures times `_FAR`; what can then be more than that sum
#: times `_NEAR` is taken to have no upper end. Factors are small, so that nothing which has an end comes near.
_FAR: Final = 10**4
_NEAR: Final = 10**2


@dataclass(frozen=True)
class Row:
    """`low` ≤ Σ factor × unknown ≤ `high`; None: no such end. With a label it may be given up."""

    terms: Terms
    low: int | None
    high: int | None
    label: int | None = None


def sum_of(terms: Terms, values: Sequence[int]) -> int:
    """Return Σ factor × value."""
    return sum(factor * values[number] for number, factor in terms.items())


def checked(*ends: int | None) -> None:
    """Refuse what is too large to be reckoned with.

    Raises:
        AnalysisError: a figure is larger than `LARGEST`.
    """
    if any(end is not None and abs(end) > LARGEST for end in ends):
        raise AnalysisError(f"a figure above {LARGEST:,} cannot be reckoned with; write it in larger units")


def size_of(bounds: Bounds, rows: Iterable[Row]) -> int:
    """Return what all figures come to, and one more."""
    ends = [end for pair in bounds for end in pair]
    ends += [end for row in rows for end in (row.low, row.high)]
    return 1 + sum(abs(end) for end in ends if end is not None)


def far(size: int) -> int:
    """Return where unknowns without an upper end stop."""
    return size * _FAR


def endless(value: int, size: int) -> bool:
    """Say whether a value is so large that it has no upper end."""
    return value > size * _NEAR
