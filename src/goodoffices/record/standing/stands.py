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
}
_BEGINNING = 160
_NOT_FLEXIBLE = re.compile(
    r"\b(?:no|not|any|never|refus\w+|without|lack\w*|little|declin\w+|reject\w+)\b[^.;]{0,40}$", re.IGNORECASE
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
    if finder(_LIST, "conditions").search(statement.cue) or (
        statement.act in ("demands", "offers", "accepts", "rejects", "plans")
        and finder(_LIST, "conditions").search(statement.content)
    ):
        return "conditions"
    if flexible and statement.act in ("asserts", "plans", "offers", "accepts"):
        return "flexible"
    return _BY_ACT.get(statement.act)
