"""Open a class."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse

from goodoffices import language
from goodoffices.talks.actions.teaching import OpenClass
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import INSTRUCTOR
from goodoffices.web.accounts.models import Account
from goodoffices.web.accounts.seats import sit_down
from goodoffices.web.cases.views import may_open
from goodoffices.web.classroom.calling import InstructorField
from goodoffices.web.entrance.forms import DoorForm
from goodoffices.web.project import House
from goodoffices.web.shell.doors import signed_in
from goodoffices.web.shell.forms import text
from goodoffices.web.shell.rendering import rendered
from goodoffices.web.shell.visits import html
from goodoffices.web.shell.words import gettext_lazy


class ClassForm(DoorForm):
    """A new class."""

    title = text(
        gettext_lazy("Title of the class"), most=200, hint=gettext_lazy("Everybody in the class sees it.")
    )
    name = InstructorField(label=gettext_lazy("You instruct as"))


@signed_in(may_open)
def opened(request: HttpRequest, account: Account) -> HttpResponse:
    """Open a class, and sit down in it as its instructor."""
    form = ClassForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            actor = f"{INSTRUCTOR}:{form.cleaned_data['name']}"
            try:
                room = House.open(OpenClass(title=form.cleaned_data["title"]), actor)
                sit_down(account, room.id, actor)
                return HttpResponseRedirect(reverse("classroom:class", args=[room.id]), status=303)
            except Refused as refusal:
                form.add_error(None, language.sentence(str(refusal)))
    return html(rendered("classroom/new.html.jinja", csrf=get_token(request), form=form), status)
