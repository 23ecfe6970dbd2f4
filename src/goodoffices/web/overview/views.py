"""The overview, for each role."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from goodoffices.language import gettext as _
from goodoffices.services.viewing import newest
from goodoffices.talks.states import LinesState
from goodoffices.talks.streams import Stream
from goodoffices.talks.transitions import TALKS
from goodoffices.web.accounts import visits
from goodoffices.web.audience.told import told
from goodoffices.web.overview.balance import contacts, finals_used
from goodoffices.web.overview.forms import (
    AnnounceForm,
    CloseForm,
    ImpasseForm,
    NoteForm,
    PostForm,
    ResumeForm,
    SeenForm,
)
from goodoffices.web.overview.recorded import recorded
from goodoffices.web.overview.waiting import waiting
from goodoffices.web.project import House
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.happening import lines
from goodoffices.web.shell.navigation import in_class, is_instructor, sees_ledger
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.voices.listening import is_listener
from goodoffices.web.voices.listening import waiting as waiting_to_pass

#: So many lines of what is new are shown; the time line has the others.
_NEW: Final = 15
#: Every form that the page may have.
_FORMS: Final = ("seen", "post", "note", "announce", "impasse", "resume", "close")
#: The acts that move the talks as a whole, with their forms.
_MOVES: Final[dict[str, tuple[str, type[BaseForm]]]] = {
    "declare_impasse": ("impasse", ImpasseForm),
    "resume_talks": ("resume", ResumeForm),
    "close_case": ("close", CloseForm),
}


@page()
def overview(visit: Visit) -> HttpResponse:
    """Show how the talks stand for whoever visits."""
    who = visit.who
    if in_class(who):
        return visit.back(
            path=reverse("classroom:class" if is_instructor(who) else "classroom:table", args=[visit.room.id])
        )
    if who.side not in ("mediator", "party"):
        return _told(visit)
    seen = visit.form(SeenForm, "seen")
    forms: dict[str, BaseForm] = {"seen": seen}
    if who.side == "mediator":
        forms |= {"post": visit.form(PostForm, "post"), "note": visit.form(NoteForm, "note")}
    if who.lead:
        forms["announce"] = visit.form(AnnounceForm, "announce")
        for act, (name, kind) in _MOVES.items():
            if (visit.case.status, act) in TALKS:
                forms[name] = visit.form(kind, name)
    if (done := visit.acted(forms.values())) is not None:
        return done
    known = visits.places(visit.account, visit.room.id)
    fresh = newest(visit.room.talks, who, _NEW + 1, after=known, but=("dossier", "audit"))
    mediates, now = who.side == "mediator", House.now()
    waits = waiting(visit, now)
    return visit.page(
        "overview/overview.html.jinja", seen_by=_seen_by(visit), forms=list(forms.values()),
        by_name=dict.fromkeys(_FORMS) | forms, fresh=lines(visit, fresh[:_NEW]), more=len(fresh) > _NEW,
        waits=[one for one in waits if not one.turn], theirs=[one for one in waits if one.turn],
        recorded=recorded(visit, known), contacts=contacts(visit, now) if mediates else [],
        used=finals_used(visit) if mediates else (0, 0), notes=_notes(visit) if mediates else [],
        now=now, today=visit.local(now).date(), mediates=mediates,
        first=not known and visit.step(1) is not None and visit.step() is None,
    )  # fmt: skip


def _notes(visit: Visit) -> list[tuple[object, str, str]]:
    state = visit.lens.of(Stream("notes", visit.who.actor))
    assert isinstance(state, LinesState)
    return [(at, by, text) for at, by, text in reversed(state.lines)]


def _seen_by(visit: Visit) -> str:
    if visit.who.side == "mediator":
        return _("Only you: it is put together from the channels that you share.")
    return _("Only you: it is put together from what you see.")


def _told(visit: Visit) -> HttpResponse:
    """Show somebody from outside what they were told."""
    visit.acted(())
    own = visit.who.side == "constituency"
    seen_by = _("You, and the delegation that tells you.") if own else _("You and the lead mediators.")
    now = House.now()
    return visit.page(
        "overview/told.html.jinja", seen_by=seen_by, told=told(visit), waits=waiting(visit, now),
        to_pass=waiting_to_pass(visit) if is_listener(visit.who) else 0, watches=sees_ledger(visit.who), now=now,
        today=visit.local(now).date(),
    )  # fmt: skip
