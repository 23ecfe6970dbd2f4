"""`analyse` where preferences are known in part, `--robust` and `--judge`: what is printed, and for whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices.cli.judging import letter
from tests.conftest import TESSEN
from tests.unit.cli.running import out_of

CASE = """
goodoffices: 1
parties:
  - id: growers
    name: Growers [east]
    preferences:
      kind: ordinal
      priorities: [price, term]
      orders: {price: [high, low], term: [long, short]}
      comparisons: [{better: {price: low, term: long}, worse: no agreement}]
  - id: cannery
    preferences: {kind: interval, weights: {price: [0.3, 0.6], term: [0.4, 0.7]}, values: {
      price: {high: [0, 0], low: [1, 1]}, term: {long: [1, 1], short: [0, 0.2]}}, reservation: [0.35, 0.5]}
issues:
  - {id: price, title: Price, options: [{id: high}, {id: low}]}
  - {id: term, title: Term, options: [{id: long}, {id: short}]}
"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    return str(path)


def test_what_is_known_in_part_is_answered_unasked(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(out_of(capsys, "analyse", case).split())
    assert "Growers [east]: known by order only" in text
    assert "“Price” weighs at least as much as “Term”" in text
    assert "Smallest largest regret: package A" in text
    assert "necessarily" in text
    document = json.loads(out_of(capsys, "analyse", case, "--json"))
    assert document["frontier"] is None
    assert document["robust"]["status"] == "exact"
    assert {one["kind"] for one in document["robust"]["parties"]} == {"ordinal", "interval"}


def test_every_package_can_be_judged(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(out_of(capsys, "analyse", case, "--judge", "all", "--json"))
    packages = {tuple(one["package"].values()): one for one in document["robust"]["packages"]}
    assert len(packages) == 4
    assert packages["low", "long"]["acceptable"] == {"growers": "necessarily", "cannery": "necessarily"}
    assert packages["high", "short"]["acceptable"]["cannery"] == "never"
    named = json.loads(
        out_of(
            capsys,
            "analyse",
            case,
            "--judge",
            "Price=high,Term=short",
            "--judge",
            "price=low,term=short",
            "--json",
        )
    )
    asked = [one["package"] for one in named["robust"]["packages"] if "asked for" in one["why"]]
    assert asked == [{"price": "high", "term": "short"}, {"price": "low", "term": "short"}]


@pytest.mark.nightly
def test_ranges_of_weights_are_looked_at_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    plain = json.loads(out_of(capsys, "analyse", str(TESSEN), "--json"))
    assert plain["robust"] is None
    asked = json.loads(out_of(capsys, "analyse", str(TESSEN), "--robust", "--judge", "nash", "--json"))
    assert asked["robust"]["packages"][0]["why"][0] == "asked for"
    assert {key: plain[key] for key in ("zone", "frontier", "solutions")} == {
        key: asked[key] for key in ("zone", "frontier", "solutions")
    }


def test_explanations_say_whose_preferences_it_would_help_to_know(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(out_of(capsys, "analyse", case, "--explain", "--json"))
    explained = found["explanations"]["robust"]
    least = found["robust"]["minimax_regret"]["regret"]
    assert {move["party"] for move in explained["sensitivity"]} == {"growers", "cannery"}
    for move in explained["sensitivity"]:
        shift = move["shifts"][0]
        assert shift["figure"] == pytest.approx(least + shift["change"])
        assert shift["change"] <= 1e-6
    assert "known exactly" in out_of(capsys, "analyse", case, "--explain")


def test_letters() -> None:
    assert [letter(number) for number in (0, 1, 25, 26, 27, 701, 702)] == [
        "A",
        "B",
        "Z",
        "AA",
        "AB",
        "ZZ",
        "AAA",
    ]
