"""What came into the mediators' record since one last looked: for those who see it, and for nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from django.urls import reverse

from goodoffices.model import Case
from goodoffices.model.base import last_day
from goodoffices.model.over_time import latest
from goodoffices.model.record import Position
from goodoffices.services.listing import Register
from goodoffices.web.record.matrix import days_of
from goodoffices.web.record.seeing import book_of
from goodoffices.web.shell.visits import Visit

#: How much of the record somebody had seen stands beside the places of the streams, under these names.
_STATEMENTS: Final = "statements of the record"
_POSITIONS: Final = "positions of the record"


@dataclass(frozen=True)
class Recorded:
    """What is new: so many statements, so many stands that are other than they were, so many suggestions that wait."""

    statements: int
    moved: int
    suggested: int
    positions: str
    review: str


def seen_now(visit: Visit) -> dict[str, int]:
    """Return how much of the record somebody sees now, to be kept until they look again."""
    book = book_of(visit)
    if book is None:
        return {}
    return {_STATEMENTS: len(book.case.statements), _POSITIONS: len(book.case.positions)}


def recorded(visit: Visit, known: Mapping[str, int]) -> Recorded | None:
    """Return what is new in the record since somebody looked; None where nothing is, and for who does not see it."""
    book = book_of(visit)
    if book is None:
        return None
    statements = len(book.case.statements) - known.get(_STATEMENTS, 0)
    moved, since = _moved(book, known.get(_POSITIONS, 0))
    suggested = book.waiting()
    if not (statements or moved):
        return None
    positions = reverse("record:positions", args=[visit.room.id])
    return Recorded(
        statements, moved, suggested, f"{positions}?since={since}" if since else positions, review(visit)
    )  # fmt: skip


def review(visit: Visit) -> str:
    """Return where suggestions are reviewed."""
    return f"{reverse('record:record', args=[visit.room.id])}?is=suggested"


def _moved(book: Register, known: int) -> tuple[int, int]:
    """Return how many stands are other than they were when so many positions were known.

    Returns:
        how many; the place of the last day before what is new, in the list of days of the page of positions, or 0.
    """
    if len(book.case.positions) <= known:
        return 0, 0
    pieces = [(line.number, line.piece) for line in book.lines if line.standing != "rejected"]
    every = [(number, one) for number, one in pieces if isinstance(one, Position)]
    fresh = [one for number, one in every if number > known]
    before = _with(book.case, [one for number, one in every if number <= known])
    after = _with(book.case, [one for _number, one in every])
    cells = dict.fromkeys((one.party, one.issue) for one in fresh)
    moved = sum(_stand(before, *cell) != _stand(after, *cell) for cell in cells)
    days = days_of(after)
    first = min((day for one in fresh if (day := last_day(one.on)) is not None), default=None)
    return moved, sum(day < first for day in days) if first is not None else 0


def _with(case: Case, positions: list[Position]) -> Case:
    return msgspec.structs.replace(case, positions=tuple(positions))


def _stand(case: Case, party: str, issue: str) -> set[tuple[object, ...]]:
    return {(one.stand, one.options) for one in latest(case, party, issue)}
