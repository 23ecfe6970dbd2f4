"""The files that a case becomes in another tool's folder: their names, and what stands there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from goodoffices.interchange.loaded import MOST_PROFILES
from goodoffices.interchange.table import files_in
from goodoffices.model import Case, CaseFileError, Party
from goodoffices.model.casefile.writing import write_atomically

#: File systems take names of 255 bytes; an unfinished file's is a little longer than its own.
_LONGEST: Final = 230


def file_of(party: Party, ending: str, domain_file: str, folder: Path) -> str:
    """Return the name of a party's profile file.

    Raises:
        CaseFileError: the party's id cannot name a file, or names the domain's.
    """
    name = f"{party.id}{ending}"
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        length = _LONGEST + 1
    if "/" in name or "\0" in name or name.startswith(".") or length > _LONGEST or name == domain_file:
        raise CaseFileError(f"the party '{party.id}' cannot name a profile file of its own", file=str(folder))
    return name


def place(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write files into a folder, which is made where there is none.

    Raises:
        CaseFileError: the folder cannot be made, or a file not be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"the folder cannot be made ({(error.strerror or '').lower()})"
        raise CaseFileError(problem, file=str(folder)) from None
    for name, text in texts.items():
        write_atomically(folder / name, text)
    return tuple(folder / name for name in texts)


def reading_back(case: Case, folder: Path, names: Sequence[str], *endings: str) -> tuple[str, ...]:
    """Return sentences about what to mind when the folder is read: other files in it, the order of the parties.

    Args:
        case: the case that is written.
        folder: where to.
        names: the names of the domain's file and the parties' files.
        endings: those of the files that the format looks at.
    """
    warnings = []
    others = (
        [file.name for file in files_in(folder, *endings) if file.name not in names]
        if folder.is_dir()
        else []
    )
    if others:
        warnings.append(f"the folder holds other files that are read with these: {', '.join(others)}")
    profiles = list(names[1:])
    if profiles != sorted(profiles) or len(case.parties) > MOST_PROFILES:
        order = " ".join(profiles)
        warnings.append(
            f"a folder has its parties in the order of file names; for this one: --profiles {order}"
        )
    return tuple(warnings)
