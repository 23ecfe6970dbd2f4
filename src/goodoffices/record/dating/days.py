"""Find the days that a text names, against the day it was published.

A weekday alone is the nearest such day: before or on the day of the report where the clause looks back, after it where
it looks forward. "last Monday" is the Monday before the report's day, "next" and "coming" the one after. Where only a
week, a month or a vague time is named, the answer is a range.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.model.base import When
from goodoffices.record.dating.words import MONTH, MONTHS, NUMBERS, WEEKDAY, WEEKDAYS

_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"((?:19|20)\d{2})"
_PART = r"(?:\s+(?:(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|midday|noon|overnight)))?"
_UNIT = r"(days?|weeks?|months?|years?|hours?|minutes?)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", rf"\b{_YEAR}-(\d{{2}})-(\d{{2}})\b"),
    ("day_month", rf"\b{_ORDINAL}(?:\s+of)?\s+({MONTH})(?:,?\s+{_YEAR})?\b"),
    ("month_day", rf"\b({MONTH})\s+{_ORDINAL}\b(?:,?\s+{_YEAR}\b)?"),
    ("month", rf"\b(?:(early|mid|late|last|next|this)[\s-]+)?({MONTH})(?:,?\s+{_YEAR}\b)?"),
    ("weekday", rf"\b(?:(last|this|next|past|coming|the previous|the following)\s+)?({WEEKDAY})(\s+(?:last|next|before|after)\b(?!\s+\w+))?{_PART}"),
    ("relative", r"\b(today|tonight|yesterday|tomorrow|overnight|this (?:morning|afternoon|evening)|last night|the day before yesterday|earlier (?:today|in the day))\b"),
    ("ago", rf"\b(?:(about|some|around|roughly|nearly|almost|more than|over)\s+)?(\d{{1,3}}|{'|'.join(NUMBERS)})(?:\s+of)?\s+{_UNIT}\s+(ago|earlier|before|later|from now)\b"),
    ("period", r"\b(last|this|next|past|earlier this|earlier last|later this|the past)\s+(week|weekend|month|year|few days|days)\b"),
    ("year", rf"\b(?:in|since|by|during|of)\s+{_YEAR}\b"),
)  # fmt: skip
_FINDERS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)

_FORWARD = re.compile(
    r"\b(?:will|shall|would|is to|are to|was to|were to|to (?:be|resume|begin|start|meet|hold|travel|arrive|take place)|plans?|planned|expected|"
    r"scheduled|due|set|intends?|upcoming|by|until|before|ahead of|deadline|resume|no later than)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:said|told|announced|reported|rejected|denied|accepted|ended|met|held|began|started|issued|released|killed|was|were|had|has)\b"
    r"|\w{3,}ed\b",
    re.IGNORECASE,
)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A day named in the text: [start, end) in characters, and the day or the range it means."""

    start: int
    end: int
    when: When
    #: Whether the words name the day themselves, and do not need the report's own date.
    absolute: bool


def days(text: str, published: dt.date | None, offset: int = 0) -> list[Day]:
    """Return the days named in `text`, in order, without overlaps. `offset` is added to the places."""
    taken: list[tuple[int, int]] = []
    found: list[Day] = []
    for kind, finder in _FINDERS:
        for match in finder.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            if kind == "month" and not _month_is_meant(match):
                continue
            meant = _meant(kind, match, text, published)
            if meant is None:
                continue
            taken.append(match.span())
            when, absolute = meant
            found.append(Day(offset + match.start(), offset + match.end(), when, absolute))
    return sorted(found, key=lambda day: day.start)


def _month_is_meant(match: re.Match[str]) -> bool:
    """Tell the months from the words "may" and "march", and from names such as "April" and "Jan"."""
    word = match[2]
    if not word[0].isupper() or (len(word.rstrip(".")) == 3 and word.lower() != "may"):  # noqa: PLR2004 - an abbreviation
        return match[3] is not None
    if match[3] is not None or match[1] is not None:
        return True
    before = match.string[max(0, match.start() - 12) : match.start()].lower()
    return bool(re.search(r"\b(?:in|since|until|by|from|during|of|for|and|to|early|late)\s+$", before))


