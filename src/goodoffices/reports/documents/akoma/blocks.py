"""Blocks of Akoma Ntoso: paragraphs, lists, tables, places for signatures."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from goodoffices.model.document import (
    Flow,
    Heading,
    Line,
    Listing,
    Numbered,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from goodoffices.reports.documents.akoma.words import put, say


def block(parent: ET.Element, one: Flow, name: str) -> None:
    """Append a block where blocks stand; `name` begins its ids."""
    match one:
        case Paragraph():
            say(put(parent, "p", **({"class": one.look} if one.look != "body" else {})), one.line)
        case Numbered():
            say(_numbered(parent, one.level, one.number), one.line)
        case Heading():
            say(put(_numbered(parent, one.role, one.number), "b"), one.line)
        case Listing():
            listing = put(parent, "ul", eId=name)
            for item in one.items:
                say(put(listing, "li"), item)
        case Table():
            _table(parent, one, name)
        case Signatures():
            for number, place in enumerate(one.places, 1):
                _place(parent, place, f"{name}__signature_{number}")


def _numbered(parent: ET.Element, kind: str, number: str) -> ET.Element:
    paragraph = put(parent, "p", **{"class": kind})
    if number:
        put(paragraph, "inline", name="number").text = number
        paragraph[-1].tail = " "
    return paragraph


def _table(parent: ET.Element, one: Table, name: str) -> None:
    table = put(parent, "table", eId=name)
    if one.caption:
        say(put(table, "caption"), one.caption)
    for number, cells in enumerate((one.head, *one.rows)):
        row = put(table, "tr")
        for cell in cells:
            say(put(put(row, "td" if number else "th"), "p"), cell)


def _place(parent: ET.Element, place: Signature, name: str) -> None:
    holder = put(parent, "blockContainer", eId=name, **{"class": "signature"})
    say(put(put(holder, "p"), "signature"), _both(place.heading))
    for field in place.fields:
        paragraph = put(holder, "p")
        say(paragraph, _both(field.labels))
        put(paragraph, "inline", name="value")
        paragraph[-1].tail = None
        say(paragraph[-1], field.value)


def _both(lines: tuple[Line, ...]) -> Line:
    return lines[0] if lines else ()
