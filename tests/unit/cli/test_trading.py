"""`analyse --from` on the command line: what is printed, what is in the document, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices import trades
from goodoffices.cli.main import run
from tests.conftest import CAIRO, TESSEN
from tests.unit.cli.running import out_of

FIRST_DAY = (
    "northern-return=none,truce-length=six-weeks,end-of-war=none,withdrawal=none,hostages=10,prisoners=0,"
    "convicted-of-murder=0,humanitarian-aid=unchanged,rafah=declared"
)


def test_the_document_gains_one_key(capsys: pytest.CaptureFixture[str]) -> None:
    plain = json.loads(out_of(capsys, "analyse", str(TESSEN), "--json"))
    traded = json.loads(out_of(capsys, "analyse", "--from", "nash", str(TESSEN), "--json"))
    assert plain["trades"] is None
    found = traded["trades"]
    assert {**traded, "seconds": {}, "trades": None} == {**plain, "seconds": {}}
    assert {**found, "seconds": {}} == {**trades(TESSEN, "nash").to_dict(), "seconds": {}}
    assert found["start"]["package"] == plain["solutions"]["nash"]["package"]


def test_people_read_the_path_in_the_words_of_the_issues(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    shown = out_of(capsys, "analyse", str(CAIRO), "--from", FIRST_DAY)
    assert "To the frontier in 3 steps, nobody worse off at any (exact):" in shown
    assert "Hostages freed in the first phase: 10 hostages → 30 hostages" in shown
    assert "for hamas" in shown
    assert "crosses israel: no commitment to end the war" in " ".join(shown.replace("│", " ").split())
    at = out_of(capsys, "analyse", str(CAIRO), "--from", "barnea-proposal")
    assert (
        "It is on the frontier (exact): nobody can gain without another's loss, unless a limit gives way."
        in at
    )
    assert "Note: the package left 8 of 9 issues open" in at
    assert "Along the frontier, cheapest concessions first" in at


def test_what_is_refused_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", str(CAIRO), "--from", "hostages=41"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "the issue 'hostages' has no value '41'; it takes whole numbers from 10 to 40" in err


def test_the_name_of_the_start_is_not_taken_for_the_path(capsys: pytest.CaptureFixture[str]) -> None:
    folder = TESSEN.parent
    out_of(capsys, "analyse", "--from", "nash", str(folder / "tessen-river"))
    assert run(["analyse", "--from", "nash"]) == 2


def test_a_page_has_the_section_where_it_was_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for flags, there in (([], False), (["--from", "nash"], True)):
        path = tmp_path / "page.html"
        out_of(capsys, "analyse", str(TESSEN), "--save", str(path), *flags)
        assert ('<section id="trades"' in path.read_text(encoding="utf-8")) is there


def test_brackets_in_a_name_stay_brackets(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = """
goodoffices: 1
parties:
  - {id: "a[/]", preferences: {kind: additive, weights: {pay: 1}, values: {pay: {kind: table, evaluations: {low: 0, high: 1}}}}}
  - {id: b, preferences: {kind: additive, weights: {pay: 1}, values: {pay: {kind: table, evaluations: {low: 1, high: 0}}}}}
issues: [{id: pay, title: "Pay [bold]now[/bold] [/]", options: [{id: low}, {id: high}]}]
"""
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    shown = " ".join(out_of(capsys, "analyse", str(path), "--from", "pay=low").split())
    assert "[bold]now[/bold] [/]" in shown
