"""A workspace is made whole, or nothing of it is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.saving import back_up, bring_back
from goodoffices.services.workspaces import WorkspaceError, create
from goodoffices.storage.errors import StorageError
from tests.conftest import new_database
from tests.talks.table import Table, opening


def test_where_no_database_answers_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be reached"):
        create(tmp_path / "talks", "postgresql://nobody@127.0.0.1:1/none")
    create(tmp_path / "talks").close()


def test_a_backup_that_finds_talks_in_its_place_leaves_nothing(tmp_path: Path, postgres: str) -> None:
    address = new_database(postgres)
    there = create(tmp_path / "there", address)
    assert not Table(Talks(there.case().history)).play(opening()).refused
    back_up(there, tmp_path / "backup")
    before = there.store.streams()
    wanted = (tmp_path / "backup", tmp_path / "again", tmp_path / "there" / "master.key")
    with pytest.raises(StorageError, match="talks in this database already"):
        bring_back(*wanted, address)
    assert not (tmp_path / "again").exists()
    again, counts, _ = bring_back(*wanted)
    assert counts == before
    again.close()
    assert there.store.streams() == before
    there.close()
