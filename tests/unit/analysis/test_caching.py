"""Compiled kernels are kept where that is possible; where it is not, the analysis works all the same."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from goodoffices.analysis import caching


def test_where_nothing_can_be_written_a_folder_is_made_that_nobody_can_guess(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(caching.VARIABLE, "")
    monkeypatch.setattr(caching, "_writable", lambda _place: False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caching.see_to_cache()
    (made,) = tmp_path.iterdir()
    assert os.environ[caching.VARIABLE] == str(made)
    assert made.stat().st_mode & 0o777 == 0o700
    assert not caching.kept()
    # Processes that this one starts share it.
    caching.see_to_cache()
    assert list(tmp_path.iterdir()) == [made]


def test_where_something_can_be_written_numba_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(caching.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "not" / "yet"))
    caching.see_to_cache()
    assert caching.VARIABLE not in os.environ
    assert caching.kept()


def test_numba_finds_its_folder_where_there_is_no_home() -> None:
    """What numba itself says of a folder that it is given so: it compiles, and does not refuse."""
    code = (
        "from goodoffices.analysis import caching\n"
        "import os; os.environ.pop('NUMBA_CACHE_DIR', None); caching._writable = lambda place: False\n"
        "caching.see_to_cache()\n"
        "from goodoffices.analysis import dominance_kernels, warm\n"
        "from numba import config; print(config.CACHE_DIR == os.environ['NUMBA_CACHE_DIR'], warm.compiled()[0])"
    )
    environment = {name: value for name, value in os.environ.items() if name != caching.VARIABLE}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "0"]
