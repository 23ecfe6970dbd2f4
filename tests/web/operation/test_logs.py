"""No line of a log holds a name, a message, a token or the id of a case, whatever goes wrong, and whoever writes it."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.faults import FAULTS
from goodoffices.storage.errors import Destroyed, StorageError, Tampered
from goodoffices.talks.actions.party import Say
from goodoffices.talks.decide import HANDLERS
from goodoffices.web.operation import logs
from goodoffices.web.project import House
from tests.talks.table import Table, opening
from tests.web.reading import reader

CASE = "k7planted"
MESSAGE = "the-bridge-at-dawn"
TOKEN = "t0ken-that-nobody-knows"  # noqa: S105 - planted, to be looked for
#: Whatever stands in a case: its id, parties, people, what was said, and what opens doors.
PLANTED = (CASE, MESSAGE, TOKEN, "alba", "borea", "lunn", "truce", "channel/", "sessionid", "csrf")


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Return the log of a server, as JSON; afterwards the tests have theirs back."""
    root, ours = logging.getLogger(), logging.getLogger("goodoffices.server")
    kept = (root.handlers[:], root.level, ours.level, logging.raiseExceptions)
    written = io.StringIO()
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setattr(FAULTS, "_told", {})
    logs.begin("json")
    yield written
    root.handlers[:], level, own, logging.raiseExceptions = kept
    root.setLevel(level)
    ours.setLevel(own)


def read(lines: io.StringIO) -> list[dict[str, str]]:
    """Return the lines; each is one JSON object, and says nothing of what was planted."""
    made = [json.loads(line) for line in lines.getvalue().splitlines()]
    for one in made:
        assert {"at", "level", "from", "says"} <= set(one)
        for word in PLANTED:
            assert word not in json.dumps(one).casefold(), (word, one)
    return made


def fails(*_given: object, **_named: object) -> None:
    raise KeyError(f"{MESSAGE} of alba in {CASE} with {TOKEN}")


@pytest.fixture
def planted(table: Table) -> Table:
    """Return a table beside which there is a case of a planted id."""
    assert not Table(Talks(House.workspace.new_case(CASE).history)).play(opening()).refused
    return table


def test_a_page_and_an_endpoint_that_fail_say_where_and_not_of_what(
    planted: Table, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = reader("alba:head")
    person.client.raise_request_exception = False
    monkeypatch.setitem(HANDLERS, Say, fails)  # type: ignore[misc]  # of any act
    sheet = person.get("/cases/main/channel")
    person.send(sheet, "say", text=MESSAGE, mark="hold")
    person.client.get(f"/cases/{CASE}/channel?token={TOKEN}")
    person.client.get(f"/invitation?token={TOKEN}")
    person.client.post("/sign-in", {"name": "alba:head", "password": TOKEN})
    made = read(lines)
    (said,) = [one["says"] for one in made]
    assert said.startswith(
        "a request went wrong (500 at cases/<str:case>/channel): KeyError in test_logs.fails:"
    )
    assert planted.clock


def test_what_fails_beside_the_pages_names_no_case(
    planted: Table, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    for case in ("main", CASE):
        room = House.room(case)
        assert room is not None
        room.talks.runs_wait.set()
        monkeypatch.setattr(room.talks, "finish_runs", fails)
    House.tick()
    for error in (
        Destroyed(f"channel/alba: its key was destroyed; {MESSAGE}"),
        Tampered(f"@{CASE}/channel/borea: event 4 is not the one that was written there"),
        StorageError("the PostgreSQL database cannot be reached (connection refused); check its address"),
    ):
        FAULTS.tell("the clock", error)
    said = [one["says"] for one in read(lines)]
    assert said[0].startswith("goodoffices: a case waits: KeyError in test_logs.fails:")
    assert any("connection refused" in one for one in said), "what a database says of itself is told"
    assert len(said) == 4
    assert planted.clock


def test_a_stream_that_was_destroyed_is_answered_and_not_named(
    planted: Table, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_given: object, **_named: object) -> None:
        raise Destroyed(f"channel/alba: its key was destroyed; {MESSAGE}")

    person = reader("alba:head")
    monkeypatch.setattr("goodoffices.services.looking.Looks.at", gone)
    assert person.client.get("/cases/main/channel").status_code == 410
    assert person.client.get("/api/view").status_code in (200, 410)
    assert all("Destroyed in" in one["says"] for one in read(lines))
    assert planted.clock


def test_threads_loops_and_other_peoples_loggers_say_where_alone(lines: io.StringIO) -> None:
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()

    async def forgotten() -> None:
        asyncio.get_running_loop().call_soon(fails, MESSAGE)
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_exception_handler(
            {"message": f"Exception in callback {MESSAGE}", "exception": KeyError(MESSAGE), "future": MESSAGE}
        )

    asyncio.run(forgotten())
    logging.getLogger("weasyprint").error("Ignored `%s` at 1:2", MESSAGE)
    logging.getLogger("django.template").error("Invalid HTTP_HOST header: %r", TOKEN)
    logging.getLogger("goodoffices.wrong").error("%s %s", MESSAGE)  # noqa: PLE1206 - what cannot be written
    sys.excepthook(KeyError, KeyError(MESSAGE), None)
    made = read(lines)
    by = {one["from"] for one in made}
    assert {"goodoffices.server", "asyncio", "weasyprint", "django.template"} <= by
    assert any(one["says"].startswith("a thread has ended: KeyError in test_logs.fails") for one in made)


def test_the_server_says_when_it_is_ready_in_json_alone(
    lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.tell("ready", address="http://127.0.0.1:1", version="0")
    assert read(lines)[0] | {"at": ""} == {
        "at": "", "level": "info", "from": "goodoffices.server", "says": "ready",
        "address": "http://127.0.0.1:1", "version": "0",
    }  # fmt: skip
    monkeypatch.setattr(sys, "stderr", lines)
    logs.begin("text")
    logs.tell("ready", address="http://127.0.0.1:1")
    assert len(lines.getvalue().splitlines()) == 1
    FAULTS.tell("the clock", KeyError(MESSAGE))
    assert lines.getvalue().splitlines()[-1] == "goodoffices: the clock waits: KeyError in "
