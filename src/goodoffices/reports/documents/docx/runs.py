"""Words in a row as runs: direction by direction, what is open in bold, what changed as a tracked change."""

from __future__ import annotations

from itertools import count
from typing import Any, Final

from docx.oxml.ns import qn

from goodoffices.model.document import Line, Stretch
from goodoffices.reports.documents.directions import Direction, direction_of, parted
from goodoffices.reports.documents.docx.elements import element, put
from goodoffices.reports.documents.fonts import family_of

_TAGS: Final = {"en": "en-GB", "ar": "ar-SA", "fr": "fr-FR", "es": "es-ES", "he": "he-IL"}
_OPEN: Final = "8A3B00"
_SOFT: Final = "4A5158"
#: Signs that are not seen and run one way: the left-to-right mark, the right-to-left mark.
_SIGNS: Final[dict[Direction, str]] = {"ltr": "\u200e", "rtl": "\u200f"}


class Runs:
    """Writes runs; tracked changes are numbered through the document, and bear an author.

    Words that run from right to left have the font that the styles name for them (`family`), or say theirs.
    """

    def __init__(self, author: str, family: str) -> None:
        self._author = author
        self._family = family
        self._numbers = count(1)

    def add(self, paragraph: Any, words: Line, language: str) -> None:  # noqa: ANN401 - the library's paragraph
        """Add words to a paragraph whose language is given."""
        for stretch in words:
            self._stretch(paragraph._p, stretch, language)  # noqa: SLF001 - the library has no other way

    def plain(self, paragraph: Any, text: str, language: str, *, soft: bool = False) -> None:  # noqa: ANN401 - as above
        """Add words that look like their paragraph, or softer."""
        for direction, part in parted(text, direction_of(language)):
            run = self._run(part, Stretch(text=part), direction, language)
            paragraph._p.append(run)  # noqa: SLF001 - as above
            if soft:
                properties = run.find(qn("w:rPr"))
                softer = (element("w:b", val="0"), element("w:bCs", val="0"), element("w:color", val=_SOFT))
                start = len(properties.findall(qn("w:rFonts")))  # the schema has the font first
                for place, one in enumerate(softer, start):
                    properties.insert(place, one)

    def _stretch(self, parent: Any, stretch: Stretch, language: str) -> None:  # noqa: ANN401 - as above
        own, base = stretch.language or language, direction_of(language)
        running = direction_of(own)
        runs = [self._run(text, stretch, direction, own) for direction, text in parted(stretch.text, running)]
        if not runs:
            return
        if stretch.change:
            name = "w:ins" if stretch.change == "added" else "w:del"
            parent = put(parent, name, id=next(self._numbers), author=self._author)
        if running != base:
            # Signs at the ends of words that run the other way go with these words, and those around them do not.
            inside, outside = _SIGNS[running], _SIGNS[base]
            runs[-1][-1].text += inside
            runs.append(self._run(outside, stretch, base, language))
        for run in runs:
            parent.append(run)

    def _run(self, text: str, stretch: Stretch, direction: Direction, language: str) -> Any:  # noqa: ANN401 - as above
        run = element("w:r")
        properties = put(run, "w:rPr")
        if direction == "rtl" and (family := family_of(language, text)) != self._family:
            put(properties, "w:rFonts", cs=family)
        if stretch.open or stretch.strong:
            put(properties, "w:b")
            put(properties, "w:bCs")
        if stretch.open:
            put(properties, "w:color", val=_OPEN)
        if direction == "rtl":
            put(properties, "w:rtl")
        tag = _TAGS.get(language, language)
        if direction_of(language) == "rtl":
            put(properties, "w:lang", bidi=tag)
        else:
            put(properties, "w:lang", val=tag)
        words = put(run, "w:delText" if stretch.change == "removed" else "w:t")
        words.text = text
        words.set(qn("xml:space"), "preserve")
        return run
