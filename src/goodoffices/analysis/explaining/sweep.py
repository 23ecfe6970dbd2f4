"""One input on its way: what every package that could be chosen anywhere on it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.explaining.lines import Floats, Line, Stretch
from goodoffices.analysis.tolerance import RELATIVE


@dataclass(frozen=True)
class Sweep:
    """Candidates along the way of one input, from 0 to 1; utilities of one party move, those of the others stay.

    Attributes:
        party: the number of the party whose weight or reservation value moves.
        constants, slopes: that party's uncut utility for each candidate, as a line.
        fixed: candidates × parties, the utilities; the moving party's column is not read.
        ceiling: where the moving party's utility is cut.
        reservations: each party's reservation value; the moving party's is not read.
        path: the moving party's reservation value, stretch by stretch.
    """

    party: int
    constants: Floats
    slopes: Floats
    fixed: Floats
    ceiling: float
    reservations: tuple[float, ...]
    path: tuple[Stretch, ...]

    @cached_property
    def others(self) -> list[int]:
        """The numbers of the other parties."""
        return [number for number in range(self.fixed.shape[1]) if number != self.party]

    @cached_property
    def within(self) -> Sweep:
        """The candidates that give every other party its reservation value, and their gains, as in the zone."""
        kept = np.ones(len(self.constants), np.bool_)
        for number in self.others:
            kept &= self.fixed[:, number] >= self.reservations[number] - tolerance(self.reservations[number])
        return self.only(kept)

    def only(self, kept: NDArray[np.bool_]) -> Sweep:
        """Return some of the candidates."""
        return Sweep(
            self.party, self.constants[kept], self.slopes[kept], self.fixed[kept], self.ceiling,
            self.reservations, self.path,
        )  # fmt: skip

    def utility(self, at: Floats) -> Floats:
        """Return the moving party's utility of each candidate (rows) at places on the way (rows × columns)."""
        cut: Floats = np.minimum(self.constants[:, None] + self.slopes[:, None] * at, self.ceiling)
        return cut

    def pieces(self, constant: float, slope: float) -> list[Line]:
        """Return the lines of which the moving party's gain over a reservation line is made."""
        lines: list[Line] = [(self.constants - constant, self.slopes - slope)]
        if np.isfinite(self.ceiling):
            lines.append((np.full_like(self.constants, self.ceiling - constant), -slope))
        return lines

    def gains_of_others(self, *, clipped: bool) -> Floats:
        """Return candidates × other parties, as `solutions.choice` counts gains."""
        gains = np.empty((len(self.constants), len(self.others)))
        for column, number in enumerate(self.others):
            gains[:, column] = counted(
                self.fixed[:, number] - self.reservations[number], self.reservations[number], clipped=clipped
            )
        return gains


def tolerance(value: float | Floats) -> float | Floats:
    """Return how far two utilities near a value may lie apart and still be the same."""
    return RELATIVE * np.maximum(1.0, np.abs(value))


def counted(gains: Floats, reservation: float | Floats, *, clipped: bool) -> Floats:
    """Return gains with those within the tolerance as none, and losses as none where they are `clipped`."""
    result: Floats = np.where(np.abs(gains) <= tolerance(reservation), 0.0, gains)
    return np.maximum(result, 0.0) if clipped else result
