"""Find the days that a text names, against the day it was published.

A weekday alone is the nearest such day: before or on the day of the report where the clause looks back, after it where
it looks forward. "last Monday" is the Monday before the report's day, "next" and "coming" the one after. Where only a
week, a month or a vague time is named, the answer is a range.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from goodoffices.model.base import When
from goodoffices.record.dating.meaning import Mention, meaning
from goodoffices.record.dating.words import MONTH, NUMBERS, WEEKDAY

_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"((?:19|20)\d{2})"

#: The ways to name a day, in the order in which they are sought: what is found first is not read again.
_PATTERNS = {
    "iso": rf"\b{_YEAR}-(\d{{2}})-(\d{{2}})\b",
    "day_month": rf"\b{_ORDINAL}(?:\s+of)?\s+({MONTH})(?:,?\s+{_YEAR})?\b",
    "month_day": rf"\b({MONTH})\s+{_ORDINAL}\b(?:,?\s+{_YEAR}\b)?",
    "month": rf"\b(?:(early|mid|late|last|next|this)[\s-]+)?({MONTH})(?:,?\s+{_YEAR}\b)?",
    "weekday": rf"""
        \b(?:(last|this|next|past|coming|the\ previous|the\ following)\s+)?({WEEKDAY})
        (\s+(?:last|next|before|after)\b(?!\s+\w+))?
        (?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|midday|noon|overnight))?""",
    "relative": r"""
        \b(today|tonight|yesterday|tomorrow|overnight|this\s+(?:morning|afternoon|evening)|last\s+night
        |the\s+day\s+before\s+yesterday|earlier\s+(?:today|in\s+the\s+day))\b""",
    "ago": rf"""
        \b(?:(about|some|around|roughly|nearly|almost|more\s+than|over)\s+)?(\d{{1,3}}|{"|".join(NUMBERS)})(?:\s+of)?
        \s+(days?|weeks?|months?|years?|hours?|minutes?)\s+(ago|earlier|before|later|from\s+now)\b""",
    "period": r"""
        \b(last|this|next|past|earlier\s+this|earlier\s+last|later\s+this|the\s+past)
        \s+(week|weekend|month|year|few\s+days|days)\b""",
    "year": rf"\b(?:in|since|by|during|of)\s+{_YEAR}\b",
}
_FINDERS = {kind: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for kind, pattern in _PATTERNS.items()}


@dataclass(frozen=True, slots=True)
class Day:
    """A day named in the text: [start, end) in characters, and the day or the range it means."""

    start: int
    end: int
    when: When


def days(text: str, published: dt.date | None, offset: int = 0) -> list[Day]:
    """Return the days that `text` names, in order, without overlaps.

    `published` is the day of the report, without which only full dates mean a day. `offset` is added to the places.
    """
    taken = bytearray(len(text))
    found: list[Day] = []
    for kind, pattern in _FINDERS.items():
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            when = meaning(Mention(kind, match, published))
            if when is None and kind in ("iso", "day_month", "month_day"):
                # No such day, or none without the report's: its month alone is not meant either.
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            if when is not None:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append(Day(offset + match.start(), offset + match.end(), when))
    return sorted(found, key=lambda day: day.start)
