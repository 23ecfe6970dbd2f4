"""People at a simulated table: talks are played anew from their answers, and wait where these end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.simulation.agents.agent import ACCEPT, WALK, Agent
from goodoffices.simulation.agents.person import Answer, Asked
from goodoffices.simulation.agents.seat import MEDIATOR
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.naming import agent_of, protocol_of
from goodoffices.simulation.playing import play
from goodoffices.simulation.scenario import scenario_of
from goodoffices.simulation.seating import Chair, Mediator, Stand, stand_of
from goodoffices.simulation.told import Told, told_of
from goodoffices.talks.events.teaching import ANSWERS, Question
from tests.simulating import quarrel

QUARREL = scenario_of(quarrel())
ROUNDS = 12
NAMES = ("alternating", "single-text", "proposals", "drafts", "bids", "phased(2)")


def stand(name: str, chairs: Sequence[Chair], told: Told, mediator: Mediator | None = None) -> Stand:
    """Return how talks stand."""
    return stand_of(
        QUARREL, protocol_of(name), chairs, told=told, rounds=ROUNDS, seed=(5,), mediator=mediator
    )


def answered(agent: Agent, asked: Asked) -> Answer:
    """Answer as a program would that is asked the same."""
    packages = asked.packages
    match asked.kind:
        case "turn":
            move = agent.turn(asked.time, packages[0] if packages else None)
            if move == ACCEPT:
                return Answer("accept")
            return Answer("walk") if move == WALK else Answer("offer", (move,))
        case "accept":
            return Answer("yes" if agent.accepts(packages[0], asked.time) else "no")
        case "approve":
            return Answer("yes" if agent.approves(packages[0], asked.time) else "no")
        case "prefer":
            if agent.prefers(*packages):
                return Answer("first")
            return Answer("second" if agent.prefers(*reversed(packages)) else "neither")
        case "criticise":
            return Answer("these", tuple(agent.criticises(packages[0], asked.most)))
        case "bid":
            import numpy as np

            ladder = np.array(packages)
            return Answer("these", tuple(ladder[agent.bids(ladder, asked.time)].tolist()))
        case "draft":
            pytest.fail("a side is asked for no draft")


@pytest.mark.parametrize("name", NAMES)
@given(
    agents=st.tuples(*[st.sampled_from(["linear", "boulware", "conceder", "honest"])] * 2),
    told=st.sampled_from(["everything", "orders"]),
)
@settings(max_examples=settings().max_examples // 3)
def test_people_who_answer_as_programs_do_come_to_what_programs_come_to(
    name: str, agents: tuple[str, str], told: str
) -> None:
    whole = play(
        QUARREL, protocol_of(name), [agent_of(one) for one in agents], told=told_of(told), rounds=ROUNDS, seed=(5,),
        keeps=True,
    )  # fmt: skip
    # what stands in for a person knows what the person knows, and is asked nothing else
    minds = [agent_of(one)() for one in agents]
    import numpy as np

    from goodoffices.simulation.agents.seat import Seat

    for place, (mind, sheet) in enumerate(zip(minds, QUARREL.sheets, strict=True)):
        mind.begin(Seat(sheet, ROUNDS, 2, place, np.random.default_rng(0)))
    given_so_far: list[tuple[Answer, ...]] = [(), ()]
    for _ in range(1_000):
        found = stand(name, [Chair(answers) for answers in given_so_far], told_of(told))
        assert found.path == whole.path[: len(found.path)]
        if found.outcome is not None:
            break
        for place, asked in found.asked.items():
            answer = answered(minds[place], asked)
            assert answer.said in ANSWERS[asked.kind]
            given_so_far[place] += (answer,)
    assert found.outcome == whole
    assert found.path == whole.path


def test_all_are_asked_at_once_where_nobody_hears_the_others() -> None:
    found = stand("proposals", [Chair(), Chair()], Told())
    assert {place: asked.kind for place, asked in found.asked.items()} == {0: "accept", 1: "accept"}
    one = stand("proposals", [Chair((Answer("no"),)), Chair()], Told())
    # what is asked of one does not change by what another has answered
    assert one.asked == {1: found.asked[1]}
    assert one.path == found.path


def test_a_person_mediates_by_drafts_and_alone_hears_what_each_side_says_of_them() -> None:
    honest = Chair(None, agent_of("honest"))
    told = told_of("nothing")
    first = stand("drafts", [honest, honest], told, Mediator())
    assert first.asked == {MEDIATOR: Asked("draft", (), 1, 1 / (ROUNDS + 1))}
    assert (first.path, first.outcome) == ((), None)
    # what suits one side best is refused by the other, which says what it would change
    best = int(QUARREL.sheets[0].order[0])
    second = stand("drafts", [honest, honest], told, Mediator((Answer("offer", (best,)),)))
    asked = second.asked[MEDIATOR]
    assert asked.packages == (best,)
    assert [one.yes for one in asked.replies] == [bool(row[best]) for row in QUARREL.acceptable]
    assert asked.replies[0].changes == ()
    places = QUARREL.places
    for changed in asked.replies[1].changes:
        assert (places[changed] != places[best]).sum() == 1
        assert QUARREL.gains[1, changed] > QUARREL.gains[1, best]
    # what both say yes to is agreed as it is, though a program might better it
    zone = [int(one) for one in QUARREL.zone]
    agreed = stand("drafts", [honest, honest], told, Mediator((Answer("offer", (zone[0],)),)))
    assert agreed.outcome is not None
    assert (agreed.outcome.ended, agreed.outcome.package) == ("agreement", zone[0])
    left = stand("drafts", [honest, honest], told, Mediator((Answer("walk"),)))
    assert left.outcome is not None
    assert (left.outcome.ended, left.outcome.by) == ("walked away", MEDIATOR)
    # a program goes on from the drafts that were laid out, and lays none of them again before it has tried the others
    assert QUARREL.nash is not None
    laid = (Answer("offer", (QUARREL.nash,)), Answer("offer", (best,)))
    no = Chair((Answer("no"), Answer("these")) * 3 + (Answer("no"),))
    over = stand("drafts", [no, honest], told_of("everything"), Mediator(laid, program=True))
    assert [one.package for one in over.path[:2]] == [QUARREL.nash, best]
    assert len({one.package for one in over.path}) == len(over.path) == 4


def test_a_program_takes_over_where_somebody_has_left() -> None:
    linear = agent_of("linear")
    one, other = (int(sheet.order[0]) for sheet in QUARREL.sheets)
    waiting = stand("alternating", [Chair((Answer("offer", (one,)),)), Chair(None, linear)], Told())
    assert waiting.asked[0].packages == (waiting.path[-1].package,)
    over = stand("alternating", [Chair((Answer("offer", (one,)),), linear), Chair(None, linear)], Told())
    assert over.outcome is not None
    assert over.path[: len(waiting.path)] == waiting.path
    left = stand(
        "alternating",
        [Chair((Answer("offer", (one,)), Answer("walk"))), Chair((Answer("offer", (other,)),))],
        Told(),
    )
    assert left.outcome is not None
    assert (left.outcome.ended, left.outcome.by) == ("walked away", 0)


@pytest.mark.parametrize(("kind", "said"), [("alternating", "yes"), ("proposals", "offer"), ("bids", "no")])
def test_an_answer_to_something_else_is_told_in_a_sentence(kind: Question, said: str) -> None:
    with pytest.raises(SimulationError, match="another version of Good Offices"):
        stand(kind, [Chair((Answer(said, (0,)),)), Chair()], Told())  # type: ignore[arg-type]  # what no form sends
