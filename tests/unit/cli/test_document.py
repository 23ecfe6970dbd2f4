"""`goodoffices document`: what it writes, what it prints, what it refuses."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest

from goodoffices.agreement.text.template import languages
from goodoffices.cli.main import run
from tests.conftest import ROOT

TESSEN = str(ROOT / "examples" / "tessen-river")
DRAFT = str(ROOT / "examples" / "tessen-river" / "draft.yaml")
CAIRO = str(ROOT / "examples" / "cairo-2024")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["document", *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("ending", ["docx", "html", "xml", "pdf"])
def test_it_writes_what_the_name_ends_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    out = tmp_path / f"agreement.{ending}"
    assert printed(capsys, TESSEN, str(out), "--package", DRAFT) == f"wrote {out}: 2 brackets open\n"
    start = {"docx": b"PK\x03\x04", "html": b"<!DOCTYPE html>", "xml": b"<?xml ", "pdf": b"%PDF-"}[ending]
    assert out.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_json_is_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "a.xml")
    made = json.loads(printed(capsys, TESSEN, out, "--package", "nash", "--languages", "ar,en", "--json"))
    assert made == {"file": out, "languages": ["ar", "en"], "open": 0, "warnings": []}


@pytest.mark.parametrize("package", [None, "barnea-proposal", "hostages=40", "way-1"])
def test_packages_are_named_as_for_analyse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], package: str | None
) -> None:
    out = tmp_path / "a.html"
    given = [] if package is None else ["--package", package]
    assert "brackets open" in printed(capsys, CAIRO, str(out), *given)
    assert "Israel" in out.read_text(encoding="utf-8")


def test_a_comparison_marks_what_changed_and_counts_what_is_open_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.docx"
    arguments = [
        TESSEN,
        str(out),
        "--package",
        DRAFT,
        "--compare",
        TESSEN,
        "--compare-package",
        "filling=five-years",
    ]
    assert printed(capsys, *arguments) == f"wrote {out}: 2 brackets open\n"
    opened: Any = docx.Document(io.BytesIO(out.read_bytes()))
    added = ["".join(part.text for part in one.iter("{*}t")) for one in opened.element.body.iter("{*}ins")]
    assert {"Version 4", "Venn", "24 May 2031"} <= set(added)


def test_copies_differ_in_their_marks_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = []
    for number, name in enumerate(("Orvane", "Meldria"), 1):
        out = tmp_path / f"{name}.html"
        printed(capsys, TESSEN, str(out), "--package", DRAFT, "--for", name, "--copy", str(number))
        texts.append(out.read_text(encoding="utf-8"))
        assert f"Copy {number} – {name}" in texts[-1]
    assert len({text.partition("<main>")[2].partition("</main>")[0] for text in texts}) == 1


def test_what_a_template_leaves_out_is_said_on_the_error_stream(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = tmp_path / "own.txt"
    template.write_text("language: ar\n# {title}\n{agreed}\n", encoding="utf-8")
    assert (
        run(["document", TESSEN, str(tmp_path / "a.xml"), "--package", DRAFT, "--template", str(template)])
        == 0
    )
    error = capsys.readouterr().err
    assert "goodoffices: warning: the template leaves out {obligations}" in error
    assert '<FRBRlanguage language="ara"' in (tmp_path / "a.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["a.txt"], "a.txt: a document is written as .docx, .pdf, .html or .xml, by the name's ending"),
        (["a.pdf", "--languages", "xx"], f"there is no template for the language 'xx'; there are: {', '.join(languages())}"),
        (["a.pdf", "--languages", "en,en"], "the language 'en' is named twice; name two that differ"),
        (["a.pdf", "--languages", "en,ar,en"], "a document stands in one language or in two side by side; these are 3"),
        (["a.pdf", "--package", "gone.yaml"], "'gone.yaml' is no package"),
        (["a.pdf", "--compare", "no-such-case"], "no-such-case: "),
        (["a.pdf", "--compare-package", "nash"], "--compare-package says which text of the case in --compare is meant"),
        (["a.html", "--for", "x" * 101], "the mark of a copy has 100 characters at most, and this one 101"),
        (["a.html", "--copy", "0"], "0 is not in the range 1<=x<=9999"),
        (["no/such/folder/a.html"], "the file cannot be written"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["document", TESSEN, *arguments]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_whole_where_writing_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.html"
    out.write_text("before", encoding="utf-8")
    assert run(["document", TESSEN, str(out), "--for", "x" * 101]) == 2
    assert capsys.readouterr().out == ""
    assert out.read_text(encoding="utf-8") == "before"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from goodoffices.cli.main import run; run(['document', '--help']); "
        "print('loaded:', *(name for name in ('weasyprint', 'docx', 'lxml', 'numpy', 'jinja2', 'msgspec') if name in sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert "--languages CODES" in shown
    assert shown.rstrip("\n").split("\n")[-1].strip() == "loaded:"


def test_it_writes_what_stands_at_the_table_as_somebody_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talks, out = str(tmp_path / "talks"), tmp_path / "a.html"
    assert run(["replay", str(ROOT / "examples" / "tessen-river" / "talks.jsonl"), talks]) == 0
    capsys.readouterr()
    assert "open" in printed(capsys, talks, str(out), "--as", "mediators", "--of", "venn-draft")
    of_mediators = out.read_text(encoding="utf-8")
    assert "The reservoir is filled in seven years." in of_mediators
    assert 'class="mark"' not in of_mediators
    printed(capsys, talks, str(out), "--as", "orvane", "--of", "p1")
    assert '<p class="mark" dir="auto">Orvane</p>' in out.read_text(encoding="utf-8")
    for arguments, said in (
        (["--as", "orvane", "--of", "p9"], "there is no document of 'p9' for orvane"),
        (["--as", "orvane"], "there is no document of 'agreement'"),
        (["--as", "nobody"], "there is no party 'nobody'"),
        (["--as", "mediators", "--package", "nash"], "leave out --package"),
    ):
        assert run(["document", talks, str(out), *arguments]) == 2
        assert said in capsys.readouterr().err
