"""`analyse --next`: what is printed, the key in the document, and the section of the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices.cli.main import run
from tests.unit.analysis.questions.test_questions import CASE
from tests.unit.reports.page_rules import HTML, check_page, text_of

MARKUP = "'<b>x</b><script>alert(1)</script>'"


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(CASE.replace("title: High", f"title: {MARKUP}"))
    return str(path)


def test_the_terminal_and_the_document_say_what_to_ask(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", case, "--next"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "What to ask next" in text
    assert "comparisons:" in text
    assert run(["analyse", case, "--next", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["questions"]["questions"][0]["party"] in ("growers", "cannery")
    assert run(["analyse", case, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["questions"] is None


def test_the_page_lists_the_questions(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    assert run(["analyse", case, "--next", "--save", str(page), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    tree = check_page(page.read_text())
    section = next(one for one in tree.iter(f"{HTML}section") if one.get("id") == "questions")
    text = text_of(section)
    for question in document["questions"]["questions"]:
        assert question["text"] in text
    assert not list(section.iter(f"{HTML}script"))
    assert not list(section.iter(f"{HTML}b")) or "<b>x" not in page.read_text()
