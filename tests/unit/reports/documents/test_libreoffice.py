"""A DOCX opens in LibreOffice as it is meant: every word, every page, in its own fonts."""

from __future__ import annotations

import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from msgspec import structs

from goodoffices import language
from goodoffices.model.document import Mark, plain_text
from goodoffices.reports.documents import write
from goodoffices.reports.documents.marking import mark_of
from tests.unit.reports.documents.samples import ALL

#: It has no Java and needs none.
HARMLESS = "failed to launch javaldx"
MARK = Mark(text="for the guarantors", copy=7)


def letters(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text)
    return Counter(one for one in plain if unicodedata.category(one)[0] == "L")


@pytest.fixture(scope="module")
def converted(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Convert all samples to PDF at once, with a profile of their own."""
    folder = tmp_path_factory.mktemp("libreoffice")
    for name, document in ALL.items():
        marked = structs.replace(document, mark=MARK)
        (folder / f"{name}.docx").write_bytes(write(marked, "docx"))
    done = subprocess.run(
        [
            str(soffice), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf",
            "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in ALL),
        ],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    complaints = [one for one in done.stderr.splitlines() if one.strip() and HARMLESS not in one]
    assert complaints == []
    return folder


@pytest.mark.parametrize("name", ALL)
def test_a_document_opens_clean(converted: Path, name: str) -> None:
    opened = pypdfium2.PdfDocument((converted / f"{name}.pdf").read_bytes())
    pages = [page.get_textpage().get_text_range() for page in opened]
    fonts = {
        one.get_font().get_base_name().rpartition("+")[2].partition("-")[0]
        for page in opened
        for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=9)
    }
    opened.close()
    # Articles and signatures on the first pages, the annex on one of its own.
    assert len(pages) == (3 if "en" in name and "-" in name else 2)
    # The mark stands in the language of the document.
    with language.use(ALL[name].language):
        foot = letters(mark_of(structs.replace(ALL[name], mark=MARK)))
    assert letters("".join(pages)) == letters(plain_text(ALL[name])) + Counter(
        {letter: count * len(pages) for letter, count in foot.items()}
    )
    assert fonts <= {"EBGaramond", "Amiri", "FrankRuhlLibre"}
