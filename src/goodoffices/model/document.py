"""What a document is made of: blocks, whatever it is written to.

Every room that has something for paper makes these; `reports.documents` writes them as HTML, DOCX, PDF and Akoma Ntoso.
All words stand in the blocks as they are read, brackets and numbers included, so that every format says the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

from goodoffices.model.base import Part


class Stretch(Part, frozen=True, kw_only=True):
    """Words that look alike.

    Attributes:
        text: the words, with the brackets around those that are not agreed.
        open: they stand in brackets, which are a part of them: not agreed.
        change: they were added or removed since the version compared with.
        strong: they are to stand out.
        language: their language, where it is not that of the block; a code, such as `ar`.
    """

    text: str
    open: bool = False
    change: Literal["", "added", "removed"] = ""
    strong: bool = False
    language: str = ""


#: Words in a row.
Line = tuple[Stretch, ...]


class Heading(Part, frozen=True, kw_only=True, tag="heading"):
    """The title of the document, of an article, of a part without a number, or of an annex (which begins a page).

    `number` is read before it: Article 3, Annex A.
    """

    key: str
    line: Line
    role: Literal["title", "article", "part", "annex", "sub"] = "article"
    number: str = ""


class Paragraph(Part, frozen=True, kw_only=True, tag="paragraph"):
    """A paragraph: body text, a centred line, or a note in small letters."""

    key: str
    line: Line
    look: Literal["body", "centred", "note"] = "body"


class Numbered(Part, frozen=True, kw_only=True, tag="numbered"):
    """A clause with its number as it is read (`1.`, `(a)`); an item stands in a clause."""

    key: str
    number: str
    line: Line
    level: Literal["clause", "item"] = "clause"


class Listing(Part, frozen=True, kw_only=True, tag="listing"):
    """Items, none before another."""

    key: str
    items: tuple[Line, ...]


class Table(Part, frozen=True, kw_only=True, tag="table"):
    """Rows under a head; the first cell of a row names it."""

    key: str
    caption: Line
    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


class Field(Part, frozen=True, kw_only=True):
    """A line to be filled in, in one language or two; `value` where it is filled in."""

    labels: tuple[Line, ...]
    value: Line = ()


class Signature(Part, frozen=True, kw_only=True):
    """Where somebody signs, and in whose name: `heading` in one language or two."""

    heading: tuple[Line, ...]
    fields: tuple[Field, ...]


class Signatures(Part, frozen=True, kw_only=True, tag="signatures"):
    """Places for signatures or initials, kept together on a page as far as it holds them."""

    key: str
    places: tuple[Signature, ...]


#: What stands in one language.
Flow = Heading | Paragraph | Numbered | Listing | Table | Signatures


class Row(Part, frozen=True, kw_only=True):
    """What says the same in two languages; either may be missing."""

    left: tuple[Flow, ...] = ()
    right: tuple[Flow, ...] = ()


class SideBySide(Part, frozen=True, kw_only=True, tag="side_by_side"):
    """Two columns in two languages, row by row; the left one is the document's."""

    key: str
    languages: tuple[str, str]
    rows: tuple[Row, ...]


class InLanguage(Part, frozen=True, kw_only=True, tag="in_language"):
    """Blocks across the whole page in a language that is not the document's."""

    key: str
    language: str
    blocks: tuple[Flow, ...]


Block = Heading | Paragraph | Numbered | Listing | Table | Signatures | SideBySide | InLanguage


class Mark(Part, frozen=True, kw_only=True):
    """What stands at the foot of every page of one recipient's copy, and the copy's number (from 1; 0 for none)."""

    text: str
    copy: int = 0


class Document(Part, frozen=True, kw_only=True):
    """A document.

    Attributes:
        title: what it is called where it is listed.
        language: the code of its language, which gives its direction.
        blocks: what it holds.
        identifier: what tells it from others; bytes of files are made from it, so it names no moment.
        on: the day it bears, where there is one.
        author: who has made it.
        mark: what marks this copy; everything else is the same without it.
        versions: where it stands in two languages, each by itself.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    identifier: str = ""
    on: dt.date | None = None
    author: str = ""
    mark: Mark | None = None
    versions: tuple[Document, ...] = ()


def line(text: str, *, strong: bool = False) -> Line:
    """Return plain words as a line; nothing for none."""
    return (Stretch(text=text, strong=strong),) if text else ()


def text_of(words: Line) -> str:
    """Return a line as plain text."""
    return "".join(stretch.text for stretch in words)


def flows(blocks: Iterable[Block]) -> list[Flow]:
    """Return those blocks that stand in one language."""
    return [block for block in blocks if not isinstance(block, SideBySide | InLanguage)]


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield every line of blocks in the order of reading, numbers as lines of their own."""
    for block in blocks:
        match block:
            case Heading() | Numbered():
                if block.number:
                    yield line(block.number)
                yield block.line
            case Paragraph():
                yield block.line
            case Listing():
                yield from block.items
            case Table():
                yield block.caption
                for cells in (block.head, *block.rows):
                    yield from cells
            case Signatures():
                for place in block.places:
                    yield from place.heading
                    for one in place.fields:
                        yield from one.labels
                        yield one.value
            case SideBySide():
                for row in block.rows:
                    yield from lines_of(row.left)
                    yield from lines_of(row.right)
            case InLanguage():
                yield from lines_of(block.blocks)


def plain_text(document: Document) -> str:
    """Return all words of a document, a line for each, without its mark."""
    return "\n".join(text_of(words) for words in lines_of(document.blocks) if words)
