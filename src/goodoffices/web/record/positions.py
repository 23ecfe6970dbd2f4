"""The page of positions: where the parties stand, on a day that can be chosen, and what has moved since another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import msgspec
from django.http import HttpResponse
from django.utils.dateparse import parse_date

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
    talks, who = visit.room.talks, visit.who
    kept = dossier(talks, who)
    case = working_case(talks, who, House.now()).case
    reviewed = visit.request.GET.get("reviewed") == "1"
    if reviewed:
        case = msgspec.structs.replace(case, positions=tuple(one for one in case.positions if not one.reader))
    seen_by = _("Only you and the mediators who share all channels.")
    days = days_of(case)
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


def _days(visit: Visit, days: tuple[dt.date, ...]) -> tuple[dt.date, dt.date | None]:
    """Return the day that is asked for, and the one it is compared with: by itself the last with a stand."""
    last = days[-1] if days else House.now().date()
    day = _day(visit, "day") or last
    earlier = [one for one in days if one < day]
    since = _day(visit, "since") or (earlier[-1] if earlier else None)
    return day, since if since is None or since < day else None


def _day(visit: Visit, name: str) -> dt.date | None:
    try:
        return parse_date(visit.request.GET.get(name, ""))
    except ValueError:
        return None


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
