"""Numbers as newspapers write them: digits, words, and both together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_VALUES = {word: number for number, word in enumerate(_SMALL.split())}
_VALUES |= {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
}  # fmt: skip
_SHORT = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_WORD, _SCALE = "|".join(_VALUES), "|".join(_SCALES)

_NUMBER = re.compile(
    rf"""
    (?<![\w.,/:’'-]) (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?: (?P<short>k|m|mn|bn|tn)\b | (?:\s+|-)(?P<scale>{_SCALE})\b )? (?!\w*\d|:\d)
    | \b (?P<words>(?:a(?=[\s-]+(?:{_SCALE})\b)|{_WORD}) (?:-(?:{_WORD}))?
        (?:[\s-]+(?:and\s+)?(?:{_WORD}|{_SCALE})\b(?:-(?:{_WORD}))?)*) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)

#: Larger ones count nothing that is told of, and would lose their last digits.
_LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text, at [start, end)."""

    start: int
    end: int
    value: float
    written: str


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text, in order; none so large that it counts nothing."""
    for found in _NUMBER.finditer(text):
        if found["digits"]:
            value = float(found["digits"].replace(",", ""))
            value *= _SCALES[found["scale"].lower()] if found["scale"] else 1
            value *= _SHORT[found["short"].lower()] if found["short"] else 1
        else:
            value = _in_words(found["words"])
        if value <= _LARGEST:
            yield Number(found.start(), found.end(), value, found[0])


def scaled(low: Number, high: Number) -> float:
    """Return the value of `low` in the scale of `high`, where only that one names it: "2 to 3 million"."""
    for name, scale in _SCALES.items():
        if (
            high.written.lower().endswith(name)
            and low.value < scale
            and not low.written.lower().endswith(name)
        ):
            return low.value * scale
    return low.value


def _in_words(written: str) -> float:
    """Add up a number written out."""
    total, current = 0.0, 0.0
    for word in re.split(r"[\s-]+", written.lower()):
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:  # noqa: PLR2004 - thousands are added up, hundreds go on
                total, current = total + current, 0.0
        else:
            current += _VALUES.get(word, 0)
    return total + current
