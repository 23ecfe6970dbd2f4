"""Talks with people at the table: how they stand after all that was answered, and what is asked of whom now."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from goodoffices.simulation.agents.agent import Agent
from goodoffices.simulation.agents.guarded import guarded
from goodoffices.simulation.agents.person import Answer, Asked, Awaited, Person
from goodoffices.simulation.errors import AgentStopped
from goodoffices.simulation.mediating.drafting import Mediating
from goodoffices.simulation.naming import Maker
from goodoffices.simulation.protocols.course import Course, Outcome, Said
from goodoffices.simulation.protocols.drafting import Believing
from goodoffices.simulation.protocols.protocol import Protocol
from goodoffices.simulation.scenario import Scenario
from goodoffices.simulation.told import Told


class Chair(Struct, frozen=True):
    """Who sits for a party.

    Attributes:
        answers: what the people there have answered so far, in order; None where a program sits from the start.
        program: makes the program that sits there, or takes over where the people's answers end.
    """

    answers: tuple[Answer, ...] | None = ()
    program: Maker | None = None

    def taken(self) -> Agent:
        """Return who sits there."""
        program = None if self.program is None else guarded(self.program())
        if self.answers is None:
            assert program is not None
            return program
        return Person(self.answers, program)


class Mediator(Struct, frozen=True):
    """Who sits where one mediates.

    Attributes:
        answers: the drafts that the people there have laid before the sides so far, in order.
        program: whether a program goes on where these end.
    """

    answers: tuple[Answer, ...] = ()
    program: bool = False


class Stand(Struct, frozen=True):
    """How talks stand.

    Attributes:
        round: the round that is played, from 1; 0 before the first.
        path: all that was put on the table, in order.
        asked: what is asked of whom, by the place of their seat (-1: who mediates); empty when the talks are over.
        outcome: how they ended; None as long as they have not.
    """

    round: int
    path: tuple[Said, ...]
    asked: dict[int, Asked]
    outcome: Outcome | None


def stand_of(  # noqa: PLR0913 - what talks are made of
    scenario: Scenario,
    protocol: Protocol,
    chairs: Sequence[Chair],
    *,
    told: Told,
    rounds: int,
    seed: Sequence[int],
    mediator: Mediator | None = None,
) -> Stand:
    """Play talks as far as the answers go.

    Args:
        scenario: what about.
        protocol: how they talk.
        chairs: who sits for each party, in order.
        told: what the mediator is told.
        rounds: when the talks end without an agreement.
        seed: whole numbers, 0 or more; the same through all of the talks.
        mediator: who mediates, where people do.

    Raises:
        SimulationError: an answer does not fit what is asked; or what the mediator is told cannot be told.
    """
    course = Course(
        scenario,
        [chair.taken() for chair in chairs],
        rounds=rounds,
        dice=np.random.default_rng(seed),
        keeps=True,
    )
    for place, sheet in enumerate(scenario.sheets):
        if not len(sheet.order):
            return _over(course, course.ended("walked away", by=place))
    try:
        course.begin()
        if mediator is not None:
            program = Believing(course, told) if mediator.program else None
            course.mediator = Mediating(mediator.answers, program)
        return _over(course, protocol.play(course, told))
    except AgentStopped as stopped:
        return _over(course, course.ended("stopped", by=stopped.place, why=stopped.why))
    except Awaited as awaited:
        return Stand(course.round, course.path, awaited.asked, None)


def _over(course: Course, outcome: Outcome) -> Stand:
    return Stand(course.round, course.path, {}, outcome)
