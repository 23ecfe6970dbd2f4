"""Words in a row, as Akoma Ntoso has them inline."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from goodoffices.model.document import Line, Stretch
from goodoffices.reports.documents.akoma.meta import AKN

LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def element(tag: str, **attributes: str) -> ET.Element:
    """Return an element of the standard."""
    return ET.Element(f"{{{AKN}}}{tag}", attributes)


def put(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    """Append an element of the standard, and return it."""
    made = element(tag, **attributes)
    parent.append(made)
    return made


def say(parent: ET.Element, words: Line) -> ET.Element:
    """Append words to an element: changes as `ins` and `del`, what is open as `inline`, other languages as `span`."""
    for stretch in words:
        at = parent
        for tag, attributes in _wrappings(stretch):
            at = put(at, tag)
            at.attrib.update(attributes)
        if at is not parent:
            at.text = stretch.text
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + stretch.text
        else:
            parent.text = (parent.text or "") + stretch.text
    return parent


def _wrappings(stretch: Stretch) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    if stretch.change:
        found.append(("ins" if stretch.change == "added" else "del", {}))
    if stretch.open:
        found.append(("inline", {"name": "open"}))
    if stretch.strong:
        found.append(("b", {}))
    if stretch.language:
        found.append(("span", {LANGUAGE: stretch.language}))
    return found
