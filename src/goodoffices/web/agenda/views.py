"""The page of the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.states import ChannelState
from goodoffices.web.agenda.forms import (
    AnswerAgendaForm,
    DeclareAgendaForm,
    DropIssueForm,
    ProposeIssueForm,
    PutIssueForm,
)
from goodoffices.web.agenda.words import settled
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.navigation import in_talks, is_lead
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit

#: What says that it is done when the form is gone with what it changed.
_SAYING: Final[Kinds] = {"agenda-change-": PutIssueForm, "agenda-drop-": DropIssueForm}


@dataclass(frozen=True)
class Side:
    """What a party says of the agenda, and the form by which its answer is given or entered."""

    party: str
    channel: ChannelState
    current: bool
    form: AnswerAgendaForm | None
    wish: ProposeIssueForm | None


@page(in_talks)
def agenda(visit: Visit) -> HttpResponse:
    """Show the agenda, and what can be done about it."""
    who = visit.who
    entering = who.side == "mediator"
    sides = []
    for party in visit.case.parties:
        if not ((entering and party in who.share) or party == who.party):
            continue
        number = visit.names.number(party)
        channel = visit.lens.channel(party) if entering or who.role is not None else ChannelState()
        given = {"entered_for": party} if entering else {}
        may_answer = entering or who.decides
        sides.append(
            Side(
                party, channel, channel.agenda is not None and channel.agenda_changes == visit.case.agenda_changes,
                visit.form(AnswerAgendaForm, f"agenda-answer-{number}", **given) if may_answer else None,
                visit.form(ProposeIssueForm, f"agenda-wish-{number}", **given) if entering or who.role else None,
            )
        )  # fmt: skip
    put = visit.form(PutIssueForm, "agenda-put") if is_lead(who) else None
    asked = str(visit.request.GET.get("change", ""))
    change = next(
        (
            visit.form(PutIssueForm, f"agenda-change-{asked}", of=one)
            for one in visit.case.issues.values()
            if is_lead(who) and mark_of(one) == asked
        ),
        None,
    )
    declare = visit.form(DeclareAgendaForm, "agenda-declare") if is_lead(who) else None
    drops = {
        issue.id: visit.form(DropIssueForm, f"agenda-drop-{place}", initial={"issue": issue.id})
        for place, issue in enumerate(visit.case.issues.values(), 1)
        if is_lead(who)
    }
    every = [
        put,
        change,
        declare,
        *drops.values(),
        *(side.form for side in sides),
        *(side.wish for side in sides),
    ]
    forms = [form for form in every if form is not None]
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "agenda/agenda.html.jinja", seen_by=_seen_by(visit), forms=forms, said=said(visit, _SAYING), sides=sides,
        put=put, change=change, drops=drops, declare=declare, settled=settled, mark_of=mark_of,
    )  # fmt: skip


def _seen_by(visit: Visit) -> str:
    if visit.who.side == "mediator":
        return _("All sides see the agenda. What a party asks for, you and the mediators of its channel see.")
    return _("All sides see the agenda. What you ask for, only you and your mediators see.")
