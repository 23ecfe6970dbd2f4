"""Sentences that the core has composed in English, said in the language that is spoken.

The core knows no languages: it refuses with "there is no channel of yours with alba". The catalog holds the sentence as
it was composed, "there is no channel of yours with {0}", and here it is found again by its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from goodoffices.language.catalog import SENTENCE, Catalog, catalog
from goodoffices.language.known import current
from goodoffices.language.messages import gettext, pgettext
from goodoffices.language.numbers import figures, isolated, spread

_PLACE: Final = re.compile(r"\{(\d+)\}")
_NUMBER: Final = re.compile(r"([+−-]?\d[\d,]*(?:\.\d+)?)( ?%)?")
_SPAN: Final = re.compile(rf"({_NUMBER.pattern}) to ({_NUMBER.pattern})")

#: What a sentence is about stands before it, as the field in "body.members: give one member at least".
_ABOUT: Final = re.compile(r"(.*?): (.*)", re.DOTALL)

#: A sentence in a sentence in a sentence is as deep as it goes.
_DEEPEST: Final = 3

#: So many letters of its own tell a sentence inside another from a name or from what somebody wrote.
_TOLD_APART: Final = 10


@dataclass(frozen=True)
class _Pattern:
    """A sentence with places: how it is recognised, what it means in the language, how many letters are its own."""

    shape: re.Pattern[str]
    places: tuple[int, ...]
    meaning: str
    own: int


def sentence(text: object) -> str:
    """Say a sentence of the core in the language that is spoken; one that the catalog does not know stays as it is."""
    return _said(str(text), 0) or str(text)


def _said(text: str, depth: int) -> str | None:
    """Return the translation of a sentence, or None."""
    known = catalog(current())
    if not text or not isinstance(known, Catalog) or depth > _DEEPEST:
        return None
    if text in known:
        return gettext(text)
    if (whole := pgettext(SENTENCE, text)) != text:
        return whole
    least = _TOLD_APART if depth else 0
    for pattern in _patterns(current()):
        if pattern.own >= least and (found := pattern.shape.fullmatch(text)):
            parts = (_part(part, depth) for part in found.groups())
            return _filled(pattern.meaning, dict(zip(pattern.places, parts, strict=True)))
    if (about := _ABOUT.fullmatch(text)) and (said := _said(about[2], depth + 1)):
        return f"{_part(about[1], depth)}{gettext(': ')}{said}"
    return None


def _filled(meaning: str, parts: Mapping[int, str]) -> str:
    return _PLACE.sub(lambda place: parts[int(place[1])], meaning)


def _part(text: str, depth: int) -> str:
    """Say what stands at a place: a number, words of the catalog, a sentence or several, or a name as it is."""
    if number := _NUMBER.fullmatch(text):
        return _number(number[1], bool(number[2]))
    if span := _SPAN.fullmatch(text):
        return spread(_part(span[1], depth), _part(span[4], depth))
    for mark in (", ", "; "):
        if mark in text and (said := [_said(part, depth + 1) for part in text.split(mark)]) and all(said):
            return gettext(mark).join(filter(None, said))
    return _said(text, depth + 1) or isolated(text)


def _number(text: str, percent: bool) -> str:  # noqa: FBT001 - how the number is meant
    return pgettext("number", "{number} %").format(number=figures(text)) if percent else figures(text)


@cache
def _patterns(code: str) -> tuple[_Pattern, ...]:
    """Return the sentences with places of a language, those with the most words of their own first."""
    known = catalog(code)
    found = known.sentences().items() if isinstance(known, Catalog) else ()
    made = [_pattern(text, meaning) for text, meaning in found if _PLACE.search(text)]
    return tuple(sorted(made, key=lambda pattern: (-pattern.own, pattern.shape.pattern)))


def _pattern(text: str, meaning: str) -> _Pattern:
    """Make the pattern of a sentence; a place holds anything, as little of it as will do."""
    pieces = _PLACE.split(text)
    shape = "".join("(.*?)" if number % 2 else re.escape(piece) for number, piece in enumerate(pieces))
    places = tuple(int(place) for place in pieces[1::2])
    own = sum(map(str.isalpha, "".join(pieces[::2])))
    return _Pattern(re.compile(shape, re.DOTALL), places, meaning, own)
