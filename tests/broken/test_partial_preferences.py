"""Preferences known in part that cannot be: each kind ends with exit code 2 and a sentence that says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.cli.main import run

CASE = """\
goodoffices: 1
parties:
  - id: a
    preferences:
PREFERENCES
  - id: b
    preferences: {kind: ordinal, orders: {pay: [low, middle, high]}}
issues:
  - {id: pay, options: [{id: low}, {id: middle}, {id: high}]}
  - {id: hours, options: [{id: short}, {id: long}]}
"""

#: What the preferences of `a` are, and what the sentence must name.
BROKEN = {
    "an unbounded weight": ("{kind: interval, weights: {pay: [0, .inf], hours: [0, 1]}, values: {}}", "pay"),
    "a weight without an end": ("{kind: interval, weights: {pay: [0], hours: [0, 1]}, values: {}}", "weights"),
    "a weight that is no number": ("{kind: interval, weights: {pay: [.nan, 1], hours: [0, 1]}, values: {}}", "pay"),
    "a weight from high to low": ("{kind: interval, weights: {pay: [0.8, 0.2], hours: [0, 1]}, values: {}}", "pay"),
    "a weight below nothing": ("{kind: interval, weights: {pay: [-1, 1], hours: [0, 1]}, values: {}}", "pay"),
    "weights that cannot sum, too small": (
        "{kind: interval, weights: {pay: [0, 0.2], hours: [0, 0.3]}, values: {}}", "never to 1"),
    "weights that cannot sum, too large": (
        "{kind: interval, weights: {pay: [0.7, 0.9], hours: [0.6, 0.8]}, values: {}}", "never to 1"),
    "a sum of nothing": ("{kind: interval, weights: {pay: [0, 1]}, values: {}, weights_sum: 0}", "weights_sum"),
    "a sum without end": ("{kind: interval, weights: {pay: [0, 1]}, values: {}, weights_sum: .inf}", "weights_sum"),
    "an unbounded evaluation": (
        "{kind: interval, weights: {pay: [1, 1]}, values: {pay: {low: [0, .inf]}}}", "low"),
    "an evaluation of no option": (
        "{kind: interval, weights: {pay: [1, 1]}, values: {pay: {lowest: [0, 1]}}}", "lowest"),
    "a weight of no issue": ("{kind: interval, weights: {pension: [0, 1]}, values: {}}", "pension"),
    "an unbounded reservation value": (
        "{kind: interval, weights: {pay: [1, 1]}, values: {}, reservation: [0, .inf]}", "reservation"),
    "an order of no options": ("{kind: ordinal, orders: {pay: [low, lowest]}}", "lowest"),
    "an order with one twice": ("{kind: ordinal, orders: {pay: [low, high, low]}}", "low"),
    "an order of no issue": ("{kind: ordinal, orders: {pension: [low, high]}}", "pension"),
    "priorities of no issue": ("{kind: ordinal, priorities: [pay, pension]}", "pension"),
    "priorities with one twice": ("{kind: ordinal, priorities: [pay, hours, pay]}", "pay"),
    "a comparison of different issues": (
        "{kind: ordinal, comparisons: [{better: {pay: low}, worse: {hours: long}}]}", "same issues"),
    "a comparison with nothing": ("{kind: ordinal, comparisons: [{better: {}, worse: {}}]}", "comparisons"),
    "a comparison with itself": (
        "{kind: ordinal, comparisons: [{better: {pay: low}, worse: {pay: low}}]}", "comparisons"),
    "no agreement with itself": (
        "{kind: ordinal, comparisons: [{better: no agreement, worse: no agreement}]}", "comparisons"),
    "no agreement with half a package": (
        "{kind: ordinal, comparisons: [{better: {pay: low}, worse: no agreement}]}", "comparisons"),
    "a comparison of no option": (
        "{kind: ordinal, comparisons: [{better: {pay: lowest}, worse: {pay: low}}]}", "lowest"),
    "a comparison against the order": (
        "{kind: ordinal, orders: {pay: [high, low]}, comparisons: [{better: {pay: low}, worse: {pay: high}}]}",
        "contradict each other"),
    "comparisons in a circle": (
        "{kind: ordinal, comparisons: [{better: {pay: low}, worse: {pay: high}}, {better: {pay: high}, worse: {pay: low}}]}",
        "comparison 2"),
    "a reservation value that nothing reaches": (
        "{kind: ordinal, priorities: [pay, hours], reservation: [2, 3]}", "reservation"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_sentence_says_what_cannot_be(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    preferences, named = BROKEN[kind]
    path = tmp_path / "case.yaml"
    path.write_text(CASE.replace("PREFERENCES", "      " + preferences))
    assert run(["analyse", str(path), "--json"]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert named in error
    assert error.count("\n") == 1
    assert "Traceback" not in error


ALTERNATIVES = {
    "an unbounded worth": ("{utility: [0, .inf]}", "utility"),
    "a worth from high to low": ("{utility: [0.6, 0.2]}", "utility"),
    "a driver from high to low": ("{utility: [0, 1], drivers: [{title: T, effect: better, by: [0.3, 0.1]}]}", "by"),
    "a driver without end": ("{utility: [0, 1], drivers: [{title: T, effect: better, by: [0, .inf]}]}", "by"),
    "a driver that does the contrary": ("{utility: [0, 1], drivers: [{title: T, effect: worse, by: [0, 0.1]}]}", "worse"),
    "a driver of no effect": ("{utility: [0, 1], drivers: [{title: T, effect: none}]}", "effect"),
    "a driver without a title": ("{utility: [0, 1], drivers: [{effect: worse}]}", "title"),
    "a driver of nobody's saying": (
        "{utility: [0, 1], drivers: [{title: T, effect: worse, statements: [s9]}]}", "s9"),
    "a driver that goes on by nothing": (
        "{utility: [0, 1], drivers: [{title: T, effect: worse, per: week}]}", "per"),
    "a driver that goes on by the year": (
        "{utility: [0, 1], drivers: [{title: T, effect: worse, by: [-1, 0], per: year}]}", "per"),
    "a worth beyond utilities by order": ("{utility: [0.5, 1.5]}", "from 0 to 1"),
    "drivers without an alternative": ("{drivers: [{effect: worse}]}", "drivers"),
    "an alternative of nobody": ("{party: c}", "'c'"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ALTERNATIVES)
def test_an_alternative_that_cannot_be(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alternative, named = ALTERNATIVES[kind]
    path = tmp_path / "case.yaml"
    given = "{id: x, title: X, " + ("" if "party" in alternative else "party: a, ") + alternative[1:]
    text = CASE.replace("PREFERENCES", "      {kind: ordinal, priorities: [pay, hours]}")
    path.write_text(f"{text}alternatives: [{given}]\n")
    assert run(["analyse", str(path), "--json"]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert named in error
    assert "alternatives[0]" in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("judged", "named"),
    [("pay=low", "hours"), ("pay=lowest,hours=long", "lowest"), ("nash", "nash"), ("way-1", "way-1")],
)
def test_a_package_that_cannot_be_judged(
    judged: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE.replace("PREFERENCES", "      {kind: ordinal, priorities: [pay, hours]}"))
    assert run(["analyse", str(path), "--judge", judged]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert named in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("c=0.5", "no party 'c'"),
        ("a=middle", "state its `utility`"),
        ("a=much", "'much'"),
        ("a=nan", "'nan'"),
        ("a=inf", "'inf'"),
        ("a=1.5", "from 0 to 1"),
        ("a", "PARTY=VALUE"),
        ("=1", "PARTY=VALUE"),
        ("a=", "PARTY=VALUE"),
    ],
)
def test_a_supposed_alternative_that_cannot_be(
    given: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE.replace("PREFERENCES", "      {kind: ordinal, priorities: [pay, hours]}"))
    assert run(["analyse", str(path), "--json", "--alternative", given]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert named in error
    assert "Traceback" not in error
