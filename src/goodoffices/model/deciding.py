"""How decision bodies decide: a rule, applied to votes.

Votes are by person. A person without a recorded vote is taken to be there and to vote against. Among persons who are
there, more votes for a question never stop it; properties hold the rules to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Literal

from goodoffices.model.parties import DecisionBody, Member, Rule

Vote = Literal["for", "against", "abstains", "absent"]

Bodies = Mapping[str, DecisionBody]


def adopts(body: DecisionBody, votes: Mapping[str, Vote], bodies: Bodies) -> bool:
    """Say whether a body adopts what is before it.

    Args:
        body: the body.
        votes: by member's id; the same id in two bodies is the same person.
        bodies: all bodies by id, for those that sit within others; not in a circle.
    """
    members = voters(body)
    cast = {member.id: vote_of(member, votes, bodies) for member in members}
    if any(member.veto and cast[member.id] == "against" for member in members):
        return False
    present = sum(
        (share_of(body.rule, member) for member in members if cast[member.id] != "absent"), Fraction(0)
    )
    in_favour, against = (
        sum((share_of(body.rule, member) for member in members if cast[member.id] == side), Fraction(0))
        for side in ("for", "against")
    )
    if present < quorum_of(body):
        return False
    if body.rule.kind == "leader":
        return any(member.role == "leader" and cast[member.id] == "for" for member in members)
    return enough(body, in_favour, against)


def vote_of(member: Member, votes: Mapping[str, Vote], bodies: Bodies) -> Vote:
    """Return how a member votes: as recorded, or as the body that it stands for decides."""
    if member.body is not None:
        return "for" if adopts(bodies[member.body], votes, bodies) else "against"
    return votes.get(member.id, "against")


def enough(body: DecisionBody, in_favour: Fraction, against: Fraction) -> bool:
    """Say whether votes for, among votes for and against, are enough by the rule of a body that counts votes."""
    match body.rule.kind:
        case "majority":
            return in_favour > against
        case "unanimity":
            return in_favour > 0 and against == 0
        case _:
            return in_favour > 0 and in_favour >= threshold_of(body.rule) * all_of(body)


def voters(body: DecisionBody) -> tuple[Member, ...]:
    """Return the members with a vote."""
    return tuple(member for member in body.members if member.votes)


def persons(body: DecisionBody, bodies: Bodies) -> Iterator[str]:
    """Yield the ids of all persons with a vote, here and in the bodies that sit within, each once."""
    yield from dict.fromkeys(_persons(body, bodies))


def _persons(body: DecisionBody, bodies: Bodies) -> Iterator[str]:
    for member in voters(body):
        if member.body is None:
            yield member.id
        else:
            yield from _persons(bodies[member.body], bodies)


def share_of(rule: Rule, member: Member) -> Fraction:
    """Return what a member's vote counts: its weight where the rule is by weight, else one."""
    return Fraction(str(member.weight)) if rule.kind == "weighted" else Fraction(1)


def all_of(body: DecisionBody) -> Fraction:
    """Return all votes of a body together."""
    return sum((share_of(body.rule, member) for member in voters(body)), Fraction(0))


def threshold_of(rule: Rule) -> Fraction:
    """Return the share of all votes that is needed."""
    return Fraction(str(rule.threshold)) if rule.threshold is not None else Fraction(1, 2)


def quorum_of(body: DecisionBody) -> Fraction:
    """Return how many votes must be there."""
    return Fraction(str(body.rule.quorum or 0)) * all_of(body)


def rule_in_words(rule: Rule, say: Callable[[str], str] = str) -> str:
    """Say how a body decides; `say` translates the phrases that are filled."""
    needed = rule.threshold if isinstance(rule.threshold, str) else f"{float(rule.threshold or 0):.3g}"
    sentence = {
        "leader": say("the leader decides, advised by the others"),
        "majority": say("more than half of the votes cast"),
        "qualified": say("at least {needed} of all votes"),
        "weighted": say("at least {needed} of all votes, by weight"),
        "unanimity": say("nobody with a vote against"),
    }[rule.kind].format(needed=needed)
    if rule.quorum is None:
        return sentence
    said = say("{rule}; at least {quorum} of the votes must be there")
    return said.format(rule=sentence, quorum=f"{rule.quorum:.3g}")
