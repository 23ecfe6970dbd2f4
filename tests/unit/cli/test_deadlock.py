"""`goodoffices deadlock`: streamed, within a budget, with costs, by steps, interrupted; and what it refuses."""

from __future__ import annotations

import contextlib
import json
import random
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from ortools.sat.python import cp_model

from goodoffices import services
from goodoffices.analysis import ways
from goodoffices.analysis.encoding import solved
from goodoffices.cli.main import run
from goodoffices.services import deadlock
from tests.conftest import CAIRO

NORTH = "hamas: all residents return to the north"


def lines_of(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    assert run(["deadlock", *arguments]) == code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["deadlock", str(CAIRO), *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    return shown.err


def test_a_stream_tells_what_the_answer_holds(capsys: pytest.CaptureFixture[str]) -> None:
    events = lines_of(capsys, str(CAIRO), "--stream")
    answer = deadlock(CAIRO).to_dict()
    assert (events[0]["event"], events[0]["deadlocked"]) == ("begun", True)
    assert events[0]["limits"] == answer["limits"]
    told = [one["limits"] for one in events if one["event"] == "blocking_set"]
    assert sorted(told) == sorted(answer["blocking_sets"])
    costs = [one["cost"] for one in events if one["event"] == "way_out"]
    assert costs == sorted(way["cost"] for way in answer["ways_out"])
    worked_out = [one["way_out"] for one in events if one["event"] == "worked_out"]
    assert sorted(worked_out, key=str) == sorted(answer["ways_out"], key=str)
    assert (events[-1]["event"], events[-1]["complete"]) == ("end", True)


def test_costs_of_the_user_change_what_is_cheapest(capsys: pytest.CaptureFixture[str]) -> None:
    [answer] = lines_of(
        capsys, str(CAIRO), "--json", "--cost", f"{NORTH}=0", "--cost", "israel: reservation value=9"
    )
    given = {limit["name"]: limit["cost"] for limit in answer["limits"]}
    assert (given[NORTH], given["israel: reservation value"]) == (0.0, 9.0)
    assert NORTH in answer["ways_out"][0]["relax"]
    for way in answer["ways_out"]:
        assert way["cost"] == pytest.approx(sum(given[name] for name in way["relax"]))


def test_an_interrupted_stream_ends_with_what_is_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ways, "opened_by", interrupted)
    events = lines_of(capsys, str(CAIRO), "--stream", code=130)
    assert {one["event"] for one in events} == {"begun", "way_out", "blocking_set", "end"}
    assert any("ended before" in note for note in events[-1]["notes"])
    [answer] = lines_of(capsys, str(CAIRO), "--json", code=130)
    assert len(answer["ways_out"]) == 9
    assert {way["opens"]["status"] for way in answer["ways_out"]} == {"bounded"}


def test_a_page_of_an_analysis_that_is_interrupted_shows_what_blocks_as_far_as_that_is_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ways, "opened_by", interrupted)
    page = tmp_path / "page.html"
    assert run(["analyse", str(CAIRO), "--save", str(page)]) == 130
    text = page.read_text(encoding="utf-8")
    assert "all residents return to the north" in text
    assert "ended before" in text
    assert "Power by the rule" in capsys.readouterr().out


def test_what_a_library_makes_of_an_interruption_is_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Extension modules that Ctrl-C meets as they are loaded raise ImportError."""

    def interrupted(*_: object, **__: object) -> None:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise ImportError("initialization failed")

    monkeypatch.setattr(ways, "opened_by", interrupted)
    events = lines_of(capsys, str(CAIRO), "--stream", code=130)
    assert events[-1]["event"] == "end"
    monkeypatch.setattr(services, "open_scenario", interrupted)
    assert run(["deadlock", str(CAIRO)]) == 130
    assert capsys.readouterr().err == "goodoffices: stopped; nothing was written\n"


def test_a_solver_at_work_does_not_keep_an_interruption_waiting() -> None:
    """Ctrl-C reaches the main thread only while that is not inside a solver."""
    model = cp_model.CpModel()
    draw = random.Random(0)  # noqa: S311 - not for secrets
    taken = [model.new_bool_var("") for _ in range(60)]
    for _ in range(5):
        sizes = [draw.randrange(100) for _ in taken]
        model.add(sum(size * one for size, one in zip(sizes, taken, strict=True)) == sum(sizes) // 2)
    threading.Timer(1.0, signal.pthread_kill, [threading.main_thread().ident, signal.SIGINT]).start()
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        solved(model, max_time_in_seconds=30.0)
    assert time.monotonic() - begun < 10.0


def test_a_budget_that_is_over_at_once_claims_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    [answer] = lines_of(capsys, str(CAIRO), "--json", "--steps", "--budget", "1e-9")
    assert (answer["complete"], answer["steps_complete"]) == (False, False)
    assert any("not known yet" in note for note in answer["notes"])


def test_what_is_wrong_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert f"nearest are '{NORTH}'" in refusal(capsys, "--cost", "hamas: all residents return=2")
    assert "not below 0" in refusal(capsys, "--cost", f"{NORTH}=-1")
    assert "finite" in refusal(capsys, "--cost", f"{NORTH}=inf")
    assert "finite" in refusal(capsys, "--cost", f"{NORTH}=nan")
    assert "LIMIT=NUMBER" in refusal(capsys, "--cost", f"{NORTH}=much")
    assert "LIMIT=NUMBER" in refusal(capsys, "--cost", "=1")
    assert "twice" in refusal(capsys, "--cost", f"{NORTH}=1", "--cost", f"{NORTH}=2")
    for budget in ("0", "-3", "nan", "inf"):
        assert "above 0" in refusal(capsys, "--budget", budget)
    assert "choose one" in refusal(capsys, "--stream", "--json")


def test_tables_say_whom_a_way_out_helps(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadlock", str(CAIRO)]) == 0
    shown = capsys.readouterr().out
    assert "Whom each helps" in shown
    first = deadlock(CAIRO).ways_out[0]
    assert first.chance is not None
    row = [cell.strip() for line in shown.splitlines() if "│ 1 │ israel " in line for cell in line.split("│")]
    one = first.helps[0]
    assert None not in (one.worst, one.nash, one.best)
    assert row[3:7] == [f"{number:.3f}" for number in (one.reservation, one.worst, one.nash, one.best)]
    assert row[7].startswith(f"{first.chance.share:.0%}")
