"""The matrix of positions on a day: where each party stands on each issue, what moved since another, what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.model import Case
from goodoffices.model.base import Value, last_day
from goodoffices.model.issues import Issue
from goodoffices.model.over_time import as_of, moves
from goodoffices.model.record import Position
from goodoffices.reports.names import Names
from goodoffices.reports.sections.positions import SIGNS

#: Stands by which a party asks for the options they name.
_WANTS: Final = ("demands", "offers", "accepts", "conditions", "reverses")


@dataclass(frozen=True)
class Stand:
    """A position as it stands in a cell."""

    position: Position
    sign: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A party on an issue.

    Attributes:
        party: the party.
        latest: where it stands: all its stands on the last day on which it has any.
        earlier: how many earlier stands there are.
        moved: whether that is otherwise than on the day compared with.
        before: where it stood then.
        history: its stands by day, the first first; those without a day stand on the first of all.
    """

    party: str
    latest: tuple[Stand, ...]
    earlier: int
    moved: bool
    before: tuple[Stand, ...]
    history: tuple[tuple[dt.date, tuple[Stand, ...]], ...]


@dataclass(frozen=True)
class Row:
    """An issue: a cell for each party, and whether their stands differ."""

    issue: Issue
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True)
class Matrix:
    """The matrix on a day."""

    day: dt.date
    since: dt.date | None
    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    days: tuple[dt.date, ...]

    @property
    def moved(self) -> list[tuple[Issue, Cell]]:
        """What moved, issue by issue."""
        return [(row.issue, cell) for row in self.rows for cell in row.cells if cell.moved]


def days_of(case: Case) -> tuple[dt.date, ...]:
    """Return the days on which a stand was taken, in order."""
    days = {last_day(one.on) for one in case.positions}
    return tuple(sorted(day for day in days if day is not None))


def matrix(case: Case, names: Names, day: dt.date, since: dt.date | None) -> Matrix:
    """Return the matrix.

    Args:
        case: the case with its record as people judged it.
        names: what parts of it are called.
        day: on which day.
        since: the day with which it is compared; None for no comparison.
    """
    known = as_of(case, day)
    own: dict[tuple[str, str], list[Position]] = {}
    for one in known.positions:
        own.setdefault((one.party, one.issue), []).append(one)
    moved: Mapping[tuple[str, str], tuple[Position, ...]] = (
        {} if since is None else {(one.party, one.issue): one.before for one in moves(case, since, day)}
    )
    parties = tuple(party.id for party in case.parties)
    rows = []
    for issue in case.issues:
        cells = tuple(_cell(party, issue, own.get((party, issue.id), ()), moved, names) for party in parties)
        if any(cell.latest or cell.before for cell in cells):
            rows.append(Row(issue, cells, differ(cells)))
    return Matrix(day, since, parties, tuple(rows), tuple(one for one in days_of(case) if one <= day))


def _cell(
    party: str,
    issue: Issue,
    own: Sequence[Position],
    moved: Mapping[tuple[str, str], tuple[Position, ...]],
    names: Names,
) -> Cell:
    by_day: dict[dt.date, list[Stand]] = {}
    for one in sorted(own, key=lambda one: last_day(one.on) or dt.date.min):
        by_day.setdefault(last_day(one.on) or dt.date.min, []).append(_stand(one, names))
    history = tuple((day, tuple(stands)) for day, stands in by_day.items())
    latest = history[-1][1] if history else ()
    before = moved.get((party, issue.id))
    return Cell(
        party, latest, len(own) - len(latest), before is not None,
        tuple(_stand(one, names) for one in before or ()), history,
    )  # fmt: skip


def _stand(one: Position, names: Names) -> Stand:
    return Stand(one, SIGNS[one.stand], tuple(names.option(one.issue, value) for value in one.options))


def differ(cells: Iterable[Cell]) -> bool:
    """Whether two parties ask for different options, or one refuses what another asks for."""
    known = [(_named(cell, _WANTS), _named(cell, ("rejects",))) for cell in cells]
    return any(
        (wants and theirs and not wants & theirs) or (wants & refuses)
        for place, (wants, _refused) in enumerate(known)
        for other, (theirs, refuses) in enumerate(known)
        if place != other
    )


def _named(cell: Cell, stands: Sequence[str]) -> frozenset[Value]:
    return frozenset(
        value for one in cell.latest if one.position.stand in stands for value in one.position.options
    )
