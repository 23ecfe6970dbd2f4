"""Find the figures of a text: value, what is counted, bound, place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from goodoffices.model.record import Bound
from goodoffices.record.counting.nouns import STOPS, counted
from goodoffices.record.counting.numbers import Number, numbers

_BEFORE: tuple[tuple[Bound, str], ...] = (
    ("at_least", r"at\s+least|no\s+(?:fewer|less)\s+than|not\s+(?:fewer|less)\s+than|more\s+than|over|upwards?\s+of|a\s+minimum\s+of|above|exceed(?:s|ed|ing)?|in\s+excess\s+of|surpass(?:es|ed|ing)?|topp?(?:s|ed|ing)"),
    ("at_most", r"at\s+(?:the\s+)?most|up\s+to|as\s+(?:many|much)\s+as|no\s+more\s+than|not\s+more\s+than|(?:fewer|less)\s+than|under|below|a\s+maximum\s+of|a\s+ceiling\s+of|capped\s+at"),
    ("about", r"some|about|around|roughly|approximately|an?\s+estimated|estimated|nearly|almost|close\s+to|circa|more\s+or\s+less|in\s+the\s+(?:region|order)\s+of|just\s+(?:under|over)|perhaps"),
    ("exactly", r"exactly|precisely"),
)  # fmt: skip
_BOUNDS = tuple(
    (
        bound,
        re.compile(
            rf"\b(?:{words})\s+(?:(?:an?|the|another|other|its|their|a\s+further|an\s+additional|additional|further)\s+)*[$€£]?\s*$",
            re.IGNORECASE,
        ),
    )
    for bound, words in _BEFORE
)
_AFTER = (
    ("at_least", re.compile(r"\s+or\s+more\b|\s+at\s+(?:the\s+)?least\b|\s*\+", re.IGNORECASE)),
    ("at_most", re.compile(r"\s+or\s+(?:fewer|less)\b|\s+at\s+(?:the\s+)?most\b", re.IGNORECASE)),
    ("about", re.compile(r"\s+or\s+so\b", re.IGNORECASE)),
)
_RANGE = re.compile(r"\s*(?:-|–|—|\s+to\s+|\s+and\s+|\s+or\s+)\s*$")
_AGE = re.compile(r"[\s-]*years?[\s-]*olds?\b|[\s-]*month[s]?[\s-]*olds?\b", re.IGNORECASE)
_TIME = re.compile(r"\s*(?:a\.?m\.?|p\.?m\.?|o[’']clock|GMT|hrs)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"[\s-]+(day|week|month|year|hour|minute|member|point|mile|kilomet(?:er|re)|km|met(?:er|re)|seat|page|ton(?:ne)?|step|phase|party|vote|state|nation|country|man|woman|person)\b(?!s)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s*(?:%|percent\b|per\s+cent\b|percentage\s+points?\b)", re.IGNORECASE)
_MONEY = {"$": "dollars", "€": "euros", "£": "pounds"}
_OF_THE = re.compile(
    r"\s+of\s+(?:(?:the|its|their|his|her|those|these|all|whom|which|them)\s+)*", re.IGNORECASE
)
#: What is numbered, not counted: "Channel 12", "Resolution 2728", "Article 5".
_NUMBERED = re.compile(
    r"\b(?:channel|resolution|article|section|route|highway|chapter|paragraph|page|number|no\.?|phase|stage|version|flight|level|zone|"
    r"area|point|item|rule|clause|annex|appendix|figure|table|part|volume|room|gate|group|camp|unit|line|year|aged?|title|"
    r"proposition|bill|act|code|protocol|round|day|week|minister no|item|option|category|class|grade|tier|boeing|airbus)s?\s*$",
    re.IGNORECASE,
)
_OPENERS = frozenset(
    [
        "the",
        "some",
        "about",
        "around",
        "another",
        "at",
        "in",
        "of",
        "for",
        "on",
        "by",
        "to",
        "from",
        "with",
        "and",
        "or",
        "but",
        "nearly",
        "almost",
        "over",
        "up",
        "only",
        "just",
        "all",
        "these",
        "those",
        "roughly",
        "approximately",
        "as",
        "more",
        "fewer",
        "less",
        "least",
        "most",
        "than",
        "between",
        "its",
        "their",
        "his",
        "her",
        "our",
        "including",
        "under",
        "after",
        "before",
        "when",
        "while",
        "that",
        "which",
        "where",
        "there",
        "if",
        "both",
        "each",
        "any",
        "every",
        "killing",
        "leaving",
        "freeing",
        "is",
        "are",
        "was",
        "were",
        "has",
        "had",
        "have",
        "will",
        "would",
    ]
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure in the text. `of` is "" where the text does not say what is counted."""

    start: int
    end: int
    value: float
    of: str
    bound: Bound
    high: float | None = None


