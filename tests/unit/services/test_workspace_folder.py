"""The folder of a workspace: on a machine that is shared, its owner alone enters it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from goodoffices.services.workspaces import create


def test_nobody_else_on_the_machine_enters_a_workspace(tmp_path: Path) -> None:
    before = os.umask(0o000)
    try:
        create(tmp_path / "deeper" / "workspace").close()
    finally:
        os.umask(before)
    folder = tmp_path / "deeper" / "workspace"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in ("master.key", "workspace.json"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600, name


def test_in_a_folder_that_was_there_the_address_of_the_database_is_still_ones_own(tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir(mode=0o755)
    create(tmp_path / "workspace").close()
    assert stat.S_IMODE((tmp_path / "workspace" / "workspace.json").stat().st_mode) == 0o600
