"""The page of those who mediate at a table: their drafts, and what each side told them of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.talks.events.base import Package
from goodoffices.talks.events.teaching import MEDIATING
from goodoffices.talks.states.teaching import SeatState, TableState
from goodoffices.web.classroom.answering import DraftForm, EndForm
from goodoffices.web.classroom.floor import floor_of
from goodoffices.web.classroom.wanting import Wants
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit

_SAYING: Final[Kinds] = {"draft-": DraftForm, "walk-": EndForm}


@dataclass(frozen=True)
class Reply:
    """What a side told of a draft: yes or no, and its changes, the best first: which issue, from what to what."""

    party: str
    yes: bool
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Draft:
    """A draft that was laid before all sides, in words; what it is worth to each, where that was told; and replies.

    `own`: people laid it, and not the program that goes on for them.
    """

    own: bool
    round: int
    package: list[tuple[str, str]]
    worths: list[tuple[str, str]]
    replies: list[Reply]


def mediated(visit: Visit, table: TableState, seat: SeatState, case: Case) -> HttpResponse:
    """Show those who mediate their table."""
    floor = floor_of(table, seat, Wants(case, MEDIATING))
    told = [Wants(case, party.id) for party in case.parties if party.preferences is not None]
    asked = None if table.ended else seat.pending
    forms: dict[str, BaseForm] = {}
    if asked is not None:
        given: dict[str, Any] = {"wants": floor.wants, "asked": asked, "number": len(seat.asked)}
        begin = asked.packages[0] if asked.packages else {}
        forms = {
            "draft": visit.form(DraftForm, f"draft-{len(seat.asked)}", begin=begin, **given),
            "walk": visit.form(EndForm, f"walk-{len(seat.asked)}", **given),
        }
    if (done := visit.acted(forms.values())) is not None:
        return done
    return visit.page(
        "classroom/mediating.html.jinja", forms=list(forms.values()), by_name=dict.fromkeys(("draft", "walk")) | forms,
        seen_by=_(
            "You and those who mediate with you, and your instructor. What you lay on the table all sides see; what "
            "one of them tells you, the others do not."
        ),
        floor=floor, asked=asked, said=said(visit, _SAYING), told=told, classroom=visit.case.classroom,
        drafts=_drafts(table, seat, floor.wants, told),
        agreed=None if table.package is None else floor.wants.names.package(table.package),
    )  # fmt: skip


def _drafts(table: TableState, seat: SeatState, wants: Wants, told: list[Wants]) -> list[Draft]:
    """Return all drafts, the last first; that which the sides are still asked about has no replies yet."""
    heard = {one.round - 1: one.replies for one in seat.asked}
    found = []
    for place, one in enumerate(table.laid):
        replies = [
            Reply(party, own.yes, tuple(_change(wants, one.package, changed) for changed in own.changes))
            for party, own in heard.get(one.round, {}).items()
        ]
        worths = [(side.party, side.written(one.package)) for side in told]
        own = place < len(seat.answers)
        found.append(Draft(own, one.round, wants.names.package(one.package), worths, replies))
    return found[::-1]


def _change(wants: Wants, draft: Package, changed: Package) -> tuple[str, str, str]:
    issue = next(one for one in draft if draft[one] != changed[one])
    names = wants.names
    return names.issue(issue), names.option(issue, draft[issue]), names.option(issue, changed[issue])
