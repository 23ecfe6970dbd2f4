"""Those who decide at home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goodoffices.model.parties import DecisionBody, Member, Question, Rule
from goodoffices.reports import words
from goodoffices.reports.charts.seats import Seats, has_vote, seats, stance_of
from goodoffices.reports.sections.base import Material, Section

_RULES: Final = {
    "leader": "the leader decides, advised by the others",
    "majority": "more than half of the votes cast",
    "qualified": "at least {threshold} of all votes",
    "weighted": "at least {threshold} of all votes, by weight",
    "unanimity": "nobody with a vote against",
}


@dataclass(frozen=True)
class Vote:
    """A member and where the member stands."""

    member: Member
    stance: str
    note: str
    statements: tuple[str, ...]
    votes: bool


@dataclass(frozen=True)
class QuestionView:
    """A question before a body, with the picture and the members' stances."""

    question: Question | None
    seats: Seats
    votes: tuple[Vote, ...]
    package: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BodyView:
    """A body with its rule in words."""

    body: DecisionBody
    rule: str
    questions: tuple[QuestionView, ...]


def bodies(material: Material) -> Section | None:
    """Show the decision bodies."""
    found = material.case.decision_bodies
    if not found:
        return None
    views = tuple(
        BodyView(
            body,
            rule_in_words(body.rule),
            tuple(_question(body, q, material) for q in body.questions or (None,)),
        )
        for body in found
    )
    lead = "Who decides for each party, by which rule, and where each member stands."
    return Section("bodies", "Who decides at home", lead, views)


def rule_in_words(rule: Rule) -> str:
    """Say how a body decides."""
    sentence = _RULES[rule.kind].format(threshold=words.share(rule.threshold or 0))
    return sentence if rule.quorum is None else f"{sentence}; at least {words.share(rule.quorum)} must vote"


def _question(body: DecisionBody, question: Question | None, material: Material) -> QuestionView:
    stances = {stance.member: stance for stance in question.stances} if question is not None else {}
    votes = tuple(
        Vote(
            member, stance_of(question, member), stances[member.id].note if member.id in stances else "",
            stances[member.id].statements if member.id in stances else (), has_vote(member),
        )
        for member in body.members
    )  # fmt: skip
    package = tuple(material.names.package(question.package)) if question is not None else ()
    return QuestionView(question, seats(body, question), votes, package)
