"""The mediator's proposals: of all packages the one with the least regret by what the parties let it know."""

from __future__ import annotations

from goodoffices.simulation.protocols.course import Course, Outcome
from goodoffices.simulation.protocols.tabling import believed, proposed
from goodoffices.simulation.told import Told


class Proposing:
    """The mediator's proposals."""

    name = "mediator's proposals"
    mediated = True
    informed = True

    def play(self, course: Course, told: Told) -> Outcome:
        """Play talks to their end."""
        belief, answers = believed(course, told)
        return proposed(course, belief, answers)
