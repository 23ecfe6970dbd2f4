"""Servers in processes of their own, and people who use them."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.web.conftest import PASSWORD

ROOT = Path(__file__).parents[2]
#: Invites people to a case of a workspace, and prints their names and tokens.
_INVITED = """
import sys
from pathlib import Path
from goodoffices.services.workspaces import open_workspace
from goodoffices.web.project import set_up
place = open_workspace(Path(sys.argv[1]))
set_up(place, hosts=["localhost"], secure=False)
from goodoffices.web.accounts.inviting import invite, name_of
for actor in sys.argv[3:]:
    print(name_of(sys.argv[2], actor), invite(sys.argv[2], actor)[0])
place.close()
"""
#: What differs between two answers though nothing leaks: fresh secrets, and the wall clock of HTTP.
NORMALISED = ("set-cookie", "date")


@dataclass
class Server:
    """A server of a workspace; `clock` is a file with its time, or "-" for the machine's; `ticks`: it looks at deadlines."""

    workspace: Path
    clock: Path = field(default_factory=lambda: Path("-"))
    ticks: bool = True
    process: subprocess.Popen[str] | None = None
    address: str = ""

    def start(self) -> Server:
        """Start, and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.web.server", str(self.workspace), str(self.clock), str(self.ticks)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("http"), "the server did not start"
        return self

    def kill(self) -> None:
        """Kill it as a power cut would: SIGKILL."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def person(self, actor: str, case: str = "main") -> Person:
        """Return somebody who is signed in; their account is made by an invitation."""
        return self.people([actor], case)[actor]

    def people(self, actors: Sequence[str], case: str = "main") -> dict[str, Person]:
        """Return several people who are signed in; one process invites them all."""
        made = subprocess.run(
            [sys.executable, "-c", _INVITED, str(self.workspace), case, *actors],
            check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        tokens = [line.split() for line in made.stdout.splitlines()]
        return {actor: self._signed_in(*one) for actor, one in zip(actors, tokens, strict=True)}

    def _signed_in(self, name: str, token: str) -> Person:
        person = Person(httpx.Client(base_url=self.address, timeout=30))
        person.csrf = person.client.get("/api/session").json()["csrf"]
        response = person.send("POST", "invitations/accepted", {"token": token, "password": PASSWORD})
        assert response.status_code == 201, response.text
        person.sign_in(name)
        return person


@dataclass
class Person:
    """Somebody with a session."""

    client: httpx.Client
    csrf: str = ""

    def sign_in(self, name: str) -> None:
        """Sign in."""
        response = self.send("POST", "session", {"name": name, "password": PASSWORD})
        assert response.status_code == 200, response.text
        self.csrf = response.json()["csrf"]

    def send(self, method: str, path: str, body: object = None) -> httpx.Response:
        """Send JSON."""
        return self.client.request(method, f"/api/{path}", json=body, headers={"X-CSRFToken": self.csrf})

    def act(self, plain: dict[str, Any]) -> httpx.Response:
        """Do something that a script would write as a line."""
        return self.send("POST", "acts", {name: value for name, value in plain.items() if name != "by"})

    def get(self, path: str) -> httpx.Response:
        """Look."""
        return self.client.get(f"/api/{path}")


def fetched(person: Person, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    response = person.get(path)
    headers = [(name, value) for name, value in response.headers.items() if name not in NORMALISED]
    return response.status_code, headers, response.content


class Follower(threading.Thread):
    """Somebody who follows, and keeps what comes."""

    def __init__(self, person: Person, path: str = "live") -> None:
        super().__init__(daemon=True)
        self._person = person
        self._path = path
        self.lines: queue.Queue[str] = queue.Queue()
        self.start()

    def run(self) -> None:
        with self._person.client.stream("GET", f"/api/{self._path}", timeout=60) as response:
            try:
                for line in response.iter_lines():
                    if line.startswith(("data", "id", "event")):
                        self.lines.put(line)
            except httpx.HTTPError:
                return

    def hears(self, words: str, patience: float = 60.0) -> bool:
        """Say whether a line with these words comes, of which nothing is said how soon; what came before it is taken."""
        end = time.monotonic() + patience
        while (left := end - time.monotonic()) > 0:
            try:
                if words in self.lines.get(timeout=left):
                    return True
            except queue.Empty:
                break
        return False

    def so_far(self, patience: float = 1.0) -> list[str]:
        """Return what has come, when nothing has come for so many seconds."""
        found = []
        while True:
            try:
                found.append(self.lines.get(timeout=patience))
            except queue.Empty:
                return found


def told(followers: list[Follower]) -> list[list[str]]:
    """Return what has come to each, when nothing comes to the first any more."""
    return [follower.so_far(0.1 if place else 1.0) for place, follower in enumerate(followers)]
