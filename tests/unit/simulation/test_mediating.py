"""What a mediator learns from orders, and how it betters an agreement: never to anybody's loss, and all of it counted."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.model import Additive, Case, Issue, Option, Party, Table
from goodoffices.simulation.agents.agent import Agent
from goodoffices.simulation.agents.honest import Honest
from goodoffices.simulation.measures import measured
from goodoffices.simulation.mediating.belief import belief_of, full_belief
from goodoffices.simulation.mediating.knowing import as_told, on_one_scale
from goodoffices.simulation.mediating.ordering import LISTED, ordered
from goodoffices.simulation.mediating.side import NOTHING, Guessed
from goodoffices.simulation.naming import protocol_of
from goodoffices.simulation.playing import play
from goodoffices.simulation.protocols.course import Course
from goodoffices.simulation.protocols.tabling import LISTS, bettered
from goodoffices.simulation.scenario import Scenario, scenario_of
from goodoffices.simulation.told import told_of
from tests.simulating import quarrel


def opposed(issues: int, options: int, seed: int) -> Case:
    """Return a case of two who want the opposite of each issue, each more of some than of others."""
    dice = np.random.default_rng(seed)
    names = [f"i{number}" for number in range(issues)]
    keys = [f"o{number}" for number in range(options)]
    parties = []
    for party in range(2):
        worth = [np.sort(np.append(dice.random(options - 2), [0.0, 1.0])) for _ in names]
        tables = {
            name: Table(evaluations=dict(zip(keys, (own[::-1] if party else own).tolist(), strict=True)))
            for name, own in zip(names, worth, strict=True)
        }
        weights = dict(zip(names, dice.dirichlet(np.ones(issues)).tolist(), strict=True))
        parties.append(
            Party(id=f"p{party}", preferences=Additive(weights=weights, values=tables, reservation=0.1))
        )
    listed = tuple(Issue(id=name, options=tuple(Option(id=key) for key in keys)) for name in names)
    return Case(title="Opposed", parties=tuple(parties), issues=listed)


FOUR = scenario_of(opposed(4, 3, 1))


class Recording(Honest):
    """Remembers what it was asked to compare."""

    compared: list[tuple[int, int]]

    def prefers(self, one: int, other: int) -> bool:
        self.__dict__.setdefault("compared", []).append((one, other))
        return super().prefers(one, other)


def begun(scenario: Scenario, agents: list[Agent], seed: int = 0) -> Course:
    course = Course(scenario, agents, rounds=100, dice=np.random.default_rng(seed))
    course.begin()
    return course


@pytest.mark.parametrize("level", ["orders", "reservations"])
def test_an_agreement_is_bettered_to_nobody_s_loss_and_every_reply_is_counted(level: str) -> None:
    truth = on_one_scale(FOUR.case)
    belief = belief_of(as_told(truth, told_of(level)), FOUR, 3)
    for package in FOUR.zone[:: max(1, len(FOUR.zone) // 2)].tolist():
        agents: list[Agent] = [Recording(), Recording()]
        course = begun(FOUR, agents)
        better = bettered(course, package, belief)
        assert (FOUR.worth[:, better] >= FOUR.worth[:, package]).all()
        assert course.replies == course.offers <= LISTS * LISTED
        assert course.round <= LISTS
        # each side said of each package listed whether it is worse than what was agreed, at least
        assert all(len(one.__dict__.get("compared", [])) >= course.replies for one in agents)


def test_who_knows_all_ends_on_the_frontier_and_leaves_what_is_there_alone() -> None:
    belief = full_belief(FOUR)
    for package in FOUR.zone[::7].tolist():
        better = bettered(begun(FOUR, [Honest(), Honest()]), package, belief)
        assert FOUR.efficient[better]
        if FOUR.efficient[package]:
            assert (FOUR.worth[:, better] == FOUR.worth[:, package]).all()


def test_orders_hold_of_the_truth_and_narrow_what_fits() -> None:
    truth = on_one_scale(FOUR.case)
    before = belief_of(as_told(truth, told_of("reservations")), FOUR, 5)
    after, answers = ordered(truth, before, FOUR.listing, 4)
    assert answers == (4, 4)
    for party, (first, last) in enumerate(zip(before.sides, after.sides, strict=True)):
        assert isinstance(first, Guessed)
        assert isinstance(last, Guessed)
        known = truth.parties[party].preferences
        assert isinstance(known, Additive)
        tables = [known.contributions(issue) for issue in truth.issues]
        point = np.array([*map(max, tables), *(one for table in tables for one in table), known.reservation])
        for fact in last.polytope.rows:
            held = sum(factor * point[number] for number, factor in fact.terms.items())
            assert fact.low - 1e-9 <= held <= fact.high + 1e-9
        assert last.draws.std(axis=0).mean() < 0.7 * first.draws.std(axis=0).mean()


def test_ten_orders_reach_nearly_the_best_and_the_frontier() -> None:
    found = [
        measured(
            FOUR,
            play(FOUR, protocol_of("proposals"), [Honest], told=told_of("reservations+10"), seed=(seed,)),
        )
        for seed in range(2)
    ]
    assert min(one.efficiency for one in found) > 0.95
    assert all(one.on_frontier for one in found)


def test_a_package_can_stand_beside_no_agreement_in_an_order_and_equal_ones_side_by_side() -> None:
    truth = on_one_scale(FOUR.case)
    (side, _) = belief_of(as_told(truth, told_of("reservations")), FOUR, 1).sides
    assert isinstance(side, Guessed)
    good = side.knowing([side.fact(7, NOTHING)])
    assert (good.worth(np.array([7])) >= -1e-9).all()
    bad = side.knowing([side.fact(NOTHING, 7)])
    assert (bad.worth(np.array([7])) <= 1e-9).all()
    same = side.knowing([side.fact(7, 60, same=True)])
    assert np.ptp(same.worth(np.array([7, 60])), axis=1).max() < 1e-6


def test_what_was_drawn_is_not_drawn_again_for_the_same_answers() -> None:
    scenario = scenario_of(quarrel())
    case = as_told(on_one_scale(scenario.case), told_of("nothing"))
    first, again, other = (
        belief_of(case, scenario, luck).learning([[(0, 1)], [(1, 0)]]) for luck in (1, 1, 2)
    )
    for one, same, unlike in zip(first.sides, again.sides, other.sides, strict=True):
        assert isinstance(one, Guessed)
        assert isinstance(same, Guessed)
        assert isinstance(unlike, Guessed)
        assert one.draws is same.draws
        assert not np.array_equal(one.draws, unlike.draws)


def test_answers_that_cannot_all_be_true_change_nothing() -> None:
    scenario = scenario_of(quarrel())
    truth = on_one_scale(scenario.case)
    belief = belief_of(as_told(truth, told_of("orders")), scenario, 1)
    best, worst = int(scenario.sheets[0].order[0]), int(scenario.sheets[0].order[-1])
    (side, _) = belief.sides
    assert side.learning([(worst, best), (best, worst), (worst, best)]) is not None
    assert isinstance(side, Guessed)
    wrong = side.knowing([side.end(0, 0, 1.0), side.end(0, 0, 0.0), side.end(1, 0, 1.0), side.end(1, 0, 0.0)])
    assert wrong is side
