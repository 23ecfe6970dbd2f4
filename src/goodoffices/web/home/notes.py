"""The delegation's own room: its notes, and receipts for what it gave that nobody sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.events.home import Noted, Receipt
from goodoffices.talks.streams import Stream
from goodoffices.web.home.past import past
from goodoffices.web.shell.forms import ActForm, text
from goodoffices.web.shell.navigation import is_delegate
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

#: So many notes stand on a page.
_A_PAGE: Final = 50


class NoteForm(ActForm):
    """Note something for the own delegation."""

    act = "note"
    said = gettext_lazy("Your delegation sees the note.")
    text = text(gettext_lazy("A note for your delegation"), rows=3)


@dataclass(frozen=True)
class Line:
    """A note or a receipt: when, by whom, and its text."""

    at: dt.datetime
    by: str
    text: str


@page(is_delegate)
def room(visit: Visit) -> HttpResponse:
    """Show a delegation its notes and receipts."""
    form = visit.form(NoteForm, "note")
    if (done := visit.acted([form])) is not None:
        return done
    notes, receipts = [], []
    for seen in reversed(past(visit, [Stream("room", visit.who.party)])):
        happened = seen.happened
        match happened.event:
            case Noted(text=words):
                notes.append(Line(happened.at, visit.names.person(happened.by), words))
            case Receipt() as receipt:
                receipts.append(Line(happened.at, visit.names.person(happened.by), _said(receipt)))
            case _:
                pass
    first = _first(visit.request.GET.get("from", ""), len(notes))
    return visit.page(
        "home/room.html.jinja", seen_by=_("Only your delegation; not the mediators."), forms=[form], form_of=form,
        notes=notes[first : first + _A_PAGE], receipts=receipts, total=len(notes), first=first,
        newer=max(0, first - _A_PAGE) if first else None,
        older=first + _A_PAGE if first + _A_PAGE < len(notes) else None,
    )  # fmt: skip


def _first(asked: str, total: int) -> int:
    """Return the place of the first note on a page; what cannot be read is the beginning."""
    place = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0  # noqa: PLR2004 - more digits than notes
    return place if place < total else 0


def _said(receipt: Receipt) -> str:
    """Say what was taken."""
    match receipt.what:
        case "final":
            return _("Your answer to the mediators' proposal %(name)s was taken.") % {"name": receipt.of}
        case "bidding":
            return _("Your bid in the bidding %(name)s was taken.") % {"name": receipt.of}
        case "preferences":
            return _("Your preferences were sealed for the engine.")
        case _:
            return _("A vote was taken.")
