"""What affected people say to those who listen."""

from __future__ import annotations

from typing import Literal

from goodoffices.talks.events.base import Event

#: What may become of somebody's words: they stay with the listeners; they count in a summary; they may be quoted too.
VoiceConsent = Literal["keep", "summarise", "quote"]


class Spoken(Event, frozen=True, kw_only=True, tag="spoken"):
    """Somebody affected says something, and what may become of it."""

    input: str
    text: str
    consent: VoiceConsent = "keep"


class ConsentChanged(Event, frozen=True, kw_only=True, tag="consent_changed"):
    """They say anew what may become of it."""

    input: str
    consent: VoiceConsent


class PassedOn(Event, frozen=True, kw_only=True, tag="passed_on"):
    """A listener has passed it on to the mediators: as part of a summary, or quoted."""

    input: str
    manner: Literal["summarise", "quote"]


VoiceEvent = Spoken | ConsentChanged | PassedOn