def _meant(kind: str, match: re.Match[str], text: str, published: dt.date | None) -> tuple[When, bool] | None:
    try:
        return _READERS[kind](match, text, published)
    except (ValueError, OverflowError):
        # There is no such day: the 31st of June, the year 0.
        return None


def _iso(match: re.Match[str], text: str, published: dt.date | None) -> tuple[When, bool] | None:  # noqa: ARG001 - one shape for all
    return dt.date(int(match[1]), int(match[2]), int(match[3])), True


def _without_year(
    month: int, day: int, match: re.Match[str], text: str, published: dt.date | None
) -> dt.date | None:
    """Choose the year: the nearest such day that lies the way the clause looks."""
    if published is None:
        return None
    options = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            options.append(dt.date(year, month, day))
        except ValueError:
            continue
    if not options:
        return None
    forward = _looks_forward(match, text)
    right = [one for one in options if (one >= published if forward else one <= published)]
    return min(right or options, key=lambda one: abs(one - published))


def _day_month(match: re.Match[str], text: str, published: dt.date | None) -> tuple[When, bool] | None:
    return _full(match[2], match[1], match[3], match, text, published)


def _month_day(match: re.Match[str], text: str, published: dt.date | None) -> tuple[When, bool] | None:
    return _full(match[1], match[2], match[3], match, text, published)


def _full(
    month: str, day: str, year: str | None, match: re.Match[str], text: str, published: dt.date | None
) -> tuple[When, bool] | None:
    number = MONTHS[month.lower().rstrip(".")]
    if year:
        return dt.date(int(year), number, int(day)), True
    chosen = _without_year(number, int(day), match, text, published)
    return None if chosen is None else (chosen, False)


def _month(match: re.Match[str], text: str, published: dt.date | None) -> tuple[When, bool] | None:
    number = MONTHS[match[2].lower().rstrip(".")]
    part = (match[1] or "").lower()
    if match[3]:
        year = int(match[3])
    elif published is None:
        return None
    else:
        ahead = part == "next" or (part != "last" and _looks_forward(match, text))
        year = published.year
        if ahead and number < published.month:
            year += 1
        if not ahead and number > published.month:
            year -= 1
        if part == "last" and number == published.month:
            year -= 1
    first = dt.date(year, number, 1)
    last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    thirds = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}
    low, high = thirds.get(part, (1, last.day))
    return (first.replace(day=low), first.replace(day=high)), bool(match[3])


def _weekday(match: re.Match[str], text: str, published: dt.date | None) -> tuple[When, bool] | None:
    if published is None or match[2].lower().endswith("days"):
        return None
    number = WEEKDAYS[match[2].lower()]
    which = (match[1] or match[3] or "").strip().lower()
    back = (published.weekday() - number) % _WEEK
    ahead = (number - published.weekday()) % _WEEK
    if which in ("last", "past", "the previous", "before"):
        return published - dt.timedelta(days=back or _WEEK), False
    if which in ("next", "coming", "the following", "after"):
        return published + dt.timedelta(days=ahead or _WEEK), False
    if _looks_forward(match, text):
        return published + dt.timedelta(days=ahead), False
    return published - dt.timedelta(days=back), False


def _looks_forward(match: re.Match[str], text: str) -> bool:
    """Tell by the nearest verb before the words, or after them where none stands before."""
    before = text[max(0, match.start() - 90) : match.start()]
    # Only the clause that the day stands in counts.
    before = re.split(r"[.;:!?—]|, (?:but|and|which|who|while|after|citing|adding)\b", before)[-1]
    forward = list(_FORWARD.finditer(before))
    back = list(_BACK.finditer(before))
    if forward or back:
        if forward and re.search(r"(?:supposed|was|were) to\b.{0,40}$", before, re.IGNORECASE):
            return False
        return bool(forward) and (not back or forward[-1].end() >= back[-1].end())
    after = re.split(r"[.;:,!?—]", text[match.end() : match.end() + 60])[0]
    ahead = _FORWARD.search(after)
    behind = _BACK.search(after)
    return bool(ahead) and (behind is None or (ahead is not None and ahead.start() < behind.start()))


