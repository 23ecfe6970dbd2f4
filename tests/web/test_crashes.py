"""The server is killed (SIGKILL) at random moments under load: nothing acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

from goodoffices.services.acting import Talks
from goodoffices.services.replaying import play
from goodoffices.services.scripts import command_of
from goodoffices.services.transcribing import check_workspace, transcript
from goodoffices.services.workspaces import create, open_workspace
from goodoffices.talks.transcript import checked
from tests.conftest import new_database
from tests.talks.table import LEAD, minute, opening
from tests.web.running import Person, Server

#: Ten kills in every run, a hundred in the nightly one, on each database.
KILLS = 100 if settings().max_examples >= 2_000 else 4
WRITERS = ("alba:head", "alba:member", "borea:head", LEAD)


class Writer(threading.Thread):
    """Somebody who acts all the time, and tries again with the same key until there is an answer."""

    def __init__(self, actor: str, person: Person) -> None:
        super().__init__(daemon=True)
        self.actor, self.person = actor, person
        self.acknowledged: list[str] = []
        self.wrong: list[str] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.stopped.is_set():
            number += 1
            text = f"{self.actor} {number}"
            act = {"do": "say", "text": text} if self.actor != LEAD else {"do": "announce", "text": text}
            while not self.stopped.is_set():
                try:
                    response = self.person.act(act | {"key": f"k{number}"})
                except httpx.HTTPError:
                    time.sleep(0.02)
                    continue
                if response.status_code in (200, 201):
                    self.acknowledged.append(text)
                    break
                if response.status_code != 503:
                    self.wrong.append(f"{response.status_code} {response.text}")
                    break
                time.sleep(0.02)


def _wait_for_load(writers: list[Writer]) -> None:
    """Wait until somebody has an answer from the server that runs now."""
    before, end = sum(len(one.acknowledged) for one in writers), time.monotonic() + 30
    while sum(len(one.acknowledged) for one in writers) == before and time.monotonic() < end:
        time.sleep(0.01)


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_killed_server_loses_nothing(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    address = ""
    if database == "postgres":
        address = new_database(request.getfixturevalue("postgres"))
    workspace = create(tmp_path / "w", address)
    script = [(n, command_of({"at": minute(n), **one})) for n, one in enumerate(opening())]
    play(Talks(workspace.case().history), script, lambda _line, _why: None)
    workspace.close()
    running = Server(tmp_path / "w").start()
    writers = [Writer(actor, person) for actor, person in running.people(WRITERS).items()]
    for writer in writers:
        writer.start()
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        _wait_for_load(writers)
        time.sleep(chance.uniform(0.0, 0.5))
        running.kill()
        running.start()
        for writer in writers:
            writer.person.client.base_url = httpx.URL(running.address)
    time.sleep(1.0)
    for writer in writers:
        writer.stopped.set()
    for writer in writers:
        writer.join(30)
        writer.person.client.close()
    running.kill()
    again = open_workspace(tmp_path / "w")
    assert check_workspace(again)
    seen = transcript(again.case().history, "mediators").decode()
    assert checked(seen.encode()).events
    for writer in writers:
        assert not writer.wrong
        assert writer.acknowledged, "there was no load"
        for text in writer.acknowledged:
            assert seen.count(f'"text":"{text}"') == 1, text
    again.close()
