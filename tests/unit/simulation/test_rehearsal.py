"""Rehearsals that can be reckoned by hand: what is answered, its ranges, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pytest
from msgspec import structs

from goodoffices import analyse, rehearse
from goodoffices.analysis.partial.acceptance import acceptability, acceptable
from goodoffices.analysis.partial.room import room_of
from goodoffices.analysis.partial.sampling import CHAINS
from goodoffices.model import (
    Additive,
    Case,
    Condition,
    Constraint,
    IntegerRange,
    Issue,
    Linear,
    Option,
    Party,
    RedLine,
)
from goodoffices.model.limits import Mandate
from goodoffices.model.parties import DecisionBody, Member, Question, Rule, Stance
from goodoffices.model.preferences import Alternative, Comparison, Interval, Ordinal, Table
from goodoffices.model.record import Position
from goodoffices.services import sample_case
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.rehearsing.rehearse import rehearsal_of
from goodoffices.simulation.rehearsing.results import EndOdds, Odds, Rehearsal
from goodoffices.simulation.rehearsing.sensing import _index
from goodoffices.simulation.rehearsing.shares import odds, worth_of

SPLIT = Issue(id="split", integers=IntegerRange(low=0, high=10))
HALF = {"split": 5}
NEVER = (0.0, 0.0)
ALWAYS = (1.0, 1.0)


def party(name: str, *, rises: bool, reservation: float | None = 0.0) -> Party:
    values = Linear(slope=0.1) if rises else Linear(slope=-0.1, offset=1.0)
    return Party(
        id=name,
        preferences=Additive(weights={"split": 1.0}, values={"split": values}, reservation=reservation),
    )


def cake(**parts: Any) -> Case:
    """Two who share ten tenths."""
    return Case(**{"parties": (party("a", rises=True), party("b", rises=False)), "issues": (SPLIT,), **parts})


def at_least(tenths: int, of: str = "a", name: str = "enough") -> RedLine:
    return RedLine(party=of, name=name, requires=Condition(issue="split", at_least=tenths))


def council(
    *stances: Stance,
    package: Mapping[str, int] | None = None,
    kind: Literal["majority", "unanimity"] = "majority",
) -> DecisionBody:
    members = tuple(Member(id=one, name=one.upper()) for one in ("x", "y", "z"))
    asked = Question(id="half", text="Half?", package=HALF if package is None else package, stances=stances)
    return DecisionBody(
        id="council", party="a", name="Council", members=members, rule=Rule(kind=kind), questions=(asked,)
    )


def named(found: Rehearsal, ending: str) -> dict[tuple[str, ...], EndOdds]:
    return {one.parties: one for one in found.endings if one.ending == ending}


def within(found: Odds, share: float) -> bool:
    return found.sampling[0] - 1e-9 <= share <= found.sampling[1] + 1e-9


# ------------------------------------------------------------------------------------------------ what is answered


def test_who_holds_out_for_a_share_refuses_what_gives_it_less() -> None:
    """Each could gain 1 at most and has 0.3 and 0.7: the first accepts where it holds out for at most 0.3."""
    found = rehearse(cake(), {"split": 3}, aspiration=(0.0, 0.5))
    assert found.accepted.share == pytest.approx(0.6, abs=0.002)
    assert within(found.accepted, 0.6)
    refused = named(found, "refused at the table")
    assert set(refused) == {("a",)}
    assert refused["a",].odds.inputs == pytest.approx((0.0, 1.0), abs=0.002)
    first, second = found.answers
    assert [one.why for one in first.reasons if one.odds.share > 0] == ["holds out for more"]
    assert second.refuses.share == 0.0
    assert first.worth == pytest.approx((0.3, 0.3))
    effects = {one.input: one for one in found.sensitivity}
    assert set(effects) == {"aspiration:a", "aspiration:b"}
    assert effects["aspiration:a"].index == pytest.approx(1.0, abs=0.02)
    assert effects["aspiration:b"].index < 0.02
    assert (effects["aspiration:a"].low.share, effects["aspiration:a"].high.share) == (1.0, 0.0)


def test_a_red_line_is_kept_to_by_its_chance_and_as_stated_for_certain() -> None:
    case = cake(red_lines=(at_least(6), at_least(8, name="more")))
    found = rehearse(case, HALF, aspiration=NEVER, firm=(0.5, 1.0))
    assert found.accepted.share == pytest.approx(0.0625, abs=0.001)
    assert found.accepted.inputs is not None
    assert found.accepted.inputs[0] == 0.0
    assert found.accepted.inputs[1] == pytest.approx(0.25, abs=0.03)
    assert (found.as_stated.share, found.as_stated.status) == (0.0, "exact")
    (crosses, *_) = found.answers[0].reasons
    assert crosses.names == ("a: enough", "a: more")
    assert crosses.odds.share == pytest.approx(0.9375, abs=0.001)
    event = next(one for one in found.sensitivity if one.input == "holds:a: enough")
    assert event.low.share == pytest.approx(0.25, abs=0.005)
    assert event.high.share == 0.0
    assert event.index == pytest.approx(3 * 0.0625 / 0.9375, rel=0.05)
    kept = rehearse(case, {"split": 8}, aspiration=NEVER)
    assert kept.accepted.share == kept.as_stated.share == 1.0


def test_an_alternative_gives_the_range_of_what_no_agreement_is_worth() -> None:
    parties = (party("a", rises=True, reservation=0.5), party("b", rises=False))
    alternative = Alternative(id="alone", party="a", title="Alone", utility=(0.4, 0.8), statements=())
    case = cake(parties=parties, alternatives=(alternative,))
    found = rehearse(case, HALF, aspiration=NEVER)
    assert found.accepted.share == pytest.approx(0.25, abs=0.002)
    floor = next(one for one in found.inputs if one.id == "floor:a")
    assert (floor.low, floor.high, floor.origin) == (0.4, 0.8, "alternatives")
    elsewhere = cake(parties=parties, alternatives=(structs.replace(alternative, utility=(0.7, 0.8)),))
    conflicting = rehearse(elsewhere, HALF, aspiration=NEVER)
    assert conflicting.accepted.share == 1.0  # the stated one counts
    assert any("the stated one is used" in note for note in conflicting.notes)


@pytest.mark.parametrize(
    ("changed", "share", "says"),
    [
        ({"expires_on": dt.date(2030, 1, 1)}, 1.0, None),
        ({}, 0.3, "beyond the mandate"),
        ({"requires": None, "ad_referendum": True}, 0.3, "nothing is known of their votes"),
    ],
)
def test_beyond_a_mandate_those_at_home_are_asked(
    changed: dict[str, Any], share: float, says: str | None
) -> None:
    mandate = Mandate(party="a", name="six", requires=Condition(issue="split", at_least=6))
    case = cake(mandates=(structs.replace(mandate, **changed),), as_of=dt.date(2031, 1, 1))
    found = rehearse(case, HALF, aspiration=NEVER, approval=(0.3, 0.3))
    assert found.accepted.share == pytest.approx(share, abs=0.001)
    stopped = named(found, "not approved at home")
    assert set(stopped) == ({("a",)} if share < 1 else set())
    assert says is None or any(says in note for note in found.notes)
    assert found.answers[0].asks_home is (share < 1)


def test_a_body_votes_on_what_the_package_settles() -> None:
    """Two of three must be for it: x is, z is not, y with a chance of 0.2 to 0.6."""
    stances = (
        Stance(member="x", stance="for"),
        Stance(member="y", stance="undecided", chance=(0.2, 0.6)),
        Stance(member="z", stance="against"),
    )
    case = cake(decision_bodies=(council(*stances),))
    found = rehearse(case, HALF, aspiration=NEVER)
    assert within(found.accepted, 0.4)
    assert found.accepted.inputs is not None
    assert found.accepted.inputs[0] == pytest.approx(0.2, abs=0.03)
    assert found.accepted.inputs[1] == pytest.approx(0.6, abs=0.03)
    chance = analyse(case).decisions[0].ballots[0].chance
    assert chance == (0.2, 0.6)
    vote = next(one for one in found.sensitivity if one.input == "votes:half:y")
    assert (vote.low.share, vote.high.share) == (0.0, 1.0)
    assert vote.says == "Y is for “Half?”"
    other = rehearse(case, {"split": 4}, aspiration=NEVER)
    assert other.accepted.share == 1.0  # it settles nothing that was asked


def test_members_of_whom_nothing_is_known_are_alike() -> None:
    """With one unknown chance for all, each number of votes is as likely as any other (Straffin's homogeneity)."""
    mandate = Mandate(party="a", name="home", ad_referendum=True)
    kinds: list[tuple[Literal["majority", "unanimity"], float]] = [("majority", 0.5), ("unanimity", 0.25)]
    for kind, share in kinds:
        case = cake(mandates=(mandate,), decision_bodies=(council(package={"split": 9}, kind=kind),))
        found = rehearse(case, HALF, aspiration=NEVER, draws=20_000)
        assert within(found.accepted, share)
        assert found.accepted.inputs == pytest.approx((0.0, 1.0), abs=0.001)


def test_what_the_record_says_came_of_a_question_without_stances_counts() -> None:
    body = council()
    for outcome, share in (("approved", 1.0), ("rejected", 0.0)):
        questions = (structs.replace(body.questions[0], outcome=outcome),)
        case = cake(decision_bodies=(structs.replace(body, questions=questions),))
        assert rehearse(case, HALF, aspiration=NEVER).accepted.share == share


def test_after_a_refusal_talks_go_on_within_what_holds() -> None:
    """a takes nothing below 7, b keeps to at most 8 for the other: 7 or 8 is what can be agreed on."""
    at_most = RedLine(party="b", name="no more", requires=Condition(issue="split", at_most=8))
    parties = (party("a", rises=True, reservation=0.65), party("b", rises=False))
    case = cake(parties=parties, red_lines=(at_most,))
    found = rehearse(case, HALF, aspiration=NEVER, firm=ALWAYS)
    assert found.accepted.share == 0.0
    assert found.later.agreement.share == 1.0
    assert found.later.agreed == found.later.played == 100
    assert {one.option for one in found.later.options["split"]} <= {7, 8}
    assert sum(one.odds.share for one in found.later.options["split"]) == pytest.approx(1.0)
    both = cake(parties=parties, red_lines=(at_most, at_least(9)))
    closed = rehearse(both, HALF, firm=ALWAYS)
    assert (closed.later.none.share, closed.later.closed, closed.later.played) == (1.0, 2_000, 0)
    poor = cake(parties=(parties[0], party("b", rises=False, reservation=0.4)))
    nothing = rehearse(poor, HALF, aspiration=NEVER)
    assert (nothing.later.none.share, nothing.later.empty) == (1.0, 100)
    home = cake(parties=parties, mandates=(Mandate(party="b", name="home", ad_referendum=True),))
    stopped = rehearse(home, HALF, aspiration=NEVER, approval=(0.0, 0.0))
    assert (stopped.later.none.share, stopped.later.stopped) == (1.0, 2_000)


# ------------------------------------------------------------------------------------------ what is known in part


def test_shares_agree_with_those_of_the_analysis() -> None:
    """With nothing but preferences in ranges, accepting is what `robust` calls acceptability, drawn otherwise."""
    case = Case.load(sample_case("tessen-river"))
    bare = structs.replace(case, alternatives=(), mandates=(), decision_bodies=())
    package: dict[str, str | int] = {
        "share-orvane": 15, "share-meldria": 45, "share-port-sael": 20, "dry-season-release": 250, "filling":
        "seven-years", "drought-rule": "by-right", "data": "daily", "compensation": 30, "commission": "consultative",
    }  # fmt: skip
    room = room_of(bare)
    places = tuple(issue.index_of(package[issue.id]) or 0 for issue in bare.issues)
    judged = acceptability(room, places, acceptable(room, places))
    assert 0.05 < judged.value < 0.95
    found = rehearse(bare, package, aspiration=NEVER, firm=ALWAYS, plays=1)
    error = judged.error + (found.accepted.sampling[1] - found.accepted.sampling[0]) / 4
    assert found.accepted.share == pytest.approx(judged.value, abs=4 * error)


def test_what_is_not_known_is_drawn_and_said() -> None:
    price = Issue(id="price", options=(Option(id="high"), Option(id="low")))
    term = Issue(id="term", options=(Option(id="long"), Option(id="short")))
    known = Ordinal(
        orders={"price": ("high", "low"), "term": ("long", "short")},
        comparisons=(Comparison(better={"price": "low", "term": "long"}, worse="no agreement"),),
    )
    demand = Position(
        id="p1", party="buyer", issue="price", stand="demands", options=("low",), statements=("s1",)
    )
    case = Case(
        parties=(Party(id="seller", preferences=known), Party(id="buyer"), Party(id="union")),
        issues=(price, term),
        positions=(demand,),
    )
    found = rehearse(case, {"price": "low", "term": "long"}, aspiration=NEVER)
    first, second, third = found.answers
    assert first.refuses.share == 0.0  # it said that this is better than no agreement
    assert 0.0 < second.refuses.share < third.refuses.share  # it has what it demanded
    assert any("'buyer' are drawn from all that fit its positions" in note for note in found.notes)
    assert any("nothing is known of what 'union' wants" in note for note in found.notes)
    inputs = {one.id: one for one in found.inputs}
    assert (inputs["floor:union"].low, inputs["floor:union"].high) == (0.0, 1.0)
    assert inputs["evaluation:union:price"].origin == "assumed"
    assert inputs["evaluation:buyer:term"].origin == "record"
    effects = {one.input: one for one in found.sensitivity}
    assert effects["evaluation:union:price"].part_of == "worth:union"
    assert effects["worth:union"].low.share < effects["worth:union"].high.share


def test_intervals_are_drawn_within_their_ends() -> None:
    values = {"split": {str(n): (n / 10, n / 10) for n in range(11)}}
    known = Interval(weights={"split": (1.0, 1.0)}, values=values, reservation=(0.4, 0.9))
    case = cake(parties=(Party(id="a", preferences=known), party("b", rises=False)))
    found = rehearse(case, HALF, aspiration=NEVER)
    assert found.accepted.share == pytest.approx(0.2, abs=0.04)
    assert within(found.accepted, 0.2)


def test_exact_preferences_without_a_reservation_value_have_the_lowest_utility() -> None:
    case = cake(parties=(party("a", rises=True, reservation=None), party("b", rises=False)))
    found = rehearse(case, {"split": 0}, aspiration=NEVER)
    assert found.accepted.share == 1.0
    assert any("does not say what no agreement is worth to 'a'" in note for note in found.notes)


# ---------------------------------------------------------------------------------------------------- the examples

#: The Nash point that the cheapest way out of the deadlock of Cairo opens, and the Nash solution of the river.
CAIRO: dict[str, str | int] = {
    "northern-return": "none", "truce-length": "permanent", "end-of-war": "commitment", "withdrawal":
    "populated-areas", "hostages": 40, "prisoners": 1000, "convicted-of-murder": 0, "humanitarian-aid": "at-scale",
    "rafah": "renounced",
}  # fmt: skip
TESSEN: dict[str, str | int] = {
    "share-orvane": 25, "share-meldria": 40, "share-port-sael": 25, "dry-season-release": 300, "filling": "five-years",
    "drought-rule": "proportional", "data": "daily", "compensation": 40, "commission": "majority",
}  # fmt: skip


def test_cairo_hangs_on_red_lines() -> None:
    found = rehearse(sample_case("cairo-2024"), CAIRO, draws=400, plays=4)
    assert (found.as_stated.share, found.as_stated.status) == (0.0, "exact")
    assert found.accepted.inputs is not None
    assert 0.0 < found.accepted.share < 0.02 < found.accepted.inputs[1] < 0.3
    assert {one.input for one in found.sensitivity[:3]} == {
        "holds:hamas: all residents return to the north",
        "holds:hamas: no release without full withdrawal",
        "holds:israel: no commitment to end the war",
    }
    floors = [one for one in found.inputs if one.id.startswith("floor:")]
    assert [(one.low, one.high, one.origin) for one in floors] == [(0.45, 0.65, "alternatives")] * 2
    assert "rescues" in floors[0].sources
    assert "middle of this range" in floors[0].assumption
    weights = [one for one in found.inputs if one.id.startswith("weight:israel:")]
    assert {(one.low, one.high) for one in weights} >= {(0.1, 0.3), (0.12, 0.35)}
    assert found.later.closed > 0.9 * found.later.refused


def test_the_river_hangs_on_those_at_home() -> None:
    found = rehearse(sample_case("tessen-river"), TESSEN, draws=400, plays=4)
    assert found.as_stated.share == found.accepted.share  # it crosses no red line
    assert {one.input for one in found.sensitivity[:2]} == {
        "votes:forty-per-cent:delta",
        "votes:paying-forty:new-town",
    }
    assert all(not one.low.share for one in found.sensitivity[:2])  # without that vote nothing is approved
    assert [one.asks_home for one in found.answers] == [False, True, True]
    assert found.later.stopped > 0
    assert any("question 'forty-per-cent', which it settles" in note for note in found.notes)


@pytest.mark.nightly
def test_intervals_cover_what_many_more_draws_say() -> None:
    case = Case.load(sample_case("tessen-river"))
    truth = rehearse(case, TESSEN, draws=20_000, plays=200, seed=999)
    expected = {(one.ending, one.parties): one.odds.share for one in truth.endings if one.odds.share > 0.01}
    covered = []
    for seed in range(25):
        found = rehearse(case, TESSEN, draws=400, plays=20, seed=seed)
        covered.append(within(found.later.agreement, truth.later.agreement.share))
        covered += [
            within(one.odds, expected[one.ending, one.parties])
            for one in found.endings
            if (one.ending, one.parties) in expected
        ]
    assert len(covered) > 150
    assert np.mean(covered) >= 0.95


# -------------------------------------------------------------------------------------------------- determinism


def test_the_same_seed_gives_the_same_answer_and_another_one_another() -> None:
    case = cake(red_lines=(at_least(6),), mandates=(Mandate(party="a", name="home", ad_referendum=True),))
    first, again, other = (rehearse(case, HALF, draws=300, seed=seed).to_dict() for seed in (1, 1, 2))
    assert first == again
    assert first["endings"] != other["endings"]


@pytest.mark.parametrize("draws", [1, 2, 49, 51, 89, 90])
def test_few_draws_have_wide_ranges(draws: int) -> None:
    found = rehearse(cake(), {"split": 3}, draws=draws)
    assert found.accepted.n == draws
    low, high = found.accepted.sampling
    assert low <= 0.6 <= high or high - low > 0.1
    assert bool(found.sensitivity) == (draws >= 90)


# ------------------------------------------------------------------------------------------------------ numbers


def test_an_index_is_the_share_of_the_variance_that_bins_explain() -> None:
    dice = np.random.default_rng(5)
    first, second, noise = (dice.random(20_000) for _ in range(3))
    bins = (first * 20).astype(np.int64)
    index, error = _index(bins, (first < 0.3).astype(float))
    assert index == pytest.approx(1.0, abs=0.02)
    index, error = _index(bins, (second < 0.3).astype(float))
    assert index < 4 * error + 1e-3
    # yes where first + second < 1: E[yes | first] = 1 - first, so the index is (1 / 12) / (1 / 4)
    index, error = _index(bins, (first + second < 1).astype(float))
    assert index == pytest.approx(1 / 3, abs=5 * error)
    assert 0 < error < 0.02
    # the chance of a yes in each draw says the same as a yes or no, with less noise
    smooth, less = _index(bins, np.where(first < 0.5, 0.8, 0.2))
    rough, _ = _index(bins, (noise < np.where(first < 0.5, 0.8, 0.2)).astype(float))
    assert smooth == pytest.approx(0.36, abs=0.01)
    assert rough == pytest.approx(smooth, abs=0.03)
    assert less < error


def test_draws_that_resemble_one_another_are_worth_less() -> None:
    dice = np.random.default_rng(3)
    alone = (dice.random(40 * CHAINS) < 0.4).astype(float)
    stuck = np.tile((dice.random(CHAINS) < 0.4).astype(float), 40)
    assert worth_of(alone) > 1_000
    assert worth_of(stuck) == pytest.approx(CHAINS, rel=0.1)
    assert odds(stuck).sampling[1] - odds(stuck).sampling[0] > 0.2
    assert worth_of(np.full(2_000, 1.0)) == 2_000


# ---------------------------------------------------------------------------------------------------- what is refused


def test_bad_input_is_answered_in_a_sentence() -> None:
    two = Issue(id="more", options=(Option(id="yes"), Option(id="no")))
    with pytest.raises(SimulationError, match="leaves open: more; what is tabled settles every issue"):
        rehearse(cake(issues=(SPLIT, two)), HALF)
    with pytest.raises(SimulationError, match="breaks the constraint “no halves”"):
        rehearse(
            cake(constraints=(Constraint(name="no halves", requires=Condition(issue="split", not_in=(5,))),)),
            HALF,
        )
    with pytest.raises(SimulationError, match="'highland' are not additive"):
        rehearse(sample_case("orrin-pass"), "nash")
    bare = Case(parties=(Party(id="a"), Party(id="b")), issues=(SPLIT,))
    with pytest.raises(SimulationError, match="nothing is known of what any party wants"):
        rehearse(bare, HALF)
    with pytest.raises(SimulationError, match="fewer than two parties"):
        rehearse(cake(parties=(party("a", rises=True),)), HALF)
    with pytest.raises(SimulationError, match="has no option '11'"):
        rehearsal_of(cake(), {"split": 11})
    for name, number in (("draws", 0), ("draws", 100_001), ("seed", -1), ("rounds", 0), ("plays", 0)):
        with pytest.raises(SimulationError, match=f"{name}: {number}"):
            rehearse(cake(), HALF, **{name: number})  # type: ignore[arg-type]  # a number by its name
    with pytest.raises(SimulationError, match=r"firm: 0.9 to 0.1 is no range"):
        rehearse(cake(), HALF, firm=(0.9, 0.1))
    with pytest.raises(SimulationError, match="approval: the case has no party 'c'; it has a, b"):
        rehearse(cake(), HALF, approval={"c": (0.0, 1.0)})


def test_what_contradicts_itself_is_named() -> None:
    options = Table(evaluations={str(n): n / 10 for n in range(11)})
    torn = Additive(
        weights={"split": 1.0}, values={"split": options},
        comparisons=(Comparison(better={"split": 2}, worse={"split": 3}),),
    )  # fmt: skip
    case = cake(parties=(Party(id="a", preferences=torn), party("b", rises=False)))
    with pytest.raises(SimulationError, match=r"'a' contradicts itself: .*comparison 1"):
        rehearse(case, HALF)
