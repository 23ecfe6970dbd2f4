"""Rehearsals of generated cases, against every package there is and against what must hold of any range."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from goodoffices.analysis.partial.room import room_of
from goodoffices.model import Case
from goodoffices.model.conditions import holds
from goodoffices.model.limits import Mandate
from goodoffices.model.packages import package_at
from goodoffices.model.parties import DecisionBody, Member, Question, Rule, Stance
from goodoffices.model.preferences import Additive, Alternative
from goodoffices.simulation.rehearsing.assumed import Assumed
from goodoffices.simulation.rehearsing.best import best
from goodoffices.simulation.rehearsing.following import Table
from goodoffices.simulation.rehearsing.judging import Scene, scene_of
from goodoffices.simulation.rehearsing.rehearse import rehearsal_of
from goodoffices.simulation.rehearsing.shares import Ends
from tests.strategies import cases

DRAWS = 120
HARD = Assumed({"aspiration": {"": (0.0, 0.0)}, "firm": {"": (1.0, 1.0)}})
SPANS = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda pair: (min(pair) / 10, max(pair) / 10))


def feasible(case: Case) -> list[tuple[int, ...]]:
    """Every package that satisfies the constraints, as places."""
    issues = case.issues
    every = itertools.product(*(range(issue.size) for issue in issues))
    return [
        places
        for places in every
        if all(holds(one.requires, package_at(places, issues), case.issues_by_id) for one in case.constraints)
    ]


@st.composite
def tabled(draw: st.DrawFn, *, rich: bool = False) -> tuple[Case, tuple[int, ...]]:
    """A case with two parties at least, and a feasible package; with alternatives and homes where it is rich."""
    case = draw(
        cases(most_parties=3, most_issues=3, conventions=("plain",)).filter(lambda one: len(one.parties) > 1)
    )
    assume(all(isinstance(party.preferences, Additive) for party in case.parties))
    packages = feasible(case)
    assume(packages)
    places = draw(st.sampled_from(packages))
    if rich:
        case = draw(with_homes(case, places))
    return case, places


@st.composite
def with_homes(draw: st.DrawFn, case: Case, places: tuple[int, ...]) -> Case:
    """Add alternatives, mandates and a body with a question about a part of the package."""
    package = package_at(places, case.issues)
    first = case.parties[0].id
    settled = dict(itertools.islice(package.items(), draw(st.integers(1, len(package)))))
    stances = tuple(
        Stance(member=name, stance="undecided", chance=draw(st.none() | SPANS))
        for name in draw(st.sets(st.sampled_from("xy")))
    )
    body = DecisionBody(
        id="home", party=first, name="Home",
        members=tuple(Member(id=name, name=name) for name in "xyz"),
        rule=Rule(kind=draw(st.sampled_from(["majority", "unanimity"]))),
        questions=(Question(id="q", text="?", package=settled, stances=stances),) if draw(st.booleans()) else (),
    )  # fmt: skip
    low, high = draw(SPANS)
    return structs.replace(
        case,
        decision_bodies=(body,),
        mandates=(
            *case.mandates,
            Mandate(
                party=draw(st.sampled_from([one.id for one in case.parties])), name="home", ad_referendum=True
            ),
        ),
        alternatives=(Alternative(id="alone", party=first, title="Alone", utility=(low, high)),),
    )


def scene(case: Case, places: tuple[int, ...], assumed: Assumed, draws: int = DRAWS) -> Scene:
    return scene_of(room_of(case), package_at(places, case.issues), places, assumed, seed=1, draws=draws)


@given(tabled())
def test_where_all_is_known_the_answer_is_that_of_every_package(given_: tuple[Case, tuple[int, ...]]) -> None:
    case, places = given_
    case = structs.replace(case, mandates=())
    listed = Table(scene(case, places, HARD, 1))
    acceptable = {
        one
        for one in feasible(case)
        if all(
            holds(line.requires, package_at(one, case.issues), case.issues_by_id) for line in case.red_lines
        )
        and all(worth(case, number, one) >= floor(case, number) - 1e-9 for number in range(len(case.parties)))
    }
    found = rehearsal_of(case, package_at(places, case.issues), assumed=HARD, draws=3, plays=3)
    assert found.accepted.share == float(places in acceptable)
    assert found.later.agreement.share + found.later.none.share == pytest.approx(1.0 - found.accepted.share)
    for package, _ in found.later.packages:
        assert tuple(issue.index_of(package[issue.id]) for issue in case.issues) in acceptable
    if not acceptable:
        assert found.later.none.share == 1.0
    # all packages are listed, with what they are worth
    rows = np.arange(len(listed.listing))
    assert [tuple(one) for one in listed.listing.places.tolist()] == feasible(case)
    for number in range(len(case.parties)):
        expected = [worth(case, number, one) for one in feasible(case)]
        assert listed.worth(number, 0, rows) == pytest.approx(np.array(expected), abs=1e-9)


def worth(case: Case, number: int, places: tuple[int, ...]) -> float:
    preferences = case.parties[number].preferences
    assert isinstance(preferences, Additive)
    parts = [
        preferences.contributions(issue)[place] for issue, place in zip(case.issues, places, strict=True)
    ]
    return preferences.bias + sum(parts)


def floor(case: Case, number: int) -> float:
    preferences = case.parties[number].preferences
    assert isinstance(preferences, Additive)
    if preferences.reservation is not None:
        return preferences.reservation
    return min(worth(case, number, one) for one in feasible(case))


@given(tabled(rich=True), SPANS, SPANS, SPANS, st.integers(0, 5))
def test_every_share_lies_within_its_ranges_and_endings_add_up(
    given_: tuple[Case, tuple[int, ...]],
    aspiration: tuple[float, float],
    firm: tuple[float, float],
    approval: tuple[float, float],
    seed: int,
) -> None:
    case, places = given_
    assumed = Assumed({"aspiration": {"": aspiration}, "firm": {"": firm}, "approval": {"": approval}})
    found = rehearsal_of(
        case, package_at(places, case.issues), assumed=assumed, draws=DRAWS, plays=5, seed=seed, rounds=20
    )
    assert sum(one.odds.share for one in found.endings) == pytest.approx(1.0)
    assert found.accepted.share + found.later.agreement.share + found.later.none.share == pytest.approx(1.0)
    every = [found.accepted, found.as_stated, *(one.odds for one in found.endings)]
    every += [
        odds for one in found.answers for odds in (one.refuses, *(reason.odds for reason in one.reasons))
    ]
    every += [found.later.agreement, found.later.none]
    for odds in every:
        assert odds.sampling[0] - 1e-9 <= odds.share <= odds.sampling[1] + 1e-9
        assert odds.inputs is not None
        assert odds.inputs[0] <= odds.sampling[0] <= odds.sampling[1] <= odds.inputs[1]
    for answer in found.answers:
        parts = sum(reason.odds.share for reason in answer.reasons)
        assert answer.refuses.share == pytest.approx(parts)
        assert answer.refuses.share <= 1.0 - found.accepted.share + 1e-9
    assert found.as_stated.share <= found.accepted.share + 1e-9
    for one in found.inputs:
        assert one.low <= one.high
    for effect in found.sensitivity:
        assert effect.index >= 0
        assert effect.error >= 0


@given(tabled(rich=True), SPANS, st.data())
def test_nothing_between_the_ends_goes_further(
    given_: tuple[Case, tuple[int, ...]], span: tuple[float, float], data: st.DataObject
) -> None:
    case, places = given_
    ranges = {"": span}
    made = scene(case, places, Assumed({"aspiration": ranges, "firm": ranges, "approval": ranges}))
    ends = Ends(made)
    share = data.draw(st.lists(st.integers(0, 4), min_size=len(made.columns), max_size=len(made.columns)))
    setting = {
        one.id: np.full(made.draws, one.low + (one.high - one.low) * part / 4)
        for one, part in zip(made.columns, share, strict=True)
    }
    for verdict in (made.judge(made.drawn), made.judge(setting)):
        assert (ends.of(ends.worst).accepted <= verdict.accepted + 1e-12).all()
        assert (verdict.accepted <= ends.at().accepted + 1e-12).all()
        for some in itertools.product((False, True), repeat=len(made.parties)):
            names = [party for party, one in zip(made.parties, some, strict=True) if one]
            others = [party for party in made.parties if party not in names]
            refused = verdict.refused_by(some)
            assert (ends.at(others).refused_by(some) <= refused + 1e-12).all()
            assert (refused <= ends.at(names).refused_by(some) + 1e-12).all()
            stopped = verdict.stopped_by(some)
            assert (ends.at(made.parties, others).stopped_by(some) <= stopped + 1e-12).all()
            assert (stopped <= ends.at((), names).stopped_by(some) + 1e-12).all()
        total = sum(
            verdict.refused_by(one) for one in itertools.product((False, True), repeat=len(made.parties))
        )
        assert np.asarray(total) == pytest.approx(1.0)


@given(tabled())
@settings(max_examples=15)
def test_best_packages_and_what_is_within_reach_are_those_of_every_package(
    given_: tuple[Case, tuple[int, ...]],
) -> None:
    case, places = given_
    made = scene(case, places, Assumed(), 5)
    packages = np.array(feasible(case))
    floors = [one.at(made.drawn) for one in made.floors]
    worths = [one.worths(packages, slice(0, 5)) for one in made.wants]
    for number, wants in enumerate(made.wants):
        most, rows = best(made.room.feasible, made.room.layout, wants.points)
        assert most + wants.knowledge.bias == pytest.approx(worths[number].max(axis=1))
        assert {tuple(row) for row in rows.tolist()} <= {tuple(one) for one in packages.tolist()}
        open_ = np.ones(worths[number].shape, bool)
        for other, (worth_, lowest) in enumerate(zip(worths, floors, strict=True)):
            if other != number:
                open_ &= worth_ >= lowest[:, None] - 1e-6
        exact = np.where(open_, worths[number], -np.inf).max(axis=1)
        assert (made.reach[number] <= exact + 1e-9).all()
        own = made.worth[number]
        tabled_open = open_[:, [tuple(one) for one in packages.tolist()].index(places)]
        assert (made.reach[number][tabled_open] >= own[tabled_open] - 1e-6).all()
