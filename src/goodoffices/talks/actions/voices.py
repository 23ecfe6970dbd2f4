"""What affected people say, and those who listen to them pass on."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from goodoffices.talks.actions.base import Action, Name, Words
from goodoffices.talks.events.voices import VoiceConsent


class Cited(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that somebody said: who, by the name behind `voice:`, and which of what they said."""

    voice: Name
    input: Name


class SpeakUp(Action, frozen=True, kw_only=True, tag="speak_up"):
    """Say something to those who listen, and what may become of it: kept, part of a summary, or quoted too."""

    text: Words
    consent: VoiceConsent = "keep"


class ChangeConsent(Action, frozen=True, kw_only=True, tag="change_consent"):
    """Say anew what may become of something that was said; less only as long as it was not passed on."""

    input: Name
    consent: VoiceConsent


class SummariseVoices(Action, frozen=True, kw_only=True, tag="summarise_voices"):
    """Give the mediators a summary of what was said by those who consented; `quotes` are passed on word for word."""

    text: Words
    rests_on: Annotated[tuple[Cited, ...], Meta(min_length=1, max_length=5_000)]
    quotes: Annotated[tuple[Cited, ...], Meta(max_length=100)] = ()
