"""Conditional values and boxes that make no sense: a sentence each, with file, line and field; and too many constraints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices.cli.main import run
from goodoffices.interchange import load_scenario
from goodoffices.model import CaseFileError
from goodoffices.model.casefile import read_case_text
from tests.broken.test_other_formats import BOXES, DOMAIN, PROFILE

SOUND = """\
goodoffices: 1
title: Together
parties:
  - id: a
    preferences:
      kind: interdependent
      weights: {truce: 1}
      values: {truce: {kind: table, evaluations: {weeks: 0, permanent: 1}}}
      dependent:
        - when: {all: [{issue: truce, is: permanent}, {issue: days, at_least: 3}]}
          adds: 0.5
          note: Time enough.
  - id: b
    preferences:
      kind: hyper-rectangles
      largest: 10
      boxes:
        - utility: 4
          within: {days: [1, 3]}
issues:
  - {id: truce, options: [{id: weeks}, {id: permanent}]}
  - {id: days, integers: {low: 1, high: 9, step: 2}}
constraints:
  - {name: first, requires: {issue: truce, is: weeks}}
"""
WHEN = "{all: [{issue: truce, is: permanent}, {issue: days, at_least: 3}]}"
LINES = "dependent:\n        - when: " + WHEN + "\n          adds: 0.5\n          note: Time enough.\n"

#: The kind of breakage: what is replaced by what, the line of the sentence, and a piece of it.
KINDS = {
    "no condition at all": (LINES, "dependent: []\n", 9, "parties[0].preferences.dependent: nothing in it depends"),
    "none of the field": (LINES, "bias: 0\n", 5, "missing: 'dependent'"),
    "a value without a condition": (f"- when: {WHEN}\n          adds", "- adds", 10, "missing: 'when'"),
    "an empty condition": (WHEN, "{}", 10, "dependent[0].when: a condition has one form"),
    "a condition on nothing": (WHEN, "{all: []}", 10, "dependent[0].when: the condition speaks of no issue"),
    "an endless number": ("adds: 0.5", "adds: .inf", 11, "dependent[0].adds: what a condition adds must be a finite"),
    "no number": ("adds: 0.5", "adds: .nan", 11, "dependent[0].adds: what a condition adds must be a finite"),
    "words for a number": ("adds: 0.5", "adds: much", 11, "dependent[0].adds"),
    "nothing added": ("          adds: 0.5\n", "", 10, "missing: 'adds'"),
    "two options of one issue": (
        WHEN, "{all: [{issue: truce, is: permanent}, {issue: truce, is: weeks}]}", 10,
        "dependent[0].when: no package can satisfy this condition",
    ),
    "a bound beyond the range": (WHEN, "{all: [{issue: truce, is: weeks}, {issue: days, at_least: 10}]}", 10, "no package can satisfy"),
    "an if whose premise is its own denial": (
        WHEN, "{all: [{issue: days, at_most: 3}, {if: {issue: truce, in: [weeks, permanent]}, then: {issue: days, at_least: 5}}]}",
        10, "no package can satisfy",
    ),
    "a sum out of reach": (WHEN, "{sum: {days: 2}, at_least: 19}", 10, "no package can satisfy"),
    "an unknown issue": (WHEN, "{issue: peace, is: permanent}", 10, "dependent[0].when.issue: there is no issue 'peace'"),
    "an unknown option": (WHEN, "{issue: truce, is: lasting}", 10, "dependent[0].when.is: the issue 'truce' has no option 'lasting'"),
    "bounds without order": (WHEN, "{issue: truce, at_least: weeks}", 10, "have no order"),
    "a weight of no issue": ("weights: {truce: 1}", "weights: {peace: 1}", 7, "there is no issue 'peace'"),
    "an endless reservation value": ("weights: {truce: 1}", "weights: {truce: 1}\n      reservation: .inf", 8, "the reservation must be a finite"),
    "a box outside its range": ("days: [1, 3]", "days: [1, 11]", 19, "boxes[0].within.days: the bounds 1 to 11 lie outside the issue's range, 1 to 9"),
    "a box between the values": ("days: [1, 3]", "days: [2, 2.5]", 19, "no value of 'days' lies between 2 and 2.5"),
    "a box backwards": ("days: [1, 3]", "days: [3, 1]", 19, "from the lower to the higher"),
    "a box on options": ("days: [1, 3]", "truce: [1, 3]", 19, "bounds are for numbers, and 'truce' has named options"),
    "a box on no issue": ("days: [1, 3]", "peace: [1, 3]", 19, "there is no issue 'peace'"),
    "a largest utility of nothing": ("largest: 10", "largest: 0", 16, "the largest utility must be a finite number above 0"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_refused_with_file_line_and_field(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, line, expected = KINDS[kind]
    assert SOUND.count(old) == 1
    path = tmp_path / "case.yaml"
    path.write_text(SOUND.replace(old, new), encoding="utf-8")
    for command in ("analyse", "deadlock"):
        assert run([command, str(path), "--json"]) == 2
        printed = capsys.readouterr()
        (sentence,) = printed.err.splitlines()
        assert f"{path}:{line}: " in sentence
        assert expected in sentence
        assert not printed.out


def test_the_same_is_refused_in_json() -> None:
    plain = {
        "goodoffices": 1,
        "issues": [{"id": "n", "integers": {"low": 0, "high": 3}}],
        "parties": [{"id": "a", "preferences": {
            "kind": "interdependent", "dependent": [{"when": {"issue": "n", "at_least": 4}, "adds": 1}]}}],
    }  # fmt: skip
    with pytest.raises(CaseFileError, match="no package can satisfy this condition"):
        read_case_text(json.dumps(plain), "case.json")


@pytest.mark.parametrize("command", ["analyse", "deadlock"])
def test_constraints_that_leave_nothing_are_named(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    other = "  - {name: second, requires: {issue: truce, is: permanent}}\n"
    path.write_text(SOUND + other, encoding="utf-8")
    assert run([command, str(path)]) in (0, 1)
    out, err = capsys.readouterr()
    assert "leave no package" in " ".join(out.split())
    assert "loosen one of them" in " ".join(out.split())
    assert "Traceback" not in err


BOX = '<INCLUDES index="2" min="1" max="3"/>'
XML = {
    "a box above its range": ('<INCLUDES index="2" min="1" max="6"/>', "the bounds 1 to 6 lie outside the range of 'Days', 1 to 5"),
    "a box below its range": ('<EXCLUDES index="2" min="0" max="2"/>', "the bounds 0 to 2 lie outside the range of 'Days', 1 to 5"),
    "bounds that leave nothing": (BOX + '<INCLUDES index="2" min="4" max="5"/>', "the bounds leave nothing: from 4 to 3"),
    "a box without end": ('<INCLUDES index="2" min="1" max="INF"/>', "finite"),
    "a box on an option": ('<INCLUDES index="1" min="1" max="2"/>', "whole numbers, which 'Price' is not"),
}  # fmt: skip


@pytest.mark.parametrize("kind", XML)
def test_a_box_of_genius_outside_its_range_is_refused(kind: str, tmp_path: Path) -> None:
    new, expected = XML[kind]
    assert BOXES.count(BOX) == 1
    texts = {"domain.xml": DOMAIN, "a.xml": BOXES.replace(BOX, new), "b.xml": PROFILE}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"a\.xml:\d+") as caught:
        load_scenario(tmp_path)
    assert expected in str(caught.value)
