"""YAML and JSON documents as trees that know where they are, for error sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodoffices.interchange.table import candidates
from goodoffices.model import CaseFileError
from goodoffices.model.casefile.plain import FieldPath, Lines, decode, field_name, read_plain
from goodoffices.model.casefile.reading import read_bytes


@dataclass(frozen=True)
class Node:
    """A piece of a document: its data, and the way to it."""

    data: Any
    path: FieldPath
    file: str
    lines: Lines

    def error(self, problem: str) -> CaseFileError:
        """Return an error at this place."""
        return CaseFileError(
            problem, file=self.file, line=self.lines.of(self.path), field=field_name(self.path)
        )

    def has(self, name: str) -> bool:
        """Say whether this is a group of fields with one of that name that is not empty."""
        return isinstance(self.data, dict) and self.data.get(name) is not None

    def get(self, name: str) -> Node:
        """Return a field.

        Raises:
            CaseFileError: this is no group of fields, or has none of that name.
        """
        if not isinstance(self.data, dict):
            raise self.error("a group of fields is expected here")
        if self.data.get(name) is None:
            raise self.error(f"the field '{name}' is missing")
        return Node(self.data[name], (*self.path, name), self.file, self.lines)

    def items(self) -> Iterator[Node]:
        """Yield the members of a list.

        Raises:
            CaseFileError: this is no list.
        """
        if not isinstance(self.data, list):
            raise self.error("a list is expected here")
        for place, item in enumerate(self.data):
            yield Node(item, (*self.path, place), self.file, self.lines)

    def fields(self) -> Iterator[tuple[str, Node]]:
        """Yield the names and contents of a group of fields.

        Raises:
            CaseFileError: this is none.
        """
        if not isinstance(self.data, dict):
            raise self.error("a group of fields is expected here")
        for name, item in self.data.items():
            yield name, Node(item, (*self.path, name), self.file, self.lines)

    def text(self) -> str:
        """Return text, or the text of a number or boolean as it is written.

        Raises:
            CaseFileError: this is a list, a group of fields or nothing.
        """
        if isinstance(self.data, (dict, list)) or self.data is None:
            raise self.error("text is expected here")
        return written_as(self.data)

    def number(self) -> float:
        """Return a finite number; text that is one counts.

        Raises:
            CaseFileError: this is none.
        """
        number = finite(self.data)
        if number is None:
            raise self.error(f"a finite number is expected here, not {self.data!r:.40}")
        return number


def finite(data: Any) -> float | None:  # noqa: ANN401 - plain data of any shape
    """Return the finite number that data, or the text of it, is; None where it is none."""
    if isinstance(data, bool) or not isinstance(data, (int, float, str)):
        return None
    try:
        number = float(data)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def written_as(data: Any) -> str:  # noqa: ANN401 - text, number or boolean
    """Return the text of a scalar."""
    if isinstance(data, bool):
        return "true" if data else "false"
    return str(data)


def read_tree(path: Path) -> Node:
    """Read a YAML or JSON file.

    Raises:
        CaseFileError: it cannot be read.
    """
    data, lines = read_plain(decode(read_bytes(path), str(path)), str(path))
    return Node(data, (), str(path), lines)


def read_candidates(
    path: Path, profiles: Sequence[str], endings: Sequence[str], warnings: list[str]
) -> Iterator[tuple[str, Node]]:
    """Read the files among which a domain and its profiles are, each with its name.

    Where profiles are named, a broken file that is none of them is passed over with a warning.

    Raises:
        CaseFileError: a file cannot be read.
    """
    for name, file in candidates(path, profiles, *endings).items():
        try:
            yield name, read_tree(file)
        except CaseFileError as error:
            if not profiles or name in profiles or file == path:
                raise
            warnings.append(f"{name} is passed over: {error.problem}")
