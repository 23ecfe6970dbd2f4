"""MiCRO: one new offer for one new offer, without a model and without a clock.

De Jonge, *An Analysis of the Linear Bilateral ANAC Domains Using the MiCRO Benchmark Strategy*, IJCAI 2022, sec. 4.
"""

from __future__ import annotations

from goodoffices.simulation.agents.agent import ACCEPT, Agent, Move
from goodoffices.simulation.agents.seat import Seat


class Micro(Agent):
    """Goes down its packages one by one, as long as the others have made as many different offers as it has."""

    def begin(self, seat: Seat) -> None:
        """Take a seat."""
        super().begin(seat)
        self._made = 0
        self._heard: set[int] = set()

    def goal(self, time: float) -> float:
        """Return what the next offer is worth, or the last where there is nothing new to be offered."""
        del time
        order = self.sheet.order
        at = min(self._made if self._ready() else max(self._made - 1, 0), len(order) - 1)
        return float(self.sheet.worth[order[at]])

    def _ready(self) -> bool:
        """Whether it is its turn to concede, and there is something acceptable left to offer."""
        # with several others, those who conceded least set the pace
        return self._made <= len(self._heard) / max(self.seat.sides - 1, 1) and self._made < len(
            self.sheet.order
        )

    def turn(self, time: float, heard: int | None) -> Move:
        """Accept what is as good as what could be offered; offer something new, or something said before."""
        if heard is not None:
            self._heard.add(heard)
            if self.accepts(heard, time):
                return ACCEPT
        if self._ready():
            self._made += 1
            return int(self.sheet.order[self._made - 1])
        return int(self.sheet.order[self.seat.dice.integers(self._made)])
