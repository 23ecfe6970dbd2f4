"""Plays a part of a sweep: the work of a worker, wherever it is."""

from __future__ import annotations

from functools import lru_cache

from goodoffices.simulation.naming import agent_of, protocol_of
from goodoffices.simulation.playing import play
from goodoffices.simulation.scenario import Scenario, scenario_of
from goodoffices.simulation.sweeps.plan import Domain, Part, Plan, told_in
from goodoffices.simulation.sweeps.rows import Row, row_of


class Player:
    """Plays parts of one plan, and keeps what it made ready for the next part."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._scenario = lru_cache(maxsize=4)(self._ready)

    def _ready(self, domain: int) -> Scenario:
        one: Domain = self._plan.domains[domain]
        return scenario_of(one.case, one.name)

    def play(self, part: Part) -> list[Row]:
        """Play a part; its rows in order.

        Raises:
            SimulationError: it cannot be played.
            AnalysisError: the domain cannot be analysed.
        """
        plan = self._plan
        cell = plan.cells[part.cell]
        scenario = self._scenario(cell.domain)
        protocol, makers, told = (
            protocol_of(cell.protocol),
            [agent_of(name) for name in cell.agents],
            told_in(cell),
        )
        rows = []
        for number in range(part.first, part.stop):
            outcome = play(
                scenario, protocol, makers, told=told, rounds=plan.rounds, seed=plan.seed_of(cell, number),
                shocks=plan.shocks,
            )  # fmt: skip
            rows.append(row_of(plan, part.cell, number, scenario, outcome))
        return rows
