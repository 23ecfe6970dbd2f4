"""Whole numbers of which only a range is known: nothing is averaged, and no end is moved.

What a bound means, here and wherever figures are added up:

- `exactly` n: n, or what lies from n to `high`; `range`: the same;
- `about` n: n, give or take a tenth of it, and 1 at least;
- `at_least` n: n or more; `at_most` n: from 0 to n.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from goodoffices.language import gettext as _
from goodoffices.language import spread, whole
from goodoffices.model.record import Bound
from goodoffices.model.result import Result


class Range(Result, frozen=True):
    """From `low` to `high` whole persons or things, both included; `high` None: no upper end is known."""

    low: int = 0
    high: int | None = None

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    def __add__(self, other: Range) -> Range:
        """Add what lies in one and what lies in the other."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(low=self.low + other.low, high=high)

    def times(self, factor: int) -> Range:
        """Take it `factor` times, 0 or more."""
        high = 0 if factor == 0 else None if self.high is None else self.high * factor
        return Range(low=self.low * factor, high=high)

    def meets(self, other: Range) -> bool:
        """Whether some number lies in both."""
        return (self.high is None or other.low <= self.high) and (
            other.high is None or self.low <= other.high
        )

    def within(self, other: Range) -> bool:
        """Whether every number of it lies in the other."""
        return other.low <= self.low and (
            other.high is None or (self.high is not None and self.high <= other.high)
        )

    def both(self, other: Range) -> Range:
        """Return what lies in both, where they meet."""
        ends = [end for end in (self.high, other.high) if end is not None]
        return Range(low=max(self.low, other.low), high=min(ends) if ends else None)

    def either(self, other: Range) -> Range:
        """Return the least range around both."""
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Range(low=min(self.low, other.low), high=high)

    @property
    def says(self) -> str:
        """The range in words: 40, 700 to 800, at least 34, any number."""
        if self.high is None:
            at_least = _("at least {number}").format(number=whole(self.low))
            return at_least if self.low else _("any number")
        return whole(self.low) if self.low == self.high else spread(whole(self.low), whole(self.high))


def exactly(number: int) -> Range:
    """Return the range of one number."""
    return Range(low=number, high=number)


def total(ranges: Iterable[Range]) -> Range:
    """Add up ranges."""
    return reduce(Range.__add__, ranges, exactly(0))


def meant(value: int | None, bound: Bound = "exactly", high: int | None = None) -> Range:
    """Return the numbers that a figure with its bound can mean; any number where there is no figure."""
    if value is None:
        return Range()
    top = value if high is None else high
    match bound:
        case "about":
            return Range(low=max(0, value - _leeway(value)), high=top + _leeway(top))
        case "at_least":
            return Range(low=value, high=high)
        case "at_most":
            return Range(low=0, high=top)
        case _:
            return Range(low=value, high=top)


def _leeway(value: int) -> int:
    return max(1, value // 10)
