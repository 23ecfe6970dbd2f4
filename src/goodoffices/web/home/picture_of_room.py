"""The room to operate at a glance: of each issue what the mandates leave, and where the proposals stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.language import gettext as _
from goodoffices.model.base import Value
from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue
from goodoffices.reports.names import as_read
from goodoffices.web.home.limits import Issues, may_be

#: The width of a bar for numbers, in its own coordinates.
WIDTH: Final = 320.0


@dataclass(frozen=True)
class Cell:
    """An option: whether it is left, and which proposals stand at it."""

    label: str
    left: bool
    proposals: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """A range of numbers: the pieces of it that are left, and the proposals, each with its place."""

    low: str
    high: str
    pieces: tuple[tuple[float, float], ...]
    proposals: tuple[tuple[float, str, str, bool], ...]


@dataclass(frozen=True)
class Row:
    """An issue, with its options or its range; `limited` where something is not left."""

    issue: str
    limited: bool
    cells: tuple[Cell, ...]
    bar: Bar | None


def room_of(
    conditions: Sequence[Condition], proposals: Mapping[str, Mapping[str, Value]], issues: Issues
) -> list[Row]:
    """Draw what conditions leave of each issue, and where proposals stand in it."""
    return [_row(issue, may_be(conditions, issue), proposals) for issue in issues.values()]


def _row(issue: Issue, left: frozenset[int], proposals: Mapping[str, Mapping[str, Value]]) -> Row:
    standing: dict[int, list[str]] = {}
    for name, package in proposals.items():
        place = issue.index_of(package[issue.id]) if issue.id in package else None
        if place is not None:
            standing.setdefault(place, []).append(name)
    limited = len(left) < issue.size
    if issue.options:
        cells = tuple(
            Cell(issue.label_of(value), place in left, tuple(standing.get(place, ())))
            for place, value in enumerate(issue.values)
        )
        return Row(issue.name, limited, cells, None)
    return Row(issue.name, limited, (), _bar(issue, left, standing))


def _bar(issue: Issue, left: frozenset[int], standing: Mapping[int, Sequence[str]]) -> Bar:
    last = max(1, issue.size - 1)
    pieces: list[tuple[float, float]] = []
    for place in sorted(left):
        start, end = max(0.0, place - 0.5), min(float(last), place + 0.5)
        if pieces and pieces[-1][1] >= start:
            start = pieces.pop()[0]
        pieces.append((start, end))
    scale = WIDTH / last
    return Bar(
        low=as_read(issue, issue.values[0]),
        high=as_read(issue, issue.values[-1]),
        pieces=tuple((start * scale, end * scale) for start, end in pieces),
        proposals=tuple(
            (place * scale, _(", ").join(names), as_read(issue, issue.values[place]), place in left)
            for place, names in sorted(standing.items())
        ),
    )
