"""A decision body at a glance: its members as seats, for, undecided and against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goodoffices.language import counted, gettext_lazy, labelled, pgettext_lazy, whole
from goodoffices.model.parties import DecisionBody, Member, Question
from goodoffices.reports.charts.text import wrap

_COLUMN: Final = 300
_ROW: Final = 46
_TOP: Final = 46

#: The columns: their heading, the mark in the seat, the stances that stand there.
COLUMNS: Final = (
    (pgettext_lazy("vote", "For"), "✓", ("for",)),
    (gettext_lazy("Neither, or not known"), "?", ("undecided", "unknown", "abstains", "absent")),
    (gettext_lazy("Against"), "✕", ("against",)),
)


@dataclass(frozen=True)
class Seat:
    """A member's seat."""

    x: float
    y: float
    member: Member
    lines: tuple[str, ...]
    sign: str
    votes: bool
    colour: str


@dataclass(frozen=True)
class Seats:
    """Everything to draw, in the coordinates of the picture."""

    width: int
    height: int
    headings: tuple[tuple[float, str], ...]
    seats: tuple[Seat, ...]


def stance_of(question: Question | None, member: Member) -> str:
    """Return where a member stands; unknown where nothing is recorded."""
    stances = question.stances if question is not None else ()
    return next((s.stance for s in stances if s.member == member.id), "unknown")


def seats(body: DecisionBody, question: Question | None) -> Seats:
    """Lay out the members by stance: leader first, then those with a vote, then observers and advisers."""
    rank = {"leader": 0, "member": 1, "observer": 2, "adviser": 3}
    order = sorted(body.members, key=lambda member: rank[member.role])
    placed: list[Seat] = []
    headings: list[tuple[float, str]] = []
    tallest = 0
    for column, (heading, sign, stances) in enumerate(COLUMNS):
        own = [member for member in order if stance_of(question, member) in stances]
        voting = sum(member.votes for member in own)
        said = labelled(heading, whole(len(own)))
        if voting < len(own):
            votes = counted("{n} voting", "{n} voting", voting)
            said = f"{said} ({votes})"
        headings.append((column * _COLUMN + 8.0, said))
        tallest = max(tallest, len(own))
        for row, member in enumerate(own):
            placed.append(
                Seat(
                    x=column * _COLUMN + 24.0, y=_TOP + _ROW * row + 18.0, member=member,
                    lines=tuple(wrap(member.name, 30, 1)), sign=sign, votes=member.votes, colour=f"seat-{column}",
                )
            )  # fmt: skip
    return Seats(3 * _COLUMN, _TOP + _ROW * max(1, tallest) + 6, tuple(headings), tuple(placed))
