"""Open a class."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse

from goodoffices import language
from goodoffices.language import gettext as _
from goodoffices.talks.actions.teaching import OpenClass
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import INSTRUCTOR
from goodoffices.web.accounts.models import Account
from goodoffices.web.accounts.seats import sit_down
from goodoffices.web.cases.views import may_open
from goodoffices.web.entrance.forms import DoorForm
from goodoffices.web.project import House
from goodoffices.web.shell.doors import signed_in
from goodoffices.web.shell.forms import latin_name, text
from goodoffices.web.shell.rendering import rendered
from goodoffices.web.shell.visits import html
from goodoffices.web.shell.words import gettext_lazy


class ClassForm(DoorForm):
    """A new class."""

    title = text(
        gettext_lazy("Title of the class"), most=200, hint=gettext_lazy("Everybody in the class sees it.")
    )
    name = text(
        gettext_lazy("You instruct as"),
        most=60,
        hint=gettext_lazy("A short name, in Latin letters and digits."),
    )

    def clean_name(self) -> str:
        """Return the instructor's name as the class writes it."""
        why = _("Use Latin letters or digits here: it is part of the name by which you act.")
        return latin_name(self.cleaned_data["name"], why)


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
