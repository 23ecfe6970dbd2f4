"""Which format a path is in, and reading and writing by it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from goodoffices.interchange.loaded import Converted, Loaded
from goodoffices.model import Case, CaseFileError
from goodoffices.model.casefile.reading import ENDINGS, MAIN_FILES, read_bytes
from goodoffices.model.casefile.writing import write_case

#: The other tools' formats, each in the package of its name, in the order in which a path is tried.
_FORMATS: Final = ("genius", "geniusweb", "negmas")


def _module(name: str) -> ModuleType:
    """Load a format's package, when it is asked for."""
    return import_module(f"goodoffices.interchange.{name}")


def load_scenario(path: Path, profiles: Sequence[str] | None = None) -> Loaded:
    """Read a case file or folder, a GENIUS domain, a GeniusWeb folder or a NegMAS folder.

    Args:
        path: the file or folder.
        profiles: names of profile files, relative to the folder, in order; for the other tools' formats only.

    Raises:
        CaseFileError: there is nothing of that name, it is in none of these formats, or something in it is wrong.
    """
    if not _exists(path):
        raise CaseFileError("there is no such file or folder", file=str(path))
    if path.is_dir() and any((path / name).is_file() for name in MAIN_FILES):
        return _case(path, profiles)
    for name in _FORMATS:
        if _module(name).recognises(path):
            loaded: Loaded = _module(name).read(path, profiles)
            return loaded
    if path.is_dir():
        raise CaseFileError(
            "the folder holds neither a case (case.yaml), nor a GENIUS domain (.xml), nor GeniusWeb or NegMAS files",
            file=str(path),
        )
    read_bytes(path)
    return _case(path, profiles)


def _case(path: Path, profiles: Sequence[str] | None) -> Loaded:
    if profiles:
        raise CaseFileError(
            "a case holds its parties itself; --profiles is for other tools' folders", file=str(path)
        )
    return Loaded(Case.load(path), "case")


def _exists(path: Path) -> bool:
    """Say whether there is such a path; one that cannot be is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def convert(source: Path, target: Path, *, to: str | None = None) -> Converted:
    """Read one format and write another.

    Args:
        source: any path that `load_scenario` reads.
        target: a file or folder; `.yaml`, `.yml` and `.json` files are case files, `.xml` names a GENIUS domain file
            whose profiles stand beside it, a folder is written in its own format where it has one.
        to: the format (`case`, `genius`, `geniusweb`, `negmas`) where the target does not say it.

    Raises:
        CaseFileError: the source cannot be read, the target's format is not known, or it cannot hold the case.
    """
    if to is not None and to not in ("case", *_FORMATS):
        raise CaseFileError(
            f"there is no format '{to}'; there are case, {', '.join(_FORMATS)}", file=str(target)
        )
    loaded = load_scenario(source)
    name = to or _format_of(target)
    if name == "case":
        write_case(loaded.case, target)
        return Converted("case", (target,), loaded.warnings)
    if name == "genius" and target.suffix.lower() == ".xml":
        converted = _module(name).write(loaded.case, target.parent, domain_file=target.name)
    else:
        if target.is_file() or target.suffix.lower() in (*ENDINGS, ".xml"):
            raise CaseFileError(f"{name} is written into a folder; give a folder's name", file=str(target))
        converted = _module(name).write(loaded.case, target)
    return Converted(converted.format, converted.written, (*loaded.warnings, *converted.warnings))


def _format_of(target: Path) -> str:
    if target.suffix.lower() in ENDINGS:
        return "case"
    if target.suffix.lower() == ".xml":
        return "genius"
    if target.is_dir():
        if any((target / name).is_file() for name in MAIN_FILES):
            return "case"
        for name in _FORMATS:
            if _module(name).recognises(target):
                return name
    formats = ", ".join(["case", *_FORMATS])
    raise CaseFileError(
        f"the name does not say which format to write; add --to with one of {formats}", file=str(target)
    )
