"""`--budget`: what is known by then, and sentences for what is no budget."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goodoffices.cli.main import run
from goodoffices.model import Case, Condition, IntegerRange, Interdependent, Issue, Linear, Party
from goodoffices.model.preferences import Dependent


def hard_case(issues: int = 30) -> Case:
    """A case whose search takes long: pairs of issues of two parties pull against each other."""
    over = tuple(Issue(id=f"i{n}", integers=IntegerRange(low=0, high=9)) for n in range(issues))

    def party(name: str, sign: int) -> Party:
        pairs = [
            Dependent(
                when=Condition(
                    all=(
                        Condition(issue=f"i{n}", at_least=(3 + n * sign) % 7),
                        Condition(issue=f"i{(n * 7 + step) % issues}", at_most=(n * 3 + step) % 8),
                    )
                ),
                adds=(1 + (n * 31 + step * sign) % 97) / 97,
            )
            for n in range(issues)
            for step in (1, 2, 3, 5)
        ]
        weights = {issue.id: (1 + (n * 17) % 13) / 100 for n, issue in enumerate(over)}
        values = {issue.id: Linear(slope=sign / 9) for issue in over}
        return Party(
            id=name, preferences=Interdependent(dependent=tuple(pairs), weights=weights, values=values)
        )

    return Case(parties=(party("alba", 1), party("borea", -1)), issues=over)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case file."""
    found = tmp_path_factory.mktemp("hard") / "case.yaml"
    hard_case().save(found)
    return found


@pytest.mark.parametrize("budget", ["0", "-3", "nan", "inf"])
def test_what_leaves_no_time_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], path: Path, budget: str
) -> None:
    assert run(["analyse", str(path), "--budget", budget]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "give a number above 0" in shown.err
    assert ("has no end" in shown.err) == (budget == "inf")
    assert shown.err.count("\n") == 1


def test_a_spent_budget_leaves_bounds(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    assert run(["analyse", str(path), "--budget", "4", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["frontier"]["status"] == "bounded"
    assert answer["frontier"]["bound"] > 0
    assert answer["solutions"]["nash"]["status"] == "bounded"
    assert answer["solutions"]["nash"]["bound"] > 0
    assert any("the budget was spent" in note for note in answer["notes"])


def test_control_c_ends_the_search_with_what_is_known(path: Path) -> None:
    command = [sys.executable, "-m", "goodoffices", "analyse", str(path), "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    ) as process:
        time.sleep(10)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    answer = json.loads(out)
    assert any("it was stopped" in note or "larger budget" in note for note in answer["notes"])
