"""What a named day means, against the day of the report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from goodoffices.model.base import When
from goodoffices.record.dating.words import MONTHS, NUMBERS, WEEKDAYS
from goodoffices.record.lexicon import either, finder

_FORWARD = finder("days", "forward")
_BACK = re.compile(rf"\b{either('days', 'back')}\b|\w{{3,}}ed\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.;:!?—]|, (?:but|and|which|who|while|after|citing|adding)\b")
_MONTH_BEFORE = re.compile(r"\b(?:in|since|until|by|from|during|of|for|and|to|early|late)\s+$", re.IGNORECASE)
_WEEK, _SATURDAY = 7, 5
_LENGTHS = {"day": 1, "week": _WEEK, "month": 30, "year": 365}
_ABBREVIATION = 3


@dataclass(frozen=True)
class Mention:
    """Words that may name a day: what kind they are of, where they stand, and when the report came out."""

    kind: str
    match: re.Match[str]
    published: dt.date | None

    @cached_property
    def ahead(self) -> bool:
        """Whether the clause looks forward: by the nearest verb before the words, or after them where there is none."""
        text, match = self.match.string, self.match
        before = _CLAUSE_END.split(text[max(0, match.start() - 90) : match.start()])[-1]
        forward, back = list(_FORWARD.finditer(before)), list(_BACK.finditer(before))
        if re.search(r"(?:supposed|was|were) to\b.{0,40}$", before, re.IGNORECASE):
            return False
        if forward or back:
            return bool(forward) and (not back or forward[-1].end() >= back[-1].end())
        after = re.split(r"[.;:,!?—]", text[match.end() : match.end() + 60])[0]
        first, behind = _FORWARD.search(after), _BACK.search(after)
        return first is not None and (behind is None or first.start() < behind.start())


def meaning(mention: Mention) -> When | None:
    """Return the day or the range meant; None where there is none, or it takes a report's day that is not known."""
    try:
        return _READERS[mention.kind](mention)
    except (ValueError, OverflowError):
        # There is no such day: the 31st of June, the year 0.
        return None


def _iso(mention: Mention) -> When | None:
    year, month, day = mention.match.groups()
    return dt.date(int(year), int(month), int(day))


def _day_month(mention: Mention) -> When | None:
    day, month, year = mention.match.groups()
    return _full(mention, month, int(day), year)


def _month_day(mention: Mention) -> When | None:
    month, day, year = mention.match.groups()
    return _full(mention, month, int(day), year)


def _full(mention: Mention, month: str, day: int, year: str | None) -> When | None:
    number = MONTHS[month.lower().rstrip(".")]
    if year:
        return dt.date(int(year), number, day)
    if mention.published is None:
        return None
    published = mention.published
    nearby = (published.year - 1, published.year, published.year + 1)
    # The 29th of February is not in every year.
    options = [dt.date(year, number, day) for year in nearby if day <= _last_of(year, number).day]
    right = [one for one in options if (one >= published if mention.ahead else one <= published)]
    return min(right or options, key=lambda one: abs(one - published), default=None)


