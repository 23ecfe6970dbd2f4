"""What is for sums alone says so where one issue's worth depends on another, and the rest answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from goodoffices import analyse, deadlock, explain, questions, robust, trades
from goodoffices.analysis.errors import AnalysisError
from goodoffices.cli.main import run
from tests.conftest import ORRIN


@pytest.mark.parametrize("ask", [explain, questions, robust, lambda path: trades(path, "nash")])
def test_what_is_for_sums_alone_says_so(ask: Callable[[Path], object]) -> None:
    with pytest.raises(AnalysisError, match="additive"):
        ask(ORRIN)


@pytest.mark.parametrize("option", [["--explain"], ["--next"], ["--robust"], ["--from", "nash"]])
def test_the_command_line_says_it_in_a_sentence(
    capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    assert run(["analyse", str(ORRIN), *option]) == 2
    shown = capsys.readouterr()
    assert "additive" in shown.err
    assert "fault of Good Offices" not in shown.err


def test_the_rest_answers(tmp_path: Path) -> None:
    found = analyse(ORRIN, points=5)
    assert found.frontier is not None
    assert (found.frontier.size, len(found.frontier.points)) == (12, 5)
    assert not deadlock(ORRIN, steps=True).deadlocked
    page = tmp_path / "page.html"
    assert run(["analyse", str(ORRIN), "--save", str(page)]) == 0
    assert "not additive" not in page.read_text(encoding="utf-8")
