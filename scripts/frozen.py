"""Freeze a workspace as this version writes it: `python -m scripts.frozen` writes `tests/released/VERSION/`.

Done once for each release, before its tag: from then on `tests/released/test_released.py` opens it with every later
version. It needs the system's PostgreSQL. The talks are the sample cases, and the master key of it opens nothing else.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from goodoffices._version import __version__
from goodoffices.services.demonstrating import demonstration
from goodoffices.services.saving import back_up
from goodoffices.services.transcribing import check_workspace, transcript
from goodoffices.services.workspaces import Workspace, create, open_workspace
from goodoffices.storage.records import Item
from goodoffices.storage.vault import read_master
from goodoffices.web.project import set_up

ROOT = Path(__file__).parents[1]
OUT = ROOT / "tests" / "released" / __version__
PASSWORD = "correct horse battery"  # noqa: S105 - of the people in the frozen workspace, for tests
#: Who has an account: the name, the case, the actor.
PEOPLE = (
    ("hamas:official", "main", "hamas:official"),
    ("orvane:verrick@agreed", "agreed", "orvane:verrick"),
)
#: Whose transcripts are held to what they are now: all of it, whoever sees it.
VIEWERS = {"main": ("mediators", "hamas", "israel"), "agreed": ("mediators", "orvane", "meldria")}


def transcripts(workspace: Workspace) -> dict[str, str]:
    """Return the digests of transcripts, by case and viewer."""
    made = {}
    for case, viewers in VIEWERS.items():
        for viewer in viewers:
            data = transcript(workspace.case(case).history, viewer)
            made[f"{case}/{viewer}"] = hashlib.sha256(data).hexdigest()
    return made


def freeze(folder: Path) -> None:
    """Write what is frozen, with a folder to work in."""
    OUT.mkdir(parents=True)
    place = folder / "workspace"
    workspace = demonstration(place)
    workspace.case("main").records.put("mediators", [Item("one", "note", "a note of before", b"{}")])
    set_up(workspace, hosts=["localhost"], secure=False)
    _people()
    from goodoffices.web.accounts.forward import steps  # noqa: PLC0415 - only when Django is set up
    from goodoffices.web.accounts.keeping import taken  # noqa: PLC0415 - as above

    back_up(workspace, OUT / "goodoffices.backup", taken(), steps()[-1])
    counts = check_workspace(workspace)
    expected = {"version": __version__, "events": counts, "transcripts": transcripts(workspace)}
    (OUT / "expected.json").write_text(
        json.dumps(expected, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    workspace.close()
    with tarfile.open(OUT / "workspace.tar.gz", "w:gz") as packed:
        for file in sorted(place.iterdir()):
            packed.add(file, file.name)
    (OUT / "talks.sql.gz").write_bytes(gzip.compress(_on_postgres(folder, place), mtime=0))


def _people() -> None:
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - only when Django is set up

    from goodoffices.web.accounts.models import Account, Seat  # noqa: PLC0415 - as above

    for name, case, actor in PEOPLE:
        account = Account.objects.create(name=name, password=make_password(PASSWORD))
        Seat.objects.create(account=account, case=case, actor=actor)


def _on_postgres(folder: Path, place: Path) -> bytes:
    """Return the dump of a PostgreSQL database that holds the same talks under the same key."""
    from tests.conftest import new_database, running_postgres  # noqa: PLC0415 - a script of this repository

    with running_postgres() as server:
        address = new_database(server.address, "frozen")
        there = create(folder / "there", address, read_master(place / "master.key"))
        source = open_workspace(place)
        there.store.fill(source.store.copy())
        source.close()
        there.close()
        dump = [str(server.programs / "pg_dump"), "--no-owner", "--inserts", address]
        return subprocess.run(dump, check=True, capture_output=True).stdout


def main() -> None:
    """Freeze this version."""
    with tempfile.TemporaryDirectory() as folder:
        freeze(Path(folder))


if __name__ == "__main__":
    main()
