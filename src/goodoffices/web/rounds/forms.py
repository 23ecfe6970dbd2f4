"""What can be done about rounds and delegations."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from goodoffices.language import gettext as _
from goodoffices.model.base import free
from goodoffices.talks.states.case import Round
from goodoffices.talks.states.channel import ChannelState
from goodoffices.talks.transitions import ROUND
from goodoffices.web.shell.forms import ERRORS, ActForm, EnteringForm, choice, latin_name, several, text
from goodoffices.web.shell.naming import name_of
from goodoffices.web.shell.words import gettext_lazy

_FORMATS: Final = (
    ("indirect", gettext_lazy("Indirect: the mediators carry words between the sides")),
    ("proximity", gettext_lazy("Proximity: one site, separate rooms")),
    ("shuttle", gettext_lazy("Shuttle: the mediators travel")),
    ("plenary", gettext_lazy("Plenary: all together")),
    ("bilateral", gettext_lazy("Bilateral")),
)
#: What can become of a round, in words.
MOVES: Final = {
    "open_round": gettext_lazy("Open it"),
    "adjourn_round": gettext_lazy("Adjourn it"),
    "resume_round": gettext_lazy("Resume it"),
    "collapse_round": gettext_lazy("Say that it has collapsed"),
    "close_round": gettext_lazy("Close it"),
    "cancel_round": gettext_lazy("Cancel it"),
}
_ROLES: Final = (
    ("head", gettext_lazy("Head: answers for the party")),
    ("member", gettext_lazy("Member: speaks and notes")),
    ("adviser", gettext_lazy("Adviser: speaks and notes")),
    ("mandator", gettext_lazy("Mandator: gives the mandate, from home")),
)


class PlanForm(ActForm):
    """Plan a round."""

    act = "plan_round"
    said = gettext_lazy("All sides see that the round is planned.")

    title = text(gettext_lazy("Name of the round"), most=200)
    venue = text(gettext_lazy("Venue"), most=200)
    format = choice(gettext_lazy("Format"), _FORMATS)
    starts_on = forms.DateField(
        label=gettext_lazy("Begins on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"],
    )  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act; the round's own name is made from its title."""
        given = self.cleaned_data
        plain = {"name": given["title"], "venue": given["venue"], "format": given["format"]}
        if given["starts_on"]:
            plain["starts_on"] = given["starts_on"].isoformat()
        rounds = self.visit.case.rounds
        return plain | {"round": free(name_of(given["title"], f"round-{len(rounds) + 1}"), rounds)}


class MoveForm(ActForm):
    """Move a round on: open, adjourn, resume, collapse, close or cancel it."""

    act = "open_round"
    said = gettext_lazy("All sides see it.")

    round = forms.CharField(widget=forms.HiddenInput, max_length=80)
    move = choice(gettext_lazy("What happens"), (), radio=True)
    venue = text(gettext_lazy("Venue, where it changes"), most=200, required=False)
    reason = text(gettext_lazy("Why; all sides see this"), most=2_000, required=False)

    def __init__(self, *given: Any, of: Round, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.of = of
        able = [(move, MOVES[move]) for state, move in ROUND if state == of.status]
        self.fields["move"] = choice(_("What happens"), able, radio=True)
        self.fields["move"].error_messages |= ERRORS
        self.order_fields(["round", "key", "move", "reason", "venue"])

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a collapse."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("move") == "collapse_round" and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why it collapsed, in a few neutral words."))
        return given

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        plain = super().plain()
        self.act = plain.pop("move")  # type: ignore[misc]  # which act it is, is chosen in the form
        return plain


class NameForm(EnteringForm):
    """Name someone of the delegation, or give them another role."""

    act = "name_delegate"
    said = gettext_lazy("The delegation and the mediators of its channel see it.")

    person = text(
        gettext_lazy("Name"), most=80,
        hint=gettext_lazy("In Latin letters; they sign in by it. Somebody who is named already gets the new role."),
    )  # fmt: skip
    role = choice(gettext_lazy("Role"), (("", "–"), *_ROLES))
    office = text(gettext_lazy("Office"), most=200, required=False)

    def clean_person(self) -> str:
        """Return the name as the talks write it."""
        return latin_name(self.cleaned_data["person"], _("Write the name with Latin letters or digits."))


class RecallForm(EnteringForm):
    """Recall someone from the delegation."""

    act = "recall_delegate"
    said = gettext_lazy("They are recalled.")
    person = forms.CharField(widget=forms.HiddenInput, max_length=80)


class AttendForm(EnteringForm):
    """Say who comes to a round."""

    act = "attend"
    said = gettext_lazy("The mediators of your channel see who comes.")

    round = forms.CharField(widget=forms.HiddenInput, max_length=80)
    people = several(gettext_lazy("Who comes"), (), required=False)
    others = text(
        gettext_lazy("And, not in the delegation"), most=500, required=False,
        hint=gettext_lazy("Names, with commas between them."),
    )  # fmt: skip
    note = text(gettext_lazy("Note"), most=500, required=False)

    def __init__(self, *given: Any, channel: ChannelState, of: Round, **more: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*given, **more)
        self.of = of
        coming = channel.attendance.get(of.id, ())
        names = [(one, self.visit.names.name(one)) for one in channel.delegates]
        self.fields["people"] = several(_("Who comes"), names, required=False)
        self.fields["people"].error_messages |= ERRORS
        self.initial.setdefault("round", of.id)
        self.initial.setdefault("people", [one for one in coming if one in channel.delegates])
        self.initial.setdefault("others", ", ".join(one for one in coming if one not in channel.delegates))
        self.order_fields(["round", "key", "people", "others", "note", "meeting"])

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act; that nobody comes after all is something to say too."""
        given = self.cleaned_data
        others = [one.strip() for one in given["others"].split(",") if one.strip()]
        plain = {"round": given["round"], "people": [*given["people"], *others]}
        return plain | ({"note": given["note"]} if given["note"] else {})
