"""What a page of a table shows: who sits there, what lies on it, and how the talks ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.reports import playing
from goodoffices.talks.events.teaching import MEDIATING, Laid
from goodoffices.talks.states.teaching import SeatState, TableState
from goodoffices.web.classroom.endings import ending_of
from goodoffices.web.classroom.wanting import Wants


@dataclass(frozen=True)
class Line:
    """Something that was put on the table: in which round, by whom, what, what it is worth to one's own side."""

    round: int
    by: str
    package: list[tuple[str, str]]
    worth: str
    below: bool


@dataclass(frozen=True)
class Floor:
    """What a page of a table shows beside its forms."""

    table: TableState
    seat: SeatState
    wants: Wants
    lines: Sequence[Line]

    @property
    def protocol(self) -> str:
        """How they talk."""
        return playing.protocol_name(self.table.protocol)

    @property
    def people(self) -> list[tuple[str, Sequence[str]]]:
        """Who sits where: parties in order, then who mediates, where people can; none for a program."""
        chaired = [MEDIATING] if self.chaired else []
        return [(seat, self.table.people.get(seat, ())) for seat in [*self.table.parties, *chaired]]

    @property
    def chaired(self) -> bool:
        """Whether there is a seat for who mediates."""
        return MEDIATING in self.table.people or MEDIATING in self.table.programs

    @property
    def ended(self) -> str:
        """How the talks ended, in words."""
        return ending_of(self.table, self.wants.names)


def floor_of(table: TableState, seat: SeatState, wants: Wants) -> Floor:
    """Return what a page of a table shows."""
    return Floor(table, seat, wants, [_line(one, wants) for one in reversed(table.laid)])


def _line(one: Laid, wants: Wants) -> Line:
    return Line(
        one.round,
        one.by,
        wants.names.package(one.package),
        wants.written(one.package),
        wants.below(one.package),
    )
