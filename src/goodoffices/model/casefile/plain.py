"""YAML and JSON text to plain data, with the line of every field.

YAML is read by the rules of version 1.2 (only `true` and `false` are booleans, so an option may be called `no`),
mapping keys stay text, and what could hurt is refused: duplicate keys, cycles, aliases that multiply, deep nesting.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from goodoffices.model.casefile.errors import CaseFileError

#: Steps from the document to a field: names and places.
FieldPath = tuple[str | int, ...]

MAX_DEPTH = 60
MAX_NODES = 1_000_000
_TOO_MANY = f"the file holds more than {MAX_NODES:,} values; no case has so many"

_INTEGER = re.compile(r"[-+]?\d+")
_FLOAT = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")
_SPECIAL = {
    ".inf": math.inf, "+.inf": math.inf, "-.inf": -math.inf, ".Inf": math.inf, "-.Inf": -math.inf, ".nan": math.nan,
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_LONGEST_NUMBER = 400
#: An escape in JSON for half of a character, which is no text where its other half is missing.
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Lines:
    """The line of each field that was read, by its path."""

    def __init__(self) -> None:
        self._at: dict[FieldPath, int] = {}

    def note(self, path: FieldPath, line: int) -> None:
        """Remember the line, from 1, at which a field stands."""
        self._at[path] = line

    def of(self, path: FieldPath) -> int | None:
        """Return the line of the field, or of the nearest field around it."""
        while path and path not in self._at:
            path = path[:-1]
        return self._at.get(path)


def field_name(path: FieldPath) -> str:
    """Write a path as people do: `issues[2].options`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def decode(data: bytes, file: str) -> str:
    """Decode a file's bytes: UTF-8 or UTF-16 by its byte order mark, else UTF-8.

    Raises:
        CaseFileError: the bytes are not text.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CaseFileError(
            f"the bytes are not {encoding.removesuffix('-sig').upper()} text; save the file as UTF-8",
            file=file, line=line,
        ) from None  # fmt: skip
    if "\0" in text:
        raise CaseFileError(
            "the file holds zero bytes, so it is not text; give a YAML or JSON file", file=file
        )
    return text


def read_plain(text: str, file: str) -> tuple[Any, Lines]:
    """Read YAML or JSON text.

    Args:
        text: the document.
        file: its name, for error sentences; JSON where it ends in `.json`, YAML otherwise.

    Returns:
        The data (dicts with text keys, lists, text, numbers, booleans, None) and the lines of its fields.

    Raises:
        CaseFileError: the text is neither, or is refused.
    """
    if file.lower().endswith(".json"):
        data = _check_json(text, file)
        if _values(data) > MAX_NODES:
            raise CaseFileError(_TOO_MANY, file=file)
        try:
            return data, _Builder(text, file).build()[1]
        except CaseFileError:  # JSON that the YAML reader refuses (tabs): the data stand, lines are not known
            return data, Lines()
    return _Builder(text, file).build()


def _check_json(text: str, file: str) -> Any:  # noqa: ANN401 - plain data of any shape
    def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = dict(pairs)
        if len(keys) < len(pairs):
            twice, times = Counter(name for name, _ in pairs).most_common(1)[0]
            often = "twice" if times == 2 else f"{times:,} times"  # noqa: PLR2004 - twice
            raise CaseFileError(f"the field '{twice[:60]}' is given {often}; keep one", file=file)
        return keys

    try:
        data = json.loads(text, object_pairs_hook=no_duplicates, parse_int=_whole)
        if _SURROGATE.search(text):
            json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise CaseFileError(
            f"this is not valid JSON ({error.msg.lower()} at column {error.colno})",
            file=file,
            line=error.lineno,
        ) from None
    except UnicodeEncodeError:
        raise CaseFileError(
            "the text holds half of a character (a lone \\ud8… escape); write it whole or leave it out",
            file=file,
        ) from None
    except RecursionError:
        raise CaseFileError(f"the data nest more than {MAX_DEPTH} deep", file=file) from None
    return data


def _values(data: Any) -> int:  # noqa: ANN401 - plain data of any shape
    """Count the values in data, up to where there are too many."""
    waiting, count = [data], 0
    while waiting and count <= MAX_NODES:
        one = waiting.pop()
        count += 1
        if isinstance(one, (dict, list)):
            if count + len(one) + len(waiting) > MAX_NODES:
                return MAX_NODES + 1
            waiting.extend(one.values() if isinstance(one, dict) else one)
    return count


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else math.inf


class _Builder:
    """Builds plain data from the YAML parser's events, so that nesting and aliases are bounded."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = Lines()
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.nodes = 0
        loader = yaml.CLoader if hasattr(yaml, "CLoader") else yaml.Loader
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=loader))

    def build(self) -> tuple[Any, Lines]:
        try:
            next(self.events)
            event = next(self.events)
            if isinstance(event, yaml.StreamEndEvent):
                return None, self.lines
            data = self.node(next(self.events), (), 0)
            next(self.events)
            if not isinstance(event := next(self.events), yaml.StreamEndEvent):
                self.fail("the file holds more than one document; keep one", event)
        except (yaml.YAMLError, ValueError) as error:
            if isinstance(error, CaseFileError):
                raise
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error).splitlines()[0]
            line = mark.line + 1 if mark is not None else None
            raise CaseFileError(f"this is not valid YAML ({problem})", file=self.file, line=line) from None
        return data, self.lines

    def fail(self, problem: str, event: yaml.Event, path: FieldPath = ()) -> NoReturn:
        raise CaseFileError(problem, file=self.file, line=_line_of(event), field=field_name(path))

    def node(self, event: Any, path: FieldPath, depth: int) -> Any:  # noqa: ANN401 - events and data of any shape
        if depth > MAX_DEPTH:
            self.fail(f"the data nest more than {MAX_DEPTH} deep", event, path[:4])
        self.lines.note(path, _line_of(event))
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, path)
        before = self.nodes
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fail(_TOO_MANY, event)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self.anchors[anchor] = (None, -1)
        if event.tag and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self.fail(f"the YAML tag '{event.tag[:60]}' is not read here; write plain values", event, path)
        data: Any
        if isinstance(event, yaml.ScalarEvent):
            data = _scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            data = []
            while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
                data.append(self.node(item, (*path, len(data)), depth + 1))
        else:
            data = self.mapping(path, depth)
        if anchor:
            self.anchors[anchor] = (data, self.nodes - before)
        return data

    def mapping(self, path: FieldPath, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                self.fail("a field's name must be plain text", key, path)
            if key.value in data:
                self.fail(f"the field '{key.value[:60]}' is given twice; keep one", key, path)
            if key.value == "<<" and key.implicit[0]:
                self.fail("merge keys ('<<') are not read here; write the fields out", key, path)
            inner = (*path, key.value)
            data[key.value] = self.node(next(self.events), inner, depth + 1)
            self.lines.note(inner, _line_of(key))
        return data

    def alias(self, event: yaml.AliasEvent, path: FieldPath) -> Any:  # noqa: ANN401 - as above
        if event.anchor not in self.anchors:
            self.fail(f"the alias '*{event.anchor}' stands for nothing above it", event, path)
        data, size = self.anchors[event.anchor]
        if size < 0:
            self.fail(f"the alias '*{event.anchor}' stands inside what it repeats, a cycle", event, path)
        self.nodes += size
        if self.nodes > MAX_NODES:
            self.fail(f"the file's aliases repeat to more than {MAX_NODES:,} values; write less", event, path)
        return data


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 1


def _scalar(event: yaml.ScalarEvent) -> Any:  # noqa: ANN401 - text, number, boolean or None
    return meaning_of(event.value) if event.implicit[0] else event.value


def meaning_of(plain: str) -> Any:  # noqa: ANN401 - as above
    """Return what an unquoted YAML scalar stands for: text, number, boolean or None."""
    if plain in _SPECIAL:
        return _SPECIAL[plain]
    if _INTEGER.fullmatch(plain):
        return _whole(plain)
    if _FLOAT.fullmatch(plain):
        return float(plain)
    return plain
