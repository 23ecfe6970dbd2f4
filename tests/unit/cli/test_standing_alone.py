"""`analyse` on a case with alternatives: what is printed, the key, and what if one were worth something else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from goodoffices.cli.main import run
from tests.conftest import ROOT

CAIRO = str(ROOT / "examples" / "cairo-2024")
TESSEN = str(ROOT / "examples" / "tessen-river")


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["analyse", TESSEN, "--json", *arguments]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_terminal_says_what_a_deal_must_beat_and_what_drives_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["analyse", CAIRO]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "red lines and mandates aside" in text
    assert "The zone hangs most on what hamas does without a deal." in text
    assert (
        "241,598 packages are worth at least 0.55 to it; the one that costs the others least: Return to"
        in text
    )
    assert "better: An operation in Rafah is prepared (0 to +0.1, zone" in text
    assert "each week" in text
    assert "after 12 weeks: worth" in text


def test_what_if_an_alternative_were_worth_something_else(capsys: pytest.CaptureFixture[str]) -> None:
    plain, moved = (
        document(capsys),
        document(capsys, "--alternative", "orvane=0.48", "--alternative", "meldria=low"),
    )
    assert plain["reservations"]["orvane"] != moved["reservations"]["orvane"] == 0.48
    assert moved["reservations"]["meldria"] == 0.42
    assert moved["zone"]["packages"] < plain["zone"]["packages"]
    assert moved["notes"][0].startswith("supposed: the reservation value of 'orvane' is 0.48 (stated: 0.42")
    # the rest stays as it is
    assert moved["frontier"] == plain["frontier"]
    orvane = moved["alternatives"]["parties"][0]
    assert (orvane["used"], orvane["stated"], orvane["derived"]) == (0.48, None, [0.35, 0.48])


def test_the_value_of_an_option_is_not_taken_for_the_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", "--json", "--alternative", "orvane=0.5", TESSEN]) == 0
    assert json.loads(capsys.readouterr().out)["reservations"]["orvane"] == 0.5


def test_said_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", TESSEN, "--alternative", "orvane=0.5", "--alternative", "orvane=0.4"]) == 2
    assert "twice" in capsys.readouterr().err


@pytest.mark.nightly
def test_the_explanation_names_the_alternatives(capsys: pytest.CaptureFixture[str]) -> None:
    figure = document(capsys, "--explain")["explanations"]["alternatives"]
    says = {one["name"]: one["says"] for one in figure["inputs"] if one["kind"] == "alternative"}
    assert says["Pumps groundwater"] == "worth 0.42 to 0.56"
    assert says["The groundwater sinks"] == "makes it worse: adds -0.12 to -0.04"
    moves = {one["input"]: one for one in figure["sensitivity"]}
    dry = [shift["figure"] for shift in moves["orvane: A dry year fills the reservoir more slowly"]["shifts"]]
    assert dry == sorted(dry, reverse=True)
    assert "'orvane'" in figure["says"]
