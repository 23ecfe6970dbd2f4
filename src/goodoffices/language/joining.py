"""Pieces that are already written, joined as the language that is spoken does it.

Three marks are messages: `_(": ")`, `_("; ")`, `_(", ")`, since French puts a no-break space before some of them and
Arabic has a comma and a semicolon of its own. Templates write them so where markup stands on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from goodoffices.language.messages import gettext, pgettext
from goodoffices.language.numbers import isolated

#: What parts words, but for the spaces at which no line may break.
_BLANKS: Final = re.compile(r"[^\S\u00a0\u202f]+")


def labelled(name: object, value: object) -> str:
    """Write what something is called, and what is said of it: Withdrawal: within 30 days."""
    return f"{isolated(str(name))}{gettext(': ')}{isolated(str(value))}"


def paired(pairs: Iterable[tuple[object, object]]) -> str:
    """Write names, each with what is said of it: Truce: six weeks; Withdrawal: within 30 days."""
    return gettext("; ").join(labelled(name, value) for name, value in pairs)


def quoted(text: object) -> str:
    """Put words in the quotation marks of the language: “words”."""
    return pgettext("quotation", "“{text}”").format(text=isolated(str(text)))


def in_a_line(text: str) -> str:
    """Write a text in one line, with one blank between words; a no-break space stays one."""
    return _BLANKS.sub(" ", text).strip()
