"""Find the figures of a text: value, what is counted, bound, place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from goodoffices.model.record import Bound
from goodoffices.record.counting.nouns import counted
from goodoffices.record.counting.numbers import Number, numbers, scaled
from goodoffices.record.lexicon import either, words

_LIST = "figures"
_BETWEEN = (
    r"(?:(?:an?|the|another|other|its|their|a\s+further|an\s+additional|additional|further)\s+)*[$€£]?\s*$"
)
_BEFORE = {
    bound: re.compile(rf"\b{either(_LIST, bound)}\s+{_BETWEEN}", re.IGNORECASE)
    for bound in ("at_least", "at_most", "about", "exactly")
}
_AFTER = {
    "at_least": re.compile(r"\s+or\s+more\b|\s+at\s+(?:the\s+)?least\b|\s*\+", re.IGNORECASE),
    "at_most": re.compile(r"\s+or\s+(?:fewer|less)\b|\s+at\s+(?:the\s+)?most\b", re.IGNORECASE),
    "about": re.compile(r"\s+or\s+so\b", re.IGNORECASE),
}
_AGE = re.compile(r"[\s-]*(?:years?|months?)[\s-]*olds?\b", re.IGNORECASE)
_TIME = re.compile(r"\s*(?:a\.?m\.?|p\.?m\.?|o[’']clock|GMT|hrs)\b", re.IGNORECASE)
_UNIT = re.compile(
    rf"[\s-]+({'|'.join(sorted(words(_LIST, 'units'), key=len, reverse=True))})\b", re.IGNORECASE
)
_PERCENT = re.compile(r"\s*(?:%|percent\b|per\s+cent\b|percentage\s+points?\b)", re.IGNORECASE)
_MONEY = {"$": "dollars", "€": "euros", "£": "pounds"}
_OF_THE = re.compile(r"\s+of\s+(?:(?:the|its|their|his|her|those|these|all)\s+)*", re.IGNORECASE)
#: What may stand between a number and its noun.
_TO_NOUN = re.compile(
    r"\s+(?:or\s+(?:more|so|fewer|less)\s+)?"
    r"(?:(?:other|more|additional|further)\s+|of\s+(?:the|its|their|his|her|those|these)\s+"
    r"(?:(?:[\d,.]+|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+)?)*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"\b(?:{'|'.join(words(_LIST, 'numbered'))})s?\.?\s*$", re.IGNORECASE)
_NOT_COUNTED = frozenset(["of", "time", "times", "thing", "things", "way", "ways"])
_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "party": "parties", "country": "countries"}
#: "hand over 22 captives" hands over 22.
_HANDED_OVER = re.compile(
    r"\b(?:hand|tak|turn|giv|carr|bring|brought|gave|took|argu|talk|disput|quarrel|fight|fought)\w*\s+over\s+$",
    re.IGNORECASE,
)
#: "will not sign for less than 60" asks for 60 at least.
_NEGATED = re.compile(r"\b(?:not|no|never|n[’']t|nothing)\b[^.;]*$", re.IGNORECASE)
_NO_MORE = re.compile(r"\b(?:(?:no|not)\s+(?:more|later)\s+than|up\s+to|within)\s*$", re.IGNORECASE)
_BEYOND = re.compile(r"\b(?:beyond|above|over|more\s+than|exceed\w*)\s*$", re.IGNORECASE)
_IN_TIME = re.compile(r"\bover\s*$", re.IGNORECASE)
_RISEN = re.compile(r"\b(?:gone|went|goes|rose|risen|rises|grown|grew|is|was)\s*$", re.IGNORECASE)
_LOOSELY = (
    r"(?:(?:some|about|around|roughly|between|nearly|almost|at\s+least|at\s+most|up\s+to"
    r"|(?:(?:no|not)\s+)?(?:more|fewer|less)\s+than)\s+)?$"
)
#: "put the number of wounded at 21".
_PUT_AT = re.compile(
    r"\b(?:number|count|total|toll|tally)\s+of\s+(?:the\s+)?(?P<what>[a-z][a-z\s-]{2,40}?)\s+(?:at|to|as|stood\s+at|was|is)\s+"
    + _LOOSELY,
    re.IGNORECASE,
)
#: "put the crowd at 800": people.
_CROWD = re.compile(r"\b(?:crowd|turnout|attendance)\s+(?:at|to|was|is|of)\s+" + _LOOSELY, re.IGNORECASE)
_PART = re.compile(r"\b(?:including|among\s+them|of\s+(?:them|whom|which))\s+(?:the\s+)?$", re.IGNORECASE)
_MOST_ALIKE = 50
_KNOWN = 3
_FIRST_YEAR, _LAST_YEAR, _OLDEST = 1900, 2100, 120


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure in the text: [start, end) holds the number and what bounds it. For "range", from `value` to `high`."""

    start: int
    end: int
    value: float
    of: str
    bound: Bound
    high: float | None = None
    part: bool = False


def figures(text: str, start: int, end: int, dates: Iterable[tuple[int, int]] = ()) -> list[Counted]:
    """Return the figures of text[start:end], in order. `dates` are places that hold days and no figures."""
    taken = [(a, b) for a, b in dates if a < end and start < b]
    sequence = [replace(n, start=n.start + start, end=n.end + start) for n in numbers(text[start:end])]
    sequence = [n for n in sequence if not any(a < n.end and n.start < b for a, b in taken)]
    found: list[Counted] = []
    used = -1
    for index, number in enumerate(sequence):
        if index <= used:
            continue
        one = _ranged(text, start, end, sequence[index : index + 2])
        if one is not None:
            used = index + 1
        else:
            one = _figure(text, start, end, number)
        if one is not None:
            part = _PART.search(text, max(start, one.start - 20), one.start) is not None
            found.append(replace(one, part=part))
    return found


