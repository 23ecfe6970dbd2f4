"""Lists in a sentence, as they are joined in the language that is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from typing import Final

from goodoffices.language.known import language
from goodoffices.language.messages import pgettext
from goodoffices.language.numbers import isolated

#: What begins with a letter of Hebrew, behind a sign that keeps it apart or a quotation mark.
_HEBREW: Final = re.compile(r"[\u2068\u05f4]*[\u05d0-\u05ea]")


def listed(items: Iterable[object], word: str = "and") -> str:
    """Join in a sentence: a, b and c; with "or" as the word, a, b or c."""
    *parts, last = [isolated(str(item)) for item in items] or [""]
    if not parts:
        return last
    many = pgettext("list", "{first}, {second}")
    end = pgettext("list", "{first} or {last}") if word == "or" else pgettext("list", "{first} and {last}")
    begun = reduce(lambda first, second: many.format(first=first, second=second), parts)
    return end.format(first=begun, last=f"{maqaf(last)}{last}" if word == "and" else last)


def maqaf(last: str) -> str:
    """Return what stands between “and” and the last of a list.

    Hebrew writes “and” as one word with what follows, and with a maqaf where that does not begin with a Hebrew letter.
    """
    return "\u05be" if language().code == "he" and not _HEBREW.match(last) else ""
