"""One run: who sits at the table and how they talk, to the end that it must come to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from goodoffices.services.simulating import simulate
from goodoffices.simulation.agents.agent import ACCEPT, WALK, Agent, Move
from goodoffices.simulation.agents.honest import Honest
from goodoffices.simulation.agents.mandated import Mandated
from goodoffices.simulation.agents.micro import Micro
from goodoffices.simulation.agents.timed import Timed
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.measures import measured
from goodoffices.simulation.naming import AGENTS, PROTOCOLS, agent_of, protocol_of
from goodoffices.simulation.playing import play
from goodoffices.simulation.protocols.alternating import Alternating
from goodoffices.simulation.protocols.course import Course, Outcome
from goodoffices.simulation.scenario import scenario_of
from goodoffices.simulation.shocks import Shocks
from goodoffices.simulation.told import Told, told_of
from tests.simulating import quarrel

QUARREL = scenario_of(quarrel())


class Stubborn(Agent):
    """Offers its best, always."""

    def turn(self, time: float, heard: int | None) -> Move:
        del time, heard
        return int(self.sheet.order[0])


class Leaving(Stubborn):
    """Walks away at half time."""

    def turn(self, time: float, heard: int | None) -> Move:
        return WALK if time >= 0.5 else super().turn(time, heard)


class Fair(Agent):
    """Offers what is best for all, always."""

    def turn(self, time: float, heard: int | None) -> Move:
        del time, heard
        assert QUARREL.nash is not None
        return QUARREL.nash


class Eager(Stubborn):
    """Accepts anything."""

    def turn(self, time: float, heard: int | None) -> Move:
        return super().turn(time, heard) if heard is None else ACCEPT


def test_talks_end_as_their_people_do() -> None:
    stuck = play(QUARREL, Alternating(), [Stubborn], rounds=7)
    assert (stuck.ended, stuck.package, stuck.rounds, stuck.offers) == ("deadline", None, 7, 14)
    left = play(QUARREL, Alternating(), [Stubborn, Leaving], rounds=9)
    assert (left.ended, left.by, left.rounds) == ("walked away", 1, 5)
    agreed = play(QUARREL, Alternating(), [Fair, Eager], keeps=True)
    assert agreed.package == QUARREL.nash
    assert [(one.round, one.by) for one in agreed.path] == [(1, 0)]


@pytest.mark.parametrize("name", [one for one in AGENTS if one not in ("honest", "model")])
def test_everybody_bargains_within_what_is_acceptable_to_them_and_agrees_with_a_conceder(name: str) -> None:
    for seed in range(4):
        found = play(QUARREL, Alternating(), [agent_of(name), agent_of("conceder")], seed=(seed,), keeps=True)
        assert found.package is not None
        assert QUARREL.acceptable[:, found.package].all()
        assert all(QUARREL.acceptable[one.by, one.package] for one in found.path)


@pytest.mark.parametrize("name", ["single-text", "proposals", "questions", "drafts", "bids", "phased(2,1)"])
def test_a_mediator_who_is_told_all_leaves_nothing_on_the_table(name: str) -> None:
    outcome = play(QUARREL, protocol_of(name), [Honest], seed=(3,))
    found = measured(QUARREL, outcome)
    assert outcome.ended == "agreement"
    assert found.on_frontier
    assert found.efficiency > 0.7
    if name in ("proposals", "questions", "drafts", "phased(2,1)"):
        assert outcome.package == QUARREL.nash


def test_an_agreement_that_nothing_holds_is_carried_out_until_stopping_pays() -> None:
    broken = play(QUARREL, protocol_of("phased(2,0)"), [Honest])
    assert broken.ended == "broke off"
    assert 0 < broken.done < 1
    found = measured(QUARREL, broken)
    assert 0 < found.efficiency < 1
    assert not found.on_frontier
    at_once = play(QUARREL, protocol_of("phased(1,0)"), [Honest])
    assert (at_once.ended, at_once.done) == ("broke off", 0.0), "in one step nobody has anything to come"


def test_there_is_no_agreement_where_there_is_no_zone() -> None:
    hopeless = scenario_of(quarrel(reservation=0.95))
    assert not hopeless.zone.size
    for name in PROTOCOLS:
        outcome = play(hopeless, protocol_of(name), [Honest], rounds=20)
        assert outcome.package is None, name
        assert measured(hopeless, outcome).efficiency == 0


def test_answers_to_questions_lead_to_the_best() -> None:
    outcome = play(QUARREL, protocol_of("questions(6)"), [Honest], told=told_of("reservations"))
    assert max(outcome.answers) <= 6
    assert measured(QUARREL, outcome).efficiency > 0.95
    blind = play(QUARREL, protocol_of("proposals"), [Honest], told=told_of("nothing"))
    assert blind.answers == (0, 0)


def test_a_body_at_home_can_stop_what_was_agreed_and_widens_a_mandate_when_asked() -> None:
    ended = set()
    for seed in range(30):
        strict = [lambda: Mandated(Timed(0.25), mandate=0.0, spread=1.0), lambda: Timed(4.0)]
        ended.add(play(QUARREL, Alternating(), strict, seed=(seed,)).ended)
    assert ended == {"agreement", "not approved at home"}
    wide = play(
        QUARREL, Alternating(), [lambda: Mandated(Timed(1.0), mandate=1.0, spread=0.0, delay=0)], seed=(1,)
    )
    assert wide.ended == "agreement", "a mandate that is widened whenever that is asked for stops nothing"


def test_chance_strikes_the_same_way_for_the_same_seed() -> None:
    rough = Shocks(leak=0.3, spoiler=0.2, collapse=0.3)
    runs = [play(QUARREL, Alternating(), [Micro], seed=(5, n), shocks=rough, rounds=30) for n in range(40)]
    again = [play(QUARREL, Alternating(), [Micro], seed=(5, n), shocks=rough, rounds=30) for n in range(40)]
    assert runs == again
    assert any(one.shocks for one in runs)
    stuck = [play(QUARREL, Alternating(), [Stubborn], seed=(n,), shocks=rough, rounds=30) for n in range(30)]
    assert {one.ended for one in stuck} == {"deadline", "collapsed"}
    assert {one.kind for run in stuck for one in run.shocks} == {"leak", "spoiler"}


def test_names_and_what_is_told_are_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    assert str(told_of("weights(0.2)+3")) == "weights(0.2)+3"
    for wrong in ("all", "orders(0.1)", "orders+", "weights(2)"):
        with pytest.raises(SimulationError, match="does not say what the mediator is told"):
            told_of(wrong)
    with pytest.raises(SimulationError, match="there is no agent 'hardliner'; choose among boulware"):
        agent_of("hardliner")
    with pytest.raises(SimulationError, match="there is no protocol"):
        protocol_of("shouting")
    with pytest.raises(SimulationError, match="must be numbers"):
        agent_of("timed(fast)")
    with pytest.raises(SimulationError, match="takes fewer numbers"):
        agent_of("micro(1)")
    with pytest.raises(SimulationError, match="there is no such file"):
        agent_of(f"{tmp_path}/none.py:Mine")
    own = tmp_path / "mine.py"
    own.write_text(
        "from goodoffices.simulation.agents.agent import ACCEPT, Agent\n\n\nclass Mine(Agent):\n"
        "    def turn(self, time, heard):\n"
        "        return ACCEPT if heard is not None and self.accepts(heard, time) else int(self.sheet.order[0])\n",
        encoding="utf-8",
    )
    assert play(QUARREL, Alternating(), [agent_of(f"{own}:Mine"), agent_of("conceder")]).ended == "agreement"
    with pytest.raises(SimulationError, match="there is no class 'Other' of an agent"):
        agent_of(f"{own}:Other")
    own.write_text("1 / 0\n", encoding="utf-8")
    with pytest.raises(SimulationError, match="it cannot be loaded: ZeroDivisionError"):
        agent_of(f"{own}:Mine")


def test_a_table_has_as_many_people_as_parties() -> None:
    with pytest.raises(SimulationError, match="has 2 parties, and 3 agents were named"):
        play(QUARREL, Alternating(), [Honest] * 3)
    with pytest.raises(SimulationError, match="0 is no number of rounds"):
        play(QUARREL, Alternating(), [Honest], rounds=0)


def test_what_is_measured_runs_from_nothing_to_the_best() -> None:
    best = QUARREL.nash
    assert best is not None
    for package in range(QUARREL.packages):
        outcome = play(QUARREL, _Fixed(package), [Honest])
        found = measured(QUARREL, outcome)
        assert 0 <= found.efficiency <= 1
        assert found.distance is not None
        assert (found.distance == 0) == found.on_frontier == bool(QUARREL.efficient[package])
        assert (found.efficiency == pytest.approx(1)) == bool(np.isclose(*_products(package, best)))


class _Fixed:
    name, mediated, informed = "fixed", True, False

    def __init__(self, package: int) -> None:
        self._package = package

    def play(self, course: Course, told: Told) -> Outcome:
        del told
        return course.agreed(self._package)


def _products(one: int, other: int) -> tuple[float, float]:
    gains = np.maximum(QUARREL.gains, 0.0)
    return float(gains[:, one].prod()), float(gains[:, other].prod())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("phased(0)", "0 is no number of phases"), ("phased(2,-1)", "-1 is no share"), ("bids(0)", "0 is no number of rungs"),
        ("single-text(1.5)", "1.5 is no number of drafts"), ("drafts(-1)", "-1 is no number of changes"),
        ("questions(0.5)", "0.5 is no number of answers"),
    ],
)  # fmt: skip
def test_a_protocol_without_sense_is_refused(name: str, says: str) -> None:
    with pytest.raises(SimulationError, match=says):
        protocol_of(name)


@pytest.mark.parametrize(
    "name", ["timed(0)", "timed(1,2)", "timed(nan)", "tit-for-tat(-1)", "mandated(timed(-1))"]
)
def test_an_agent_without_sense_is_refused(name: str) -> None:
    with pytest.raises(SimulationError, match="needs a"):
        agent_of(name)


SAYS = {
    "turn": {
        "return 99": "packages are numbered from 0 to 8; it named 99",
        "return 'all'": "a turn is the number of a package, ACCEPT or WALK, and not 'all'",
        "return 1 // 0": "ZeroDivisionError",
        "return int(self.sheet.worth.argmin())": "worth less to its side than no agreement",
        "while True: pass": "it did not answer within 0.2 seconds",
        "import time; time.sleep(60)": "it did not answer within 0.2 seconds",
    },
    "accepts": {
        "return 'perhaps'": "it was asked yes or no, and answered 'perhaps'",
        "return not self.sheet.acceptable[heard]": "accepted package",
    },
    "criticises": {"return [heard, 1.5]": "it named 1.5", "return list(range(9))": "9 changes where 5"},
    "bids": {
        "return [True]": "bids are a yes or no for each rung",
        "return heard >= 0": "it bid for package",
    },
    "plan": {"return 3": "a plan is an offer and a goal for each"},
    "begin": {"raise OSError('no model')": "OSError: no model"},
}
PLAYED = {"turn": "alternating", "plan": "alternating", "criticises": "single-text", "bids": "bids"}
GIVEN = {
    "turn": "time, heard", "accepts": "heard, time", "criticises": "heard, most", "bids": "heard, time", "plan": "times",
    "begin": "seat",
}  # fmt: skip


@pytest.mark.parametrize(
    ("method", "body"), [(name, body) for name, bodies in SAYS.items() for body in bodies]
)
def test_an_agent_that_does_what_it_may_not_is_stopped_and_the_sweep_goes_on(
    tmp_path: Path, method: str, body: str
) -> None:
    own = tmp_path / "odd.py"
    own.write_text(
        "from goodoffices.simulation.agents.agent import Agent\n\n\nclass Odd(Agent):\n    patience = 0.2\n\n"
        "    def turn(self, time, heard):\n        return int(self.sheet.order[0])\n\n"
        f"    def {method}(self, {GIVEN[method]}):\n        {body}\n",
        encoding="utf-8",
    )
    found = simulate(
        QUARREL.case, protocols=[PLAYED.get(method, "proposals")], agents=[f"{own}:Odd,boulware", "boulware"],
        mediated=[f"{own}:Odd,honest", "honest"], told=["orders"], seeds=3,
    )  # fmt: skip
    odd, even = found.cells
    assert odd.ended == {"stopped": 3}
    assert odd.stopped.startswith("Odd was stopped: ")
    assert SAYS[method][body] in odd.stopped
    assert (odd.efficiency.value, even.stopped) == (0.0, "")


def test_a_delegation_whose_bargainer_breaks_its_mandate_is_stopped(tmp_path: Path) -> None:
    own = tmp_path / "odd.py"
    own.write_text(
        "from goodoffices.simulation.agents.agent import Agent\n\n\nclass Odd(Agent):\n"
        "    def turn(self, time, heard):\n        return int(self.sheet.worth.argmin())\n",
        encoding="utf-8",
    )
    found = play(QUARREL, Alternating(), [agent_of(f"mandated({own}:Odd)"), agent_of("linear")])
    assert (found.ended, found.by, found.package) == ("stopped", 0, None)
    assert "worth less to its side than no agreement" in found.why
