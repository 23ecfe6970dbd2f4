"""Lists in a sentence, as they are joined in the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from goodoffices.language.messages import pgettext
from goodoffices.language.numbers import isolated


def listed(items: Iterable[object], word: str = "and") -> str:
    """Join in a sentence: a, b and c; with "or" as the word, a, b or c."""
    *parts, last = [isolated(str(item)) for item in items] or [""]
    if not parts:
        return last
    many = pgettext("list", "{first}, {second}")
    end = pgettext("list", "{first} or {last}") if word == "or" else pgettext("list", "{first} and {last}")
    begun = reduce(lambda first, second: many.format(first=first, second=second), parts)
    return end.format(first=begun, last=last)
