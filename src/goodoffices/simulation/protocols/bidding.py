"""Blind bids on a ladder of packages: each side says, unseen by the others, which rungs it would accept now.

The mediator lays the ladder from the packages it believes to be efficient. As soon as the bids of all have a rung in
common, that is the agreement: of several, the one in the middle. What a side bid is never known to another (visual
blind bidding: Thiessen and McMahon, *Beyond Win-Win in Cyberspace*, Ohio State Journal on Dispute Resolution 15, 2000).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from goodoffices.simulation.agents.seat import MEDIATOR
from goodoffices.simulation.protocols.course import Course, Outcome, whole
from goodoffices.simulation.protocols.tabling import believed, bettered
from goodoffices.simulation.sheet import Numbers
from goodoffices.simulation.told import Told

#: So many rungs a ladder has at most.
RUNGS: Final = 21


class Bidding:
    """Blind bids on a ladder.

    Args:
        rungs: so many rungs the ladder has at most.
    """

    name = "blind bids"
    mediated = True
    informed = True

    def __init__(self, rungs: int = RUNGS) -> None:
        self._rungs = whole(rungs, "rungs", 1)

    def play(self, course: Course, told: Told) -> Outcome:
        """Play talks to their end."""
        belief, answers = believed(course, told)
        means = np.array([worth.mean(axis=0) for worth in belief.worth])
        # the best by what is believed, and of these from the first side's liking to the last's
        chosen = np.lexsort((np.arange(len(belief.pool)), -belief.expected))[: self._rungs]
        ladder = belief.pool[chosen[np.argsort(means[0, chosen] - means[-1, chosen], kind="stable")]]
        for rung in ladder:
            course.put(MEDIATOR, int(rung))
        for time in course.times():
            final = 1.0 if course.round >= course.rounds else time
            common = _common(course, ladder, final)
            if len(common):
                package = int(ladder[common[len(common) // 2]])
                return course.agreed(bettered(course, package, belief), answers)
        return course.ended("deadline", answers=answers)


def _common(course: Course, ladder: Numbers, time: float) -> Numbers:
    """Ask for bids; return the places of the rungs that all would accept."""
    return np.flatnonzero(np.all(course.everybody(lambda agent: agent.bids(ladder, time)), axis=0))
