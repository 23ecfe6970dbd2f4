"""Case files and case folders to a checked `Case`."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any, Final

import msgspec

from goodoffices.model.case import Case
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.errors import CaseFileError
from goodoffices.model.casefile.plain import FieldPath, Lines, decode, field_name, read_plain
from goodoffices.model.record import Statement

#: The main file of a case folder, and the statements beside it, one JSON object a line.
MAIN_FILES: Final = ("case.yaml", "case.yml", "case.json")
RECORD_FILE: Final = "record.jsonl"

MAX_BYTES: Final = 64 * 1024 * 1024

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
    record = path / RECORD_FILE
    statements = _read_record(record) if record.is_file() else []
    return read_case_text(decode(read_bytes(main), str(main)), str(main), record=(str(record), statements))


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


def read_case_text(text: str, file: str = "case.yaml", *, record: tuple[str, list[Any]] = ("", [])) -> Case:
    """Read a case from YAML or JSON text.

    Args:
        text: the case file's text.
        file: its name, for error sentences; `.json` is read as JSON, all else as YAML.
        record: the name of the record file and its statements as plain data, to stand after the case's own.

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
    case = _convert(data, Case, file, lines)
    own = len(case.statements)
    if record[1]:
        case = msgspec.structs.replace(case, statements=(*case.statements, *record[1]))
    for path, problem in check_case(case):
        if path[:1] == ("statements",) and len(path) > 1 and isinstance(path[1], int) and path[1] >= own:
            line = path[1] - own + 1
            raise CaseFileError(problem, file=record[0], line=line, field=field_name(path[2:]))
        raise CaseFileError(problem, file=file, line=lines.of(path), field=field_name(path))
    return case


def _read_record(path: Path) -> list[Statement]:
    statements = []
    # only line feeds part the lines: JSON text may hold U+2028 and its like as they are
    text = decode(read_bytes(path), str(path)).removesuffix("\n")
    for number, line in enumerate(text.split("\n") if text else (), start=1):
        if not line.strip():
            raise CaseFileError(
                "the line is empty; each line holds one statement", file=str(path), line=number
            )
        try:
            statements.append(msgspec.json.decode(line, type=Statement))
        except (msgspec.DecodeError, RecursionError) as error:
            problem, where = _split(str(error))
            raise CaseFileError(problem, file=str(path), line=number, field=field_name(where)) from None
    return statements


def _convert(data: dict[str, Any], kind: type[Case], file: str, lines: Lines) -> Case:
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
    for theirs, ours in _OURS.items():
        problem = problem.replace(theirs, ours)
    return _KIND.sub(_in_words, problem).replace("`", "'"), tuple(path)


#: What msgspec says, and what we say.
_OURS: Final = {
    "Object missing required field": "the required field is missing:",
    "Object contains unknown field": "there is no such field here:",
    "Invalid RFC3339 encoded date": "this is no day of the calendar; write it as 2024-03-30",
    "Invalid enum value": "`goodoffices schema` lists the words allowed here, and this is none of them:",
    "Expected": "expected",
    "Invalid": "invalid",
    "JSON is malformed": "the line is malformed JSON",
}

_UNKNOWN: Final = re.compile(r"unknown field `(.*)`")

_KIND: Final = re.compile(r"(?<=expected )`([a-z |]+)`|(?<=got )`([a-z |]+)`")

_WORDS: Final = {
    "array": "a list", "object": "a group of fields", "str": "text", "int": "a whole number", "float": "a number",
    "bool": "true or false", "null": "nothing", "date": "a date",
}  # fmt: skip


def _in_words(found: re.Match[str]) -> str:
    kinds = (found[1] or found[2]).split(" | ")
    return " or ".join(_WORDS.get(kind, kind) for kind in kinds)
