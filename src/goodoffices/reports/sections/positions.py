"""Where each party stands on each issue, and where the record contradicts itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from goodoffices.language import gettext as _
from goodoffices.language import gettext_lazy
from goodoffices.model.base import When, last_day
from goodoffices.model.issues import Issue
from goodoffices.model.record import Conflict, Position, Statement
from goodoffices.reports.names import as_read
from goodoffices.reports.sections.base import Material, Section

#: The sign of each stand.
SIGNS: Final = {
    "demands": "▲", "offers": "◆", "accepts": "✓", "rejects": "✕", "conditions": "▣", "flexible": "○", "reverses": "↺",
}  # fmt: skip

#: Why statements clash, by the kind of conflict.
KINDS: Final = {
    "figure": gettext_lazy("Different figures for the same thing"),
    "denial": gettext_lazy("One asserts what the other denies"),
    "position": gettext_lazy("Stands that cannot both hold"),
}


@dataclass(frozen=True)
class Stand:
    """A position with the statements that back it and the numbers of the conflicts these are in."""

    position: Position
    sign: str
    options: tuple[str, ...]
    backing: tuple[Statement, ...]
    conflicts: tuple[int, ...]


@dataclass(frozen=True)
class Cell:
    """A party's latest stands on an issue, and the earlier ones."""

    latest: tuple[Stand, ...]
    earlier: tuple[Stand, ...]


@dataclass(frozen=True)
class PositionsView:
    """The matrix: a row for each issue, a cell for each party."""

    parties: tuple[str, ...]
    rows: tuple[tuple[Issue, tuple[Cell, ...]], ...]


def positions(material: Material) -> Section | None:
    """Show the matrix of positions."""
    case = material.case
    if not case.positions:
        return None
    parties = tuple(party.id for party in case.parties)
    rows = []
    for issue in case.issues:
        cells = tuple(_cell(party, issue, material) for party in parties)
        if any(cell.latest for cell in cells):
            rows.append((issue, cells))
    lead = _(
        "The latest stand of each party on each issue, with the statements behind it; "
        "a stand whose sources conflict is marked and leads to the conflict."
    )
    return Section("positions", _("Where the parties stand"), lead, PositionsView(parties, tuple(rows)))


def _cell(party: str, issue: Issue, material: Material) -> Cell:
    own = [p for p in material.case.positions if p.party == party and p.issue == issue.id]
    own.sort(key=lambda position: _day(position.on), reverse=True)
    stands = [_stand(position, issue, material) for position in own]
    latest = _day(own[0].on) if own else None
    return Cell(
        tuple(s for s in stands if _day(s.position.on) == latest),
        tuple(s for s in stands if _day(s.position.on) != latest),
    )


def _day(when: When | None) -> dt.date:
    """Return the last day of a date, the earliest of all where it is not known."""
    return last_day(when) or dt.date.min


def _stand(position: Position, issue: Issue, material: Material) -> Stand:
    disputed = tuple(
        number
        for number, conflict in enumerate(material.case.conflicts, start=1)
        if set(conflict.statements) & set(position.statements)
    )
    return Stand(
        position, SIGNS[position.stand], tuple(as_read(issue, value) for value in position.options),
        tuple(material.names.backing(position.statements)), disputed,
    )  # fmt: skip


def conflicts(material: Material) -> Section | None:
    """Show the conflicts of the record, statement beside statement."""
    found = material.case.conflicts
    if not found:
        return None

    def sides(conflict: Conflict) -> tuple[str, tuple[Statement, ...]]:
        return str(KINDS[conflict.kind]), tuple(material.names.backing(conflict.statements))

    lead = _(
        "Where sources disagree, both stand here as they were reported. Nothing is averaged and nothing is left out."
    )
    return Section("conflicts", _("Where the record conflicts"), lead, tuple((c, *sides(c)) for c in found))
