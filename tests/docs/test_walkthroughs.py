"""Tutorials and how-to guides are walked through from top to bottom, by somebody who does just what they say."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.snippets import commands, matches, printed_by_python, run, snippets
from tests.docs.test_pages import IN_ORDER

#: Minutes: what of it is fast is tested elsewhere every time.
pytestmark = pytest.mark.nightly

#: What a page may change of the code: then it works on a copy.
_CODE = ("src", "tests")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout to work in, of which everything but the code itself is the real one."""
    for path in ROOT.iterdir():
        if path.name not in {"out", ".git", *_CODE}:
            (tmp_path / path.name).symlink_to(path)
    return tmp_path


@pytest.mark.parametrize("page", IN_ORDER, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_works_from_top_to_bottom(page: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = snippets(page)
    changes = any(one.language == "diff" for one in blocks)
    for name in _CODE:
        if changes:
            shutil.copytree(ROOT / name, checkout / name, symlinks=True)
        else:
            (checkout / name).symlink_to(ROOT / name)
    monkeypatch.chdir(checkout)
    for one in blocks:
        if one.is_file:
            one.save(checkout)
        elif one.language == "python":
            expected, printed = printed_by_python(one)
            assert printed == expected, str(one)
        elif one.language == "diff":
            applied = subprocess.run(
                ["git", "apply", "-"], input=one.text, text=True, check=False, capture_output=True
            )
            assert applied.returncode == 0, f"{one}: {applied.stderr}"
        elif one.language == "console":
            for command, expected in commands(one):
                printed = run(command, checkout, checkout if changes else ROOT).rstrip("\n").split("\n")
                assert matches(expected, [] if printed == [""] else printed), "\n".join(
                    [f"{one}: {command}", *printed]
                )
