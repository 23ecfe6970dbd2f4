"""Mandates, decision bodies, questions and votes, notes and receipts, as they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct, field

from goodoffices.model.deciding import Vote
from goodoffices.model.parties import DecisionBody
from goodoffices.model.preferences import Preferences
from goodoffices.talks.events import home as events
from goodoffices.talks.events.base import Happened, Package


class MandateState(Struct, kw_only=True):
    """What limits the delegation, and what the party prefers."""

    mandates: dict[str, events.MandateGiven] = field(default_factory=dict)
    preferences: Preferences | None = None

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.MandateGiven(mandate=name) as given:
                self.mandates[name] = given
            case events.MandateEnded(mandate=name):
                del self.mandates[name]
            case events.PreferencesStated(preferences=preferences):
                self.preferences = preferences


class Question(Struct, kw_only=True):
    """A question before a body; `approved` when it is decided.

    `bodies` are the body and those that sit within it, and `ballot` when its votes may be seen, as they were when the
    question was put: by these it is decided, whatever is formed later.
    """

    id: str
    body: str
    text: str
    bodies: dict[str, DecisionBody] = field(default_factory=dict)
    ballot: events.Ballot = "after"
    package: Package = field(default_factory=dict)
    proposal: str = ""
    version: int = 0
    deadline: dt.datetime | None = None
    approved: bool | None = None
    tally: dict[str, int] = field(default_factory=dict)
    votes: dict[str, Vote] = field(default_factory=dict)


class HomeState(Struct, kw_only=True):
    """What is decided at home. `voted`: for each question, who has voted."""

    mandates: dict[str, events.MandateGiven] = field(default_factory=dict)
    bodies: dict[str, DecisionBody] = field(default_factory=dict)
    ballots: dict[str, events.Ballot] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    voted: dict[str, list[str]] = field(default_factory=dict)
    receipts: list[events.Receipt] = field(default_factory=list)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.MandateGiven(mandate=name) as given:
                self.mandates[name] = given
            case events.MandateEnded(mandate=name):
                del self.mandates[name]
            case events.BodyFormed(body=body, ballot=ballot):
                self.bodies[body.id], self.ballots[body.id] = body, ballot
            case events.QuestionPut(question=name) as put:
                self.questions[name] = Question(
                    id=name, body=put.body, text=put.text, bodies=_with_those_within(put.body, self.bodies),
                    ballot=self.ballots[put.body], package=put.package, proposal=put.proposal,
                    version=put.version, deadline=put.deadline,
                )  # fmt: skip
            case events.VoteCast(question=name, member=member, vote=vote):
                self.questions[name].votes[member] = vote
                self.voted.setdefault(name, []).append(member)
            case events.QuestionDecided(question=name) as decided:
                one = self.questions[name]
                one.approved, one.tally, one.votes = (
                    decided.approved,
                    dict(decided.tally),
                    dict(decided.votes),
                )
            case events.Receipt(what="vote", of=name, by=member):
                self.voted.setdefault(name, []).append(member)
            case events.Receipt() as receipt:
                self.receipts.append(receipt)


def _with_those_within(name: str, bodies: Mapping[str, DecisionBody]) -> dict[str, DecisionBody]:
    """Return a body and all that sit within it."""
    found: dict[str, DecisionBody] = {}
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found and one in bodies:
            found[one] = bodies[one]
            waiting += [member.body for member in bodies[one].members if member.body is not None]
    return found


class RoomState(Struct, kw_only=True):
    """A delegation's own notes, and receipts for what it gave that nobody sees."""

    notes: list[tuple[dt.datetime, str, str]] = field(default_factory=list)
    receipts: list[events.Receipt] = field(default_factory=list)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.Noted(text=text):
                self.notes.append((happened.at, happened.by, text))
            case events.Receipt() as receipt:
                self.receipts.append(receipt)

    def has(self, what: str, of: str) -> bool:
        """Whether there is a receipt for something."""
        return any((one.what, one.of) == (what, of) for one in self.receipts)
