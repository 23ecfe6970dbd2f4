"""What fails at one deadline or in one run holds up no other, and nothing of the talks stands in the log."""

from __future__ import annotations

import pytest

from goodoffices.services import acting
from goodoffices.services.faults import FAULTS, Faults, where
from goodoffices.services.suggesting import suggested
from goodoffices.storage.errors import StorageError
from goodoffices.storage.history import History
from goodoffices.talks.decide import closing
from goodoffices.talks.states.mediation import Carried
from tests.talks.proposing import good
from tests.talks.table import LEAD, act, minute, opened

WORDS = "six-weeks-and-no-day-more"


def fails(*_given: object) -> bool:
    raise KeyError(WORDS)


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FAULTS, "_told", {})


def test_a_deadline_that_fails_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    table = opened()
    good(
        table,
        act("alba:head", "put_question", question="q", body="cabinet", text="?", deadline=minute(60)),
        act(
            LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "short"}, deadline=minute(61)
        ),
    )  # fmt: skip
    with monkeypatch.context() as broken:
        broken.setattr(closing, "adopts", fails)
        for clock in (70, 71):
            table.clock = clock
            good(table, act("clock", "tick"))
        good(table, act("alba:head", "say", text="we go on"), act(LEAD, "announce", text="so do we"))
    assert b"final_closed" in table.seen("borea")
    assert b"question_decided" not in table.seen("alba")
    said = [record.message for record in caplog.records]
    assert {line.partition(" in ")[0] for line in said} == {"goodoffices: deadline waits: KeyError"}
    assert len(set(said)) == len(said), "what is tried again is not said again"
    assert WORDS not in caplog.text
    good(table, act("clock", "tick"))
    assert b"question_decided" in table.seen("alba"), "what is due stays due"


def test_a_run_that_fails_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    table = opened()

    def first_fails(history: History, run: Carried) -> object:
        return fails() if run.name == "first" else suggested(history, run)

    monkeypatch.setattr(acting, "suggested", first_fails)
    good(
        table,
        act(LEAD, "open_run", name="first", to=["alba"]),
        act(LEAD, "open_run", name="second", to=["alba"]),
        act("alba:head", "answer_run", run="r1", consents=True),
        act("alba:head", "answer_run", run="r2", consents=True),
    )
    assert table.seen("mediators").count(b"run_done") == 1
    assert "run waits: KeyError" in caplog.text
    assert WORDS not in caplog.text


def test_the_same_fault_is_said_again_after_some_minutes(caplog: pytest.LogCaptureFixture) -> None:
    time = [0.0]
    faults = Faults(lambda: time[0])
    for at in (0, 1, 599, 601, 602):
        time[0] = at
        with faults.withstood("it"):
            fails()
    faults.tell("it", StorageError("the disk is full"))
    assert [record.message.count("KeyError") for record in caplog.records] == [1, 1, 0]
    assert caplog.records[-1].message == "goodoffices: it waits: the disk is full"


def test_a_fault_is_said_by_its_kind_and_its_place() -> None:
    with pytest.raises(KeyError) as caught:
        fails()
    said = where(caught.value)
    assert said.startswith("KeyError in test_faults.fails:")
    assert WORDS not in said
