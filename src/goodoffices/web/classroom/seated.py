"""The page of those who sit at a table: what their side wants, what lies on the table, and what is asked of them."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.decide.teaching import SPOKEN
from goodoffices.talks.events.base import Package
from goodoffices.talks.events.teaching import MEDIATING, SeatAsked
from goodoffices.talks.states.teaching import SeatState, TableState
from goodoffices.web.classroom.answering import (
    AcceptForm,
    AnswerForm,
    BidForm,
    CriticiseForm,
    OfferForm,
    PreferForm,
    SpeakForm,
    WalkForm,
    YesForm,
)
from goodoffices.web.classroom.floor import floor_of
from goodoffices.web.classroom.mediating import mediated
from goodoffices.web.classroom.wanting import Wants
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_learner
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit

#: The form that answers each question but a turn.
_ANSWERS: Final[dict[str, type[AnswerForm]]] = {
    "accept": YesForm, "approve": YesForm, "prefer": PreferForm, "criticise": CriticiseForm, "bid": BidForm,
}  # fmt: skip
#: Every form that the page may have.
_FORMS: Final = ("accept", "offer", "walk", "answer", "speak")
#: What says that it is done by a form that is gone with the question that it answered.
_SAYING: Final[Kinds] = {"offer-": OfferForm, "accept-": AcceptForm, "walk-": WalkForm, "answer-": YesForm}


@page(is_learner)
def seated(visit: Visit) -> HttpResponse:
    """Show somebody the table at which they sit."""
    who = visit.who
    seat = visit.lens.seat(who.table, who.place) if who.table else SeatState()
    if seat.case is None:
        visit.acted(())
        return visit.page(
            "classroom/waiting.html.jinja", seen_by=_("Only you see this page."), seated=who.table,
            classroom=visit.case.classroom,
        )  # fmt: skip
    table = visit.lens.table(who.table)
    if who.place == MEDIATING:
        return mediated(visit, table, seat, seat.case)
    wants = Wants(seat.case, who.place)
    asked = None if table.ended else seat.pending
    mine: Package = next((one.package for one in reversed(table.laid) if one.by == who.place), {})
    forms = dict(_forms(visit, wants, asked, len(seat.asked), mine)) if asked is not None else {}
    if table.protocol in SPOKEN and not table.ended:
        forms["speak"] = visit.form(SpeakForm, "speak")
    if (done := visit.acted(forms.values())) is not None:
        return done
    return visit.page(
        "classroom/seated.html.jinja", seen_by=_seen_by(table), forms=list(forms.values()),
        by_name=dict.fromkeys(_FORMS) | forms,
        floor=floor_of(table, seat, wants), asked=asked, said=said(visit, _SAYING), own=who.place,
        shown=[(wants.names.package(one), wants.written(one), wants.notes(one)) for one in asked.packages]
        if asked is not None else [],
        classroom=visit.case.classroom,
    )  # fmt: skip


def _forms(
    visit: Visit, wants: Wants, asked: SeatAsked, number: int, mine: Package
) -> list[tuple[str, BaseForm]]:
    """Return the forms that answer what is asked; an offer begins with one's own last one, or with what is heard."""
    given: dict[str, Any] = {"wants": wants, "asked": asked, "number": number}
    if asked.question != "turn":
        # each question has a form of its own: what was begun for one is no answer to the next
        return [("answer", visit.form(_ANSWERS[asked.question], f"answer-{number}", **given))]
    begin = mine or (asked.packages[0] if asked.packages else {})
    found: list[tuple[str, BaseForm]] = [
        ("offer", visit.form(OfferForm, f"offer-{number}", begin=begin, **given))
    ]
    if asked.packages:
        found.insert(0, ("accept", visit.form(AcceptForm, f"accept-{number}", **given)))
    found.append(("walk", visit.form(WalkForm, f"walk-{number}", **given)))
    return found


def _seen_by(table: TableState) -> str:
    if table.protocol in SPOKEN:
        return _(
            "You and those who sit with you, and your instructor. What is on the table, and what is said there, the "
            "other side sees too; what your side wants, it does not."
        )
    return _(
        "You and those who sit with you, and your instructor. What is on the table all sides see; what you answer, and "
        "what your side wants, they do not."
    )
