"""The day on which a report came out, as its own text tells it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from goodoffices.model.base import Span
from goodoffices.record.clean.furniture import Part
from goodoffices.record.dating.days import days
from goodoffices.record.dating.words import MONTH, WEEKDAY, WEEKDAYS
from goodoffices.record.lexicon import finder

#: "LONDON, March 3 (Reuters) - ", "GENEVA, 4 May 2031 —".
_DATELINE = re.compile(
    rf"^[A-Z][\w.’' -]*(?:[,/]\s*[A-Z][\w.’' -]*)?,\s+(?:(?i:{WEEKDAY}),?\s+)?"
    rf"(?P<day>(?i:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?)\s*"
    r"(?:\([^()]{2,40}\))?\s*(?:[-–—:]|$)"
)
_WEEKDAY = re.compile(WEEKDAY, re.IGNORECASE)
_AHEAD = finder("days", "forward")
_WEEK = 7
#: Lines of this many letters or fewer, among so many at the top, may hold place, outlet and day.
_TOP, _SHORT_LINE = 6, 90


def published_on(text: str, parts: Sequence[tuple[Span, Part]]) -> dt.date | None:
    """Return the day of a report, None where the text does not settle it.

    A date line says it, or a dateline. Failing these: pictures are no older than their report as a rule, so the latest
    full date of a caption, moved on to the weekday on which the first thing reported was said.

    Args:
        text: the report's text.
        parts: the paragraphs, [start, end) each, and what they are.
    """
    for (start, end), part in parts:
        if part == "date" and (named := _full(text, start, end)):
            return named[-1]
    for (start, end), part in parts[:_TOP]:
        # "The Quay Courier, Friday 7 May 2031": a line of its own at the top.
        if (
            part in ("prose", "title", "byline")
            and end - start <= _SHORT_LINE
            and (named := _full(text, start, end))
        ):
            return named[-1]
    for (start, end), part in parts:
        if part == "prose":
            head = _DATELINE.match(text[start : min(end, start + 120)])
            if head and (named := _full(text, start + head.start("day"), start + head.end("day"))):
                return named[0]
            if head:
                return _in_year(text, head["day"])
    captions = [day for (start, end), part in parts if part == "caption" for day in _full(text, start, end)]
    weekday = _first_weekday(text, parts)
    if not captions or weekday is None:
        return None
    latest = max(captions)
    return latest + dt.timedelta(days=(weekday - latest.weekday()) % _WEEK)


def _full(text: str, start: int, end: int) -> list[dt.date]:
    return [day.when for day in days(text[start:end], None) if isinstance(day.when, dt.date)]


def _in_year(text: str, day: str) -> dt.date | None:
    """Read a dateline without a year in the year that the rest of the text names, where it names one only."""
    years = set(re.findall(r"\b(?:19|20)\d\d\b", text))
    if len(years) != 1:
        return None
    named = [one.when for one in days(f"{day}, {years.pop()}", None)]
    return named[0] if named and isinstance(named[0], dt.date) else None


def _first_weekday(text: str, parts: Sequence[tuple[Span, Part]]) -> int | None:
    """Return the weekday (0 is Monday) of the first thing that the prose says has happened on one."""
    for (start, end), part in parts:
        if part != "prose":
            continue
        for found in _WEEKDAY.finditer(text, start, end):
            clause = re.split(r"[.;:!?—]", text[max(start, found.start() - 60) : found.start()])[-1]
            named = re.search(
                r"\b(?:last|next|previous|this|coming|since|until|by|before|after)\s+$", clause, re.IGNORECASE
            )
            if named is None and not _AHEAD.search(clause):
                return WEEKDAYS[found[0].lower()]
    return None
