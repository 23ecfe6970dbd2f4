"""Concession by the clock, to the others' liking: options they ask for often are thought to be what they want.

The model counts how often each option is asked for, and takes an issue for the more important the less its option
changes: van Krimpen, Looije and Hajizadeh, *HardHeaded*, in: Complex Automated Negotiations, Studies in Computational
Intelligence 435, 2013, sec. 3; compared with others in Baarslag, Hendrikx, Hindriks and Jonker, *Measuring the
Performance of Online Opponent Models in Automated Bilateral Negotiation*, AI 2012.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.simulation.agents.agent import Move, Plan
from goodoffices.simulation.agents.seat import Seat
from goodoffices.simulation.agents.timed import BOULWARE, Timed

#: An issue whose option did not change gains so much weight, the less the later it is.
_LEARNS: Final = 0.2

#: Among so many packages just above the goal the one is offered that the others are thought to like best.
_NEAR: Final = 200

#: Packages so far above the goal, as a share of the way from the best to the least, count as near.
_WIDTH: Final = 0.05


class Frequency(Timed):
    """As `Timed`, but of the packages that are about as good for itself it offers what the others seem to like best."""

    def __init__(self, exponent: float = BOULWARE) -> None:
        super().__init__(exponent)

    def begin(self, seat: Seat) -> None:
        """Take a seat; nothing is known of the others."""
        super().begin(seat)
        sizes = np.array([issue.size for issue in self.sheet.issues])
        # the options of all issues stand in one row, issue after issue, as in `Sheet.climbed`
        self._starts = np.cumsum(sizes) - sizes
        self._sizes = sizes
        self._counts = np.ones(int(sizes.sum()))
        self._most = np.ones(len(sizes))
        self._weights = np.full(len(sizes), 1.0 / len(sizes))
        self._last: NDArray[np.int64] | None = None

    def turn(self, time: float, heard: int | None) -> Move:
        """Learn from what was heard; accept it if it reaches the goal, or offer what both sides seem to like."""
        if heard is not None:
            self._learn(heard, time)
        move = super().turn(time, heard)
        return move if move < 0 else self._liked(time)

    def plan(self, times: NDArray[np.float64]) -> Plan | None:
        """Say nothing beforehand: what is offered depends on what is heard."""
        del times
        return None

    def _learn(self, heard: int, time: float) -> None:
        at = self._starts + self.sheet.places[heard]
        self._counts[at] += 1.0
        self._most = np.maximum(self._most, self._counts[at])
        if self._last is not None:
            self._weights[at == self._last] += _LEARNS * (1.0 - time) / len(at)
            self._weights /= self._weights.sum()
        self._last = at

    def _liked(self, time: float) -> int:
        sheet = self.sheet
        goal = self.goal(time)
        start = min(int(sheet.rising.searchsorted(goal)), len(sheet.order) - 1)
        above = int(sheet.rising.searchsorted(goal + _WIDTH * (sheet.top - sheet.floor), "right"))
        stop = max(start + 1, min(above, start + _NEAR))
        worth = self._counts * np.repeat(self._weights / self._most, self._sizes)
        score = worth.take(sheet.climbed[start:stop]).sum(axis=1)
        return int(sheet.climb[start + int(score.argmax())])
