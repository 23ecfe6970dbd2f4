"""Servers to measure: a workspace on each kind of database, people with sessions, a process that serves."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodoffices.services.acting import Talks
from goodoffices.services.replaying import play
from goodoffices.services.scripts import command_of
from goodoffices.services.workspaces import Workspace, create

ROOT = Path(__file__).parents[1]
AT = dt.datetime(2031, 3, 1, tzinfo=dt.UTC)
PASSWORD = "correct horse battery"  # noqa: S105 - of people who exist in these measurements alone
#: Makes accounts, each with a session, and prints the sessions: a thousand passwords would take minutes.
_SIGNED_IN = """
import sys
import time
from pathlib import Path
from goodoffices.services.workspaces import open_workspace
from goodoffices.web.project import set_up
set_up(open_workspace(Path(sys.argv[1])), hosts=["x"], secure=False)
from django.contrib.auth.hashers import make_password
from goodoffices.web.accounts.sessions import SessionStore
from goodoffices.web.accounts.models import Account
password = make_password(sys.argv[2])
for actor in sys.argv[3:]:
    account = Account.objects.create(name=actor, password=password)
    account.seats.create(case="main", actor=actor)
    session = SessionStore()
    session["account"], session["era"], session["since"] = account.pk, 0, int(time.time())
    session.save()
    print(session.session_key)
"""


def opening(parties: int = 2, people: int = 1) -> list[tuple[int, Any]]:
    """Return the acts that open talks: so many parties, each with so many people."""
    names = ["a", "b", "c", "d", "e"][:parties]
    lead = "mediator:lead"
    lines = [{"by": lead, "do": "open_case", "title": "Talks", "parties": [{"id": name} for name in names]}]
    for name in names:
        lines += [
            {
                "by": lead, "do": "name_delegate", "for": name, "meeting": "1",
                "person": f"p{number}" if number else "head", "role": "member" if number else "head",
            }
            for number in range(people)
        ]  # fmt: skip
        lines.append({"by": f"{name}:head", "do": "consent"})
    return [(n, command_of({"at": AT.isoformat(), **line})) for n, line in enumerate(lines)]


def databases(name: str) -> Iterator[tuple[str, str]]:
    """Yield a new database of each kind, by name and address: SQLite, PostgreSQL where the environment names one."""
    yield "SQLite", ""
    if address := os.environ.get("GOODOFFICES_POSTGRES"):
        import psycopg  # noqa: PLC0415 - only where there is one

        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"drop database if exists measured_{name}")
            connection.execute(f"create database measured_{name}")
        server, _, _ = address.partition("?")
        yield "PostgreSQL", f"{server.rstrip('/').removesuffix('/postgres')}/measured_{name}"


@dataclass(frozen=True)
class Served:
    """A server that runs, and the people who have accounts on it."""

    kind: str
    server: subprocess.Popen[str]
    address: str
    actors: list[str]
    sessions: list[str]


def served(
    folder: Path,
    name: str,
    parties: int,
    people: int,
    fill: Callable[[Workspace], None] = lambda _workspace: None,
) -> Iterator[Served]:
    """Yield a server of a new workspace with people, one a kind of database; `fill` fills it first."""
    for kind, database in databases(name):
        started = serving(folder, database, parties, people, fill)
        try:
            yield Served(kind, *started)
        finally:
            started[0].kill()


def serving(
    folder: Path, database: str, parties: int, people: int, fill: Callable[[Workspace], None]
) -> tuple[subprocess.Popen[str], str, list[str], list[str]]:
    """Start a server; return it, its address, its people and their sessions."""
    place = Path(tempfile.mkdtemp(dir=folder)) / "talks"
    workspace = create(place, database)
    play(Talks(workspace.case().history), opening(parties, people), lambda _line, why: print(why))
    fill(workspace)
    names = ["a", "b", "c", "d", "e"][:parties]
    actors = [f"{name}:{f'p{n}' if n else 'head'}" for name in names for n in range(people)] + [
        "mediator:lead"
    ]
    made = subprocess.run(
        [sys.executable, "-c", _SIGNED_IN, str(place), PASSWORD, *actors],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    server = subprocess.Popen(
        [sys.executable, "-m", "goodoffices", "serve", str(place), "--port", "0"],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert server.stdout is not None
    address = server.stdout.readline().split()[-1]
    return server, address, actors, made.stdout.split()


def memory_of(pid: int) -> float:
    """Return the memory that a process takes, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def cpu_of(pid: int) -> float:
    """Return how many seconds of a processor a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
