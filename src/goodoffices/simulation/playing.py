"""One run of simulated talks: who sits at the table, how they talk, what the mediator is told, and a seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goodoffices.simulation.agents.guarded import guarded
from goodoffices.simulation.errors import AgentStopped, SimulationError
from goodoffices.simulation.naming import Maker
from goodoffices.simulation.protocols.course import Course, Outcome
from goodoffices.simulation.protocols.protocol import Protocol
from goodoffices.simulation.scenario import Scenario
from goodoffices.simulation.shocks import Shocks
from goodoffices.simulation.told import Told

#: Talks end after so many rounds, where nothing else is said.
ROUNDS = 100


def play(  # noqa: PLR0913 - what a run is made of
    scenario: Scenario,
    protocol: Protocol,
    agents: Sequence[Maker],
    *,
    told: Told | None = None,
    rounds: int = ROUNDS,
    seed: Sequence[int] = (0,),
    shocks: Shocks | None = None,
    keeps: bool = False,
) -> Outcome:
    """Play talks once.

    Args:
        scenario: what about.
        protocol: how they talk.
        agents: what makes who sits for each party, in order; one for all where there is only one.
        told: what the mediator is told; everything by default.
        rounds: when the talks end without an agreement; at least 1.
        seed: whole numbers, 0 or more: the same give the same run.
        shocks: what may befall the talks.
        keeps: whether the outcome holds all that was put on the table.

    Raises:
        SimulationError: there are more agents than parties, or fewer; or what the mediator is told cannot be told of
            such preferences.
    """
    makers = list(agents) * len(scenario.parties) if len(agents) == 1 else list(agents)
    if len(makers) != len(scenario.parties):
        raise SimulationError(
            f"'{scenario.name}' has {len(scenario.parties)} parties, and {len(makers)} agents were named; name one for "
            "each party, or one for all"
        )
    if rounds < 1:
        raise SimulationError(f"rounds: {rounds} is no number of rounds; give 1 or more")
    course = Course(
        scenario, [guarded(make()) for make in makers], rounds=rounds, dice=np.random.default_rng(seed),
        shocks=shocks, keeps=keeps,
    )  # fmt: skip
    for place, sheet in enumerate(scenario.sheets):
        if not len(sheet.order):
            # whom no package suits has nothing to talk about
            return course.ended("walked away", by=place)
    try:
        course.begin()
        return protocol.play(course, told or Told())
    except AgentStopped as stopped:
        return course.ended("stopped", by=stopped.place, why=stopped.why)
