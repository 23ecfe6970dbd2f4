"""The next question: open by what is known, scored as the draws say, and leading to the answer."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from goodoffices import analyse
from goodoffices.analysis.partial.room import room_of
from goodoffices.analysis.questions.asking import Asked
from goodoffices.analysis.questions.particles import Particles
from goodoffices.analysis.questions.questions import questions_of, ranked_questions
from goodoffices.model import Additive, Case, Issue, Option, Ordinal, Party, Table
from goodoffices.model.packages import Package, package_at
from goodoffices.model.preferences import NO_AGREEMENT, Comparison, NoAgreement

#: Each example asks for minutes of a person's time, and seconds of a machine's.
SLOW = settings(max_examples=settings().max_examples // 4)


@st.composite
def truths(draw: st.DrawFn) -> Case:
    """Two sides over two or three small issues, evaluations from 0 to 1, weights that sum to 1."""
    issues = tuple(
        Issue(
            id=f"i{number}", options=tuple(Option(id=f"o{place}") for place in range(draw(st.integers(2, 3))))
        )
        for number in range(draw(st.integers(2, 3)))
    )
    parties = []
    for name in ("a", "b"):
        raw = [draw(st.integers(1, 9)) for _ in issues]
        values = {}
        for issue in issues:
            evaluations = [0.0, 1.0, *([draw(st.integers(1, 9)) / 10] if issue.size > 2 else [])]
            order = draw(st.permutations(evaluations))
            values[issue.id] = Table(evaluations=dict(zip(issue.keys, order, strict=True)))
        weights = {issue.id: one / sum(raw) for issue, one in zip(issues, raw, strict=True)}
        reservation = draw(st.sampled_from([0.0, 0.3]))
        parties.append(
            Party(id=name, preferences=Additive(weights=weights, values=values, reservation=reservation))
        )
    return Case(issues=issues, parties=tuple(parties))


def unknown(truth: Case) -> Case:
    parties = []
    for party in truth.parties:
        assert isinstance(party.preferences, Additive)
        value = party.preferences.reservation or 0.0
        parties.append(structs.replace(party, preferences=Ordinal(reservation=(value, value))))
    return structs.replace(truth, parties=tuple(parties))


def answered(case: Case, truth: Case, asked: Asked) -> Case:
    """What the party says by its true preferences, written down as the docs say."""
    known, told = truth.parties[asked.party].preferences, case.parties[asked.party].preferences
    assert isinstance(known, Additive)
    assert isinstance(told, Ordinal)
    worths = [known.contributions(issue) for issue in truth.issues]
    issues = truth.issues
    if asked.kind == "options":
        assert asked.issue is not None
        issue = issues[asked.issue]
        order = sorted(range(issue.size), key=lambda place: -worths[issues.index(issue)][place])
        told = structs.replace(told, orders={**told.orders, issue.id: tuple(issue.values[p] for p in order)})
    elif asked.kind == "issues":
        names = sorted((issue.id for issue in issues), key=lambda name: -known.weights[name])
        told = structs.replace(told, priorities=tuple(names))
    else:
        first, second = (
            {issues[issue].id: issues[issue].values[place] for issue, place in side}
            for side in (asked.first, asked.second)
        )
        worth = [sum(worths[issue][place] for issue, place in side) for side in (asked.first, asked.second)]
        against = (known.reservation or 0.0) if asked.kind == "acceptance" else worth[1]
        other: Package | NoAgreement = second if asked.kind == "packages" else NO_AGREEMENT
        said = (
            Comparison(better=first, worse=other)
            if worth[0] > against
            else Comparison(better=other, worse=first)
        )
        told = structs.replace(told, comparisons=(*told.comparisons, said))
    parties = list(case.parties)
    parties[asked.party] = structs.replace(parties[asked.party], preferences=told)
    return structs.replace(case, parties=tuple(parties))


def bounds(case: Case, party: int) -> list[tuple[float, float]]:
    polytope = room_of(case).polytopes[party]
    return [polytope.span(number) for number in range(polytope.layout.size)]


@SLOW
@given(truths())
def test_what_is_asked_is_open_and_an_answer_only_ever_narrows(truth: Case) -> None:
    case = unknown(truth)
    particles = Particles(room_of(case))
    for asked, score in ranked_questions(particles)[:6]:
        assert score.shrinks >= 0
        assert score.settles >= 0
        polytope = particles.room.polytopes[asked.party]
        if asked.kind == "packages":
            lead = {polytope.layout.at(issue, place): 1.0 for issue, place in asked.first}
            for issue, place in asked.second:
                lead[polytope.layout.at(issue, place)] = lead.get(polytope.layout.at(issue, place), 0.0) - 1.0
            assert polytope.highest(lead) > 0 > polytope.lowest(lead)
        before = bounds(case, asked.party)
        after = bounds(answered(case, truth, asked), asked.party)
        for (low, high), (lower, higher) in zip(before, after, strict=True):
            assert low - 1e-6 <= lower
            assert higher <= high + 1e-6


@SLOW
@given(truths())
def test_what_an_answer_brings_is_what_the_draws_say(truth: Case) -> None:
    """Against taking the draws that give each answer, and choosing anew by them alone."""
    particles = Particles(room_of(unknown(truth)))
    for asked, score in ranked_questions(particles)[::7][:5]:
        expected = 0.0
        for answer in np.unique(asked.answers):
            rows = asked.answers == answer
            means = list(particles.means)
            means[asked.party] = particles.gains[asked.party][rows].mean(axis=0)
            expected += float(rows.mean()) * float(np.prod(means, axis=0).max())
        assert score.shrinks == pytest.approx(
            max(0.0, expected - float(particles.products.max())) / particles.informed, abs=1e-9
        )


@SLOW
@given(truths())
def test_asking_to_the_end_leaves_only_what_no_answer_can_tell(truth: Case) -> None:
    """The suggestion is near the Nash product, or no comparison is left; then no package is better for every side."""
    nash = analyse(truth).solutions["nash"]
    assume(nash is not None)
    assert nash is not None
    case = unknown(truth)

    def gains_of(package: Package) -> list[float]:
        gains = []
        for party in truth.parties:
            known = party.preferences
            assert isinstance(known, Additive)
            total = sum(known.contributions(i)[list(i.values).index(package[i.id])] for i in truth.issues)
            gains.append(max(0.0, total - (known.reservation or 0.0)))
        return gains

    best = float(np.prod(gains_of(nash.package)))
    assume(best > 1e-6)
    for _ in range(60):
        particles = Particles(room_of(case))
        suggestion = package_at(particles.pool[particles.best], case.issues)
        ranked = ranked_questions(particles)
        if not ranked or float(np.prod(gains_of(suggestion))) >= 0.95 * best:
            break
        case = answered(case, truth, ranked[0][0])
    reached = gains_of(suggestion)
    if float(np.prod(reached)) < 0.8 * best:
        assert not ranked, "there was more to ask"
        for values in itertools.product(*(issue.values for issue in truth.issues)):
            other = gains_of(dict(zip((issue.id for issue in truth.issues), values, strict=True)))
            assert not all(theirs > ours + 1e-6 for theirs, ours in zip(other, reached, strict=True))


@given(truths())
def test_nothing_is_asked_when_everything_is_known(truth: Case) -> None:
    found = questions_of(truth)
    assert found.questions == ()
    assert found.status == "exact"
    assert "nothing left to ask" in found.notes[0]
    nash = analyse(truth).solutions["nash"]
    if nash is not None:
        assert found.package == nash.package or found.regret == 0.0
