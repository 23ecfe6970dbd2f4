"""Answers, bids, closed ballots and sealed preferences, as they stand: for the clock and the engine alone."""

from __future__ import annotations

from msgspec import Struct, field

from goodoffices.model.deciding import Vote
from goodoffices.model.preferences import Preferences
from goodoffices.talks.events import unseen as events
from goodoffices.talks.events.base import Happened
from goodoffices.talks.events.home import VoteCast


class AnswersState(Struct, kw_only=True):
    """A party's answers and bids. What the party entered itself goes before what a mediator entered for it."""

    answers: dict[str, tuple[bool, bool]] = field(default_factory=dict)
    bids: dict[str, tuple[float, bool]] = field(default_factory=dict)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        own = not happened.entered_for
        match happened.event:
            case events.FinalAnswered(final=name, yes=yes):
                if name not in self.answers or (own and not self.answers[name][1]):
                    self.answers[name] = (yes, own)
            case events.BidMade(bidding=name, value=value):
                if name not in self.bids or (own and not self.bids[name][1]):
                    self.bids[name] = (value, own)


class BallotsState(Struct, kw_only=True):
    """Votes that are not open yet, by question and member; apart, those on questions that mediators entered."""

    votes: dict[str, dict[str, Vote]] = field(default_factory=dict)
    entered: dict[str, dict[str, Vote]] = field(default_factory=dict)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case VoteCast(question=name, member=member, vote=vote, entered=entered):
                (self.entered if entered else self.votes).setdefault(name, {})[member] = vote


class SealedState(Struct, kw_only=True):
    """Preferences for the engine alone, and how many changes of the agenda there were when they were sealed."""

    preferences: Preferences | None = None
    agenda: int = 0

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.PreferencesSealed(preferences=preferences, agenda=agenda):
                self.preferences, self.agenda = preferences, agenda
