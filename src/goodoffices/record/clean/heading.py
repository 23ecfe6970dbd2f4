"""A report's title and outlet, as its own text tells them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.model.base import Span
from goodoffices.record.clean.furniture import Part
from goodoffices.record.dating.words import MONTH, WEEKDAY
from goodoffices.record.lexicon import either

#: An agency in brackets behind the place and the day: "GENEVA, May 4 (Reuters) -".
_DATELINE = re.compile(
    rf"^[A-Z][\w.,’' /-]{{2,60}}?\((?P<outlet>{either('furniture', 'agencies')}|[A-Z][\w ’'.-]{{1,30}})\)\s*[-–—:]"
)
#: A site's name behind the title: "Talks resume | The Quay Courier".
_SITE = re.compile(r"\s(?:\||–|—|-)\s(?P<outlet>(?:The\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4})$")
_BYLINE = re.compile(
    r"\b(?:for|of)\s+(?P<outlet>(?:the\s|The\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4})\s*$"
)


#: An outlet and a day on a line of their own at the top: "The Quay Courier, Friday 7 May 2031".
_LINE = re.compile(
    rf"^(?P<outlet>(?:The\s|the\s)?[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){{0,4}})\s*(?:[,|·•–—-]|\n)\s*"
    rf"(?:[A-Z][\w ]{{2,20}},\s*)?"
    rf"(?:(?i:{WEEKDAY}),?\s+)?(?i:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}\s+\d{{1,2}}|\d{{4}}-\d\d-\d\d)",
)
_TOP, _SHORT_LINE = 6, 90


def title_of(text: str, parts: Sequence[tuple[Span, Part]]) -> str:
    """Return the title, "" where the text has none."""
    return next((" ".join(text[a:b].split()) for (a, b), part in parts if part == "title"), "")


def outlet_of(text: str, parts: Sequence[tuple[Span, Part]]) -> str | None:
    """Return whose report it is, None where the text does not tell."""
    for (start, end), part in parts:
        if part == "prose" and (found := _DATELINE.match(text[start : min(end, start + 120)])):
            return found["outlet"]
    for (start, end), _ in parts[:_TOP]:
        if end - start <= _SHORT_LINE and (found := _LINE.match(text[start:end])):
            return found["outlet"]
    title = title_of(text, parts)
    if title and (found := _SITE.search(title)):
        return found["outlet"]
    for (start, end), part in parts:
        if part == "byline" and (found := _BYLINE.search(text[start:end])):
            return found["outlet"]
    return None
