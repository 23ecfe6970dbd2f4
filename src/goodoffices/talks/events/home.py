"""What a party decides at home, shows the mediators of it, and notes for itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from msgspec import field

from goodoffices.model.conditions import Condition
from goodoffices.model.deciding import Vote
from goodoffices.model.parties import DecisionBody
from goodoffices.model.preferences import Preferences
from goodoffices.talks.events.base import Event, Package

#: When a body's votes may be seen by its members: at once, when the vote is closed, or never.
Ballot = Literal["open", "after", "secret"]


class MandateGiven(Event, frozen=True, kw_only=True, tag="mandate_given"):
    """The delegation may agree to what satisfies `requires`, until it expires.

    A mandate of the same name before it no longer counts: so it is widened or narrowed.
    """

    mandate: str
    requires: Condition | None = None
    expires: dt.datetime | None = None
    ad_referendum: bool = False
    text: str = ""


class MandateEnded(Event, frozen=True, kw_only=True, tag="mandate_ended"):
    """A mandate is taken back."""

    mandate: str


class PreferencesStated(Event, frozen=True, kw_only=True, tag="preferences_stated"):
    """What the party prefers, for the mediators alone."""

    preferences: Preferences


class BodyFormed(Event, frozen=True, kw_only=True, tag="body_formed"):
    """Who decides at home, by which rule, and when their votes may be seen."""

    body: DecisionBody
    ballot: Ballot = "after"


class QuestionPut(Event, frozen=True, kw_only=True, tag="question_put"):
    """A question is before a decision body; `proposal` where it is one of those on the table."""

    question: str
    body: str
    text: str
    package: Package = field(default_factory=dict)
    proposal: str = ""
    version: int = 0
    deadline: dt.datetime | None = None


class VoteCast(Event, frozen=True, kw_only=True, tag="vote_cast"):
    """A member of a decision body votes. `entered`: on a question that mediators entered, not on one kept at home."""

    question: str
    member: str
    vote: Vote
    entered: bool = False


class QuestionDecided(Event, frozen=True, kw_only=True, tag="question_decided"):
    """The vote is closed. `votes` are there where the body's ballot lets them be seen."""

    question: str
    approved: bool
    tally: Mapping[str, int] = field(default_factory=dict)
    votes: Mapping[str, Vote] = field(default_factory=dict)


class Noted(Event, frozen=True, kw_only=True, tag="noted"):
    """A note of one's own."""

    text: str


class Receipt(Event, frozen=True, kw_only=True, tag="receipt"):
    """An answer, a bid, a vote or sealed preferences were taken; what they were is not here."""

    what: Literal["final", "bidding", "vote", "preferences"]
    of: str
    by: str = ""


MandateEvent = MandateGiven | MandateEnded | PreferencesStated
HomeEvent = MandateGiven | MandateEnded | BodyFormed | QuestionPut | VoteCast | QuestionDecided | Receipt
RoomEvent = Noted | Receipt
