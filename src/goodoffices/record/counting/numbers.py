"""Numbers as newspapers write them: digits, words, and both together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "score": 20,
}
_SHORT = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_WORD = "|".join([*_UNITS, *_TENS])
_SCALE = "|".join(_SCALES)

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = re.compile(
    rf"(?<![\w.,/:’'-])(?P<digits>{_DIGITS})(?:(?P<short>k|m|mn|bn|tn)\b|(?:\s+|-)(?P<scale>{_SCALE})\b)?(?![\w]*\d|:\d)"
    rf"|\b(?P<words>(?:a(?=[\s-]+(?:{_SCALE})\b)|{_WORD})(?:-(?:{_WORD}))?(?:[\s-]+(?:and\s+)?(?:{_WORD}|{_SCALE})(?:-(?:{_WORD}))?)*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text, at [start, end)."""

    start: int
    end: int
    value: float
    written: str


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text, in order."""
    for found in NUMBER.finditer(text):
        if found["digits"]:
            value = float(found["digits"].replace(",", ""))
            value *= _SCALES[found["scale"].lower()] if found["scale"] else 1
            value *= _SHORT[found["short"].lower()] if found["short"] else 1
            yield Number(found.start(), found.end(), value, found[0])
            continue
        words = found["words"]
        parsed = _in_words(words)
        if parsed is not None:
            yield Number(found.start(), found.start() + len(words.rstrip()), parsed, words)


def _in_words(words: str) -> float | None:
    """Add up a number written out; None where it is none ("a", "a score")."""
    tokens = [token for token in re.split(r"[\s-]+", words.lower()) if token != "and"]
    if tokens[0] == "a":
        if len(tokens) == 1 or tokens[1] not in _SCALES or tokens[1] == "score":
            return None
        tokens[0] = "one"
    total, current = 0.0, 0.0
    for token in tokens:
        if token in _SCALES:
            scale = _SCALES[token]
            current = max(current, 1) * scale
            if scale >= 1_000:  # noqa: PLR2004 - thousands are added up, hundreds go on
                total, current = total + current, 0.0
        else:
            current += _UNITS.get(token, 0) + _TENS.get(token, 0)
    return total + current
