"""The clock of a server goes on whatever fails, in each case by itself."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.faults import FAULTS
from goodoffices.web import serving
from goodoffices.web.project import House, Room
from tests.talks.table import LEAD, START, Table, act, minute, opening

WORDS = "what alba said"


def closes(table: Table) -> bool:
    return b"final_closed" in table.seen("alba")


def until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


@pytest.fixture
def cases(table: Table, monkeypatch: pytest.MonkeyPatch) -> dict[str, Table]:
    """Return two cases with a deadline behind them, and a clock that looks often."""
    monkeypatch.setattr(FAULTS, "_told", {})
    monkeypatch.setattr(serving, "_TICK", 0.01)
    other = Table(Talks(House.workspace.new_case("second").history))
    assert not other.play(opening()).refused
    for one in (table, other):
        final = act(
            LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "short"}, deadline=minute(90)
        )  # fmt: skip
        assert not one.play([final]).refused
    monkeypatch.setattr(House, "now", lambda: START + dt.timedelta(minutes=99))
    return {"main": table, "second": other}


@pytest.mark.parametrize("fault", [KeyError(WORDS), RecursionError(WORDS), ValueError(WORDS)])
def test_what_fails_in_one_case_stops_no_other(
    cases: dict[str, Table],
    fault: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    room = House.room("main")
    assert isinstance(room, Room)

    def fails(*_given: object) -> None:
        raise fault

    clock = serving.Clock()
    try:
        with monkeypatch.context() as broken:
            for name in ("tick", "finish_runs"):
                broken.setattr(room.talks, name, fails)
            clock.start()
            assert until(lambda: closes(cases["second"]))
            assert not closes(cases["main"])
            assert clock.is_alive()
        assert until(lambda: closes(cases["main"])), "what is due stays due"
    finally:
        clock.stopped.set()
        clock.join()
    assert "goodoffices: a case waits" in caplog.text
    assert WORDS not in caplog.text


def test_the_clock_goes_on_when_all_of_it_fails(
    cases: dict[str, Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    tick, times = House.tick, []

    def fails_twice() -> None:
        times.append(1)
        if len(times) < 3:
            raise RuntimeError(WORDS)
        tick()

    monkeypatch.setattr(House, "tick", fails_twice)
    clock = serving.Clock()
    clock.start()
    try:
        assert until(lambda: closes(cases["main"]) and closes(cases["second"]))
    finally:
        clock.stopped.set()
        clock.join()


def test_what_another_server_left_undone_is_taken_up_within_a_minute(
    cases: dict[str, Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = House.room("main")
    assert room is not None
    looked: list[str] = []
    monkeypatch.setattr(room.talks, "finish_runs", lambda _at: looked.append("runs"))
    monkeypatch.setattr(room.talks, "play_tables", lambda _at: looked.append("tables"))
    now = House.now()
    monkeypatch.setattr(House, "now", lambda: now)
    House.tick()
    looked.clear()
    for seconds, found in ((0, []), (50, []), (60, ["runs", "tables"]), (70, [])):
        # nothing has happened in this process: whoever began it was another
        room.talks.runs_wait.clear()
        room.talks.tables_wait.clear()
        monkeypatch.setattr(House, "now", lambda later=now + dt.timedelta(seconds=seconds): later)
        House.tick()
        assert looked == found
        looked.clear()
    assert cases
