"""Question-driven mediation: the mediator asks what it most needs to know, one question after another, then proposes.

Which question comes next is the analysis's (`analysis.questions`): the one whose answer is expected to change most for
the better what would be proposed.
"""

from __future__ import annotations

from goodoffices.simulation.protocols.course import Course, Outcome, whole
from goodoffices.simulation.protocols.tabling import believed, proposed
from goodoffices.simulation.told import Told

ANSWERS = 10


class Questioning:
    """Question-driven mediation.

    Args:
        answers: how many questions each side answers at most, those included that it answers anyway.
    """

    name = "questions"
    mediated = True
    informed = True

    def __init__(self, answers: int = ANSWERS) -> None:
        self._answers = whole(answers, "answers", 0)

    def play(self, course: Course, told: Told) -> Outcome:
        """Play talks to their end."""
        belief, answers = believed(course, told, max(0, self._answers - told.answers))
        return proposed(course, belief, answers)
