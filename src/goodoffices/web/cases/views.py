"""The list of one's cases, and opening one."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse

from goodoffices import language
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import CONVENER, Standing
from goodoffices.talks.states import CaseState
from goodoffices.talks.streams import CASE
from goodoffices.talks.visibility import sees
from goodoffices.web.accounts.models import Account
from goodoffices.web.accounts.seats import seats_of, sit_down
from goodoffices.web.cases.forms import OpenForm
from goodoffices.web.project import House
from goodoffices.web.shell.doors import signed_in
from goodoffices.web.shell.people import Names
from goodoffices.web.shell.rendering import rendered
from goodoffices.web.shell.visits import html


@dataclass(frozen=True)
class Seat:
    """A case in which somebody sits: its title and state, where they see them, and as whom they sit there."""

    id: str
    title: str
    status: str
    who: str


def may_open(account: Account) -> bool:
    """Whether somebody may open a case or a class: whoever mediates in one, or instructs one, and conveners."""
    if account.administrator:
        return False
    mediates = any(actor.startswith(("mediator:", "instructor:")) for _case, actor in seats_of(account))
    return mediates or account.name.startswith(f"{CONVENER}:")


@signed_in(lambda account: not account.administrator)
def cases(request: HttpRequest, account: Account) -> HttpResponse:
    """List one's cases."""
    found = [seat for case, actor in seats_of(account) if (seat := _seat(case, actor)) is not None]
    return html(
        rendered("cases/cases.html.jinja", csrf=get_token(request), seats=found, may_open=may_open(account))
    )


def _seat(case: str, actor: str) -> Seat | None:
    room = House.room(case)
    if room is None:
        return None
    try:
        who: Standing = room.talks.standing(actor)
    except Refused:
        return None
    state = room.looks.at(who).lens.case if sees(who, CASE) else CaseState()
    return Seat(case, state.title, state.status, Names(state, who).called(actor))


@signed_in(may_open)
def opened(request: HttpRequest, account: Account) -> HttpResponse:
    """Open a case, and sit down in it as its lead mediator."""
    form = OpenForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actor = f"mediator:{form.cleaned_data['name']}"
                room = House.open(form.action(), actor)
                sit_down(account, room.id, actor)
                return HttpResponseRedirect(reverse("overview:overview", args=[room.id]), status=303)
            except Refused as refusal:
                form.add_error(None, language.sentence(str(refusal)))
    return html(rendered("cases/new.html.jinja", csrf=get_token(request), form=form), status)
