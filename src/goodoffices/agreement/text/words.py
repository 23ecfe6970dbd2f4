"""The words of a case in one language: as somebody has translated them, else as they stand, and marked as that."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Final

from msgspec import structs

from goodoffices.agreement.text.settling import as_line, opened
from goodoffices.language import LANGUAGES, closing, in_a_line, pgettext
from goodoffices.model.document import Line, Stretch, text_of

#: What stands after words that are not translated.
UNTRANSLATED: Final = "†"

#: After these a stop is one too many.
_STOPS: Final = frozenset(".؟!?")

_PLACE: Final = re.compile(r"\{([a-z-]+)\}")
#: The bidirectional classes of letters: of Latin and its like, of Hebrew, of Arabic.
_KINDS: Final = frozenset({"L", "R", "AL"})


class Words:
    """Says the words of a case in a language.

    Args:
        language: a code that `goodoffices.language` knows.
        translations: the words of the case, and what they are in this language.
    """

    def __init__(self, language: str, translations: Mapping[str, str]) -> None:
        self.language = language
        self._translations = {_key(text): in_a_line(meaning) for text, meaning in translations.items()}

    def translated(self, text: str) -> str | None:
        """Return the translation of words of the case, where there is one. Line ends and blanks do not count."""
        return self._translations.get(_key(text)) or None

    def said(self, text: str) -> Line:
        """Return words of the case: translated, or as they are where they are in the language's script, or marked."""
        translated = self.translated(text)
        return as_line(translated) if translated is not None else self.untranslated(text)

    def untranslated(self, text: str) -> Line:
        """Return words of the case as they are, marked where they are in another script than the language's."""
        text = in_a_line(text)
        if not text:
            return ()
        other = self._foreign(text)
        if other is None:
            return as_line(text)
        marked = [*as_line(text), Stretch(text=UNTRANSLATED)]
        return joined(Stretch(text=one.text, open=one.open, language=other) for one in marked)

    def _foreign(self, text: str) -> str | None:
        """Return the language that words seem to be in by their letters, where it is not this one."""
        kind = _kind(text)
        if kind is None or kind == _kind(LANGUAGES[self.language].name):
            return None
        return next((code for code, one in LANGUAGES.items() if _kind(one.name) == kind), None)


def _kind(text: str) -> str | None:
    """Return which kind of letters most of a text is in, as Unicode tells them apart; none where two are as many."""
    found = Counter(kind for letter in text if (kind := unicodedata.bidirectional(letter)) in _KINDS)
    (first, most), (_second, next_most) = (*found.most_common(2), ("", 0), ("", 0))[:2]
    return first if most > next_most else None


def _key(text: str) -> str:
    return " ".join(text.split())


def places_in(phrase: str) -> list[str]:
    """Return the names of the places of a phrase."""
    return _PLACE.findall(phrase)


def filled(phrase: str, places: Mapping[str, Line]) -> Line:
    """Put lines in the places of a phrase; a stop is not doubled where what is filled in ends with one."""
    made: list[Stretch] = []
    for number, part in enumerate(_PLACE.split(phrase)):
        if number % 2:
            made += places[part]
            continue
        is_doubled = part.startswith(".") and _last(made) in _STOPS
        made.append(Stretch(text=part[1:] if is_doubled else part))
    return opened(joined(made))


def _last(words: Sequence[Stretch]) -> str:
    """Return the last letter of some words that is seen; none where there is none."""
    seen = (text for one in reversed(words) if (text := one.text.rstrip(UNTRANSLATED)))
    return next(seen, "")[-1:]


def joined(stretches: Iterable[Stretch]) -> Line:
    """Join stretches that look alike."""
    runs: list[list[Stretch]] = []
    for one in stretches:
        last = runs[-1][-1] if runs else None
        if last is not None and not one.open and not last.open and _look(last) == _look(one):
            runs[-1].append(one)
        elif one.text:
            runs.append([one])
    return tuple(
        structs.replace(run[0], text="".join(one.text for one in run)) if len(run) > 1 else run[0]
        for run in runs
    )


def _look(one: Stretch) -> tuple[str, bool, str]:
    return one.change, one.strong, one.language


def strong(words: Line) -> Line:
    """Return words that stand out."""
    return tuple(
        Stretch(text=one.text, open=one.open, change=one.change, strong=True, language=one.language)
        for one in words
    )


def listed(items: Iterable[Line]) -> Line:
    """Join lines in a sentence, as the language that is spoken does: a, b and c."""
    *parts, last = list(items) or [()]
    if not parts:
        return last
    many = pgettext("list", "{first}, {second}")
    begun = reduce(lambda first, second: filled(many, {"first": first, "second": second}), parts)
    return filled(closing(text_of(last)), {"first": begun, "last": last})
