"""What is to be counted: the parties whose reservation values bind, and what an answer says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from goodoffices.analysis.results import Zone
from goodoffices.model.result import Status

#: How sure an interval around a sampled count is.
CONFIDENCE: Final = 0.99


class Binding(NamedTuple):
    """A party whose reservation value binds.

    Attributes:
        table: what each value adds, by issue and place.
        floor: the least sum that gives the party its reservation value.
        lows: the least that can follow each node of each level of the diagram.
        highs: the most that can follow each node.
    """

    table: Sequence[Sequence[float]]
    floor: float
    lows: list[list[float]]
    highs: list[list[float]]


class Count(NamedTuple):
    """How many packages there are, and how far that can be trusted.

    Attributes:
        packages: the exact count; otherwise an estimate.
        status: `exact`; `bounded`: proven to lie within `bounds`; `sampled`: within `bounds` with `CONFIDENCE`.
        bounds: the lowest and the highest count; None where exact.
    """

    packages: int
    status: Status = "exact"
    bounds: tuple[int, int] | None = None

    @property
    def spread(self) -> float:
        """Half the distance of the bounds, relative to the estimate; infinite where nothing is known to be there."""
        if self.bounds is None:
            return 0.0
        low, high = self.bounds
        if low == high:
            return 0.0
        return (high - low) / (2 * self.packages) if low and self.packages else float("inf")

    def within(self, low: int, high: int) -> Count:
        """Return the count where it is proven besides that there are at least and at most so many packages."""
        if self.bounds is None:
            return self
        if low == high:
            return Count(low)
        low, high = max(low, min(self.bounds[0], high)), min(high, max(self.bounds[1], low))
        if low == high and self.status == "bounded":
            return Count(low)
        return Count(min(max(self.packages, low), high), self.status, (low, high))

    def zone(self, feasible: int) -> Zone:
        """Return the zone of so many packages out of those feasible."""
        share = self.packages / feasible if feasible else 0.0
        return Zone(
            packages=self.packages,
            share=share,
            status=self.status,
            bounds=self.bounds,
            confidence=CONFIDENCE if self.status == "sampled" else None,
        )
