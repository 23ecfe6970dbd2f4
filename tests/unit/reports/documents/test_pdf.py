"""PDF: every word, its fonts, tags and dates; the same bytes each time; nothing fetched."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

import pypdfium2
import pytest
from msgspec import structs

from goodoffices.model.document import Document, Mark, plain_text
from goodoffices.reports.documents import pdf, write
from goodoffices.reports.documents.errors import DocumentError
from tests.unit.reports.documents.samples import ALL, BOTH, ENGLISH
from tests.unloadable import Unloadable

#: What is said to screen readers alone.
SAID = ("taken out:", "put in:", "not agreed:", "to be filled in")


@cache
def written(name: str) -> bytes:
    return write(ALL[name], "pdf")


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [document[place].get_textpage().get_text_range() for place in range(len(document))]
    finally:
        document.close()


def letters(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text)
    return Counter(one for one in plain if unicodedata.category(one)[0] == "L")


def expected(document: Document) -> Counter[str]:
    return letters(plain_text(document))


@pytest.mark.parametrize("name", ["en", "ar", "he", "en-ar"])
def test_every_word_stands_there(name: str) -> None:
    document = ALL[name]
    text = "".join(pages(written(name)))
    if name == "en":
        for words in SAID:
            text = text.replace(words, "")
        assert letters(text) == expected(document)
    else:
        # What is said to screen readers comes on top; all words of the document are there.
        assert not expected(document) - letters(text)


def test_it_is_tagged_dated_and_has_its_fonts_in_it() -> None:
    data = written("en-ar")
    opened = pypdfium2.PdfDocument(data)
    assert opened.get_metadata_value("Title") == BOTH.title
    assert opened.get_metadata_value("CreationDate").startswith("D:20310524")
    assert opened.is_tagged()
    used = {
        one.get_font().get_base_name().partition("+")[2]
        for page in opened
        for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=9)
    }
    opened.close()
    assert {name.split("-")[0] for name in used} == {"EB", "Amiri"}


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from goodoffices.reports.documents import write; "
        "from tests.unit.reports.documents.samples import ARABIC; sys.stdout.buffer.write(write(ARABIC, 'pdf'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "77"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == written("ar")


def test_a_mark_stands_on_every_page_and_changes_nothing_else() -> None:
    mark = "Copy 12 – for the press"
    plain = pages(written("en"))
    marked = pages(write(structs.replace(ENGLISH, mark=Mark(text="for the press", copy=12)), "pdf"))
    assert len(plain) == len(marked) > 1
    assert all(mark in page for page in marked)
    assert [page.replace(mark, "").split() for page in marked] == [page.split() for page in plain]


def test_a_mark_that_needs_more_than_a_line_is_refused() -> None:
    with pytest.raises(DocumentError, match="100 characters at most, and this one 101"):
        write(structs.replace(ENGLISH, mark=Mark(text="x" * 101)), "pdf")


def test_nothing_is_fetched() -> None:
    weasyprint: Any = pytest.importorskip("weasyprint")
    fetch = pdf._fetcher(weasyprint)
    for address in ("https://example.org/a.css", "file:///etc/passwd", "goodoffices-font:../pdf.py"):
        with pytest.raises((ValueError, FileNotFoundError)):
            fetch.fetch(address)
    assert fetch.fetch("goodoffices-font:Amiri-Bold.ttf").read()[:4] == b"\x00\x01\x00\x00"


def test_without_pango_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(
        sys, "meta_path", [Unloadable("weasyprint", "cannot load library 'libpango-1.0-0'"), *sys.meta_path]
    )
    with pytest.raises(DocumentError, match=r"needs Pango.*libpango-1\.0-0.*write \.docx or \.html"):
        write(ENGLISH, "pdf")
