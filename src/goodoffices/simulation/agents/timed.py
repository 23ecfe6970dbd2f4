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

#: A goal is reached by what is so little below it, at least.
_SLACK: Final = 1e-9

#: What is chosen by chance among equals is another share of the way through them at every worth: this much further on.
_APART: Final = 0.6180339887498949


class Timed(Agent):
    """Aims at its best at first, and at what no agreement is worth at the end; offers the least that reaches its goal.

    Args:
        exponent: the goal falls by the share time ** exponent of the way from the best to the reservation value.
        start: the first goal, as a share of that way, from 0 to 1.
        tolerance: what is worth so little less than the goal reaches it.
        sticks: of several packages that are worth the same it offers one, by chance, and stays with it; otherwise one
            after the other, round and round.
    """

    def __init__(
        self, exponent: float = LINEAR, start: float = 1.0, tolerance: float = _SLACK, sticks: float = 0
    ) -> None:
        if not (0 < exponent < float("inf") and 0 <= start <= 1 and 0 <= tolerance < float("inf")):
            raise SimulationError(
                "who concedes by the clock needs an exponent above 0, a start from 0 to 1 and a tolerance from 0 on; "
                f"not {exponent:g}, {start:g}, {tolerance:g}"
            )
        self._exponent, self._start = exponent, start
        self._tolerance, self._sticks = max(tolerance, _SLACK), bool(sticks)

    def goal(self, time: float) -> float:
        """Return what an agreement must be worth now."""
        sheet = self.sheet
        share: float = self._start * (1.0 - time**self._exponent)
        return sheet.reservation + share * (sheet.top - sheet.reservation) - self._tolerance

    def begin(self, seat: Seat) -> None:
        """Take a seat; nothing has been offered."""
        super().begin(seat)
        self._rung, self._again = -1, 0
        self._luck = float(seat.dice.random()) if self._sticks else 0.0

    def turn(self, time: float, heard: int | None) -> Move:
        """Accept what reaches the goal, or offer what just does."""
        if heard is not None and self.accepts(heard, time):
            return ACCEPT
        at, size = self.sheet.rung(self.goal(time))
        self._again = self._again + 1 if at == self._rung else 0
        self._rung = at
        chosen = int((self._luck + at * _APART) % 1.0 * size) if self._sticks else self._again % size
        return int(self.sheet.climb[at + chosen])

    def plan(self, times: NDArray[np.float64]) -> Plan | None:
        """Say beforehand what is offered and accepted when."""
        sheet = self.sheet
        share = self._start * (1.0 - times**self._exponent)
        goals = sheet.reservation + share * (sheet.top - sheet.reservation) - self._tolerance
        at = np.minimum(sheet.rising.searchsorted(goals), len(sheet.climb) - 1)
        size = sheet.level[at] - at
        if self._sticks:
            chosen = ((self._luck + at * _APART) % 1.0 * size).astype(np.int64)
        else:
            numbers = np.arange(len(times))
            chosen = (
                numbers - np.maximum.accumulate(np.where(np.diff(at, prepend=-1) != 0, numbers, 0))
            ) % size
        return Plan(sheet.climb[at + chosen], goals)