def completed(found: Sequence[Counted]) -> list[Counted]:
    """Give a figure without a noun that of an equal one ("the 40"), or else of the one before it ("another 253").

    What is still without one counts nothing, and is left out.
    """
    out: list[Counted] = []
    by_value: dict[float, list[Counted]] = {}
    for one in found:
        if one.of:
            by_value.setdefault(one.value, []).append(one)
    for one in found:
        if one.of:
            out.append(one)
            continue
        same = by_value.get(one.value, [])[:_MOST_ALIKE]
        nearest = min(same, key=lambda other: abs(other.start - one.start), default=out[-1] if out else None)
        if nearest is not None:
            out.append(replace(one, of=nearest.of))
    return out


def _figure(text: str, start: int, end: int, number: Number) -> Counted | None:
    """Read one number; None where it is no figure."""
    before, after = (
        text[max(start, number.start - 60) : number.start],
        text[number.end : min(end, number.end + 80)],
    )
    if _no_count(before, after, number):
        return None
    of = _of(text, end, number, before, after)
    # "two" on its own is a pronoun more often than a figure.
    if of.lower() in _NOT_COUNTED or (not of and number.written[:1].isalpha()):
        return None
    bound, width = _bound(before, after)
    if bound == "at_most" and _NEGATED.search(before[: len(before) - width]) and not _NO_MORE.search(before):
        bound = "at_least"
    elif bound == "at_least" and _NEGATED.search(before[: len(before) - width]) and _BEYOND.search(before):
        bound = "at_most"
    if bound in ("at_least", "at_most") and _IN_TIME.search(before) and _UNIT.match(after):
        bound, width = "exactly", 0
    if bound == "at_most" and _RISEN.search(before[: len(before) - width]):
        bound, width = "exactly", 0
    return Counted(number.start - width, number.end, number.value, of, bound)


def _no_count(before: str, after: str, number: Number) -> bool:
    if _AGE.match(after) or _TIME.match(after) or re.search(r"\baged?\s+$", before, re.IGNORECASE):
        return True
    # "John Smith, 45, …"
    if re.search(r"[A-Za-z]\s*,\s*$", before) and re.match(r"\s*,", after) and number.value < _OLDEST:
        return True
    if not number.written[:1].isdigit():
        # "one" counts only in units: "one-week"; "the two sides" are known, and not counted.
        known = re.search(r"\b(?:the|these|those|both|other)\s+$", before, re.IGNORECASE)
        told = number.value == 1 or (number.value <= _KNOWN and known is not None)
        return told and not _UNIT.match(after)
    if _NUMBERED.search(before) or re.match(r"(?:st|nd|rd|th)\b|[A-Za-z]", after):
        return True
    if re.match(r"[-/]\d", after):
        return True
    if re.fullmatch(r"(?:19|20)\d{2}", number.written) and not re.match(r"\s+[a-z]+s\b", after):
        return True
    name = re.search(r"([A-Z][\w’'-]*)\s+$", before)
    numbered = name is not None and name[1].lower() not in words(_LIST, "openers")
    return numbered and not re.match(r"\s+(?:\w+\s+){0,2}[a-z]\w+s\b", after)


def _of(text: str, end: int, number: Number, before: str, after: str) -> str:
    """Return what the number counts, "" where the text leaves it out."""
    if money := re.search(r"([$€£])\s*$", before):
        return _MONEY[money[1]]
    if percent := _PERCENT.match(after):
        inner = _OF_THE.match(text, number.end + percent.end(), end)
        what = counted(text, inner.end(), end) if inner else ""
        return f"percent of {what}" if what else "percent"
    if unit := _UNIT.match(after):
        word = unit[1].lower()
        return word if word in ("km", "kg") or word.endswith("s") else _IRREGULAR.get(word, f"{word}s")
    if put := _PUT_AT.search(before):
        return counted(put["what"], 0, len(put["what"]))
    if _CROWD.search(before):
        return "people"
    place = _TO_NOUN.match(text, number.end, end)
    return counted(text, place.end(), end) if place else ""


def _bound(before: str, after: str) -> tuple[Bound, int]:
    """Return the bound, and how many characters before the number say so."""
    for bound, pattern in _BEFORE.items():
        if (found := pattern.search(before)) and not _HANDED_OVER.search(before):
            return cast("Bound", bound), len(before) - found.start()
    for bound, pattern in _AFTER.items():
        if pattern.match(after):
            return cast("Bound", bound), 0
    return "exactly", 0


def _ranged(text: str, start: int, end: int, pair: Sequence[Number]) -> Counted | None:
    """Read "between 700 and 800 prisoners", "700 to 800", "700-800"; None where the two are no range."""
    if len(pair) < 2 or pair[1].value <= pair[0].value:  # noqa: PLR2004 - two numbers
        return None
    low, high = pair
    between = text[low.end : high.start]
    if not re.fullmatch(r"\s*(?:-|–|—|to|and|or)\s*[$€£]?", between):
        return None
    opened = re.search(
        r"\b(?:between|from)\s+[$€£]?$", text[max(start, low.start - 20) : low.start], re.IGNORECASE
    )
    if "and" in between and not opened:
        return None
    one = _figure(text, start, end, high)
    return (
        None if one is None else Counted(low.start, high.end, scaled(low, high), one.of, "range", high.value)
    )
