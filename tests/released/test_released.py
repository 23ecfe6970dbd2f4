"""What each released version has written is opened by this one: every event, every account, and it goes on.

`tests/released/VERSION/` was frozen by that version (`python -m scripts.frozen`), and is never changed.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from goodoffices.services.saving import bring_back, read_about
from goodoffices.services.transcribing import check_workspace
from goodoffices.services.workspaces import Workspace, open_workspace
from goodoffices.storage.formats import FORMAT, STEPS
from goodoffices.web.accounts.forward import steps
from scripts.frozen import PEOPLE, transcripts
from tests.conftest import PostgresServer, new_database
from tests.web.running import Person, Server

HERE = Path(__file__).parent
RELEASED = sorted(path.name for path in HERE.iterdir() if (path / "expected.json").exists())


def expected(version: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / version / "expected.json").read_text(encoding="utf-8"))
    return found


def unpacked(version: str, place: Path) -> Path:
    with tarfile.open(HERE / version / "workspace.tar.gz") as packed:
        packed.extractall(place, filter="data")
    return place


def check(workspace: Workspace, version: str) -> None:
    """Hold a workspace to what it was: every chain, every count, and what each side can take away, to the byte."""
    try:
        assert check_workspace(workspace) == expected(version)["events"]
        assert transcripts(workspace) == expected(version)["transcripts"]
        (note,) = workspace.case("main").records.search("mediators", "note of before")
        assert note.id == "one"
    finally:
        workspace.close()


def test_there_is_one_for_the_version_that_is_next() -> None:
    from goodoffices._version import __version__

    assert __version__ in RELEASED, "freeze it before the release: python -m scripts.frozen"
    assert set(STEPS) == set(range(1, FORMAT)), "each format has its step to the next"


@pytest.mark.parametrize("version", RELEASED)
def test_a_folder_of_a_released_version_is_served_and_its_people_sign_in_and_go_on(
    version: str, tmp_path: Path
) -> None:
    place = unpacked(version, tmp_path / "w")
    check(open_workspace(place), version)
    server = Server(place).start()
    try:
        import httpx

        for name, case, actor in PEOPLE:
            person = Person(httpx.Client(base_url=server.address, timeout=120))
            person.csrf = person.client.get("/api/session").json()["csrf"]
            person.sign_in(name)
            assert person.get(f"cases/{case}/view").status_code == 200
            said = person.send("POST", f"cases/{case}/acts", {"do": "say", "text": "After the new version."})
            assert said.status_code == 201, (actor, said.text)
            person.client.close()
    finally:
        server.kill()
    looked = subprocess.run(
        [sys.executable, "-m", "goodoffices", "doctor", str(place), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    found = {one["what"]: one for one in json.loads(looked.stdout)["findings"]}
    assert found["accounts"] == {"what": "accounts", "state": "fine", "says": f"up to {steps()[-1]}"}
    assert found["talks"]["state"] == "fine"


@pytest.mark.parametrize("version", RELEASED)
def test_a_backup_of_a_released_version_comes_back(version: str, tmp_path: Path, postgres: str) -> None:
    key = unpacked(version, tmp_path / "before") / "master.key"
    backup = HERE / version / "goodoffices.backup"
    assert read_about(backup).version == version
    again, _, beside = bring_back(backup, tmp_path / "again", key, new_database(postgres), steps())
    assert all(name.encode() in beside for name, _, _ in PEOPLE)
    check(again, version)


@pytest.mark.parametrize("version", RELEASED)
def test_a_postgresql_database_of_a_released_version_is_opened(
    version: str, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    address = new_database(postgres_server.address)
    dump = gzip.decompress((HERE / version / "talks.sql.gz").read_bytes())
    psql = [str(postgres_server.programs / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", address]
    subprocess.run(psql, input=dump, check=True, capture_output=True)
    before = unpacked(version, tmp_path / "before")
    place = tmp_path / "w"
    place.mkdir()
    shutil.copy(before / "master.key", place)
    (place / "workspace.json").write_text(json.dumps({"goodoffices_workspace": 1, "database": address}))
    workspace = open_workspace(place)
    try:
        assert check_workspace(workspace) == expected(version)["events"]
        assert transcripts(workspace) == expected(version)["transcripts"]
    finally:
        workspace.close()