def _relative(match: re.Match[str], text: str, published: dt.date | None) -> tuple[When, bool] | None:  # noqa: ARG001 - one shape for all
    if published is None:
        return None
    words = match[1].lower()
    steps = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}
    if words == "overnight":
        return (published - dt.timedelta(days=1), published), False
    return published + dt.timedelta(days=steps.get(words, 0)), False


def _ago(match: re.Match[str], text: str, published: dt.date | None) -> tuple[When, bool] | None:  # noqa: ARG001 - as above
    if published is None or match[4].lower() in ("before", "earlier", "later"):
        # Counted from another event, which we do not know.
        return None
    number = int(match[2]) if match[2].isdigit() else NUMBERS[match[2].lower()]
    sign = -1 if match[4].lower() == "ago" else 1
    unit = match[3].lower().rstrip("s")
    loose = match[1] is not None or match[2].lower() in ("few", "several", "couple")
    if unit in ("hour", "minute"):
        return published, False
    length = {"day": 1, "week": _WEEK, "month": 30, "year": 365}[unit]
    centre = published + dt.timedelta(days=sign * number * length)
    spread = 0 if unit == "day" and not loose else max(1, length // 2) * (2 if loose else 1)
    if not spread:
        return centre, False
    low, high = centre - dt.timedelta(days=spread), centre + dt.timedelta(days=spread)
    return ((low, min(high, published)) if sign < 0 else (max(low, published), high)), False


def _period(match: re.Match[str], text: str, published: dt.date | None) -> tuple[When, bool] | None:
    if published is None:
        return None
    which, unit = match[1].lower(), match[2].lower()
    monday = published - dt.timedelta(days=published.weekday())
    step = {"last": -1, "earlier last": -1, "next": 1}.get(which, 0)
    if "days" in unit or (which in ("past", "the past") and unit != "weekend"):
        length = {"week": _WEEK, "month": 30, "year": 365}.get(unit, 5)
        return (published - dt.timedelta(days=length), published), False
    if unit == "week":
        first = monday + dt.timedelta(days=_WEEK * step)
        last = first + dt.timedelta(days=_WEEK - 1)
    elif unit == "weekend":
        saturday = monday + dt.timedelta(days=5 + _WEEK * step)
        if which == "last" and saturday + dt.timedelta(days=1) >= published:
            saturday -= dt.timedelta(days=_WEEK)
        first, last = saturday, saturday + dt.timedelta(days=1)
    elif unit == "month":
        index = published.year * 12 + published.month - 1 + step
        first = dt.date(index // 12, index % 12 + 1, 1)
        last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    else:
        first, last = dt.date(published.year + step, 1, 1), dt.date(published.year + step, 12, 31)
    if which.startswith("earlier") or which == "this":
        last = (
            min(last, published) if which.startswith("earlier") or not _looks_forward(match, text) else last
        )
    return (first, max(first, last)), False


def _year(match: re.Match[str], text: str, published: dt.date | None) -> tuple[When, bool] | None:  # noqa: ARG001 - as above
    year = int(match[1])
    return (dt.date(year, 1, 1), dt.date(year, 12, 31)), True


_READERS = {
    "iso": _iso, "day_month": _day_month, "month_day": _month_day, "month": _month, "weekday": _weekday,
    "relative": _relative, "ago": _ago, "period": _period, "year": _year,
}  # fmt: skip


def told(found: list[Day]) -> Iterator[When]:
    """Yield what the days mean, single days first."""
    yield from (day.when for day in found if not isinstance(day.when, tuple))
    yield from (day.when for day in found if isinstance(day.when, tuple))
