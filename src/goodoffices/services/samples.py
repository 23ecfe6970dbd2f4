"""The sample cases that ship with Good Offices."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from goodoffices.model import CaseFileError


def sample_case(name: str) -> Path:
    """Return the folder of a sample case: from the installed package, or from the source tree.

    Raises:
        CaseFileError: there is no such sample.
    """
    package = Path(str(files("goodoffices")))
    for folder in (package / "examples", package.parent.parent / "examples"):
        if (folder / name).is_dir():
            return folder / name
    raise CaseFileError(f"there is no sample case '{name}' in this installation")