def _last_of(year: int, month: int) -> dt.date:
    return (dt.date(year, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _month(mention: Mention) -> When | None:
    part, word, written = mention.match.groups()
    if not _is_month(mention, word, known=written is not None or part is not None):
        return None
    number, part = MONTHS[word.lower().rstrip(".")], (part or "").lower()
    if written is None and mention.published is None:
        return None
    year = int(written or 0)
    if written is None and mention.published is not None:
        now = mention.published
        year = now.year
        if part == "next" or (part != "last" and mention.ahead):
            year += number < now.month
        else:
            year -= number > now.month or (part == "last" and number == now.month)
    last = _last_of(year, number)
    low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}.get(part, (1, last.day))
    return last.replace(day=low), last.replace(day=high)


def _is_month(mention: Mention, word: str, *, known: bool) -> bool:
    """Tell the months from the words "may" and "march", and from names such as April and Jan."""
    if known:
        return word[0].isupper() or mention.match[3] is not None
    short = len(word.rstrip(".")) == _ABBREVIATION and word.lower() != "may"
    before = mention.match.string[max(0, mention.match.start() - 12) : mention.match.start()]
    return word[0].isupper() and not short and _MONTH_BEFORE.search(before) is not None


def _weekday(mention: Mention) -> When | None:
    published = mention.published
    if published is None:
        return None
    before, name, after = mention.match.groups()
    which = (before or after or "").strip().lower()
    back = (published.weekday() - WEEKDAYS[name.lower()]) % _WEEK
    ahead = (_WEEK - back) % _WEEK
    if which in ("last", "past", "the previous", "before"):
        return published - dt.timedelta(days=back or _WEEK)
    if which in ("next", "coming", "the following", "after"):
        return published + dt.timedelta(days=ahead or _WEEK)
    return published + dt.timedelta(days=ahead if mention.ahead else -back)


def _relative(mention: Mention) -> When | None:
    if mention.published is None:
        return None
    words = " ".join(mention.match[1].lower().split())
    if words == "overnight":
        return mention.published - dt.timedelta(days=1), mention.published
    steps = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}
    return mention.published + dt.timedelta(days=steps.get(words, 0))


def _ago(mention: Mention) -> When | None:
    about, count, units, direction = (part and part.lower() for part in mention.match.groups())
    published = mention.published
    if published is None or direction in ("before", "earlier", "later"):
        # Counted from another event, which is not known.
        return None
    number, unit = int(count) if count.isdigit() else NUMBERS[count], units.rstrip("s")
    if unit in ("hour", "minute"):
        return published
    loose = about is not None or count in ("few", "several", "couple")
    sign = -1 if direction == "ago" else 1
    centre = published + dt.timedelta(days=sign * number * _LENGTHS[unit])
    if unit == "day" and not loose:
        return centre
    spread = dt.timedelta(days=max(1, _LENGTHS[unit] // 2) * (2 if loose else 1))
    if sign < 0:
        return centre - spread, min(centre + spread, published)
    return max(centre - spread, published), centre + spread


def _period(mention: Mention) -> When | None:
    published = mention.published
    if published is None:
        return None
    which, unit = (" ".join(part.lower().split()) for part in mention.match.groups())
    step = {"last": -1, "earlier last": -1, "next": 1}.get(which, 0)
    if "days" in unit or (which in ("past", "the past") and unit != "weekend"):
        return published - dt.timedelta(days=_LENGTHS.get(unit, 5)), published
    first, last = _bounds(published, unit, step)
    if unit == "weekend" and which == "last" and last >= published:
        first, last = first - dt.timedelta(days=_WEEK), last - dt.timedelta(days=_WEEK)
    if which.startswith("earlier") or (which == "this" and not mention.ahead):
        last = max(first, min(last, published))
    return first, last


def _bounds(published: dt.date, unit: str, step: int) -> tuple[dt.date, dt.date]:
    """Return the first and last day of this week, weekend, month or year, or of one `step` units away."""
    if unit in ("week", "weekend"):
        monday = published + dt.timedelta(days=_WEEK * step - published.weekday())
        first = monday + dt.timedelta(days=_SATURDAY if unit == "weekend" else 0)
        return first, monday + dt.timedelta(days=_WEEK - 1)
    if unit == "month":
        index = published.year * 12 + published.month - 1 + step
        last = _last_of(index // 12, index % 12 + 1)
        return last.replace(day=1), last
    return dt.date(published.year + step, 1, 1), dt.date(published.year + step, 12, 31)


def _year(mention: Mention) -> When | None:
    year = int(mention.match[1])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


_READERS: dict[str, Callable[[Mention], When | None]] = {
    "iso": _iso, "day_month": _day_month, "month_day": _month_day, "month": _month, "weekday": _weekday,
    "relative": _relative, "ago": _ago, "period": _period, "year": _year,
}  # fmt: skip
