"""What may become of somebody's words, in words that anybody understands."""

from __future__ import annotations

from typing import Final

from goodoffices.talks.events.voices import VoiceConsent
from goodoffices.talks.states.voices import CONSENTS, Input
from goodoffices.web.shell.words import gettext_lazy

#: What whoever speaks chooses from.
CHOICES: Final = (
    ("keep", gettext_lazy("Keep it: only those who listen read it, and nobody else learns of it")),
    ("summarise", gettext_lazy("It may count in a summary: the mediators learn what people say, not in my words")),
    ("quote", gettext_lazy("It may be quoted: the mediators may read my words, without my name")),
)  # fmt: skip


def allows(one: Input, manner: VoiceConsent) -> bool:
    """Whether somebody's consent goes as far as that."""
    return CONSENTS.index(one.consent) >= CONSENTS.index(manner)


def still(one: Input) -> list[tuple[str, object]]:
    """Return what may still be chosen: what was passed on cannot be taken back."""
    least = CONSENTS.index(one.passed) if one.passed else 0
    return [choice for choice in CHOICES if CONSENTS.index(choice[0]) >= least]


def waits(one: Input) -> bool:
    """Whether it may be passed on and was not yet."""
    return allows(one, "summarise") and not one.passed
