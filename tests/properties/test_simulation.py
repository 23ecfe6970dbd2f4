"""Talks of people with plans end as talks turn by turn do; runs repeat; what is measured keeps within its bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import Case
from goodoffices.simulation.agents.agent import Plan
from goodoffices.simulation.agents.timed import Timed
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.measures import measured
from goodoffices.simulation.naming import PROTOCOLS, agent_of, protocol_of
from goodoffices.simulation.playing import play
from goodoffices.simulation.protocols.alternating import Alternating
from goodoffices.simulation.scenario import Scenario, scenario_of
from tests.strategies import cases

CONCESSION = st.floats(0.1, 8.0)


class Unplanned(Timed):
    """Says nothing beforehand."""

    def plan(self, times: NDArray) -> Plan | None:  # type: ignore[type-arg]  # of any kind
        del times
        return None


def ready(case: Case) -> Scenario | None:
    try:
        return scenario_of(case)
    except (AnalysisError, SimulationError):
        return None


@given(cases(), CONCESSION, CONCESSION, st.integers(1, 30), st.sampled_from([(1.0, 0.0, 0), (0.9, 0.01, 1)]))
def test_plans_are_but_a_short_cut(
    case: Case, one: float, other: float, rounds: int, more: tuple[float, float, int]
) -> None:
    scenario = ready(case)
    if scenario is None or len(scenario.parties) != 2:
        return
    short = play(
        scenario, Alternating(), [lambda: Timed(one, *more), lambda: Timed(other, *more)], rounds=rounds
    )
    long = play(
        scenario,
        Alternating(),
        [lambda: Unplanned(one, *more), lambda: Unplanned(other, *more)],
        rounds=rounds,
    )
    assert short == long


@given(
    cases(),
    st.sampled_from(list(PROTOCOLS)),
    st.sampled_from(["honest", "micro", "linear", "frequency"]),
    st.integers(0, 9),
)
def test_runs_repeat_and_end_in_what_all_can_accept(case: Case, protocol: str, agent: str, seed: int) -> None:
    scenario = ready(case)
    if scenario is None:
        return
    runs = [
        play(scenario, protocol_of(protocol), [agent_of(agent)], rounds=12, seed=(seed,)) for _ in range(2)
    ]
    assert runs[0] == runs[1]
    found = measured(scenario, runs[0])
    for share in (found.efficiency, found.welfare, found.fairness):
        assert 0 <= share <= 1 + 1e-9
    if runs[0].package is not None:
        assert scenario.acceptable[:, runs[0].package].all()
        assert runs[0].rounds <= 12 + len(scenario.issues)
    if not scenario.zone.size:
        assert runs[0].package is None
