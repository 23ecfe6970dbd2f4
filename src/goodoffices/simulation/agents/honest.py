"""Somebody who wants nothing but what is better than no agreement, and says so."""

from __future__ import annotations

from goodoffices.simulation.agents.agent import ACCEPT, Agent, Move


class Honest(Agent):
    """Accepts what is better than no agreement; by itself offers what is best for it.

    Who answers a mediator so lets it choose: what comes of mediation is then the mediator's doing.
    """

    def turn(self, time: float, heard: int | None) -> Move:
        """Accept, or offer the best."""
        if heard is not None and self.accepts(heard, time):
            return ACCEPT
        return int(self.sheet.order[0])
