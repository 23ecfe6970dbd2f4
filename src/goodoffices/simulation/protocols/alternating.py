"""Alternating offers, without a mediator: each in turn accepts what is on the table or puts something else there.

Rubinstein, *Perfect Equilibrium in a Bargaining Model*, Econometrica 50(1), 1982, with a deadline; for more than two as
stacked alternating offers (Aydoğan, Festen, Hindriks and Jonker, *Alternating Offers Protocols for Multilateral
Negotiation*, in: Modern Approaches to Agent-based Complex Automated Negotiation, 2017, sec. 3): agreed is what all
others accept, one after the other.
"""

from __future__ import annotations

from goodoffices.simulation.agents.agent import ACCEPT, WALK
from goodoffices.simulation.protocols.course import Course, Outcome
from goodoffices.simulation.told import Told

_PAIR = 2


class Alternating:
    """Alternating offers."""

    name = "alternating offers"
    mediated = False
    informed = False

    def play(self, course: Course, told: Told) -> Outcome:
        """Play talks to their end; nobody is told anything."""
        del told
        planned = _planned(course)
        return _played(course) if planned is None else planned


def _played(course: Course) -> Outcome:
    """Let everybody speak in turn."""
    heard: int | None = None
    willing = 0
    for time in course.times():
        for place, agent in enumerate(course.agents):
            if not len(agent.sheet.order):
                return course.ended("walked away", by=place)
            move = agent.turn(time, heard)
            if move == WALK:
                return course.ended("walked away", by=place)
            if move == ACCEPT and heard is not None:
                willing += 1
                if willing == len(course.agents):
                    return course.agreed(heard)
                continue
            course.put(place, move)
            heard, willing = move, 1
    return course.ended("deadline")


def _planned(course: Course) -> Outcome | None:
    """Play talks of two who both said beforehand what they do; None where they did not."""
    if len(course.agents) != _PAIR or not course.calm:
        return None
    times = course.clock
    first, second = (agent.plan(times) if len(agent.sheet.order) else None for agent in course.agents)
    if first is None or second is None:
        return None
    one, other = (agent.sheet for agent in course.agents)
    # turns go 0, 1, 2, …: the first speaks at even ones. An offer is answered at the next turn.
    by_second = other.acceptable[first.offers] & (other.worth[first.offers] >= second.goals)
    by_first = one.acceptable[second.offers[:-1]] & (one.worth[second.offers[:-1]] >= first.goals[1:])
    here = int(by_second.argmax()) if by_second.any() else len(times)
    there = int(by_first.argmax()) if by_first.any() else len(times)
    if here == there == len(times):
        course.round, course.offers = course.rounds, 2 * course.rounds
        return course.ended("deadline")
    if here <= there:
        course.round, course.offers = here + 1, 2 * here + 1
        return course.agreed(int(first.offers[here]))
    course.round, course.offers = there + 2, 2 * there + 2
    return course.agreed(int(second.offers[there]))
