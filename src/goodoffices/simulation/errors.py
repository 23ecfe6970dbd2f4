"""Why talks cannot be simulated, in a sentence."""

from __future__ import annotations


class SimulationError(ValueError):
    """Talks cannot be played out as asked, for the reason given."""
