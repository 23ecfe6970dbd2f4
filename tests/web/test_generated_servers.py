"""Noninterference over HTTP: generated histories on two servers side by side, one with private acts of its own.

The histories are those of `tests.talks.test_walls`. Each begins with two fresh servers at the same table; what differs
is done on one of them alone, and all that is fetched and followed must be the same to the byte.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

from goodoffices.services.acting import Talks
from goodoffices.services.replaying import play
from goodoffices.services.scripts import command_of
from goodoffices.services.workspaces import create
from tests.talks.histories import FIRST, PRELUDE, chosen_of, moves
from tests.talks.table import LEAD, minute
from tests.web.running import Follower, Person, Server, fetched, told

#: Every history starts two servers: for the nightly run alone.
HISTORIES = 100 if settings().max_examples >= 2_000 else 3
#: The minute at which what goes before every history is over.
NOW = FIRST + len(PRELUDE)
READERS = (
    "alba:head", "alba:adviser", "alba:voter", "constituency:alba+home", "mediator:co", "observer:un", "monitor:watch",
)  # fmt: skip
PEOPLE = (
    *READERS, LEAD, "mediator:far", "borea:head", "borea:member", "cora:head", "voice:amal", "listener:ear",
)  # fmt: skip
PATHS = (
    "view", "streams", "transcript", "streams/case/events", "streams/channel/alba/events", "streams/home/alba/events",
    "streams/channel/borea/events", "streams/audit/alba/events", "streams/answers/borea/events",
    "streams/ledger/events", "streams/briefing/borea/events", "streams/constituency/borea+home/events",
    "streams/voice/amal/events", "streams/audience/audience:families/events", "record?q=yes",
    "search?q=yes", "search?q=five", "briefings", "nothing",
)  # fmt: skip


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Person]]]:
    """Return a workspace with the cast at the table and signed in, to be copied, and their sessions."""
    folder = tmp_path_factory.mktemp("table")
    workspace = create(folder / "w")
    script = [(n, command_of({"at": minute(n), **one})) for n, one in enumerate(PRELUDE, FIRST)]
    assert not play(Talks(workspace.case().history), script, lambda _line, _why: None).refused
    workspace.close()
    clock = folder / "clock"
    clock.write_text(minute(NOW))
    server = Server(folder / "w", clock, ticks=False).start()
    people = server.people(PEOPLE)
    server.kill()
    yield folder / "w", people
    for person in people.values():
        person.client.close()


class Side:
    """One of the two servers, and the people who use it."""

    def __init__(self, folder: Path, table: tuple[Path, dict[str, Person]], clock: Path) -> None:
        shutil.copytree(table[0], folder)
        self.server = Server(folder, clock, ticks=False).start()
        self.people = {}
        for actor, known in table[1].items():
            client = httpx.Client(base_url=self.server.address, timeout=30, cookies=known.client.cookies)
            self.people[actor] = Person(client, known.csrf)
        self.followers = [Follower(self.people[reader]) for reader in READERS]

    def act(self, one: dict[str, Any]) -> tuple[int, bytes] | None:
        """Do what somebody with an account does; return the answer."""
        if one["by"] not in self.people:
            return None
        response = self.people[one["by"]].act(one)
        assert response.status_code < 500, response.text
        return response.status_code, response.content

    def stop(self) -> None:
        """Kill the server."""
        self.server.kill()
        for person in self.people.values():
            person.client.close()


def played(history: list[tuple[str, int, Any]], sides: list[Side], clock: Path) -> list[list[object]]:
    """Play a history on both sides; return what alba's people were answered on each."""
    answers: list[list[object]] = [[], []]
    now = NOW
    for place, (kind, later, one) in enumerate(history):
        now += later
        clock.write_text(minute(now))
        for which, side in enumerate(sides):
            chosen = chosen_of(kind, one, place, which)
            answer = side.act(chosen) if chosen is not None else None
            if kind == "shared" and str(one["by"]).startswith("alba"):
                answers[which].append(answer)
    return answers


@pytest.mark.nightly
@settings(
    max_examples=HISTORIES,
    # Shrinking starts two servers a step: the history as it was found is told, and reproduced at the core.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(moves)
def test_what_alba_fetches_does_not_depend_on_what_borea_does_in_private(
    table: tuple[Path, dict[str, Person]], history: list[tuple[str, int, Any]]
) -> None:
    with TemporaryDirectory() as name:
        clock = Path(name) / "clock"
        clock.write_text(minute(NOW))
        sides = [Side(Path(name) / which, table, clock) for which in ("first", "second")]
        try:
            first, second = played(history, sides, clock)
            assert first == second
            for reader in READERS:
                for path in PATHS:
                    one, other = (fetched(side.people[reader], path) for side in sides)
                    assert one == other, (reader, path)
            first_told, second_told = (told(side.followers) for side in sides)
            assert first_told[0]
            assert first_told == second_told
            views = [fetched(side.people["borea:head"], "transcript") for side in sides]
            event(f"borea's own views differ: {views[0] != views[1]}")
        finally:
            for side in sides:
                side.stop()
