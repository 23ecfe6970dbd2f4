"""Case files and case folders to a checked `Case`."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from goodoffices.model.base import Part
from goodoffices.model.case import Case
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.errors import CaseFileError
from goodoffices.model.casefile.plain import FieldPath, Lines, decode, field_name, read_plain
from goodoffices.model.record import Conflict, Judgement, Position, Source, Statement
from goodoffices.model.wording import in_our_words

#: The main file of a case folder, and its record beside it, one JSON object a line: a statement as it is, or another
#: piece under the name of its kind.
MAIN_FILES: Final = ("case.yaml", "case.yml", "case.json")
RECORD_FILE: Final = "record.jsonl"

#: How the names of case files end.
ENDINGS: Final = (".yaml", ".yml", ".json")

#: The kinds that a line of the record may name, and the list of the case each belongs to.
RECORD_KINDS: Final[dict[str, tuple[str, type[Part]]]] = {
    "source": ("sources", Source), "position": ("positions", Position), "conflict": ("conflicts", Conflict),
    "judgement": ("judgements", Judgement),
}  # fmt: skip

MAX_BYTES: Final = 64 * 1024 * 1024

_Kind = TypeVar("_Kind")

_KIND_OF_LINE = re.compile(rf'\s*{{\s*"({"|".join(RECORD_KINDS)})"\s*:\s*{{')

_AT = re.compile(r"^(?P<problem>.*?) - at `\$(?P<path>.*)`$", re.DOTALL)
_STEP = re.compile(r"\.(?P<name>[^.\[]+)|\[(?P<place>\d+)\]|(?P<some>\[\.\.\.\])")


def read_case(path: Path) -> Case:
    """Read a case file (YAML or JSON) or a case folder (`case.yaml`, `record.jsonl`).

    Raises:
        CaseFileError: what is wrong, with file, line and field.
    """
    if not path.is_dir():
        return read_case_text(decode(read_bytes(path), str(path)), str(path))
    main = next((path / name for name in MAIN_FILES if (path / name).is_file()), None)
    if main is None:
        raise CaseFileError(
            f"the folder has none of {', '.join(MAIN_FILES)}; is this a case?", file=str(path)
        )
    beside = Beside(path)
    return read_case_text(decode(read_bytes(main), str(main)), str(main), beside=beside)


class Beside:
    """What lies in a case folder beside its main file, each piece with its file and line."""

    def __init__(self, folder: Path) -> None:
        self.added: dict[str, list[Part]] = {}
        self._places: dict[str, list[tuple[str, int]]] = {}
        record = folder / RECORD_FILE
        if record.is_file():
            for number, line in _lines(record):
                kind = _KIND_OF_LINE.match(line)
                name, shape = RECORD_KINDS[kind[1]] if kind else ("statements", Statement)
                piece: Part
                if kind is None:
                    piece = _decoded(line, Statement, record, number)
                else:
                    entry = _decoded(line, dict[str, msgspec.Raw], record, number)
                    if len(entry) > 1:
                        raise CaseFileError(
                            "each line holds one piece of the record", file=str(record), line=number
                        )
                    piece = _decoded(bytes(entry[kind[1]]), shape, record, number)
                self._add(name, piece, record, number)

    def _add(self, name: str, piece: Part, file: Path, line: int) -> None:
        self.added.setdefault(name, []).append(piece)
        self._places.setdefault(name, []).append((str(file), line))

    def place_of(self, name: str, number: int) -> tuple[str, int]:
        """Return the file and line of the piece that was added to a list at a place, from 0."""
        return self._places[name][number]


def read_bytes(path: Path) -> bytes:
    """Read a whole file of at most 64 MiB.

    Raises:
        CaseFileError: it cannot be read, is larger, or is a pipe or a device, which might never end.
    """
    try:
        status = path.stat()
        problem = _problem_of(status)
        if problem is None:
            return path.read_bytes()
    except FileNotFoundError:
        raise CaseFileError("there is no such file or folder", file=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CaseFileError(f"the file cannot be read ({reason.lower()})", file=str(path)) from None
    raise CaseFileError(problem, file=str(path))


def _problem_of(status: os.stat_result) -> str | None:
    """Say why a file should not be read whole, before it is opened."""
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        return "this is a pipe or a device; save what it gives as a file, and name that"
    if status.st_size > MAX_BYTES:
        return f"the file is larger than {MAX_BYTES // 2**20} MiB, too large for a case"
    return None


def read_case_text(text: str, file: str = "case.yaml", *, beside: Beside | None = None) -> Case:
    """Read a case from YAML or JSON text.

    Args:
        text: the case file's text.
        file: its name, for error sentences; `.json` is read as JSON, all else as YAML.
        beside: what lies beside it in a folder, to stand after the case's own.

    Raises:
        CaseFileError: what is wrong, with file, line and field.
    """
    data, lines = read_plain(text, file)
    if not isinstance(data, dict) or "goodoffices" not in data:
        raise CaseFileError(
            "this is not a case file: its first level has no field 'goodoffices: 1'", file=file
        )
    if data["goodoffices"] != 1:
        raise CaseFileError(
            f"this case file has format {data['goodoffices']!r:.40}; this version of Good Offices reads format 1",
            file=file, line=lines.of(("goodoffices",)), field="goodoffices",
        )  # fmt: skip
    case = converted(data, Case, file, lines)
    own = {name: len(getattr(case, name)) for name in (beside.added if beside else ())}
    if beside is not None and beside.added:
        longer = {name: (*getattr(case, name), *pieces) for name, pieces in beside.added.items()}
        case = msgspec.structs.replace(case, **longer)
    for path, problem in check_case(case):
        name, number = path[0], path[1] if len(path) > 1 else None
        if beside is not None and name in own and isinstance(number, int) and number >= own[str(name)]:
            other, line = beside.place_of(str(name), number - own[str(name)])
            raise CaseFileError(problem, file=other, line=line, field=field_name(path[2:]))
        raise CaseFileError(problem, file=file, line=lines.of(path), field=field_name(path))
    return case


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    # only line feeds part the lines: JSON text may hold U+2028 and its like as they are
    text = decode(read_bytes(path), str(path)).removesuffix("\n")
    number, start = 0, 0
    # One after the other: all at once would take many times as much as the file.
    while text and start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        number, line, start = number + 1, text[start:end], end + 1
        if not line.strip():
            raise CaseFileError(
                "the line is empty; each line holds one statement", file=str(path), line=number
            )
        yield number, line


def _decoded(line: str | bytes, kind: type[_Kind], path: Path, number: int) -> _Kind:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        problem, where = _split(str(error))
        raise CaseFileError(problem, file=str(path), line=number, field=field_name(where)) from None


def converted(data: dict[str, Any], kind: type[_Kind], file: str, lines: Lines) -> _Kind:
    """Return plain data as a part of the model.

    Raises:
        CaseFileError: a field is missing, unknown or of another kind; with file, line and field.
    """
    try:
        return msgspec.convert(data, kind, strict=True)
    except msgspec.ValidationError as error:
        problem, path = _split(str(error))
        raise CaseFileError(problem, file=file, line=lines.of(path), field=field_name(path)) from None


def _split(message: str) -> tuple[str, FieldPath]:
    """Part the problem from the path in what msgspec says, and put it in our words."""
    found = _AT.match(message)
    problem, where = (found["problem"], found["path"]) if found else (message, "")
    path: list[str | int] = []
    for step in _STEP.finditer(where):
        if step["some"]:
            break
        path.append(step["name"] or int(step["place"]))
    unknown = _UNKNOWN.search(problem)
    if unknown:
        path.append(unknown[1])
    return in_our_words(problem), tuple(path)


_UNKNOWN: Final = re.compile(r"unknown field `(.*)`")
