"""Why talks cannot be simulated, in a sentence."""

from __future__ import annotations


class SimulationError(ValueError):
    """Talks cannot be played out as asked, for the reason given."""


class AgentStopped(Exception):  # noqa: N818 - an end of the talks, and no error of whoever asked for them
    """Who sits for a party was stopped: the talks end there, and the run counts as such.

    Attributes:
        place: whose seat it is, from 0.
        why: what happened, as a sentence.
    """

    def __init__(self, place: int, why: str) -> None:
        super().__init__(why)
        self.place, self.why = place, why
