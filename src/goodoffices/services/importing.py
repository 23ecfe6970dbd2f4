"""A case from a file that somebody sends: a case file, another tool's file, or a zipped folder of either."""

from __future__ import annotations

import io
import lzma
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from goodoffices.interchange import load_scenario
from goodoffices.model import Case, CaseFileError
from goodoffices.model.casefile.plain import decode
from goodoffices.model.casefile.reading import ENDINGS, MAX_BYTES, read_case_text
from goodoffices.record.clean.extracting import document
from goodoffices.record.errors import ReadingError

#: An archive of more files is no case.
MOST_FILES: Final = 2_000
#: Nor is one with folders so deep in one another.
_DEEPEST: Final = 20
#: What reading a damaged archive raises.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
)
#: Where files are laid out for a moment: in memory, where the system has such a place.
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it, for us alone


@dataclass(frozen=True)
class Brought:
    """A case that somebody sent: its format, what was passed over, and the texts of its reports by their source."""

    case: Case
    format: str
    warnings: tuple[str, ...]
    texts: Mapping[str, str]


def case_from(name: str, data: bytes, profiles: Sequence[str] | None = None) -> Brought:
    """Read a case from a file's bytes: YAML or JSON, GENIUS XML, or a ZIP of a folder in any format.

    Args:
        name: the file's name.
        data: its bytes.
        profiles: the profiles at the table, where a folder of another tool holds several.

    Raises:
        CaseFileError: what is wrong, with file, line and field.
    """
    if len(data) > MAX_BYTES:
        raise CaseFileError(
            f"the file is larger than {MAX_BYTES // 2**20} MiB, too large for a case", file=name
        )
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _laid_out(_unpacked(name, data), profiles)
    if name.lower().endswith(ENDINGS):
        return Brought(read_case_text(decode(data, name), name), "case", (), {})
    return _laid_out({PurePosixPath(PurePosixPath(name).name or "case"): data}, profiles)


def case_from_files(files: Sequence[tuple[str, bytes]], profiles: Sequence[str] | None = None) -> Brought:
    """Read a case from several files, as those of a folder: names (which may hold folders) and bytes.

    Raises:
        CaseFileError: what is wrong, with file, line and field.
    """
    if len(files) == 1:
        return case_from(*files[0], profiles)
    if sum(len(data) for _, data in files) > MAX_BYTES or len(files) > MOST_FILES:
        raise CaseFileError(
            f"these are more than {MOST_FILES:,} files, or {MAX_BYTES // 2**20} MiB; send fewer"
        )
    return _laid_out({_inside(name): data for name, data in files}, profiles)


def _inside(name: str) -> PurePosixPath:
    """Return a name in an archive as a path that stays inside a folder.

    Raises:
        CaseFileError: it does not.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or not path.parts or "\0" in name or ":" in path.parts[0]:
        raise CaseFileError("this name leads out of the folder; pack the folder anew", file=name[:200])
    if len(path.parts) > _DEEPEST:
        problem = f"the folders nest more than {_DEEPEST} deep; pack the folder of the case alone"
        raise CaseFileError(problem, file=name[:200])
    return path


def _unpacked(name: str, data: bytes) -> dict[PurePosixPath, bytes]:
    """Return the files of an archive, by their names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not _is_beside(one.filename)]
            if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > MAX_BYTES:
                most = f"{MOST_FILES:,} files, or {MAX_BYTES // 2**20} MiB"
                raise CaseFileError(f"this archive holds more than {most}; pack the case alone", file=name)
            files: dict[PurePosixPath, bytes] = {}
            for one in entries:
                if stat.S_ISLNK(one.external_attr >> 16):
                    raise CaseFileError(
                        f"'{one.filename[:200]}' is a link and no file; pack files alone", file=name
                    )
                with archive.open(one) as file:
                    files[_inside(one.filename)] = file.read(one.file_size + 1)[: one.file_size]
            return files
    except (*_BROKEN, ValueError) as error:
        if isinstance(error, CaseFileError):
            raise
        raise CaseFileError(
            "this archive is damaged, or asks for a password; pack it anew", file=name
        ) from None


def _is_beside(name: str) -> bool:
    """Whether an entry is a folder, or what a system adds to an archive by itself."""
    return (
        name.endswith("/")
        or name.startswith("__MACOSX/")
        or PurePosixPath(name).name in (".DS_Store", "Thumbs.db")
    )


def _laid_out(files: Mapping[PurePosixPath, bytes], profiles: Sequence[str] | None) -> Brought:
    """Read files as the folder that they were."""
    if not files:
        raise CaseFileError("this archive holds no file; pack the folder of a case")
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        root = Path(folder)
        for name, data in files.items():
            path = root / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            except (OSError, ValueError):
                raise CaseFileError(
                    "this name cannot be that of a file; give it another", file=str(name)
                ) from None
        start = root
        while len(inside := list(start.iterdir())) == 1:
            start = inside[0]
            if start.is_file():
                break
        try:
            loaded = load_scenario(start, profiles)
        except CaseFileError as error:
            file = error.file.replace(f"{folder}/", "").replace(folder, "the archive")
            raise CaseFileError(
                error.problem.replace(f"{folder}/", ""), file=file, line=error.line, field=error.field
            ) from None
        warnings = tuple(one.replace(f"{folder}/", "") for one in loaded.warnings)
        return Brought(loaded.case, loaded.format, warnings, _texts(loaded.case, start))


def _texts(case: Case, folder: Path) -> dict[str, str]:
    """Return the texts of a case's reports that lie beside it."""
    found = {}
    for source in case.sources:
        path = folder / source.file
        if not source.file or not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
            continue
        try:
            text = document(path.read_bytes(), source.file).text
        except ReadingError:
            continue
        if text and (source.length is None or len(text) == source.length):
            found[source.id] = text
    return found
