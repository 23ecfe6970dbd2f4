"""`analyse --explain` on the command line: what is printed, what is in the document, what stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices import explain
from tests.conftest import CAIRO
from tests.unit.cli.running import out_of


def test_the_document_gains_one_key_and_keeps_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    plain = json.loads(out_of(capsys, "analyse", str(CAIRO), "--json"))
    explained = json.loads(out_of(capsys, "analyse", str(CAIRO), "--json", "--explain"))
    assert "explanations" not in plain
    figures = explained.pop("explanations")
    assert {**explained, "seconds": {}} == {**plain, "seconds": {}}
    assert figures == explain(CAIRO).to_dict()["figures"]
    assert figures["nash"]["method"]["page"] == "theory/nash.md"


def test_people_read_status_method_source_and_what_changes_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    shown = out_of(capsys, "analyse", str(CAIRO), "--explain")
    assert "Utilitarian solution (exact): israel 0.582, hamas 0.582" in shown
    assert "Source: Harsanyi" in shown
    assert "(any change)" in shown
    assert "Nash solution (absent): none: the zone of agreement is empty" in shown
    assert "No single input, moved alone, changes this." in shown
    assert "3 (-2)" in shown
    assert "How inputs are moved" in shown


def test_brackets_in_a_name_stay_brackets(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = """
goodoffices: 1
parties:
  - {id: a, preferences: {kind: additive, weights: {pay: 1}, values: {pay: {kind: table, evaluations: {low: 0, high: 1}}}, reservation: 0.5}}
  - {id: b, preferences: {kind: additive, weights: {pay: 1}, values: {pay: {kind: table, evaluations: {low: 1, high: 0}}}, reservation: 0}}
issues: [{id: pay, title: "Pay [bold]now[/bold] [/]", options: [{id: low}, {id: high}]}]
red_lines: [{party: b, name: "no [red]high[/red] [/]", requires: {issue: pay, is: low}, entered_by: X}]
"""
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    shown = " ".join(out_of(capsys, "analyse", str(path), "--explain").split())
    assert "no [red]high[/red] [/]" in shown


def test_a_page_without_explanations_has_no_section_of_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for flags, there in (([], False), (["--explain"], True)):
        path = tmp_path / "page.html"
        out_of(capsys, "analyse", str(CAIRO), "--save", str(path), *flags)
        assert ('<section id="explanations"' in path.read_text(encoding="utf-8")) is there
