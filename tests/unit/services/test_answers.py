"""Heavy answers: computed beside, once, kept by what they rest on; a process that dies takes one answer with it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.model import Case
from goodoffices.services import beside as module
from goodoffices.services.answers import RESTS_ON, Answers, Failed, Ready, Waiting, digest_of
from goodoffices.services.workers import Done, Worker

EXAMPLE = Path(__file__).parents[3] / "examples" / "cairo-2024"
PATIENCE = 120.0


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.load(EXAMPLE)


@pytest.fixture(scope="module")
def answers() -> Iterator[Answers]:
    made = Answers(longest=60)
    made.warm()
    yield made
    made.close()


def test_an_answer_is_computed_beside_and_kept(answers: Answers, case: Case) -> None:
    first = answers.ask("deadlock", case, audience="mediators")
    assert isinstance(first, Waiting | Ready)
    ready = answers.wait("deadlock", case, patience=PATIENCE, audience="mediators")
    assert isinstance(ready, Ready)
    assert ready.result.blocking_sets == deadlock_of(case).blocking_sets
    assert answers.ask("deadlock", case, audience="mediators") is ready


def test_what_an_answer_does_not_rest_on_changes_nothing(answers: Answers, case: Case) -> None:
    ready = answers.wait("analyse", case, patience=PATIENCE, audience="mediators")
    other = msgspec.structs.replace(
        case, title="Else", statements=(), conflicts=(), timeline=(), judgements=()
    )
    assert answers.ask("analyse", other, audience="mediators") is ready
    assert isinstance(
        answers.ask(
            "analyse", msgspec.structs.replace(case, red_lines=case.red_lines[1:]), audience="mediators"
        ),
        Waiting,
    )


def test_what_one_audience_asked_is_not_there_sooner_for_another(answers: Answers, case: Case) -> None:
    assert isinstance(answers.wait("analyse", case, patience=PATIENCE, audience="mediators"), Ready)
    assert isinstance(answers.ask("analyse", case, audience="party/israel"), Waiting)


def test_trades_from_a_package_and_from_a_solution(answers: Answers, case: Case) -> None:
    start = {issue.id: issue.values[0] for issue in case.issues}
    found = answers.wait("trades", case, patience=PATIENCE, start=start, audience="mediators")
    assert isinstance(found, Ready)
    assert found.result.start.package == start
    assert isinstance(
        answers.wait("trades", case, patience=PATIENCE, start="utilitarian", audience="mediators"), Ready
    )


def test_a_page_names_no_file(answers: Answers, case: Case, tmp_path: Path) -> None:
    file = tmp_path / "package.json"
    file.write_bytes(msgspec.json.encode({"hostages": 1}))
    failed = answers.wait("trades", case, patience=PATIENCE, start=str(file), audience="mediators")
    assert isinstance(failed, Failed)
    assert isinstance(
        answers.wait("robust", case, patience=PATIENCE, packages=[str(file)], audience="mediators"), Failed
    )


def test_what_cannot_be_analysed_is_a_sentence(answers: Answers) -> None:
    failed = answers.wait("analyse", Case(), patience=PATIENCE, audience="mediators")
    assert failed == Failed("the case has 0 parties; analysis takes 2 to 6")
    assert answers.ask("analyse", Case(), audience="mediators") == failed


def test_what_cannot_be_sent_is_a_sentence(answers: Answers, case: Case) -> None:
    failed = answers.wait(
        "analyse", case, patience=PATIENCE, alternative=threading.Lock(), audience="mediators"
    )
    assert isinstance(failed, Failed)
    assert isinstance(answers.wait("analyse", case, patience=PATIENCE, audience="mediators"), Ready)


def test_a_process_that_dies_takes_its_answer_with_it_and_no_other(case: Case) -> None:
    now = [0.0]
    answers = Answers(longest=60, clock=lambda: now[0])
    try:
        assert isinstance(answers.ask("robust", case, audience="mediators"), Waiting)
        deadline = time.monotonic() + PATIENCE
        while (process := answers._workers[0]._process) is None or process.pid is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        while isinstance(failed := answers.ask("robust", case, audience="mediators"), Waiting):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert failed == Failed("the process that computed this has ended before it was done")
        while isinstance(ready := answers.ask("analyse", case, audience="mediators"), Waiting):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert isinstance(ready, Ready)
        assert answers.ask("robust", case, audience="mediators") == failed
        now[0] = 31.0
        assert isinstance(answers.ask("robust", case, audience="mediators"), Waiting)
    finally:
        answers.close()


def test_what_takes_too_long_is_stopped() -> None:
    worker = Worker(time.sleep, _nothing, longest=0.1)
    try:
        done = worker.do(60.0)
        assert (done.sentence, done.crashed) == ("this took longer than 0.1 seconds and was stopped", True)
        assert worker.do(0.0).sentence == ""
    finally:
        worker.close()


def test_closing_waits_for_nobody() -> None:
    worker = Worker(time.sleep, _nothing, longest=600)
    thread = threading.Thread(target=worker.do, args=(600.0,))
    thread.start()
    time.sleep(0.3)
    worker.close()
    thread.join(10)
    assert not thread.is_alive()
    assert worker.do(0.0).crashed


def test_answers_take_no_more_room_than_they_may(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    gate = threading.Event()

    class Fake(Worker):
        def do(self, task: Any) -> Done:
            kind, one, _ = task
            gate.wait(10)
            asked.append(f"{kind} {one.issues[0].id}")
            return Done(("x", 1_000))

    monkeypatch.setattr(module, "Worker", Fake)
    answers = Answers(megabytes=0.02)
    cases = [
        msgspec.structs.replace(case, issues=(msgspec.structs.replace(case.issues[0], id=f"i{n}"),))
        for n in range(4)
    ]
    try:
        for one in cases:
            for _ in range(3):
                answers.ask("analyse", one, audience="mediators")
        gate.set()
        for one in cases:
            while isinstance(answers.ask("analyse", one, audience="mediators"), Waiting) and len(asked) < 20:
                time.sleep(0.01)
        assert sorted(set(asked)) == [f"analyse i{n}" for n in range(4)]
        assert len(answers._kept) == 2
    finally:
        answers.close()


def test_each_kind_rests_on_parts_of_a_case(case: Case) -> None:
    names = set(Case.__struct_fields__)
    for kind, parts in RESTS_ON.items():
        assert set(parts) <= names
        assert digest_of(kind, case, "", {}) != digest_of(kind, case, "", {"x": 1})
        assert not {"statements", "sources", "judgements", "conflicts"} & set(parts)


def _nothing() -> None:
    """Prepare nothing."""
