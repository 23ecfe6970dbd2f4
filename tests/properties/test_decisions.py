"""Decision bodies against every vote there can be, and every order in which members can come over."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import factorial
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from goodoffices.analysis.decision.decisions import ballot_of, chance
from goodoffices.analysis.decision.power import power_of
from goodoffices.model.deciding import Vote, adopts, persons
from goodoffices.model.parties import DecisionBody, Member, Question, Rule, Stance

NAMES = ("a", "b", "c", "d", "e")


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    kinds: list[Literal["leader", "majority", "qualified", "weighted", "unanimity"]]
    kinds = ["leader", "majority", "qualified", "weighted", "unanimity"]
    kind = draw(st.sampled_from(kinds))
    thresholds: list[str | float] = ["1/2", "2/3", 0.6, 1.0]
    threshold = draw(st.sampled_from(thresholds)) if kind in ("qualified", "weighted") else None
    return Rule(kind=kind, threshold=threshold, quorum=draw(st.sampled_from([None, 0.5, 0.75])))


@st.composite
def circles(draw: st.DrawFn) -> dict[str, DecisionBody]:
    """One body, or one with another inside that may share persons with it."""
    within = draw(st.booleans())
    bodies = {}
    for name in ("inner", "outer") if within else ("outer",):
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
        members = [
            Member(
                id=one,
                name=one,
                role="leader" if place == 0 else draw(st.sampled_from(["member", "member", "observer"])),
                weight=draw(st.sampled_from([0.5, 1.0, 2.0])),
            )
            for place, one in enumerate(names)
        ]
        members = [
            structs.replace(member, veto=member.votes and draw(st.sampled_from([False, False, True])))
            for member in members
        ]
        if name == "outer" and within:
            members.append(
                Member(id="seat", name="seat", body="inner", weight=draw(st.sampled_from([1.0, 3.0])))
            )
        bodies[name] = DecisionBody(id=name, party="p", name=name, members=tuple(members), rule=draw(rules()))
    return bodies


def plainly(body: DecisionBody, votes: Mapping[str, Vote], bodies: Mapping[str, DecisionBody]) -> bool:
    """The rules once more, read off the documents with nothing shared."""
    there = []
    for member in body.members:
        if member.role not in ("leader", "member") or member.weight == 0:
            continue
        if member.body:
            vote: Vote = "for" if plainly(bodies[member.body], votes, bodies) else "against"
        else:
            vote = votes[member.id]
        there.append((member, vote, member.weight if body.rule.kind == "weighted" else 1))
    every = sum(share for *_, share in there)
    for member, vote, _ in there:
        if member.veto and vote == "against":
            return False
    if sum(share for _, vote, share in there if vote != "absent") < (body.rule.quorum or 0) * every:
        return False
    pro = sum(share for _, vote, share in there if vote == "for")
    con = sum(share for _, vote, share in there if vote == "against")
    if body.rule.kind == "leader":
        return any(member.role == "leader" and vote == "for" for member, vote, _ in there)
    if body.rule.kind == "majority":
        return pro > con
    if body.rule.kind == "unanimity":
        return pro > 0 and con == 0
    return pro > 0 and Fraction(pro) >= Fraction(str(body.rule.threshold)) * Fraction(every)


def all_votes(people: list[str], kinds: tuple[Vote, ...] = ("for", "against")) -> Iterator[dict[str, Vote]]:
    for votes in itertools.product(kinds, repeat=len(people)):
        yield dict(zip(people, votes, strict=True))


@given(circles())
def test_rules_are_what_the_documents_say_and_more_votes_never_stop_anything(
    bodies: dict[str, DecisionBody],
) -> None:
    outer = bodies["outer"]
    people = list(persons(outer, bodies))
    for votes in all_votes(people, ("for", "against", "abstains", "absent")):
        adopted = adopts(outer, votes, bodies)
        assert adopted == plainly(outer, votes, bodies)
        for person in people:
            if adopted and votes[person] in ("against", "abstains"):
                assert adopts(outer, {**votes, person: "for"}, bodies)


@given(circles())
def test_power_is_that_of_every_coalition_and_every_order(bodies: dict[str, DecisionBody]) -> None:
    outer = bodies["outer"]
    people = list(persons(outer, bodies))

    def wins(those: tuple[str, ...] | set[str]) -> bool:
        return adopts(outer, {one: "for" if one in those else "against" for one in people}, bodies)

    swings = dict.fromkeys(people, 0)
    for votes in all_votes(people):
        those = {one for one, vote in votes.items() if vote == "for"}
        for person in those:
            swings[person] += wins(those) and not wins(those - {person})
    carried = dict.fromkeys(people, 0)
    for order in itertools.permutations(people):
        for place, person in enumerate(order):
            if wins(order[: place + 1]) and not wins(order[:place]):
                carried[person] += 1
    found = {one.member: one for one in power_of(outer, bodies)}
    assert list(found) == people
    for person in people:
        assert Fraction(found[person].banzhaf_exact) == Fraction(swings[person], 2 ** (len(people) - 1))
        assert Fraction(found[person].shapley_shubik_exact) == Fraction(
            carried[person], factorial(len(people))
        )
    if wins(set(people)) and not wins(set()):
        assert sum(Fraction(one.shapley_shubik_exact) for one in found.values()) == 1


@given(circles(), st.data())
def test_ballots_are_those_of_every_vote(bodies: dict[str, DecisionBody], data: st.DataObject) -> None:
    outer = bodies["outer"]
    people = list(persons(outer, bodies))
    kinds: list[Literal["for", "against", "undecided", "unknown", "abstains", "absent"]]
    kinds = ["for", "against", "undecided", "unknown", "abstains", "absent"]
    stances = {
        person: Stance(
            member=person, stance=stance, chance=span if stance in ("undecided", "unknown") else None
        )
        for person in people
        for stance in [data.draw(st.sampled_from(kinds))]
        for span in [data.draw(st.sampled_from([None, (0.25, 0.5), (0.0, 1.0), (0.75, 0.75)]))]
    }
    fixed: dict[str, Vote] = {
        p: s.stance for p, s in stances.items() if s.stance in ("for", "against", "abstains", "absent")
    }
    unsettled = [person for person in people if person not in fixed]
    ends = list(all_votes(unsettled))
    ballot = ballot_of(Question(id="q", text="q", stances=tuple(stances.values())), outer, bodies)
    results = [adopts(outer, {**fixed, **end}, bodies) for end in ends]
    assert ballot.outcome == ("adopted" if all(results) else "open" if any(results) else "rejected")
    for side in (0, 1):
        expected = 0.0
        for end, adopted in zip(ends, results, strict=True):
            likelihood = 1.0
            for person, vote in end.items():
                p = (stances[person].chance or (0.0, 1.0))[side]
                likelihood *= p if vote == "for" else 1 - p
            expected += likelihood * adopted
        assert chance(outer, stances, bodies, side) == pytest.approx(expected)
    for person in people:
        others = list(all_votes([one for one in unsettled if one != person]))
        decides = [
            adopts(outer, {**fixed, **end, person: "for"}, bodies)
            and not adopts(outer, {**fixed, **end, person: "against"}, bodies)
            for end in others
        ]
        pivot = next((one for one in ballot.pivotal if one.member == person), None)
        assert (pivot is not None) == any(decides)
        assert pivot is None or pivot.always == all(decides)
    assert ballot.complete
    for side_of, coalitions, settled in (
        ("for", ballot.to_adopt, "adopted"),
        ("against", ballot.to_reject, "rejected"),
    ):
        if ballot.outcome == settled:
            assert coalitions == ()
            continue
        listed = {
            frozenset(itertools.chain(*choice))
            for one in coalitions
            for choice in itertools.product(
                *(itertools.combinations(group.of, group.count) for group in one.groups)
            )
        }
        if side_of == "for" or ballot.outcome != "rejected":
            assert listed == _minimal(people, fixed, unsettled, side_of, outer, bodies)


def _minimal(
    people: list[str],
    fixed: dict[str, Vote],
    unsettled: list[str],
    side: str,
    body: DecisionBody,
    bodies: Mapping[str, DecisionBody],
) -> set[frozenset[str]]:
    """Every smallest set of movers after whose move nobody who is not settled can turn the outcome."""
    movers = [person for person in people if fixed.get(person) != side]
    enough: list[frozenset[str]] = []
    for size in range(1, len(movers) + 1):
        for those in itertools.combinations(movers, size):
            if any(one <= set(those) for one in enough):
                continue
            moved: dict[str, Vote] = dict.fromkeys(those, side)  # type: ignore[arg-type]  # a side is a vote
            ends = all_votes([one for one in unsettled if one not in those])
            if all(adopts(body, {**fixed, **end, **moved}, bodies) is (side == "for") for end in ends):
                enough.append(frozenset(those))
    return set(enough)
