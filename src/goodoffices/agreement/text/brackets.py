"""Brackets in a text: words that are not agreed, as in “in [five] [seven] years”."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from goodoffices.model.base import Value
from goodoffices.model.issues import Issue

_BRACKET: Final = re.compile(r"\[([^\[\]\n]+)\]")
_WORD: Final = re.compile(r"\w+")


class Piece(NamedTuple):
    """A piece of a text: outside brackets, or the words in one."""

    text: str
    open: bool


def pieces(text: str) -> list[Piece]:
    """Part a text into what is agreed and what stands in brackets."""
    found, end = [], 0
    for match in _BRACKET.finditer(text):
        if match.start() > end:
            found.append(Piece(text[end : match.start()], open=False))
        found.append(Piece(match[1], open=True))
        end = match.end()
    if end < len(text):
        found.append(Piece(text[end:], open=False))
    return found


def bracketed(text: str) -> list[str]:
    """Return the words in brackets, in order."""
    return [piece.text for piece in pieces(text) if piece.open]


def meant(words: str, issue: Issue) -> Value | None:
    """Guess which option of an issue the words in a bracket mean; None where none is near, or several are.

    Numbers mean the number; other words mean an option in which all of them begin words.
    """
    if not issue.options:
        number = _number(words)
        return number if number is not None and issue.index_of(number) is not None else None
    asked = [word.lower() for word in _WORD.findall(words)]
    near = []
    for option in issue.options:
        has = [word.lower() for word in _WORD.findall(f"{option.title or option.id}")]
        if asked == has:
            return option.id
        if asked and all(any(word.startswith(one) for word in has) for one in asked):
            near.append(option.id)
    return near[0] if len(near) == 1 else None


def _number(words: str) -> Value | None:
    try:
        found = float(words.strip().replace(",", ""))
    except ValueError:
        return None
    if found != found or abs(found) > 1e15:  # noqa: PLR0124, PLR2004 - no number; beyond any issue's
        return None
    return int(found) if found.is_integer() else found
