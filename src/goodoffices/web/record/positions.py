"""The page of positions: where the parties stand, on a day that can be chosen, and what has moved since another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.model.record import Position
from goodoffices.reports.names import Names
from goodoffices.services.dossiers import dossier, working_case
from goodoffices.services.listing import Line, Register, register
from goodoffices.web.project import House
from goodoffices.web.record.heat import heat
from goodoffices.web.record.matrix import Matrix, days_of, matrix
from goodoffices.web.record.showing import text_in
from goodoffices.web.record.sifting import STANDING
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit

#: So many stands of a cell are shown, and so many statements behind each; where there are many stands, one.
_STANDS: Final = 4
_BEHIND: Final = 3
_MANY: Final = 60
#: So much that moved is told above the picture.
_MOVES: Final = 40
#: A number with more digits is no place of a day.
_DIGITS: Final = 7


@dataclass(frozen=True)
class Behind:
    """What stands behind a position in the page: its line in the record, its statements, how many more there are."""

    line: Line | None
    statements: tuple[Line, ...]
    more: int
    disputed: tuple[Line, ...]


@page(is_mediator, whole=True)
def positions(visit: Visit) -> HttpResponse:
    """Show the matrix of positions on a day, as a picture and as a table."""
    visit.acted(())
    talks, who = visit.room.talks, visit.who
    kept = dossier(talks, who)
    case = working_case(talks, who, House.now()).case
    # A day keeps its number whatever is left out of what is shown.
    days = days_of(case)
    reviewed = visit.request.GET.get("reviewed") == "1"
    if reviewed:
        case = msgspec.structs.replace(case, positions=tuple(one for one in case.positions if not one.reader))
    seen_by = _("Only you and the mediators who share all channels.")
    if kept is None or not kept.positions:
        return visit.page("record/positions.html.jinja", seen_by=seen_by, found=None)
    day, since = _days(visit, days)
    names = Names(case)
    found = matrix(case, names, day, since)
    book = register(kept)
    parties = [str(visit.names.number(party)) for party in found.parties]
    issues = {issue.id: number for number, issue in enumerate(kept.issues, 1)}
    return visit.page(
        "record/positions.html.jinja", seen_by=seen_by, found=found, picture=heat(found, names), words=names,
        days=days, day=day, since=since, reviewed=reviewed, behind=_behind(found, book, case), text_in=text_in,
        standing_words=STANDING, most_stands=_STANDS, moved=found.moved[:_MOVES], more_moved=len(found.moved) - _MOVES,
        parties=parties, issues=issues,
    )  # fmt: skip


def _days(visit: Visit, days: Sequence[dt.date]) -> tuple[dt.date, dt.date | None]:
    """Return the day that is asked for, and the one it is compared with: by itself the last with a stand.

    The address names days by their places in the list of days: when something was said is in no address.
    """
    if not days:
        return House.now().date(), None
    place = _place(visit, "day", len(days)) or len(days)
    since = _place(visit, "since", len(days)) or place - 1
    return days[place - 1], days[since - 1] if 0 < since < place else None


def _place(visit: Visit, name: str, most: int) -> int:
    """Return a place in the list of days, from 1; 0 where none is asked for, or there is none."""
    asked = visit.request.GET.get(name, "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < _DIGITS
    return int(asked) if is_number and int(asked) <= most else 0


def _behind(found: Matrix, book: Register, case: Case) -> dict[str, Behind]:
    """Return for each position that is shown what stands behind it."""
    shown = [
        one.position
        for row in found.rows
        for cell in row.cells
        for one in (*cell.latest[:_STANDS], *cell.before[:_STANDS])
    ]
    most = _BEHIND if len(shown) <= _MANY else 1
    conflicts: dict[str, list[str]] = {}
    for conflict in case.conflicts:
        for name in conflict.statements:
            conflicts.setdefault(name, []).append(conflict.id)
    return {one.id: _of(one, book, conflicts, most) for one in shown}


def _of(one: Position, book: Register, conflicts: dict[str, list[str]], most: int) -> Behind:
    lines = book.statements(one.statements)
    disputed = dict.fromkeys(name for statement in one.statements for name in conflicts.get(statement, ()))
    found = (book.of("conflict", name) for name in disputed)
    return Behind(
        book.of("position", one.id), tuple(lines[:most]), max(0, len(lines) - most),
        tuple(line for line in found if line is not None)[:most],
    )  # fmt: skip
