"""Two servers side by side, one history differing in private acts: what is fetched is the same to the byte."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.replaying import play
from goodoffices.services.scripts import command_of
from goodoffices.services.workspaces import create, open_workspace
from tests.conftest import new_database
from tests.talks.table import LEAD, Act, act, minute, opening
from tests.web.running import Follower, Person, Server, fetched, told

READERS = ("alba:head", "alba:adviser", "mediator:co", "observer:un")
ACTORS = (*READERS, "borea:head", LEAD)
PATHS = (
    "view", "streams", "transcript", "streams/case/events", "streams/channel/alba/events?after=3",
    "streams/channel/borea/events", "streams/joint/alba+borea/events", "streams/audit/alba/events", "nothing",
    "streams/answers/borea/events", "openapi.json", "search?q=confidence", "search?q=good", "record?q=good", "briefings",
)  # fmt: skip

#: A line of the talks; what is private is done on the second server alone.
HISTORY: list[tuple[bool, Act]] = [
    (False, act(LEAD, "table_proposal", name="x", to=["alba", "borea"], package={"truce": "short"})),
    (True, act("borea:head", "say", text="in confidence", mark="relay_as_idea")),
    (False, act("alba:head", "say", text="good morning")),
    (True, act("borea:head", "answer_proposal", proposal="p1", answer="reject")),
    (True, act("borea:head", "answer_proposal", proposal="p1", answer="accept")),
    (True, act("borea:head", "announce", text="not mine to do")),
    (False, act(LEAD, "tell", to=["alba"], text="good evening")),
    (True, act(LEAD, "tell", to=["borea"], text="between us")),
    (True, act(LEAD, "post", to=["alba", "borea"], text="they are close")),
    (True, act(LEAD, "sound", to="borea", question="would you?")),
    (False, act(LEAD, "announce", text="a round is planned", to=["observer:un"])),
    (False, act("alba:head", "answer_proposal", proposal="p1", answer="accept")),
    (False, act("alba:head", "answer_proposal", proposal="p9", answer="accept")),
    (False, act("alba:adviser", "answer_proposal", proposal="p1", answer="reject")),
    (True, act("borea:head", "note", text="wait")),
    (False, act(LEAD, "announce", text="good night")),
]


def _served(place: Path, clock: Path) -> tuple[Server, dict[str, Person]]:
    """Return a server with the cast at the table, and everybody signed in."""
    clock.write_text(minute(100))
    workspace = create(place)
    script = [(n, command_of({"at": minute(n), **one})) for n, one in enumerate(opening())]
    assert not play(Talks(workspace.case().history), script, lambda _line, _why: None).refused
    workspace.close()
    server = Server(place, clock).start()
    return server, server.people(ACTORS)


def _over(server: Server, people: dict[str, Person]) -> None:
    for person in people.values():
        person.client.close()
    server.kill()


@pytest.fixture
def people(tmp_path: Path) -> Iterator[dict[str, Person]]:
    """Return those who are signed in to a server."""
    server, people = _served(tmp_path / "w", tmp_path / "clock")
    yield people
    _over(server, people)


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[list[tuple[Server, dict[str, Person]]]]:
    """Return two servers with the same cast, and the same clock."""
    made = [_served(tmp_path / which, tmp_path / "clock") for which in ("first", "second")]
    yield made
    for server, people in made:
        _over(server, people)


def test_everything_alba_fetches_is_the_same(
    servers: list[tuple[Server, dict[str, Person]]], tmp_path: Path
) -> None:
    followers = [[Follower(people[reader]) for reader in READERS] for _, people in servers]
    told = [[follower.so_far() for follower in some] for some in followers]
    for number, (private, one) in enumerate(HISTORY):
        (tmp_path / "clock").write_text(minute(101 + number))
        answers = []
        for which, (_, people) in enumerate(servers):
            if not private or which == 1:
                response = people[one["by"]].act(one)
                answers.append((response.status_code, response.content))
        if not private and one["by"].startswith("alba"):
            assert answers[0] == answers[1]
        for reader in READERS:
            for path in PATHS:
                one_answer, other = (fetched(people[reader], path) for _, people in servers)
                assert one_answer == other, (reader, path)
    for some, before in zip(followers, told, strict=True):
        for follower, lines in zip(some, before, strict=True):
            lines.extend(follower.so_far())
    assert all(len(lines) > 2 for lines in told[0])
    assert told[0] == told[1]
    differs = [fetched(people["borea:head"], "view") for _, people in servers]
    assert differs[0] != differs[1]


def test_following_goes_on_where_one_was(people: dict[str, Person]) -> None:
    head, adviser = people["alba:head"], people["alba:adviser"]
    lines = Follower(adviser).so_far()
    last = next(line.removeprefix("id: ") for line in reversed(lines) if line.startswith("id: "))
    assert head.act(act("alba:head", "say", text="later")).status_code == 201
    with adviser.client.stream("GET", "/api/live", headers={"Last-Event-ID": last}) as response:
        for line in response.iter_lines():
            if line.startswith("data: "):
                assert '"text":"later"' in line
                break
    wrong = head.client.get("/api/live", headers={"Last-Event-ID": "x"})
    assert (wrong.status_code, wrong.json()["error"]["status"]) == (422, 422)


def test_following_ends_with_the_session(people: dict[str, Person]) -> None:
    head = people["alba:head"]
    follower = Follower(head)
    assert follower.so_far()
    assert follower.is_alive()
    assert head.send("DELETE", "session").status_code == 200
    follower.join(5)
    assert not follower.is_alive()
    people["alba:adviser"].act(act("alba:adviser", "say", text="unheard"))
    assert follower.so_far() == []


def _on_postgres(tmp_path: Path, postgres: str) -> Path:
    workspace = create(tmp_path / "w", new_database(postgres))
    script = [(n, command_of({"at": minute(n), **one})) for n, one in enumerate(opening())]
    play(Talks(workspace.case().history), script, lambda _line, _why: None)
    workspace.close()
    return tmp_path / "w"


def test_what_is_done_on_one_server_is_told_on_another(tmp_path: Path, postgres: str) -> None:
    place = _on_postgres(tmp_path, postgres)
    first, second = Server(place).start(), Server(place).start()
    head = first.person("alba:head")
    there = Person(httpx.Client(base_url=second.address, timeout=30, cookies=head.client.cookies))
    follower = Follower(there)
    assert follower.hears("consent_given")
    assert head.act(act("alba:head", "say", text="told elsewhere")).status_code == 201
    assert follower.hears("told elsewhere")
    for person, server in ((head, first), (there, second)):
        person.client.close()
        server.kill()


def test_a_case_that_is_opened_elsewhere_is_served(tmp_path: Path, postgres: str) -> None:
    place = _on_postgres(tmp_path, postgres)
    clock = tmp_path / "clock"
    clock.write_text(minute(80))
    server = Server(place, clock).start()
    here = server.person("alba:head")
    workspace = open_workspace(place)
    made = workspace.new_case()
    final = act(
        LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "short"}, deadline=minute(90)
    )
    script = [(n, command_of({"at": minute(n), **one})) for n, one in enumerate([*opening(), final])]
    assert not play(Talks(made.history), script, lambda _line, _why: None).refused
    there = server.person("alba:head", made.id)
    quiet, follower = Follower(here), Follower(there, f"cases/{made.id}/live")
    assert quiet.hears("consent_given")
    assert follower.hears("consent_given")
    quiet.so_far()
    # The clock closes in it as well.
    clock.write_text(minute(91))
    assert follower.hears("final_closed")
    Talks(made.history).do(
        command_of({"at": minute(95), **act("alba:head", "say", text="in the other case")})
    )
    assert follower.hears("in the other case")
    assert quiet.so_far() == []
    assert here.get(f"cases/{made.id}/view").status_code == 404
    # What a party confided in one case is destroyed in that one alone.
    purging = [sys.executable, "-m", "goodoffices", "purge", str(place), "alba", "--case", made.id, "--yes"]
    subprocess.run(purging, check=True, capture_output=True)
    channel = "streams/channel/alba/events"
    assert there.get(f"cases/{made.id}/{channel}").status_code == 404
    assert here.get(channel).status_code == 200
    workspace.close()
    for person in (here, there):
        person.client.close()
    server.kill()


def test_more_follow_than_there_are_connections(tmp_path: Path, postgres: str) -> None:
    server = Server(_on_postgres(tmp_path, postgres)).start()
    head = server.person("alba:head")
    crowd = [
        Person(httpx.Client(base_url=server.address, timeout=30, cookies=head.client.cookies))
        for _ in range(40)
    ]
    followers = [Follower(person) for person in crowd]
    told(followers)
    assert head.act(act("alba:head", "say", text="heard by all")).status_code == 201
    assert all(any("heard by all" in line for line in lines) for lines in told(followers))
    for person in [*crowd, head]:
        person.client.close()
    server.kill()
