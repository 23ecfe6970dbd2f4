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
#: What begins with the sound of i, or of o, in Spanish; a quotation mark may stand before it.
_SOUNDS_AS_I: Final = re.compile(r"«?h?[iíy](?![aeouáéóú])", re.IGNORECASE)
_SOUNDS_AS_O: Final = re.compile(r"«?(?:h?[oó]|8|11\b)", re.IGNORECASE)


def listed(items: Iterable[object], word: str = "and") -> str:
    """Join in a sentence: a, b and c; with "or" as the word, a, b or c."""
    *parts, last = [isolated(str(item)) for item in items] or [""]
    if not parts:
        return last
    many = pgettext("list", "{first}, {second}")
    begun = reduce(lambda first, second: many.format(first=first, second=second), parts)
    return closing(last, word).format(first=begun, last=last)


def closing(last: str, word: str = "and") -> str:
    """Return how a list closes before its last, "{first} and {last}", as the language writes it before those words.

    Hebrew writes “and” as one word with what follows, and with a maqaf where that does not begin with a Hebrew letter.
    Spanish says “e” for “y” before the sound of i, and “u” for “o” before that of o: Hamás e Israel.
    """
    if word == "or":
        end = pgettext("list", "{first} or {last}")
        return end.replace(" o ", " u ") if language().code == "es" and _SOUNDS_AS_O.match(last) else end
    end = pgettext("list", "{first} and {last}")
    match language().code:
        case "he" if not _HEBREW.match(last):
            return end.replace("{last}", "\u05be{last}")
        case "es" if _SOUNDS_AS_I.match(last):
            return end.replace(" y ", " e ")
    return end