def figures(text: str, start: int, end: int, dates: Iterable[tuple[int, int]] = ()) -> list[Counted]:
    """Return the figures of text[start:end], in order. `dates` are places that hold days and no figures."""
    found: list[Counted] = []
    taken = list(dates)
    sequence = [Number(n.start + start, n.end + start, n.value, n.written) for n in numbers(text[start:end])]
    skip: set[int] = set()
    for index, number in enumerate(sequence):
        if index in skip or any(a < number.end and number.start < b for a, b in taken):
            continue
        one = _figure(text, start, end, number)
        if one is None:
            continue
        following = sequence[index + 1] if index + 1 < len(sequence) else None
        ranged = _ranged(text, start, end, number, following)
        if ranged is not None:
            skip.add(index + 1)
            one = ranged
        found.append(one)
    return _completed(found)


def _figure(text: str, start: int, end: int, number: Number) -> Counted | None:
    """Read one number; None where it is no figure."""
    before, after = (
        text[max(start, number.start - 60) : number.start],
        text[number.end : min(end, number.end + 80)],
    )
    if _no_count(before, after, number):
        return None
    of = _of(text, number, before, after, end)
    if not of and number.written[:1].isalpha():
        # "one", "two" on their own are pronouns more often than figures.
        return None
    if of.lower() in ("of", "time", "times", "thing", "things", "way", "ways"):
        return None
    return Counted(number.start, number.end, number.value, of, _bound(before, after))


def _no_count(before: str, after: str, number: Number) -> bool:
    if _AGE.match(after) or _TIME.match(after) or re.search(r"\baged?\s+$", before, re.IGNORECASE):
        return True
    if re.search(r"[A-Za-z]\s*,\s*$", before) and re.match(r"\s*,", after) and number.value < 120:  # noqa: PLR2004 - an age
        return True
    if number.written[:1].isdigit():
        if _NUMBERED.search(before) or re.match(r"(?:st|nd|rd|th)\b|[A-Za-z]", after):
            return True
        if re.match(r"[-/]\d", after) and not re.match(r"-\d+\s+[a-z]", after):
            return True
        if _year(number) and not re.match(r"\s+[a-z]+s\b", after):
            return True
        name = re.search(r"([A-Z][\w’'-]*)\s+$", before)
        if name and name[1].lower() not in _OPENERS and not re.match(r"\s+(?:\w+\s+){0,2}[a-z]\w+s\b", after):
            return True
    elif number.value == 1:
        # "one" counts only in units: "one-week", "one hundred".
        return not _UNIT.match(after)
    return False


def _year(number: Number) -> bool:
    return bool(re.fullmatch(r"\d{4}", number.written)) and _FIRST_YEAR <= number.value <= _LAST_YEAR


def _of(text: str, number: Number, before: str, after: str, end: int) -> str:
    if money := re.search(r"([$€£])\s*$", before):
        return _MONEY[money[1]]
    if percent := _PERCENT.match(after):
        inner = _OF_THE.match(text, number.end + percent.end(), end)
        what = counted(text, inner.end(), end) if inner else ""
        return f"percent of {what}" if what else "percent"
    if unit := _UNIT.match(after):
        word = unit[1].lower()
        return {
            "man": "men",
            "woman": "women",
            "person": "people",
            "party": "parties",
            "country": "countries",
        }.get(word, word + "s")
    place = re.compile(
        r"\s+(?:or\s+(?:more|so|fewer|less)\s+)?(?:other\s+|more\s+|additional\s+|further\s+|of\s+(?:the|its|their|his|her|those|these)\s+)*",
        re.IGNORECASE,
    ).match(text, number.end, end)
    if place is None:
        return ""
    return counted(text, place.end(), end)


def _bound(before: str, after: str) -> Bound:
    for bound, pattern in _BOUNDS:
        if pattern.search(before):
            return bound
    for bound, pattern in _AFTER:
        if pattern.match(after):
            return bound  # type: ignore[return-value]
    return "exactly"


def _ranged(text: str, start: int, end: int, low: Number, high: Number | None) -> Counted | None:
    """Read "between 700 and 800 prisoners", "700 to 800", "700-800"."""
    if high is None or high.value <= low.value:
        return None
    between = text[low.end : high.start]
    before = text[max(start, low.start - 20) : low.start]
    if not re.fullmatch(r"\s*(?:-|–|—|to|and|or)\s*[$€£]?", between):
        return None
    if re.search(r"\band\b", between) and not re.search(
        r"\b(?:between|from)\s+[$€£]?$", before, re.IGNORECASE
    ):
        return None
    one = _figure(text, start, end, high)
    if one is None:
        return None
    value = low.value
    scale = re.search(r"(thousand|million|billion|trillion)$", high.written, re.IGNORECASE)
    if scale and not re.search(r"[a-z]", low.written, re.IGNORECASE):
        value *= {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}[scale[1].lower()]
    return Counted(low.start, high.end, value, one.of, "range", high.value)


def _completed(found: Sequence[Counted]) -> list[Counted]:
    """Give figures without a noun that of the figure before them ("some 1,200 people … another 253")."""
    out: list[Counted] = []
    for one in found:
        if not one.of and out:
            same = [other for other in out if other.value == one.value and other.of]
            one = replace(one, of=(same or out)[-1].of)  # noqa: PLW2901 - the same figure, completed
        if one.of and one.of.split()[-1].lower() not in STOPS:
            out.append(one)
    return out
