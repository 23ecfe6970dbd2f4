"""What somebody affected has said, as it stands."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct, field

from goodoffices.talks.events import voices as events
from goodoffices.talks.events.base import Happened

#: What may become of words, from the least to the most.
CONSENTS: tuple[events.VoiceConsent, ...] = ("keep", "summarise", "quote")


class Input(Struct, kw_only=True):
    """What was said, what may become of it, and what has: "" nothing yet, or the most that was passed on of it."""

    id: str
    at: dt.datetime
    text: str
    consent: events.VoiceConsent
    passed: Literal["", "summarise", "quote"] = ""
    passed_at: dt.datetime | None = None


class VoiceState(Struct, kw_only=True):
    """All that somebody affected has said."""

    inputs: dict[str, Input] = field(default_factory=dict)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.Spoken(input=name) as spoken:
                self.inputs[name] = Input(id=name, at=happened.at, text=spoken.text, consent=spoken.consent)
            case events.ConsentChanged(input=name, consent=consent):
                self.inputs[name].consent = consent
            case events.PassedOn(input=name, manner=manner):
                one = self.inputs[name]
                one.passed = "quote" if "quote" in (one.passed, manner) else "summarise"
                one.passed_at = happened.at
