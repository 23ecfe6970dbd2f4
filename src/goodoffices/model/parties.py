"""Who is in the dispute, who decides, and who carries words between them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, field

from goodoffices.model.base import Id, NonNegative, Part, Share, Text, When
from goodoffices.model.packages import Package
from goodoffices.model.preferences import Preferences

#: A fraction in words; a `$` alone would let a line break through at the end.
Fractional = Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,8}/[1-9][0-9]{0,8}(?!\n)$")]


class Party(Part, frozen=True, kw_only=True):
    """A side to the dispute (the principal).

    `aliases` are other names by which reports call it, `offices` the titles of those who speak for it.
    """

    id: Id
    name: str = ""
    aliases: tuple[Text, ...] = ()
    offices: tuple[Text, ...] = ()
    description: str = ""
    preferences: Preferences | None = None

    @property
    def title(self) -> str:
        """The name, or the id where there is none."""
        return self.name or self.id


class Delegate(Part, frozen=True, kw_only=True):
    """A person in a delegation."""

    name: Text
    office: str = ""
    role: Literal["head", "member", "adviser", "mandator"] = "member"


class Delegation(Part, frozen=True, kw_only=True):
    """The team a party sends."""

    id: Id
    party: Id
    name: Text
    members: tuple[Delegate, ...] = ()
    description: str = ""
    statements: tuple[Id, ...] = ()


class Member(Part, frozen=True, kw_only=True):
    """Someone in a decision body: with a vote, or as observer or adviser without one.

    `body` names another decision body that sits here as a member: it votes as it decides by its own rule. A vote
    against by a member with `veto` stops any decision. `note` says where the role is known from.
    """

    id: Id
    name: Text
    office: str = ""
    role: Literal["leader", "member", "observer", "adviser"] = "member"
    weight: NonNegative = 1.0
    veto: bool = False
    body: Id | None = None
    note: str = ""

    @property
    def votes(self) -> bool:
        """Whether it has a vote."""
        return self.role in ("leader", "member") and self.weight > 0


class Rule(Part, frozen=True, kw_only=True):
    """How a body decides.

    `leader`: the leader alone, advised by the others. `majority`: more than half of the votes cast. `qualified`: at
    least `threshold` of all votes. `weighted`: the same by weight. `unanimity`: nobody with a vote against, and one for
    it at least. `threshold` is a share or a fraction in words, such as 2/3. `quorum` is the share of votes (by weight
    where the rule is) whose holders must be there, who may abstain.
    """

    kind: Literal["leader", "majority", "qualified", "weighted", "unanimity"]
    threshold: (
        Annotated[float, Meta(gt=0, le=1)]
        | Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,8}/[1-9][0-9]{0,8}(?!\n)$")]
        | None
    ) = None
    quorum: Share | None = None
    assumption: str = ""


class Stance(Part, frozen=True, kw_only=True):
    """Where a member stands on a question.

    `chance` is a range in which the probability lies that a member who is undecided, or whose stance is unknown, votes
    for it. A member of a body that sits within this one may be named here too.
    """

    member: Id
    stance: Literal["for", "against", "undecided", "unknown", "abstains", "absent"]
    chance: tuple[Share, Share] | None = None
    statements: tuple[Id, ...] = ()
    note: str = ""


class Question(Part, frozen=True, kw_only=True):
    """A question before a decision body, with the package or partial package it is about."""

    id: Id
    text: Text
    on: When | None = None
    package: Package = field(default_factory=dict)
    stances: tuple[Stance, ...] = ()
    outcome: Literal["approved", "rejected", "open"] = "open"
    statements: tuple[Id, ...] = ()


class DecisionBody(Part, frozen=True, kw_only=True):
    """Those who decide at home for a party, and their rule."""

    id: Id
    party: Id
    name: Text
    members: tuple[Member, ...]
    rule: Rule
    questions: tuple[Question, ...] = ()
    statements: tuple[Id, ...] = ()


class Mediator(Part, frozen=True, kw_only=True):
    """A consented third party without power to impose."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    role: Literal["lead", "co-mediator"] = "co-mediator"
    description: str = ""


class Channel(Part, frozen=True, kw_only=True):
    """The link between one party and the mediators who carry its words."""

    id: Id
    party: Id
    mediators: tuple[Id, ...]
    venue: str = ""
    description: str = ""
    statements: tuple[Id, ...] = ()


class Audience(Part, frozen=True, kw_only=True):
    """People a briefing may be meant for: families, press, a constituency, guarantors."""

    id: Id
    name: Text
    kind: Literal["affected", "constituency", "guarantor", "observer", "press", "public"] = "public"
    description: str = ""


class Attendance(Part, frozen=True, kw_only=True):
    """Who came to a round, or who is expected."""

    name: Text
    party: Id | None = None
    delegation: Id | None = None
    status: Literal["attends", "expected", "stays", "recalled", "absent"] = "attends"
    statements: tuple[Id, ...] = ()


class Round(Part, frozen=True, kw_only=True):
    """A bounded series of sessions at a venue."""

    id: Id
    name: Text
    venue: str
    format: Literal["indirect", "proximity", "shuttle", "plenary", "bilateral"] = "indirect"
    status: Literal["planned", "open", "adjourned", "collapsed", "resumed", "closed"]
    starts_on: When | None = None
    ends_on: When | None = None
    mediators: tuple[Id, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    description: str = ""
    statements: tuple[Id, ...] = ()


class TimelineEvent(Part, frozen=True, kw_only=True):
    """Something that happened, or is announced, on a real date."""

    id: Id
    on: When
    title: Text
    kind: Literal["talks", "proposal", "decision", "statement", "meeting", "field", "announced"] = "talks"
    parties: tuple[Id, ...] = ()
    round: Id | None = None
    description: str = ""
    statements: tuple[Id, ...] = ()
    ends_on: dt.date | None = None
