"""Concession for concession: tit for tat, measured in what the other side's offers are worth to oneself.

Faratin, Sierra and Jennings, *Negotiation decision functions for autonomous agents*, Robotics and Autonomous Systems
24(3–4), 1998, sec. 4.3 (behaviour-dependent tactics): relative, absolute and averaged imitation.
"""

from __future__ import annotations

from typing import Final, Literal

from goodoffices.simulation.agents.agent import ACCEPT, Agent, Move
from goodoffices.simulation.agents.seat import Seat
from goodoffices.simulation.errors import SimulationError

Manner = Literal["relative", "absolute", "averaged"]

#: Averages run over so many offers of the others.
WINDOW: Final = 5

_SLACK: Final = 1e-9


class Reciprocal(Agent):
    """Begins with its best, and gives way as the others' offers get better for it, and not otherwise.

    Args:
        manner: `absolute`: by as much as the last offer is better than the one before; `relative`: by the same share;
            `averaged`: by the share over the last offers together.
        generosity: so much more than it was given, as a factor; 1 is tit for tat.
        opening: what it gives away by itself at its second turn, as a share of the way from its best to its least, so
            that there is something to answer.
    """

    def __init__(self, manner: Manner = "absolute", generosity: float = 1.0, opening: float = 0.05) -> None:
        if not (0 <= generosity < float("inf") and 0 <= opening <= 1):
            raise SimulationError(
                "tit for tat needs a generosity of 0 or more and an opening from 0 to 1; "
                f"not {generosity:g}, {opening:g}"
            )
        self._manner, self._generosity, self._opening = manner, generosity, opening

    def begin(self, seat: Seat) -> None:
        """Take a seat."""
        super().begin(seat)
        self._heard: list[float] = []
        self._goal = self.sheet.top
        self._turns = 0

    def goal(self, time: float) -> float:
        """Return what an agreement must be worth now."""
        del time
        return self._goal - _SLACK

    def turn(self, time: float, heard: int | None) -> Move:
        """Accept what is as good as what would be offered next, or offer that."""
        if heard is not None:
            self._hear(float(self.sheet.worth[heard]))
            if self.accepts(heard, time):
                return ACCEPT
        self._turns += 1
        if self._turns == 2:  # noqa: PLR2004 - the second
            self._goal -= self._opening * (self.sheet.top - self.sheet.floor)
        return self.sheet.least(self.goal(time))

    def _hear(self, worth: float) -> None:
        """Lower the goal by what was given; what was taken back raises it again, up to the best."""
        sheet = self.sheet
        self._heard.append(worth - sheet.reservation)
        if len(self._heard) < 2:  # noqa: PLR2004 - a concession needs two offers
            return
        goal = self._goal - sheet.reservation
        if self._manner == "absolute":
            goal -= self._generosity * (self._heard[-1] - self._heard[-2])
        else:
            back = 2 if self._manner == "relative" else min(WINDOW, len(self._heard))
            before, now = self._heard[-back], self._heard[-1]
            span = max(sheet.top - sheet.reservation, _SLACK)
            # measured from the far end of the scale, so that nothing is divided by nothing
            share = (span - min(max(now, 0.0), span) + _SLACK) / (span - min(max(before, 0.0), span) + _SLACK)
            goal *= share**self._generosity
        self._goal = min(max(goal + sheet.reservation, sheet.floor), sheet.top)
