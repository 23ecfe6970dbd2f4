"""`goodoffices rehearse`: what is printed for people, as JSON, and where the call is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices.cli.main import run
from goodoffices.reports.sections.rehearsals.base import percent

CASE = """
goodoffices: 1
title: Rent [north]
as_of: 2031-01-01
parties:
  - {id: owner, name: "Owner [of it]", preferences: {kind: additive, weights: {rent: 1}, values: {rent: {kind: linear, slope: 0.1}}, reservation: 0.3}}
  - {id: tenant, preferences: {kind: additive, weights: {rent: 1}, values: {rent: {kind: linear, offset: 1, slope: -0.1}}, reservation: 0.2}}
issues:
  - {id: rent, title: Rent, integers: {low: 0, high: 10}, unit: crowns}
red_lines:
  - {party: owner, name: seven, requires: {issue: rent, at_least: 7}, entered_by: us, assumption: Invented.}
mandates:
  - {party: tenant, name: home, ad_referendum: true}
"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    return str(path)


def out_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["rehearse", *arguments]) == 0
    return capsys.readouterr().out


def test_people_see_every_share_with_its_ranges(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(out_of(capsys, case, "--package", "rent=6", "--approval", "tenant=0.6..0.9").split())
    assert "If this package were tabled now (the package given): Rent: 6 crowns" in text
    assert "not approved at home by tenant" in text
    assert "refused at the table by Owner [of it]" in text
    assert "Accepted by all if every red line holds as stated: 0 % (exact)" in text
    assert "After a refusal: of" in text
    assert "the chance that those at home of tenant approve: 0.6–0.9 (as asked for)" in text
    assert "- the chance that Owner [of it] keeps to “seven”: 0.5–1" in text


def test_json_is_one_document_that_the_same_call_gives_again(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = (case, "--package", "rent=6", "--draws", "400", "--seed", "3", "--plays", "20", "--json")
    first = out_of(capsys, *call)
    assert first == out_of(capsys, *call)
    found = json.loads(first)
    assert found["package"] == {"rent": 6}
    assert sum(one["odds"]["share"] for one in found["endings"]) == pytest.approx(1.0)
    assert found["later"]["played"] == 20
    assert {one["id"] for one in found["inputs"]} == {
        "floor:owner", "floor:tenant", "aspiration:owner", "aspiration:tenant", "line:owner: seven", "home:tenant",
    }  # fmt: skip
    line = next(one for one in found["inputs"] if one["id"] == "line:owner: seven")
    assert (line["low"], line["high"], line["origin"], line["assumption"]) == (
        0.5,
        1.0,
        "assumed",
        "Invented.",
    )
    assert {one["input"] for one in found["sensitivity"]} >= {"holds:owner: seven", "home:tenant"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--package", "nowhere"), "'nowhere' is no package to start from"),
        (("--package", "rent=6", "--draws", "0"), "draws: 0 is no number of draws"),
        (("--package", "rent=6", "--firm", "much"), "'much' is no range; say for instance --firm 0.1..0.4"),
        (("--package", "rent=6", "--firm", "0.2", "--firm", "0.3"), "--firm: a range is given twice"),
        (("--package", "rent=6", "--firm", "nobody=0.2"), "firm: the case has no party 'nobody'"),
        (("--package", "rent=6", "--aspiration", "0.7..1.2"), "aspiration: 0.7 to 1.2 is no range"),
        ((), "Missing option '--package'"),
    ],
)
def test_a_wrong_call_is_answered_in_a_sentence(
    case: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert run(["rehearse", case, *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert says in shown.err
    assert len(shown.err.strip().splitlines()) == 1


def test_a_page_is_written_beside_what_is_printed(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "rehearsal.html"
    call = (case, "--package", "rent=6", "--draws", "100", "--plays", "4", "--json", "--save", str(page))
    share = json.loads(out_of(capsys, *call))["endings"][0]["odds"]["share"]
    assert f"{percent(share)}</td>" in page.read_text()
    assert run(["rehearse", case, "--package", "rent=6", "--save", str(tmp_path / "no" / "page.html")]) == 2
