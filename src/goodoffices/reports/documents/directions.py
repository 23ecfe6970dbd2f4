"""Words parted by the direction in which they run, for formats that must be told."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from goodoffices.language import LANGUAGES

Direction = Literal["ltr", "rtl"]


def direction_of(language: str) -> Direction:
    """Return where the lines of a language run."""
    return LANGUAGES[language].direction


def parted(text: str, base: Direction) -> Iterator[tuple[Direction, str]]:
    """Yield pieces of a text that run one way.

    Letters run as their script does; digits of Europe go on as what is before them; signs and blanks between letters of
    one direction go with these, others with the paragraph. That is what the Unicode Bidirectional Algorithm (UAX #9)
    comes to for runs without embedded controls, which are left out.
    """
    strengths = _strengths(text, base)
    for direction, run in groupby(zip(text, strengths, strict=True), key=lambda pair: pair[1]):
        piece = "".join(letter for letter, _ in run if unicodedata.bidirectional(letter) not in _CONTROLS)
        if piece:
            yield direction, piece


#: Isolates, embeddings, overrides and what ends them; formats that part words by direction need none.
_CONTROLS = frozenset({"LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF"})
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl", "AN": "rtl"}


def _strengths(text: str, base: Direction) -> list[Direction]:
    own: list[Direction | None] = []
    before: Direction | None = None
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        found = _STRONG.get(kind)
        if kind in ("EN", "NSM"):
            found = before or base
        own.append(found)
        before = found or before
    after: list[Direction] = []
    following: Direction = base
    for found in reversed(own):
        following = found or following
        after.append(following)
    after.reverse()
    made: list[Direction] = []
    last: Direction = base
    for found, following in zip(own, after, strict=True):
        made.append(found or (last if last == following else base))
        last = found or last
    return made
