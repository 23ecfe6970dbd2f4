"""DOCX: opened again by python-docx, with every word, its direction, its changes, its fonts; the same bytes each time."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from defusedxml.ElementTree import fromstring
from msgspec import structs

from goodoffices.model.document import Document, Mark, Paragraph, line, plain_text
from goodoffices.reports.documents import write
from goodoffices.reports.documents.fonts import font_data
from tests.unit.reports.documents.samples import ALL, ARABIC, BOTH, ENGLISH, HEBREW

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Signs that give words their direction.
SIGNS = re.compile("[\u200e\u200f]")


def parts(document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write(document, "docx"))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def body(document: Document) -> ET.Element:
    return fromstring(parts(document)["word/document.xml"])


def words(paragraph: ET.Element) -> str:
    found = [one.text or "" for one in paragraph.iter() if one.tag in (f"{W}t", f"{W}delText")]
    return SIGNS.sub("", "".join(found))


def letters(text: str) -> list[str]:
    return sorted(one for one in text if one.isalnum())


@pytest.mark.parametrize("name", ALL)
def test_every_word_stands_there(name: str) -> None:
    document = ALL[name]
    opened: Any = docx.Document(io.BytesIO(write(document, "docx")))
    assert opened.core_properties.title == document.title
    assert letters("".join(words(one) for one in body(document).iter(f"{W}p"))) == letters(
        plain_text(document)
    )


def test_headings_clauses_and_tables_are_what_word_knows_as_that() -> None:
    opened: Any = docx.Document(io.BytesIO(write(ENGLISH, "docx")))
    by_style = [(one.style.name, SIGNS.sub("", one.text)) for one in opened.paragraphs]
    assert ("Title", "Agreement") in by_style
    assert ("Heading 1", "Article 1\nObligations") in by_style
    assert ("Item", "(a)\tas measured below the dam;") in by_style
    assert ("List Bullet", "water to drink") in by_style
    table = opened.tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Who", "What", "By"], ["Orvane", "lets through", "day 45"], ["Port Sael", "pays", ""],
    ]  # fmt: skip
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")


def test_what_changed_is_a_tracked_change() -> None:
    found = body(ENGLISH)
    removed, added = (next(found.iter(f"{W}{tag}")) for tag in ("del", "ins"))
    assert (words(removed), words(added)) == ("five", "seven")
    assert removed.get(f"{W}author") == "Basin Secretariat"
    assert removed.get(f"{W}id") != added.get(f"{W}id")


def test_what_runs_from_right_to_left_says_so() -> None:
    paragraphs = [one for one in body(ARABIC).iter(f"{W}p") if words(one)]
    assert all(one.find(f"{W}pPr/{W}bidi") is not None for one in paragraphs)
    clause = next(one for one in paragraphs if "Kessar" in words(one))
    directions = {words(run): run.find(f"{W}rPr/{W}rtl") is not None for run in clause.iter(f"{W}r")}
    assert directions["Kessar (dam)†"] is False
    assert directions["يستغرق الملء "] is True
    assert all(one.find(f"{W}tblPr/{W}bidiVisual") is not None for one in body(ARABIC).iter(f"{W}tbl"))
    assert not list(body(ENGLISH).iter(f"{W}bidi"))
    columns = next(body(BOTH).iter(f"{W}tr"))
    assert [cell.find(f"{W}p/{W}pPr/{W}bidi") is not None for cell in columns.iter(f"{W}tc")] == [False, True]


def test_fonts_come_with_it_hidden_by_their_keys() -> None:
    found = parts(ARABIC)
    table = found["word/fontTable.xml"].decode()
    keys = re.findall(r'r:id="rId(\d)" w:fontKey="\{([0-9A-F-]{36})\}"', table)
    assert len(keys) == 4
    for number, key in keys:
        data = found[f"word/fonts/font{number}.odttf"]
        mask = uuid.UUID(key).bytes[::-1] * 2
        plain = bytes(one ^ other for one, other in zip(data[:32], mask, strict=True)) + data[32:]
        assert plain[:4] == b"\x00\x01\x00\x00"
        assert plain in [
            font_data(f"{name}.ttf")
            for name in ("EBGaramond-Regular", "EBGaramond-Bold", "Amiri-Regular", "Amiri-Bold")
        ]
    assert (
        len(
            [
                name
                for name in parts(structs.replace(ENGLISH, blocks=ENGLISH.blocks[:3]))
                if name.endswith(".odttf")
            ]
        )
        == 2
    )


def test_words_from_right_to_left_have_the_font_of_their_script() -> None:
    found = parts(HEBREW)
    fonts = re.findall(r'w:font w:name="([^"]+)"', found["word/fontTable.xml"].decode())
    assert fonts == ["EB Garamond", "Amiri", "Frank Ruhl Libre"]
    assert b'w:cs="Frank Ruhl Libre"' in found["word/styles.xml"]
    assert b"Amiri" not in found["word/styles.xml"]
    said = {
        "".join(run.itertext()): own.get(f"{W}cs")
        for run in body(HEBREW).iter(f"{W}r")
        if (own := run.find(f"{W}rPr/{W}rFonts")) is not None
    }
    assert said == {"نهر تيسن": "Amiri"}
    mixed = structs.replace(
        ARABIC, blocks=(Paragraph(key="one", line=line("نهر")), Paragraph(key="two", line=line("נהר")))
    )
    assert [own.get(f"{W}cs") for own in body(mixed).iter(f"{W}rFonts")] == ["Frank Ruhl Libre"]
    assert "Frank Ruhl Libre" not in parts(ARABIC)["word/fontTable.xml"].decode()


@pytest.mark.parametrize("name", ALL)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert write(ALL[name], "docx") == write(ALL[name], "docx")
    with zipfile.ZipFile(io.BytesIO(write(ALL[name], "docx"))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_mark_changes_the_foot_and_nothing_else() -> None:
    plain, marked = parts(ENGLISH), parts(structs.replace(ENGLISH, mark=Mark(text="for the press", copy=12)))
    assert [name for name in plain if plain[name] != marked[name]] == ["word/footer1.xml"]
    assert "Copy 12 – for the press" in "".join(fromstring(marked["word/footer1.xml"]).itertext())
