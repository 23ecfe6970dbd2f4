"""Decision bodies that cannot decide, and stances that are nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from goodoffices.model.case import Case
from goodoffices.model.casefile.check_terms import Finding, check_package
from goodoffices.model.casefile.plain import FieldPath
from goodoffices.model.deciding import adopts, persons, voters
from goodoffices.model.parties import DecisionBody, Question

#: A body is counted through those that sit within it: so many members in all, and so many bodies deep.
MOST_MEMBERS: Final = 2_000
DEEPEST: Final = 20


def check_bodies(case: Case) -> Iterator[Finding]:
    """Yield the problems of the decision bodies and of the questions before them."""
    bodies = {body.id: body for body in case.decision_bodies}
    sound = True
    for b, body in enumerate(case.decision_bodies):
        for finding in _members(body, bodies, ("decision_bodies", b)):
            sound = False
            yield finding
    for b, body in enumerate(case.decision_bodies if sound else ()):
        for finding in _size(body, bodies, ("decision_bodies", b)):
            sound = False
            yield finding
    for b, body in enumerate(case.decision_bodies):
        path: FieldPath = ("decision_bodies", b)
        if sound:
            yield from _rule(body, bodies, path)
        known = {member.id for member in body.members}
        if sound:
            known |= set(persons(body, bodies))
        for q, question in enumerate(body.questions):
            yield from check_package(question.package, case.issues_by_id, (*path, "questions", q, "package"))
            yield from _stances(question, body, known, (*path, "questions", q))


def _members(body: DecisionBody, bodies: Mapping[str, DecisionBody], path: FieldPath) -> Iterator[Finding]:
    seen: set[str] = set()
    for m, member in enumerate(body.members):
        if member.id in seen:
            yield (*path, "members", m, "id"), f"the member '{member.id}' stands in the body twice"
        seen.add(member.id)
        if member.veto and not member.votes:
            yield (
                (*path, "members", m, "veto"),
                f"'{member.id}' has a veto but no vote; make it a member with a vote",
            )
        if member.body is not None and member.body not in bodies:
            yield (*path, "members", m, "body"), f"there is no decision body '{member.body}' in this case"
        elif member.body is not None and _within(body.id, bodies[member.body], bodies):
            yield (
                (*path, "members", m, "body"),
                f"the body '{body.id}' sits within itself by way of '{member.body}', so neither could ever decide",
            )


def _within(name: str, body: DecisionBody, bodies: Mapping[str, DecisionBody]) -> bool:
    """Say whether a body of this name is another, or sits somewhere within it."""
    seen, waiting = set(), [body.id]
    while waiting:
        one = waiting.pop()
        if one == name:
            return True
        if one in bodies and one not in seen:
            seen.add(one)
            waiting += [member.body for member in bodies[one].members if member.body is not None]
    return False


def _size(body: DecisionBody, bodies: Mapping[str, DecisionBody], path: FieldPath) -> Iterator[Finding]:
    """Find a body in which nobody could count the votes: one within it is counted as often as it sits there."""
    waiting, count = [(body, 1)], 0
    while waiting:
        one, level = waiting.pop()
        count += len(one.members)
        if level > DEEPEST or count > MOST_MEMBERS:
            problem = (
                f"the body '{body.id}' is too large to be counted, with those that sit within it: at most "
                f"{MOST_MEMBERS:,} members, {DEEPEST} bodies deep"
            )
            yield (*path, "members"), problem
            return
        waiting += [(bodies[member.body], level + 1) for member in one.members if member.body is not None]


def _rule(body: DecisionBody, bodies: Mapping[str, DecisionBody], path: FieldPath) -> Iterator[Finding]:
    rule = body.rule
    leaders = [member for member in body.members if member.role == "leader"]
    if rule.kind in ("qualified", "weighted") and rule.threshold is None:
        yield (*path, "rule"), f"the rule '{rule.kind}' needs a threshold between 0 and 1"
    elif rule.threshold is not None and not _between(rule.threshold):
        yield (*path, "rule", "threshold"), "a threshold is more than 0 and at most 1"
    elif rule.kind == "leader" and not leaders:
        yield (*path, "rule"), "the rule is that the leader decides, but no member has the role 'leader'"
    elif rule.kind == "leader" and len(leaders) > 1:
        yield (
            (*path, "rule"),
            "the rule is that the leader decides, but more than one member has the role 'leader'",
        )
    elif not voters(body):
        yield (*path, "members"), f"nobody in the body '{body.id}' has a vote, so it never decides"
    elif not adopts(body, dict.fromkeys(persons(body, bodies), "for"), bodies):
        yield (
            (*path, "rule"),
            f"the body '{body.id}' rejects even what everybody in it is for, so it never decides",
        )


def _between(threshold: float | str) -> bool:
    if isinstance(threshold, float):
        return True
    above, below = threshold.split("/")
    return int(above) <= int(below)


def _stances(question: Question, body: DecisionBody, known: set[str], path: FieldPath) -> Iterator[Finding]:
    seen: set[str] = set()
    for s, stance in enumerate(question.stances):
        if stance.member not in known:
            yield (
                (*path, "stances", s, "member"),
                f"there is no member '{stance.member}' in the body '{body.id}'",
            )
        if stance.member in seen:
            yield (*path, "stances", s, "member"), f"'{stance.member}' is given two stances on one question"
        seen.add(stance.member)
        if stance.chance is not None:
            if stance.stance not in ("undecided", "unknown"):
                yield (
                    (*path, "stances", s, "chance"),
                    f"a member who is '{stance.stance}' leaves nothing to chance",
                )
            if stance.chance[0] > stance.chance[1]:
                yield (
                    (*path, "stances", s, "chance"),
                    "the range must run from the lower to the higher number",
                )
