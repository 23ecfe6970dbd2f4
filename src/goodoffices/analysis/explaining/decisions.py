"""The outcome of each question before a decision body explained: whose vote, turned, changes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goodoffices.analysis.decision.results import Ballot
from goodoffices.analysis.explaining.ground import Ground
from goodoffices.analysis.explaining.methods import METHODS
from goodoffices.analysis.explaining.shapes import Explanation, Input, Move, Shift
from goodoffices.model.deciding import Vote, adopts
from goodoffices.model.parties import DecisionBody, Question

RULE: Final = (
    "One person's vote is turned: against where it is for, for where it is not. The figure is 1 where the question is "
    "then adopted however those vote who are not settled, 0 where it is not."
)


def explain_decisions(ground: Ground) -> Iterator[Explanation]:
    """Explain every question before every body."""
    bodies = {body.id: body for body in ground.case.decision_bodies}
    questions = {question.id: question for body in bodies.values() for question in body.questions}
    for answer in ground.analysis.decisions:
        body = bodies[answer.body]
        for ballot in answer.ballots:
            yield Explanation(
                figure=f"ballot-{ballot.question}",
                says=f"{ballot.text} {ballot.outcome}",
                status="exact",
                inputs=_inputs(body, questions[ballot.question]),
                method=METHODS["decisions"],
                sensitivity=tuple(
                    sorted(_moves(body, ballot, bodies), key=lambda move: -abs(move.shifts[0].change))
                ),
                rule=RULE,
                notes=ballot.notes,
            )


def _inputs(body: DecisionBody, question: Question) -> tuple[Input, ...]:
    people = {member.id: member.name for member in body.members}
    return tuple(
        Input(
            kind="stance",
            name=people.get(stance.member, stance.member),
            party=body.party,
            says=stance.stance,
            sources=tuple(f"statement {name}" for name in stance.statements),
        )
        for stance in question.stances
    )


def _moves(body: DecisionBody, ballot: Ballot, bodies: dict[str, DecisionBody]) -> Iterator[Move]:
    votes: dict[str, Vote] = {}
    sides: tuple[tuple[Vote, tuple[str, ...]], ...] = (
        ("for", ballot.in_favour), ("against", ballot.against),
        ("abstains", ballot.abstaining), ("absent", ballot.absent),
    )  # fmt: skip
    for vote, people in sides:
        votes |= dict.fromkeys(people, vote)
    votes |= dict.fromkeys(ballot.open, "against")
    names = {member.id: member.name for member in body.members}
    now = float(ballot.outcome == "adopted")
    for person, vote in votes.items():
        turned: Vote = "against" if vote == "for" else "for"
        then = float(adopts(body, {**votes, person: turned}, bodies))
        yield Move(
            input=f"{names.get(person, person)}: {turned}",
            kind="stance",
            party=body.party,
            shifts=(Shift(to=None, figure=then, change=then - now),),
        )
