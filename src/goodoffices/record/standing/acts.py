"""What is done with words: to assert, demand, offer, accept, reject, deny, ask, warn, plan, support or oppose."""

from __future__ import annotations

import re
from typing import cast

from goodoffices.model.record import Act
from goodoffices.record.lexicon import either

_LIST = "acts"
#: By the cue, in the order in which the words are decisive.
_CUES = tuple(
    (act, re.compile(rf"\b{either(_LIST, act)}\b", re.IGNORECASE))
    for act in (
        "denies",
        "rejects",
        "warns",
        "demands",
        "supports",
        "opposes",
        "asks",
        "accepts",
        "offers",
        "plans",
    )
)
#: By the content, where the cue is neutral. Only the beginning of the content counts: what comes later is detail.
_CONTENTS = tuple(
    (act, re.compile(rf"\b{either(_LIST, f'content {act}')}\b", re.IGNORECASE))
    for act in ("rejects", "offers", "demands", "accepts", "supports", "opposes", "plans")
)
_BEGINNING = 120
#: "the bloc had offered", "it has refused".
_DONE = re.compile(r"\b(?:has|have|had)\s+(?:\w+ly\s+|also\s+|now\s+|not\s+)*$", re.IGNORECASE)
#: "We would open two gates if …".
_WOULD_IF = re.compile(
    r"^\W*(?:that\s+)?(?:\w+\s+){0,4}(?:would|could)\s+(?!not\b|never\b|be\b|have\b)[^.;]{3,140}\b(?:if|provided|in\s+return|in\s+exchange|on\s+condition)\b",
    re.IGNORECASE,
)
_INSISTED = re.compile(r"\binsist", re.IGNORECASE)
_MUST = re.compile(r"^[^,;.]{0,60}\b(?:must|should|needs? to|has to|have to|ought to)\b", re.IGNORECASE)


def act_of(cue: str, content: str, *, own: bool) -> Act:
    """Return what a statement does, by its cue and, where the cue says only that something was said, by its content.

    `own`: the content is about the speaker's own side. What others are said to offer or plan is asserted.
    """
    # To insist that something is so demands nothing.
    insisted = (
        _INSISTED.search(cue)
        and content.lstrip('“"').lower().startswith("that ")
        and not _MUST.search(content)
    )
    for act, pattern in _CUES:
        if pattern.search(cue) and not (insisted and act == "demands"):
            return cast("Act", act)
    beginning = content[:_BEGINNING]
    if not own:
        # Of others one can demand, and say that they must: the rest is told of them.
        return "demands" if _MUST.search(beginning) else "asserts"
    # The first words that tell it, and of those that begin together the most. What was done is told, and not done.
    found = [
        (match.start(), -match.end(), act)
        for act, pattern in _CONTENTS
        if (match := pattern.search(beginning))
    ]
    if would := _WOULD_IF.search(content):
        found.append((would.start(), -would.end(), "offers"))
    if not found or _DONE.search(beginning[: min(found)[0]]):
        return "asserts"
    return cast("Act", min(found)[2])
