"""`analyse` on a case with decision bodies: what is printed, and the keys."""

from __future__ import annotations

import json

import pytest

from goodoffices.cli.main import run
from tests.conftest import ROOT

CAIRO = str(ROOT / "examples" / "cairo-2024")


def test_the_terminal_says_what_comes_out_and_on_whom_it_hangs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", CAIRO]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "War cabinet (Israel): the leader decides, advised by the others" in text
    assert "Power by the rule (Shapley–Shubik): Benjamin Netanyahu 1" in text


def test_json_has_every_body_and_ballot(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", CAIRO, "--json"]) == 0
    (cabinet,) = json.loads(capsys.readouterr().out)["decisions"]
    assert cabinet["body"] == "war-cabinet"
    assert cabinet["voters"] == ["netanyahu", "gantz", "gallant"]
    assert [one["question"] for one in cabinet["ballots"]] == [
        "barnea-proposal",
        "rafah-in-public",
        "cairo-departure",
    ]
    assert cabinet["power"][0]["shapley_shubik_exact"] == "1"
    assert run(["analyse", str(ROOT / "examples" / "tessen-river"), "--json"]) == 0
    bodies = json.loads(capsys.readouterr().out)["decisions"]
    assert len(bodies) == 3
    for ballot in (one for body in bodies for one in body["ballots"]):
        assert 0 <= ballot["chance"][0] <= ballot["chance"][1] <= 1
