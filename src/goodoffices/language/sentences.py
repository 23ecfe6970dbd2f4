"""Sentences that the core has composed in English, said in the language that is spoken.

The core knows no languages: it refuses with "there is no channel of yours with alba". The catalog holds the sentence as
it was composed, "there is no channel of yours with {0}", and here it is found again by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from goodoffices.language.catalog import SENTENCE, Catalog, catalog
from goodoffices.language.known import current
from goodoffices.language.messages import gettext, pgettext
from goodoffices.language.numbers import figures, isolated

_PLACE: Final = re.compile(r"\{(\d+)\}")
_NUMBER: Final = re.compile(r"[+−-]?\d[\d,]*(\.\d+)?")

#: A sentence in a sentence in a sentence is as deep as it goes.
_DEEPEST: Final = 3


@dataclass(frozen=True)
class _Pattern:
    """A sentence with places: how it is recognised, and what it means in the language."""

    shape: re.Pattern[str]
    places: tuple[int, ...]
    meaning: str


def sentence(text: object) -> str:
    """Say a sentence of the core in the language that is spoken; one that the catalog does not know stays as it is."""
    return _said(str(text), 0) or str(text)


def _said(text: str, depth: int) -> str | None:
    """Return the translation of a sentence, or None."""
    known = catalog(current())
    if not isinstance(known, Catalog) or depth > _DEEPEST:
        return None
    if (whole := pgettext(SENTENCE, text)) != text:
        return whole
    for pattern in _patterns(current()):
        if found := pattern.shape.fullmatch(text):
            parts = (_part(part, depth) for part in found.groups())
            return _filled(pattern.meaning, dict(zip(pattern.places, parts, strict=True)))
    return None


def _filled(meaning: str, parts: Mapping[int, str]) -> str:
    return _PLACE.sub(lambda place: parts[int(place[1])], meaning)


def _part(text: str, depth: int) -> str:
    """Say what stands at a place: a number, a word or words of the catalog, a sentence, or a name as it is."""
    if _NUMBER.fullmatch(text):
        return figures(text)
    if (words := _words(text.split(", "))) is not None:
        return words
    return _said(text, depth + 1) or isolated(text)


def _words(parts: Sequence[str]) -> str | None:
    known = catalog(current())
    if isinstance(known, Catalog) and all(part in known for part in parts):
        return pgettext("list", "{first}, {second}").format(first="", second="").join(map(gettext, parts))
    return None


@cache
def _patterns(code: str) -> tuple[_Pattern, ...]:
    """Return the sentences with places of a language, those with the most words of their own first."""
    known = catalog(code)
    found = known.sentences().items() if isinstance(known, Catalog) else ()
    placed: Iterable[tuple[str, str]] = [(text, meaning) for text, meaning in found if _PLACE.search(text)]
    return tuple(_pattern(*pair) for pair in sorted(placed, key=lambda pair: _rank(pair[0])))


def _rank(text: str) -> tuple[int, str]:
    return -len(_PLACE.sub("", text)), text


def _pattern(text: str, meaning: str) -> _Pattern:
    """Make the pattern of a sentence; a place holds anything, as little of it as will do."""
    pieces = _PLACE.split(text)
    shape = "".join("(.*?)" if number % 2 else re.escape(piece) for number, piece in enumerate(pieces))
    places = tuple(int(place) for place in pieces[1::2])
    return _Pattern(re.compile(shape, re.DOTALL), places, meaning)
