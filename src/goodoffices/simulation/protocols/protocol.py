"""The shape of all protocols."""

from __future__ import annotations

from typing import Protocol as Shape

from goodoffices.simulation.protocols.course import Course, Outcome
from goodoffices.simulation.told import Told


class Protocol(Shape):
    """How those at a table talk, with a mediator or without."""

    #: What it is called in results and on the command line.
    name: str
    #: Whether a mediator takes part.
    mediated: bool
    #: Whether the mediator is told something before.
    informed: bool

    def play(self, course: Course, told: Told) -> Outcome:
        """Play talks to their end."""
