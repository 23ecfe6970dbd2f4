"""`doctor` says what is wrong with a machine, an installation or a workspace, and changes nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from goodoffices.cli.main import run
from goodoffices.services import examining
from goodoffices.services.workspaces import create
from goodoffices.storage.sqlite import SqliteStore
from tests.conftest import new_database


def examined(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, tuple[str, str]]]:
    """Return the exit code, and the state and the sentence of what was looked at."""
    capsys.readouterr()
    code = run(["doctor", "--json", *arguments])
    said = capsys.readouterr()
    assert said.err == ""
    document: dict[str, Any] = json.loads(said.out)
    assert document["holds"] == (code == 0)
    return code, {one["what"]: (one["state"], one["says"]) for one in document["findings"]}


def files(place: Path) -> dict[str, bytes]:
    # What SQLite lays beside a database that somebody looks at is no change of it.
    return {one.name: one.read_bytes() for one in place.iterdir() if not one.name.endswith(("-wal", "-shm"))}


def test_without_a_workspace_it_examines_the_installation(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examining, "missing", lambda extra: ["ray"] if extra == "ray" else [])
    code, found = examined(capsys)
    assert code == 0
    assert {name for name, (state, _) in found.items() if state == "wrong"} == set()
    assert found["extra ray"][0] == "absent"
    assert 'pip install "goodoffices[ray]"' in found["extra ray"][1]
    assert found["static files"] == ("fine", "40 files") or int(found["static files"][1].split()[0]) > 30
    monkeypatch.setenv("GOODOFFICES_PROT", "80")
    code, found = examined(capsys)
    assert (code, found["settings"][0]) == (1, "wrong")
    assert "did you mean GOODOFFICES_PORT?" in found["settings"][1]


def test_people_read_a_table_and_no_workspace_is_a_wrong_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor"]) == 0
    assert "nothing is wrong" in capsys.readouterr().out
    assert run(["doctor", str(tmp_path / "none")]) == 2
    assert "this is no workspace" in capsys.readouterr().err


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_sound_workspace_is_fine_and_stays_as_it_is(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = "" if database == "sqlite" else new_database(request.getfixturevalue("postgres"))
    place = tmp_path / "w"
    create(place, address).close()

    def doctor() -> dict[str, tuple[str, str]]:
        done = subprocess.run(
            [sys.executable, "-m", "goodoffices", "doctor", "--json"],
            capture_output=True, text=True, check=False, env=os.environ | {"GOODOFFICES_WORKSPACE": str(place)},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return {one["what"]: (one["state"], one["says"]) for one in json.loads(done.stdout)["findings"]}

    invited = [sys.executable, "-m", "goodoffices", "invite", str(place), "admin:keeper"]
    subprocess.run(invited, check=True, capture_output=True)
    before = files(place)
    found = doctor()
    assert found["talks"][1].startswith("of format 1, by this master key")
    assert found["accounts"][0] == "fine"
    assert found["accounts"][1].startswith("up to 000")
    assert found["master key"][0] == found["database clock"][0] == "fine"
    assert files(place) == before


class Harm(NamedTuple):
    """Something that goes wrong with a workspace; what is then wrong, and what is said of it."""

    what: str
    says: str
    do: Callable[[Path], object]
    state: str = "wrong"


def _format(place: Path, number: int) -> None:
    with closing(SqliteStore(place / "talks.sqlite3")) as store, store.writing() as cursor:
        cursor.run("UPDATE formats SET number = ?", (number,))


def _database(place: Path, address: str) -> None:
    (place / "workspace.json").write_text(json.dumps({"goodoffices_workspace": 1, "database": address}))


HARMS = (
    Harm("master.key", "chmod 600", lambda w: (w / "master.key").chmod(0o640)),
    Harm("folder", "chmod 700", lambda w: w.chmod(0o755), "mind"),
    Harm("master key", "there is no master key here", lambda w: (w / "master.key").unlink()),
    Harm("master key", "it has 64 hexadecimal digits", lambda w: (w / "master.key").write_text("beef")),
    Harm("talks", "another master key", lambda w: (w / "master.key").write_text("ab" * 32)),
    Harm("database", "is not there", lambda w: (w / "talks.sqlite3").unlink()),
    Harm("database", "damaged", lambda w: (w / "talks.sqlite3").write_bytes(b"no database of anybody" * 99)),
    Harm("database", "a newer Good Offices has written this (format 7", lambda w: _format(w, 7)),
    Harm("database", "cannot be reached", lambda w: _database(w, "postgresql://nobody@127.0.0.1:1/none")),
    Harm("talks", "of format 0; this version brings them to 1", lambda w: _format(w, 0), "mind"),
    Harm(
        "database clock", "was set back",
        lambda w: os.utime(w / "talks.sqlite3", (time.time() + 7200, time.time() + 7200)),
    ),
    Harm("master.key.old", "opens earlier backups", lambda w: shutil.copy(w / "master.key", w / "master.key.old"), "mind"),
    Harm("master.key.new", "was cut off", lambda w: shutil.copy(w / "master.key", w / "master.key.new"), "mind"),
)  # fmt: skip


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: f"{harm.what}: {harm.says[:20]}")
def test_whatever_is_wrong_is_said_with_what_to_do(
    harm: Harm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "w"
    create(place).close()
    harm.do(place)
    before = files(place)
    code, found = examined(capsys, str(place))
    state, says = found[harm.what]
    assert "accounts" not in found, "it was not served yet, and is not set up for that here"
    assert state == harm.state
    assert harm.says in says
    assert code == (harm.state == "wrong")
    assert files(place) == before


def test_a_disk_that_is_nearly_full_and_a_clock_before_its_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "w"
    create(place).close()
    for constant, state in (("_LITTLE", "mind"), ("_TOO_LITTLE", "wrong")):
        monkeypatch.setattr(examining, constant, 2**70)
        assert examined(capsys, str(place))[1]["disk"][0] == state
    monkeypatch.setattr(examining, "_RELEASED", dt.datetime(3000, 1, 1, tzinfo=dt.UTC))
    code, found = examined(capsys)
    assert (code, found["clock"][0]) == (1, "wrong")
    assert "set it" in found["clock"][1]
