"""All decision bodies of a case: rules in words, power, and every question before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from msgspec import structs

from goodoffices.analysis.decision.coalitions import smallest_sets
from goodoffices.analysis.decision.power import power_of
from goodoffices.analysis.decision.results import (
    Ballot,
    BodyAnswer,
    Coalition,
    Counterfactual,
    Outcome,
    Pivot,
)
from goodoffices.analysis.decision.tally import Toss, adopting, counted, likely, sure
from goodoffices.model.case import Case
from goodoffices.model.deciding import Bodies, Vote, adopts, persons, rule_in_words
from goodoffices.model.parties import DecisionBody, Member, Question, Rule, Stance

_NAMES: Mapping[str, str] = {"leader": "the leader decides", "majority": "majority", "unanimity": "unanimity"}

_SETTLED: Mapping[str, Vote] = {
    "for": "for",
    "against": "against",
    "abstains": "abstains",
    "absent": "absent",
}


def decisions_of(case: Case) -> tuple[BodyAnswer, ...]:
    """Answer for every decision body what comes out, on whom it hangs, and who would have to move.

    Raises:
        AnalysisError: bodies sit within one another in too entangled a way.
    """
    bodies = {body.id: body for body in case.decision_bodies}
    return tuple(
        BodyAnswer(
            body=body.id,
            party=body.party,
            rule=rule_in_words(body.rule),
            voters=tuple(persons(body, bodies)),
            power=power_of(body, bodies),
            ballots=tuple(ballot_of(question, body, bodies) for question in body.questions),
        )
        for body in case.decision_bodies
    )


def ballot_of(question: Question, body: DecisionBody, bodies: Bodies) -> Ballot:
    """Answer one question before one body."""
    stances = {stance.member: stance for stance in question.stances}
    people = list(persons(body, bodies))
    votes = {person: _vote(stances.get(person)) for person in people}
    outcome = outcome_of(body, votes, bodies)
    to_adopt: tuple[Coalition, ...] = ()
    to_reject: tuple[Coalition, ...] = ()
    complete = True
    if outcome != "adopted":
        to_adopt, complete = smallest_sets(body, votes, "for", bodies)
    if outcome != "rejected":
        to_reject, whole = smallest_sets(body, votes, "against", bodies)
        complete = complete and whole

    def those(*wanted: Vote | None) -> tuple[str, ...]:
        return tuple(person for person in people if votes[person] in wanted)

    return Ballot(
        question=question.id,
        text=question.text,
        outcome=outcome,
        recorded=question.outcome,
        chance=tuple(chance(body, stances, bodies, side) for side in (0, 1)),  # type: ignore[arg-type]  # two of them
        in_favour=those("for"),
        against=those("against"),
        open=those(None),
        abstaining=those("abstains"),
        absent=those("absent"),
        pivotal=tuple(_pivots(body, votes, bodies)),
        to_adopt=to_adopt,
        to_reject=to_reject,
        complete=complete,
        counterfactuals=tuple(_counterfactuals(body, stances, bodies)),
        notes=tuple(_notes(question, outcome)),
    )


def outcome_of(body: DecisionBody, votes: Mapping[str, Vote | None], bodies: Bodies) -> Outcome:
    """Say what comes out, where it is the same however those vote who are not settled."""
    worst, best = (
        adopts(body, {person: vote or side for person, vote in votes.items()}, bodies)
        for side in ("against", "for")
    )
    return "adopted" if worst else "open" if best else "rejected"


def chance(body: DecisionBody, stances: Mapping[str, Stance], bodies: Bodies, side: int) -> float:
    """Return the lowest (0) or highest (1) probability of adoption; persons decide independently of one another."""
    tosses: dict[str, Toss] = {}
    for person in persons(body, bodies):
        stance = stances.get(person)
        vote = _vote(stance)
        given = stance.chance if stance is not None and stance.chance is not None else (0.0, 1.0)
        tosses[person] = sure(vote) if vote is not None else likely(Fraction(str(given[side])))
    return float(sum(adopting(body, tosses, bodies).values(), Fraction(0)))


def _vote(stance: Stance | None) -> Vote | None:
    return None if stance is None else _SETTLED.get(stance.stance)


def _pivots(body: DecisionBody, votes: Mapping[str, Vote | None], bodies: Bodies) -> Iterator[Pivot]:
    """Yield those whose vote alone changes the outcome, always or by how others vote who are not settled."""
    tosses: dict[str, Toss] = {
        person: counted() if vote is None else sure(vote) for person, vote in votes.items()
    }
    for person in votes:
        ways = [
            sum(adopting(body, {**tosses, person: sure(vote)}, bodies).values(), Fraction(0))
            for vote in ("for", "against")
        ]
        others = sum(vote is None for other, vote in votes.items() if other != person)
        if ways[0] > ways[1]:
            yield Pivot(member=person, always=ways[0] - ways[1] == 2**others)


def _counterfactuals(
    body: DecisionBody, stances: Mapping[str, Stance], bodies: Bodies
) -> Iterator[Counterfactual]:
    """Yield the same stances under other rules, and counted over more of those who sit there."""
    led = any(member.role == "leader" for member in body.members)
    others = (Rule(kind="leader"), Rule(kind="majority"), Rule(kind="unanimity"))
    rules = [body.rule]
    rules += [one for one in others if one.kind != body.rule.kind and (one.kind != "leader" or led)]
    for roles, name in _circles(body):
        changed = structs.replace(body, members=tuple(_with_vote(member, roles) for member in body.members))
        people = list(persons(changed, bodies))
        votes = {person: _vote(stances.get(person)) for person in people}
        for rule in rules:
            if rule.kind == "leader" and roles:
                continue  # whoever else counts, the leader alone decides
            other = structs.replace(changed, rule=rule)
            yield Counterfactual(
                rule=_NAMES.get(rule.kind, rule_in_words(rule)),
                counted=name,
                in_favour=sum(vote == "for" for vote in votes.values()),
                against=sum(vote == "against" for vote in votes.values()),
                open=sum(vote is None for vote in votes.values()),
                outcome=outcome_of(other, votes, {**bodies, body.id: other}),
                own=rule is body.rule and not roles,
            )


def _circles(body: DecisionBody) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield who is given a vote besides those who have one, and how all of them are called."""
    roles = {member.role for member in body.members if not member.votes}
    yield (), "those with a vote"
    if "observer" in roles:
        yield ("observer",), "those with a vote, and observers"
    if "adviser" in roles:
        yield ("observer", "adviser"), "everybody who sits there"


def _with_vote(member: Member, roles: tuple[str, ...]) -> Member:
    if member.role not in roles:
        return member
    return structs.replace(member, role="member", weight=member.weight or 1.0)


def _notes(question: Question, outcome: Outcome) -> Iterator[str]:
    said = {"approved": "adopted", "rejected": "rejected"}.get(question.outcome)
    if said is not None and said != outcome:
        rule = "leaves it open" if outcome == "open" else f"gives “{outcome}”"
        yield f"the record says that this was {said}, the rule with the stances recorded {rule}"
