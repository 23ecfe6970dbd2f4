"""Explanations of small cases whose answers can be worked out by hand, and of the samples."""

from __future__ import annotations

import json
import subprocess
import sys

import msgspec
import pytest

from goodoffices import explain
from goodoffices.analysis.explaining import ground, tracing
from goodoffices.analysis.explaining.explain import explain_case
from goodoffices.analysis.explaining.ground import Allowance
from goodoffices.analysis.explaining.methods import METHODS
from goodoffices.analysis.explaining.shapes import Explanation, Move
from goodoffices.model.casefile import read_case_text
from goodoffices.services import open_scenario, sample_case
from tests.conftest import ROOT

#: Two parties, two issues of two options: a wants pay, b wants hours, each a little of the other.
SMALL = """
goodoffices: 1
parties:
  - id: a
    preferences: {kind: additive, weights: {pay: 0.7, hours: 0.3}, ranges: {pay: [0.4, 0.8]}, assumption: Guessed.,
      values: {pay: {kind: table, evaluations: {low: 0, high: 1}}, hours: {kind: table, evaluations: {short: 1, long: 0}}}, reservation: 0}
  - id: b
    preferences: {kind: additive, weights: {pay: 0.4, hours: 0.6},
      values: {pay: {kind: table, evaluations: {low: 1, high: 0}}, hours: {kind: table, evaluations: {short: 0, long: 1}}}, reservation: 0}
issues:
  - {id: pay, title: Pay, options: [{id: low}, {id: high}]}
  - {id: hours, title: Hours, options: [{id: short}, {id: long}]}
"""


def move_of(found: Explanation, name: str) -> Move:
    return next(move for move in found.sensitivity if move.input == name)


def test_a_breakpoint_worked_out_by_hand() -> None:
    """High pay for long hours is worth (w, 0.6), low pay for short hours (1 − w, 0.4): equal products at w = 0.4."""
    found = explain(read_case_text(SMALL)).figures["nash"]
    move = move_of(found, "a: weight of Pay")
    assert move.up is None
    assert move.down is not None
    assert move.down.at == pytest.approx(0.4)
    assert move.down.status == "exact"
    assert move.down.stated is True
    assert move.down.package == {"pay": "low", "hours": "short"}
    assert move.down.interval[1] < 0.4 < move.down.interval[0]
    assert move.room == pytest.approx(0.3)
    assert move.stated == (0.4, 0.8)


def test_a_reservation_value_worked_out_by_hand() -> None:
    """High pay for long hours is worth 0.6 to b; only low pay and long hours is worth more, and nothing to a."""
    found = explain(read_case_text(SMALL)).figures["nash"]
    move = move_of(found, "b: reservation value")
    assert move.up is not None
    assert move.up.at == pytest.approx(0.6)
    assert move.up.package == {"pay": "low", "hours": "long"}


def test_every_figure_is_explained_with_status_inputs_and_method() -> None:
    case = read_case_text(SMALL)
    explained = explain(case)
    assert list(explained.figures) == [
        "zone", "nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "frontier",
    ]  # fmt: skip
    for name, one in explained.figures.items():
        assert one.figure == name
        assert one.method is METHODS[name]
        assert one.status == "exact"
        assert one.rule
    weights = explained.figures["nash"].inputs[0]
    assert weights.weights == {"pay": 0.7, "hours": 0.3}
    assert weights.ranges == {"pay": (0.4, 0.8)}
    assert weights.sources == ("assumption: Guessed.",)
    json.dumps(explained.to_dict(), allow_nan=False)


def test_every_method_has_its_page() -> None:
    for method in METHODS.values():
        page = ROOT / "docs" / method.page
        assert page.is_file(), method.page
        assert page.name in (ROOT / "docs" / "theory" / "README.md").read_text(encoding="utf-8")


def test_a_deadlock_is_explained_with_positions_and_their_statements() -> None:
    explained = explain(sample_case("cairo-2024"))
    found = explained.figures["deadlock"]
    line = next(one for one in found.inputs if one.name == "israel: no unvetted return")
    assert any(source.startswith("position ") for source in line.sources)
    assert any(source.startswith("statement ") for source in line.sources)
    nash = explained.figures["nash"]
    assert nash.status == "absent"
    assert nash.says == "none: the zone of agreement is empty"
    dropped = [move for move in found.sensitivity if move.kind != "cost"]
    assert all(shift.figure < 5 for move in dropped for shift in move.shifts)


def test_preferences_known_in_part_are_said_to_be_missing() -> None:
    case = read_case_text(SMALL)
    second = msgspec.structs.replace(case.parties[1], preferences=None)
    explained = explain(msgspec.structs.replace(case, parties=(case.parties[0], second)))
    assert explained.figures["nash"].says == "none: not every party's utilities are known"
    assert explained.figures["nash"].sensitivity == ()
    assert explained.figures["frontier"].status == "absent"


def test_constraints_that_leave_nothing_leave_nothing_to_move() -> None:
    text = SMALL + "constraints: [{name: none, requires: {issue: pay, in: []}}]\n"
    explained = explain(read_case_text(text))
    assert explained.figures["nash"].says == "none: the constraints leave no package at all"
    assert explained.figures["zone"].sensitivity == ()
    assert explained.figures["deadlock"].says == "the constraints alone leave no package"


@pytest.mark.nightly
def test_a_space_too_large_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for few candidates, and for one weight's work, the rest is bounded or named."""
    case = open_scenario(sample_case("tessen-river")).case
    whole = explain_case(case).figures["nash"]
    monkeypatch.setattr(tracing, "MOST", 300)
    cut = explain_case(case).figures["nash"]
    bounded = 0
    for move in cut.sensitivity:
        exact = move_of(whole, move.input)
        if move.kind == "weight" and move.status == "bounded":
            assert "looked at exactly" in move.note
        for shorter, full in ((move.down, exact.down), (move.up, exact.up)):
            if shorter is not None and full is not None:
                low, high = sorted(shorter.interval)
                assert low <= full.at <= high or shorter.status == "bounded"
                bounded += shorter.status == "bounded"
                if shorter.status == "exact":
                    assert shorter.at == pytest.approx(full.at)
    assert bounded
    monkeypatch.setattr(ground, "WORK", 1)
    monkeypatch.setattr(Allowance, "renew", lambda self: setattr(self, "left", 1))
    starved = explain_case(case).figures["nash"]
    assert "were not moved" in starved.notes[0]
    assert sum(move.kind == "weight" for move in starved.sensitivity) == 1


def test_plain_analysis_loads_no_explanations() -> None:
    code = "import sys, goodoffices; goodoffices.analyse(sys.argv[1]); print(*sys.modules)"
    case = ROOT / "examples" / "tessen-river"
    done = subprocess.run([sys.executable, "-c", code, str(case)], check=True, capture_output=True, text=True)
    assert "goodoffices.analysis.analyse" in done.stdout
    assert "goodoffices.analysis.explaining" not in done.stdout
