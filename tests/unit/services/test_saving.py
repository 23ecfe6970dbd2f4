"""A backup is brought back as a whole, or refused for what it is, in a sentence, and nothing is made."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from goodoffices._version import __version__
from goodoffices.services import saving
from goodoffices.services.acting import Talks
from goodoffices.services.saving import back_up, bring_back, read_about
from goodoffices.services.workspaces import WorkspaceError, create
from goodoffices.storage.vault import fingerprint, new_master, read_master, write_master
from tests.talks.table import Table, opening

STEPS = ("0001_initial", "0002_seats")


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Return a backup; its key is in `w/master.key`."""
    workspace = create(tmp_path / "w")
    assert not Table(Talks(workspace.case().history)).play(opening()).refused
    back_up(workspace, tmp_path / "backup", b"beside", "0002_seats")
    workspace.close()
    return tmp_path / "backup"


def refused(backup: Path, key: str = "w/master.key", steps: tuple[str, ...] = STEPS) -> str:
    """Return why a backup does not come back; nothing is made."""
    place = backup.parent / "again"
    with pytest.raises(WorkspaceError) as error:
        bring_back(backup, place, backup.parent / key, "", steps)
    assert not place.exists()
    assert "\n" not in str(error.value)
    return str(error.value)


def written(backup: Path, about: saving.About) -> None:
    """Give a backup another head."""
    data = backup.read_bytes()
    line, rest = data[:22], data[22:]
    head = msgspec.json.encode(about)
    after = rest[2 + int.from_bytes(rest[:2], "big") :]
    backup.write_bytes(line + len(head).to_bytes(2, "big") + head + after)


def test_it_says_what_made_it_and_nothing_of_the_talks(backup: Path) -> None:
    key = fingerprint(read_master(backup.parent / "w" / "master.key"))
    assert read_about(backup) == saving.About(version=__version__, format=1, accounts="0002_seats", key=key)
    assert b"alba" not in backup.read_bytes()
    again, counts, beside = bring_back(
        backup, backup.parent / "again", backup.parent / "w" / "master.key", "", STEPS
    )
    assert (beside, again.vault.fingerprint) == (b"beside", key)
    assert counts["channel/alba"] > 0
    again.close()


def test_another_key_is_named(backup: Path) -> None:
    other = new_master()
    write_master(backup.parent / "other.key", other)
    said = refused(backup, "other.key")
    assert "made with another master key" in said
    assert fingerprint(other) in said
    assert "--key" in said


def test_a_newer_version_is_named_whether_its_talks_or_its_accounts_are_newer(backup: Path) -> None:
    mine = read_about(backup)
    assert "a newer Good Offices" in refused(backup, steps=("0001_initial",))
    written(backup, msgspec.structs.replace(mine, version="7.0.0", format=2))
    said = refused(backup)
    assert "a newer Good Offices (7.0.0)" in said
    assert f"this is {__version__}" in said
    backup.write_bytes(b"good offices backup 3\n" + b"something else entirely")
    assert "another version of Good Offices has written this backup" in refused(backup)


@pytest.mark.parametrize("foreign", [b"", b"PK\x03\x04", b"good offices", b"good offices backup 2"])
def test_what_is_no_backup_is_called_so(backup: Path, foreign: bytes) -> None:
    backup.write_bytes(foreign)
    assert "this is no backup of a workspace" in refused(backup)


def test_what_is_damaged_anywhere_is_called_so(backup: Path) -> None:
    whole = backup.read_bytes()
    step = max(1, len(whole) // 40)
    for place in [23, 25, *range(22, len(whole), step), len(whole) - 1]:
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        said = refused(backup)
        assert "damaged" in said or "not whole, or was changed" in said or "another master key" in said, place
        assert ("another master key" in said) <= (place < 300), "only a changed head may say so"
    for cut in (len(whole) - 1, len(whole) // 2, 60):
        backup.write_bytes(whole[:cut])
        assert "damaged" in refused(backup) or "not whole" in refused(backup), cut
    backup.write_bytes(whole + b"x")
    assert "something behind its end" in refused(backup)


def test_a_head_that_was_changed_opens_nothing(backup: Path) -> None:
    written(backup, msgspec.structs.replace(read_about(backup), version="0.0.9"))
    assert "not whole, or was changed" in refused(backup)
