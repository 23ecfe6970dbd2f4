"""Blocks as the paragraphs and tables of a DOCX."""

from __future__ import annotations

import datetime as dt
import io
from itertools import pairwise
from typing import Any, Final

import docx
from docx.shared import Mm

from goodoffices._version import __version__
from goodoffices.model.document import (
    Block,
    Document,
    Flow,
    Heading,
    InLanguage,
    Line,
    Listing,
    Numbered,
    Paragraph,
    SideBySide,
    Signatures,
    Table,
)
from goodoffices.reports.documents.directions import direction_of
from goodoffices.reports.documents.docx.elements import paragraph_properties
from goodoffices.reports.documents.docx.runs import Runs
from goodoffices.reports.documents.docx.styles import dress, foot
from goodoffices.reports.documents.docx.tables import Tables
from goodoffices.reports.documents.fonts import family_of
from goodoffices.reports.documents.marking import mark_of

_LOOKS: Final = {"body": "Body Text", "centred": "Centred", "note": "Note"}
_ROLES: Final = {
    "title": "Title",
    "article": "Heading 1",
    "annex": "Heading 1",
    "part": "Heading 2",
    "sub": "Heading 3",
}
#: Where a document bears no day, its properties have this one.
_NO_DAY: Final = dt.date(1970, 1, 1)
#: A heading and what stands below it.
_LAST_ROWS: Final = 2
#: How far numbers stand from the edge, and words from their numbers, in twentieths of a point.
_CLAUSE: Final = 500
_ITEM: Final = 460


def written(document: Document) -> bytes:
    """Return the DOCX as the library packs it."""
    file: Any = docx.Document()
    for one in list(file.element.body)[:-1]:
        file.element.body.remove(one)
    family = family_of(document.language)
    dress(file, family)
    writer = Writer(file, document, family)
    for block, following in pairwise((*document.blocks, None)):
        if block is None:
            continue
        writer.block(block)
        if isinstance(following, Signatures):
            _keep(file, block)
    writer.tables.part(1)
    foot(file, mark_of(document), direction_of(document.language))
    _properties(file, document)
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def _keep(file: Any, block: Block) -> None:  # noqa: ANN401 - the library's document
    """Keep what is signed on the page of the first signature."""
    if isinstance(block, Paragraph):
        paragraph_properties(file.paragraphs[-1], keepNext={})
    elif isinstance(block, SideBySide):
        for row in file.tables[-1].rows[-_LAST_ROWS:]:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph_properties(paragraph, keepNext={})


def _properties(file: Any, document: Document) -> None:  # noqa: ANN401 - as above
    properties = file.core_properties
    day = document.on or _NO_DAY
    moment = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format has no zones
    properties.title, properties.author = document.title[:255], document.author[:255]
    properties.last_modified_by, properties.comments = "", f"Good Offices {__version__}"
    properties.created = properties.modified = moment
    properties.language, properties.revision = document.language, 1


class Writer:
    """Adds blocks to a place: the body of the document, or a cell."""

    def __init__(self, file: Any, document: Document, family: str) -> None:  # noqa: ANN401 - as above
        self.file = file
        self.document = document
        self.runs = Runs(document.author or "Good Offices", family)
        self.tables = Tables(self)
        # The library looks a style up among all of them for every paragraph.
        self._styles = {style.name: style.style_id for style in file.styles}

    def block(self, block: Block) -> None:
        """Add a block across the page."""
        match block:
            case SideBySide():
                self.tables.side_by_side(block)
            case InLanguage():
                for one in block.blocks:
                    self.flow(self.file, one, block.language)
            case _:
                self.flow(self.file, block, self.document.language)

    def flow(self, place: Any, block: Flow, language: str) -> None:  # noqa: ANN401 - as above
        """Add a block to a place in a language."""
        match block:
            case Heading():
                self._heading(place, block, language)
            case Paragraph():
                self.line(place, _LOOKS[block.look], block.line, language)
            case Numbered():
                self._numbered(place, block, language)
            case Listing():
                for item in block.items:
                    self.line(place, "List Bullet", item, language)
            case Table():
                self.tables.table(place, block, language)
            case Signatures():
                self.tables.signatures(place, block, language)

    def paragraph(self, place: Any, style: str, language: str) -> Any:  # noqa: ANN401 - as above
        """Add an empty paragraph that runs as its language does."""
        made = place.add_paragraph()
        self.dress(made, style, language)
        return made

    def dress(self, paragraph: Any, style: str, language: str) -> None:  # noqa: ANN401 - as above
        """Give a paragraph its style and its direction."""
        given: dict[str, dict[str, str | int]] = {"pStyle": {"val": self._styles[style]}}
        if direction_of(language) == "rtl":
            given["bidi"] = {}
        paragraph_properties(paragraph, **given)

    def line(self, place: Any, style: str, words: Line, language: str) -> Any:  # noqa: ANN401 - as above
        """Add a paragraph with words."""
        made = self.paragraph(place, style, language)
        self.runs.add(made, words, language)
        return made

    def _heading(self, place: Any, block: Heading, language: str) -> None:  # noqa: ANN401 - as above
        made = self.paragraph(place, _ROLES[block.role], language)
        if block.role == "annex" and place is self.file:
            paragraph_properties(made, pageBreakBefore={})
        if block.number:
            self.runs.plain(made, block.number, language, soft=True)
            made.add_run().add_break()
        self.runs.add(made, block.line, language)

    def _numbered(self, place: Any, block: Numbered, language: str) -> None:  # noqa: ANN401 - as above
        is_item = block.level == "item"
        made = self.paragraph(place, "Item" if is_item else "Clause", language)
        hanging = _ITEM if is_item else _CLAUSE
        start = hanging + (_CLAUSE if is_item else 0)
        paragraph_properties(made, ind={"start": start, "hanging": hanging})
        self.runs.plain(made, block.number, language)
        made.add_run().add_tab()
        self.runs.add(made, block.line, language)

    @property
    def width(self) -> int:
        """The room between the margins."""
        return Mm(160)
