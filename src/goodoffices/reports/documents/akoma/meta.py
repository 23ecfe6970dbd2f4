"""The metadata of an Akoma Ntoso document: what it is, in which language, by whom, of which day."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from xml.etree import ElementTree as ET

from goodoffices.language import use
from goodoffices.model.document import Document
from goodoffices.reports.documents.marking import mark_of

AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN: Final = "urn:goodoffices:document"

#: ISO 639-2 has three letters for what ISO 639-1 has two.
_LANGUAGES: Final = {"en": "eng", "ar": "ara", "fr": "fra", "es": "spa", "he": "heb"}
#: A document of parties to talks is of no country: ISO 3166 leaves this code to its users.
_NOWHERE: Final = "zz"
_UNDATED: Final = "1970-01-01"


def meta(document: Document, languages: tuple[str, ...], prefix: str = "") -> ET.Element:
    """Return the metadata; `prefix` begins the ids of a document within another."""
    made = ET.Element(_name("meta"))
    identification = _put(made, "identification", source=f"#{prefix}goodoffices")
    day = str(document.on) if document.on is not None else _UNDATED
    work = f"/akn/{_NOWHERE}/doc/agreement/{day}/{_slug(document.identifier or document.title)}"
    expression = f"{work}/{'-'.join(_three(one) for one in languages)}@"
    for level, address in (
        ("Work", work),
        ("Expression", expression),
        ("Manifestation", f"{expression}.xml"),
    ):
        one = _put(identification, f"FRBR{level}")
        _put(one, "FRBRthis", value=f"{address}/!main")
        _put(one, "FRBRuri", value=address)
        _put(one, "FRBRdate", date=day, name="text" if document.on is not None else "undated")
        _put(one, "FRBRauthor", href=f"#{prefix}goodoffices")
        if level == "Work":
            _put(one, "FRBRcountry", value=_NOWHERE)
            _put(one, "FRBRname", value=document.title)
        elif level == "Expression":
            for language in languages:
                _put(one, "FRBRlanguage", language=_three(language))
    references = _put(made, "references", source=f"#{prefix}goodoffices")
    name = document.author or "Good Offices"
    _put(
        references,
        "TLCOrganization",
        eId=f"{prefix}goodoffices",
        href="/akn/ontology/organization/goodoffices",
        showAs=name,
    )
    with use(document.language):
        mark = mark_of(document)
    if mark:
        proprietary = _put(made, "proprietary", source=f"#{prefix}goodoffices")
        ET.SubElement(proprietary, f"{{{OWN}}}mark").text = mark
    return made


def _three(language: str) -> str:
    return _LANGUAGES.get(language, language)


def _slug(text: str) -> str:
    """Return letters, digits and hyphens that tell one text from another."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
    return f"{plain}-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:8]}".lstrip("-")


def _name(tag: str) -> str:
    return f"{{{AKN}}}{tag}"


def _put(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, _name(tag), attributes)
