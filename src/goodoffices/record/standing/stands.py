"""From what somebody does with words to a stand: demands, offers, accepts, rejects, conditions, flexible, reverses."""

from __future__ import annotations

import re

from goodoffices.model.record import Stand
from goodoffices.record.lexicon import finder
from goodoffices.record.results import ReadStatement

_LIST = "stances"
_BY_ACT: dict[str, Stand] = {
    "demands": "demands",
    "offers": "offers",
    "accepts": "accepts",
    "rejects": "rejects",
    "opposes": "rejects",
    "supports": "accepts",
}
_BEGINNING = 160
#: What is offered or refused takes so many letters at least before its condition.
_MAIN = 12
_NOT_FLEXIBLE = re.compile(
    r"\b(?:no|not|any|never|refus\w+|without|lack\w*|little|declin\w+|reject\w+)\b[^.;]{0,40}$", re.IGNORECASE
)
_NOT_BELOW = re.compile(
    r"\b(?:not|never|no)\b[^.;]{0,60}\b(?:less|fewer|lower)\s+than\b|\b(?:not|never)\b[^.;]{0,40}\bbelow\b",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"\b(?:only\s+if|on\s+(?:the\s+)?condition\s+that|provided(?:\s+that)?|unless|conditional\s+on|contingent\s+on"
    r"|but\s+only\s+(?:if|when)|until|if)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|whether|should)\b[^.;]{0,80}$", re.IGNORECASE)


def stand_of(statement: ReadStatement) -> Stand | None:
    """Return the stand that a statement takes, None where it takes none."""
    text = f"{statement.cue} {statement.content[:_BEGINNING]}"
    flexible = finder(_LIST, "flexible").search(text)
    if flexible and (_NOT_FLEXIBLE.search(text[: flexible.start()]) or _IF.search(text[: flexible.start()])):
        return None
    if finder(_LIST, "reverses").search(text):
        return "reverses"
    if finder(_LIST, "conditions").search(statement.cue):
        return "conditions"
    if statement.act == "rejects" and _NOT_BELOW.search(statement.content):
        # Who will not sign for less than 60 demands 60.
        return "demands"
    if flexible and statement.act in ("asserts", "plans", "offers", "accepts"):
        return "flexible"
    return _BY_ACT.get(statement.act)


def condition_in(statement: ReadStatement) -> int | None:
    """Return where a stand's condition begins in its content ("…, provided that …"); None where it has none."""
    if statement.act not in ("demands", "offers", "accepts", "rejects", "plans"):
        return None
    found = _CONNECTIVE.search(statement.content)
    if found is None or found.start() < _MAIN:
        return None
    if found[0].lower() == "until" and not re.search(r"\bnot\b|\bno\b", statement.content[: found.start()]):
        return None
    return found.start()
