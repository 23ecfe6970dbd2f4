"""Come into a class by its link: a name, and one is in. The link is the instructor's to give, and to take back."""

from __future__ import annotations

import secrets

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse

from goodoffices import language
from goodoffices.language import gettext as _
from goodoffices.talks.actions import Command
from goodoffices.talks.actions.teaching import AdmitLearner
from goodoffices.talks.errors import Refused
from goodoffices.talks.events.teaching import LearnerAdmitted
from goodoffices.talks.lens import Lens
from goodoffices.talks.standing import ENGINE, LEARNER, Standing
from goodoffices.talks.streams import CLASS
from goodoffices.web.accounts import doorways, entering
from goodoffices.web.classroom.calling import NameField, named
from goodoffices.web.entrance.forms import DoorForm
from goodoffices.web.project import House, Room
from goodoffices.web.shell.doors import door
from goodoffices.web.shell.rendering import rendered
from goodoffices.web.shell.visits import html
from goodoffices.web.shell.words import gettext_lazy

#: So often a name is tried that somebody else has taken at the same moment.
_TRIES = 5


class JoinForm(DoorForm):
    """The token of the class, and what one is called."""

    token = forms.CharField(
        label=gettext_lazy("Link of the class"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        help_text=gettext_lazy("Your instructor gives it to you."),
    )  # fmt: skip
    name = NameField(label=gettext_lazy("Your name"), help_text=gettext_lazy("The class reads it."))
    #: By which a second click is known again.
    key = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)


@door
def joining(request: HttpRequest) -> HttpResponse:
    """Come in. The token stands behind the # of the link, which no server is sent and no log holds."""
    form = JoinForm(request.POST or None, initial={"key": secrets.token_urlsafe(12)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            case = doorways.case_of(given["token"].strip().rpartition("#")[2])
            room = House.room(case) if case else None
            if room is None:
                form.add_error("token", _("This link does not hold; ask your instructor for a new one."))
            elif not _gathers(room):
                form.add_error(
                    None, _("The tables have begun without you. Your instructor can tell you what to do.")
                )
            else:
                try:
                    key = given["key"] or secrets.token_urlsafe(12)
                    account = doorways.walk_in(room.id, _admitted(room, given["name"], key))
                    if account is not None:
                        entering.enter(request, account)
                        return HttpResponseRedirect(reverse("classroom:table", args=[room.id]), status=303)
                    return HttpResponseRedirect(reverse("entrance:sign-in"), status=303)
                except Refused as refusal:
                    form.add_error(None, language.sentence(str(refusal)))
    return html(rendered("classroom/join.html.jinja", form=form, csrf=get_token(request)), status)


def _gathers(room: Room) -> bool:
    """Whether a class takes people in: until its tables begin."""
    return _seen(room).case.classroom == "gathering"


def _seen(room: Room) -> Lens:
    return Lens(Standing(actor=ENGINE, side="engine"), lambda stream: room.history.load(stream).state)


def _admitted(room: Room, called: str, key: str) -> str:
    """Admit somebody into the class, in the name of whoever instructs it, once for each form; return the actor."""
    for _try in range(_TRIES):
        lens = _seen(room)
        with room.history.at_once():
            state = lens.classroom
            name = named(called, state.learners)
            by = state.instructors[0]
        # other acts of the instructor have keys of their own
        once = f"door {key}"
        if (known := room.history.store.receipt(by, once)) is not None:
            # a second click: they are in already
            event = room.history.tail(CLASS, known.events[0][1] - 1, 1)[0].happened.event
            assert isinstance(event, LearnerAdmitted)
            return f"{LEARNER}:{event.learner}"
        act = AdmitLearner(learner=name, called=called)
        try:
            room.talks.do(Command(at=House.now(), by=by, action=act, key=once))
        except Refused:
            if room.history.store.receipt(by, once) is not None or name in lens.classroom.learners:
                continue
            raise
        return f"{LEARNER}:{name}"
    raise Refused("too many come in at the same time; try again")
