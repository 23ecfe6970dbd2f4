"""What every page must satisfy, as a check that returns the parsed page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import Any
from xml.etree import ElementTree as ET

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def parsed(page: str) -> ET.Element:
    """Parse strictly by the HTML5 rules; any parse error fails."""
    document: Any = html5lib.HTMLParser(strict=True).parse(page)
    assert isinstance(document, ET.Element)
    return document


def text_of(element: ET.Element) -> str:
    """Return all text inside."""
    return " ".join("".join(element.itertext()).split())


def check_page(page: str) -> ET.Element:
    """Assert the rules of structure, accessibility and self-containment."""
    document = parsed(page)
    everything = list(document.iter())
    names = [str(element.tag) for element in everything]
    ids = Counter(i for element in everything if (i := element.get("id")) is not None)
    assert not [i for i, count in ids.items() if count > 1]
    assert document.get("lang")
    assert names.count(f"{HTML}h1") == 1
    assert names.count(f"{HTML}main") == 1
    title = next(document.iter(f"{HTML}title"))
    assert text_of(title).startswith(text_of(next(document.iter(f"{HTML}h1"))))
    _check_headings(names)
    _check_references(everything, set(ids))
    for table in document.iter(f"{HTML}table"):
        assert table.find(f"{HTML}caption") is not None
        assert all(cell.get("scope") for cell in table.iter(f"{HTML}th"))
    for picture in document.iter(f"{SVG}svg"):
        assert picture.get("aria-hidden") == "true" or (
            picture.get("role") == "img"
            and picture.find(f"{SVG}title") is not None
            and picture.find(f"{SVG}desc") is not None
        )
    _check_contained(everything)
    return document


def _check_headings(names: list[str]) -> None:
    levels = [int(name[-1]) for name in names if re.fullmatch(r"\{.*xhtml\}h[1-6]", name)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), levels


def _check_references(everything: list[ET.Element], ids: set[str]) -> None:
    for element in everything:
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            assert set((element.get(attribute) or "").split()) <= ids
        if (target := element.get("href") or "").startswith("#"):
            assert target[1:] in ids, target
        if element.tag == f"{HTML}input":
            assert any(other.get("for") == element.get("id") for other in everything)


def _check_contained(everything: list[ET.Element]) -> None:
    for element in everything:
        assert element.tag not in (
            f"{HTML}link",
            f"{HTML}img",
            f"{HTML}iframe",
            f"{HTML}object",
            f"{HTML}base",
        )
        for name, value in element.attrib.items():
            assert not name.startswith("on"), "scripts stand in the script element only"
            assert name not in ("style", "src", "srcset"), "the policy would refuse it"
            if name.endswith("href"):
                assert value.startswith(("#", "https://", "http://"))
