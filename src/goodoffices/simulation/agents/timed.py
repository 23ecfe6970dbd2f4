"""Concession by the clock, whatever the others do.

Faratin, Sierra and Jennings, *Negotiation decision functions for autonomous agents*, Robotics and Autonomous Systems
24(3–4), 1998, sec. 4.1 (time-dependent tactics, polynomial): Boulware concedes late, a conceder early.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.simulation.agents.agent import ACCEPT, Agent, Move, Plan
from goodoffices.simulation.agents.seat import Seat
from goodoffices.simulation.errors import SimulationError

BOULWARE: Final = 4.0
LINEAR: Final = 1.0
CONCEDER: Final = 0.25

#: A goal is reached by what is so little below it.
_SLACK: Final = 1e-9


class Timed(Agent):
    """Aims at its best at first, and at its least at the end; offers what is worth least of what is worth its goal.

    Of several packages that are worth the same it offers one after the other, round and round.

    Args:
        exponent: the goal falls by the share time ** exponent of the way from the best to the least acceptable.
        start: the first goal, as a share of that way, from 0 to 1.
    """

    def __init__(self, exponent: float = LINEAR, start: float = 1.0) -> None:
        if not (0 < exponent < float("inf") and 0 <= start <= 1):
            raise SimulationError(
                "who concedes by the clock needs an exponent above 0 and a start from 0 to 1; "
                f"not {exponent:g}, {start:g}"
            )
        self._exponent, self._start = exponent, start

    def goal(self, time: float) -> float:
        """Return what an agreement must be worth now."""
        sheet = self.sheet
        share: float = self._start * (1.0 - time**self._exponent)
        return sheet.floor + share * (sheet.top - sheet.floor) - _SLACK

    def begin(self, seat: Seat) -> None:
        """Take a seat; nothing has been offered."""
        super().begin(seat)
        self._rung, self._again = -1, 0

    def turn(self, time: float, heard: int | None) -> Move:
        """Accept what reaches the goal, or offer what just does."""
        if heard is not None and self.accepts(heard, time):
            return ACCEPT
        at, size = self.sheet.rung(self.goal(time))
        self._again = self._again + 1 if at == self._rung else 0
        self._rung = at
        return int(self.sheet.climb[at + self._again % size])

    def plan(self, times: NDArray[np.float64]) -> Plan | None:
        """Say beforehand what is offered and accepted when."""
        sheet = self.sheet
        share = self._start * (1.0 - times**self._exponent)
        goals = sheet.floor + share * (sheet.top - sheet.floor) - _SLACK
        at = np.minimum(sheet.rising.searchsorted(goals), len(sheet.climb) - 1)
        numbers = np.arange(len(times))
        begins = np.maximum.accumulate(np.where(np.diff(at, prepend=-1) != 0, numbers, 0))
        return Plan(sheet.climb[at + (numbers - begins) % (sheet.level[at] - at)], goals)
