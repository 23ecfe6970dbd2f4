"""What nobody looks at before its time, or ever: answers, bids, closed ballots, sealed preferences."""

from __future__ import annotations

from goodoffices.model.preferences import Preferences
from goodoffices.talks.events.base import Event
from goodoffices.talks.events.home import VoteCast


class FinalAnswered(Event, frozen=True, kw_only=True, tag="final_answered"):
    """The party says yes or no to a mediators' proposal."""

    final: str
    yes: bool


class BidMade(Event, frozen=True, kw_only=True, tag="bid_made"):
    """The party makes a blind bid."""

    bidding: str
    value: float


class PreferencesSealed(Event, frozen=True, kw_only=True, tag="preferences_sealed"):
    """What the party prefers, for the engine alone, in runs that it consents to.

    `agenda` is how many changes of the agenda there were then.
    """

    preferences: Preferences
    agenda: int = 0


AnswersEvent = FinalAnswered | BidMade
BallotsEvent = VoteCast
SealedEvent = PreferencesSealed
