"""Documents in a process of their own: made, kept for whoever asked, and a sentence where one cannot be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodoffices.agreement.text.draft import Draft
from goodoffices.model import Case
from goodoffices.model.document import Mark
from goodoffices.reports.documents import pdf
from goodoffices.services.agreeing import Question
from goodoffices.services.answers import Failed, Ready, Waiting
from goodoffices.services.papers import Look, Looking, Paper, Papers, work
from goodoffices.services.workers import _done
from tests.unloadable import Unloadable

PATIENCE = 100.0
TABLE = b"AgtId,Agt,Text\n1,Truce of Arno,The truce is long.\n"


@pytest.fixture(scope="module")
def papers() -> Iterator[Papers]:
    made = Papers()
    yield made
    made.close()


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper(
        case=Case(title="Talks"), draft=Draft(text="The truce is long."), kind="pdf", mark=Mark(text="alba")
    )


def test_a_pdf_is_made_beside_and_is_there_for_no_other_audience(papers: Papers, paper: Paper) -> None:
    assert isinstance(papers.document(paper, audience="alba"), Waiting)
    made = papers.waited(lambda: papers.document(paper, audience="alba"), PATIENCE)
    assert isinstance(made, Ready)
    assert made.result.data.startswith(b"%PDF-")
    assert papers.document(paper, audience="alba") is made
    assert isinstance(papers.document(paper, audience="borea"), Waiting)


def test_what_is_looked_up_is_found_beside(papers: Papers) -> None:
    read = papers.waited(lambda: papers.look_up(Looking(TABLE, "x.csv", None), audience="a"), PATIENCE)
    assert isinstance(read, Ready)
    assert read.result == Look(1, ())
    asked = Looking(TABLE, "x.csv", Question(words="truce"))
    found = papers.waited(lambda: papers.look_up(asked, audience="a"), PATIENCE)
    assert isinstance(found, Ready)
    assert [hit.name for hit in found.result.hits] == ["Truce of Arno"]
    wrong = papers.waited(lambda: papers.look_up(Looking(b"a,b\n", "x.csv", None), audience="a"), PATIENCE)
    assert isinstance(wrong, Failed)
    assert wrong.sentence.startswith("x.csv, line 1: no column says which agreement")


def test_without_pango_a_pdf_is_a_sentence_and_other_files_are_made(
    monkeypatch: pytest.MonkeyPatch, paper: Paper
) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(
        sys, "meta_path", [Unloadable("weasyprint", "cannot load library 'libpango-1.0-0'"), *sys.meta_path]
    )
    done = _done(work, paper)
    assert done.sentence.startswith("a PDF needs Pango, which is not on this machine: install it")
    for kind in ("docx", "html", "xml"):
        other = _done(work, Paper(case=paper.case, draft=paper.draft, kind=kind))
        assert (other.sentence, bool(other.result[0].data)) == ("", True)
    assert Path(pdf.__file__).exists()
