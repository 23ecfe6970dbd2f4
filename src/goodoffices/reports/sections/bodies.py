"""Those who decide at home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from goodoffices.analysis.decision.results import Ballot, BodyAnswer, Coalition
from goodoffices.language import counted, gettext, listed, sentence, spread
from goodoffices.language import gettext as _
from goodoffices.model.deciding import rule_in_words
from goodoffices.model.parties import DecisionBody, Member, Question
from goodoffices.reports import words
from goodoffices.reports.charts.power import PowerBars, power_bars
from goodoffices.reports.charts.seats import Seats, seats, stance_of
from goodoffices.reports.sections.base import Material, Section

#: How many ways to settle a question are written out.
_LISTED: Final = 5


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
    ballot: Ballot | None
    answers: tuple[str, ...]


@dataclass(frozen=True)
class BodyView:
    """A body with its rule in words, and how much each vote counts."""

    body: DecisionBody
    rule: str
    questions: tuple[QuestionView, ...]
    answer: BodyAnswer | None
    power: PowerBars | None
    people: dict[str, str]


def bodies(material: Material) -> Section | None:
    """Show the decision bodies."""
    found = material.case.decision_bodies
    if not found:
        return None
    answers = {one.body: one for one in material.analysis.decisions} if material.analysis is not None else {}
    people = {member.id: member.name for body in found for member in body.members}
    views = tuple(
        BodyView(
            body, rule_in_words(body.rule, _),
            tuple(_question(body, q, material, answers.get(body.id), people) for q in body.questions or (None,)),
            answers.get(body.id), power_bars(answers[body.id].power, people) if body.id in answers else None, people,
        )
        for body in found
    )  # fmt: skip
    lead = _("Who decides for each party, by which rule, and where each member stands.")
    return Section("bodies", _("Who decides at home"), lead, views)


def _question(
    body: DecisionBody,
    question: Question | None,
    material: Material,
    answer: BodyAnswer | None,
    people: dict[str, str],
) -> QuestionView:
    stances = {stance.member: stance for stance in question.stances} if question is not None else {}
    votes = tuple(
        Vote(
            member, stance_of(question, member), stances[member.id].note if member.id in stances else "",
            stances[member.id].statements if member.id in stances else (), member.votes,
        )
        for member in body.members
    )  # fmt: skip
    package = tuple(material.names.package(question.package)) if question is not None else ()
    ballots = {one.question: one for one in answer.ballots} if answer is not None else {}
    ballot = ballots.get(question.id) if question is not None else None
    said = tuple(_sentences(ballot, people)) if ballot is not None else ()
    return QuestionView(question, seats(body, question), votes, package, ballot, said)


def _sentences(ballot: Ballot, people: dict[str, str]) -> Iterator[str]:
    """Say what comes out, on whom it hangs, and who would have to move."""
    low, high = ballot.chance
    match ballot.outcome:
        case "open":
            chance = words.share(low) if low == high else spread(words.share(low), words.share(high))
            said = _(
                "By the rule it is open; the chance of adoption is {chance}, if members decide independently."
            )
            yield said.format(chance=chance)
        case outcome if ballot.open:
            said = _("By the rule it is {outcome}, however those vote whose stance is not known.")
            yield said.format(outcome=gettext(outcome))
        case outcome:
            yield _("By the rule it is {outcome}.").format(outcome=gettext(outcome))
    always = [people[one.member] for one in ballot.pivotal if one.always]
    sometimes = [people[one.member] for one in ballot.pivotal if not one.always]
    if always:
        yield _("The vote of {names} alone changes the outcome.").format(names=_names(always, "or"))
    if sometimes:
        said = _("The vote of {names} may decide, depending on how others vote who are not settled.")
        yield said.format(names=_names(sometimes, "or"))
    more = _("{ways}; and there are more ways")
    if ballot.to_adopt:
        ways = _ways(ballot.to_adopt, people, "{ways}" if _all_of(ballot.to_adopt, ballot) else more)
        yield _("It is sure to be adopted with the votes of {ways}.").format(ways=ways)
    if ballot.to_reject:
        ways = _ways(ballot.to_reject, people, "{ways}" if _all_of(ballot.to_reject, ballot) else more)
        yield _("It is sure to be rejected without the votes of {ways}.").format(ways=ways)
    for note in map(sentence, ballot.notes):
        yield f"{note[0].upper()}{note[1:]}."


def _all_of(found: Sequence[Coalition], ballot: Ballot) -> bool:
    return len(found) <= _LISTED and ballot.complete


def _ways(found: Sequence[Coalition], people: dict[str, str], whole_or_part: str) -> str:
    """Write ways to settle a question, one or another."""
    either = _("{one}; or {other}")
    said = [_coalition(one, people) for one in found[:_LISTED]]
    return whole_or_part.format(ways=reduce(lambda one, other: either.format(one=one, other=other), said))


def _coalition(one: Coalition, people: dict[str, str]) -> str:
    groups = []
    for group in one.groups:
        names = [people[member] for member in group.of]
        if group.count == len(names):
            groups.append(_names(names))
        else:
            any_of = counted(
                "any {n} of {names}", "any {n} of {names}", group.count, names=_names(names, "or")
            )
            groups.append(any_of)
    return listed(groups)


def _names(names: Sequence[str], word: str = "and") -> str:
    return listed(names, word)
