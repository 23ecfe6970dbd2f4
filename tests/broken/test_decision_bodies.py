"""Decision bodies that cannot decide, and stances that are nobody's: exit code 2 and a sentence that says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.cli.main import run

CASE = """\
goodoffices: 1
parties: [{id: a}, {id: b}]
issues: [{id: pay, options: [{id: low}, {id: high}]}]
decision_bodies:
"""

BODY = "  - {{id: d, party: a, name: D, rule: {rule}, members: {members}, questions: {questions}}}\n"
TWO = "[{id: l, name: L, role: leader}, {id: m, name: M}]"
ASKED = "[{{id: q, text: Q, stances: [{stance}]}}]"

#: The bodies, and what the sentence must name.
BROKEN = {
    "a leader who is not there": (BODY.format(rule="{kind: leader}", members="[{id: m, name: M}]", questions="[]"), "leader"),
    "two leaders": (
        BODY.format(rule="{kind: leader}", members="[{id: l, name: L, role: leader}, {id: m, name: M, role: leader}]", questions="[]"),
        "more than one"),
    "nobody with a vote": (
        BODY.format(rule="{kind: majority}", members="[{id: m, name: M, role: observer}]", questions="[]"), "never decides"),
    "weights of nothing": (
        BODY.format(rule="{kind: weighted, threshold: 0.5}", members="[{id: m, name: M, weight: 0}]", questions="[]"), "never decides"),
    "no threshold": (BODY.format(rule="{kind: qualified}", members=TWO, questions="[]"), "threshold"),
    "a threshold above all": (BODY.format(rule="{kind: qualified, threshold: 3/2}", members=TWO, questions="[]"), "threshold"),
    "a threshold that is no number": (BODY.format(rule="{kind: qualified, threshold: most}", members=TWO, questions="[]"), "threshold"),
    "a quorum above all": (BODY.format(rule="{kind: majority, quorum: 1.5}", members=TWO, questions="[]"), "quorum"),
    "a veto without a vote": (
        BODY.format(rule="{kind: majority}", members="[{id: l, name: L}, {id: m, name: M, role: adviser, veto: true}]", questions="[]"), "veto"),
    "a member twice": (
        BODY.format(rule="{kind: majority}", members="[{id: m, name: M}, {id: m, name: N}]", questions="[]"), "twice"),
    "a body of no name": (
        BODY.format(rule="{kind: majority}", members="[{id: m, name: M, body: e}]", questions="[]"), "'e'"),
    "a body within itself": (
        BODY.format(rule="{kind: majority}", members="[{id: m, name: M, body: d}]", questions="[]"), "within itself"),
    "a circle of bodies": (
        BODY.format(rule="{kind: majority}", members="[{id: m, name: M, body: e}]", questions="[]")
        + BODY.format(rule="{kind: majority}", members="[{id: n, name: N, body: d}]", questions="[]").replace("id: d", "id: e", 1),
        "within itself"),
    "a stance of nobody": (
        BODY.format(rule="{kind: leader}", members=TWO, questions=ASKED.format(stance="{member: x, stance: for}")), "'x'"),
    "two stances of one": (
        BODY.format(rule="{kind: leader}", members=TWO, questions=ASKED.format(stance="{member: m, stance: for}, {member: m, stance: against}")),
        "two stances"),
    "a chance that is settled": (
        BODY.format(rule="{kind: leader}", members=TWO, questions=ASKED.format(stance="{member: m, stance: for, chance: [0, 1]}")), "chance"),
    "a chance above one": (
        BODY.format(rule="{kind: leader}", members=TWO, questions=ASKED.format(stance="{member: m, stance: unknown, chance: [0, 2]}")), "chance"),
    "a chance from high to low": (
        BODY.format(rule="{kind: leader}", members=TWO, questions=ASKED.format(stance="{member: m, stance: unknown, chance: [0.7, 0.2]}")),
        "chance"),
    "a stance of no kind": (
        BODY.format(rule="{kind: leader}", members=TWO, questions=ASKED.format(stance="{member: m, stance: perhaps}")), "stance"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_sentence_says_what_cannot_be(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bodies, named = BROKEN[kind]
    path = tmp_path / "case.yaml"
    path.write_text(CASE + bodies)
    assert run(["analyse", str(path), "--json"]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert named in error
    assert "case.yaml" in error
    assert error.count("\n") == 1
    assert "Traceback" not in error
    assert "fault of Good Offices" not in error
