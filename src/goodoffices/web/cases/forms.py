"""Open a case: its title, its terms of reference, its parties, and as whom one mediates in it."""

from __future__ import annotations

from django import forms

from goodoffices.language import gettext as _
from goodoffices.talks.actions.case import OpenCase
from goodoffices.talks.events.case import Side
from goodoffices.talks.standing import OFFICES
from goodoffices.web.entrance.forms import DoorForm
from goodoffices.web.shell.forms import latin_name, text
from goodoffices.web.shell.naming import name_of
from goodoffices.web.shell.words import gettext_lazy

#: Talks have so many parties at least, and at most.
_FEWEST = 2
_MOST = 12


class OpenForm(DoorForm):
    """A new case."""

    title = text(gettext_lazy("Title of the talks"), most=200, hint=gettext_lazy("All sides see it."))
    parties = text(
        gettext_lazy("Parties, one a line"), most=2_000, rows=3,
        hint=gettext_lazy("In neutral words, in the order in which they are listed. They cannot be changed later."),
    )  # fmt: skip
    terms = text(
        gettext_lazy("Terms of reference"), most=20_000, rows=4, required=False,
        hint=gettext_lazy("What the talks are for, and by which rules. All sides see it."),
    )  # fmt: skip
    name = text(
        gettext_lazy("You mediate as"), most=60,
        hint=gettext_lazy("A short name that the sides see, such as your office or your country."),
    )  # fmt: skip

    def clean_parties(self) -> tuple[Side, ...]:
        """Return the parties, each with an id made from its name."""
        names = [line.strip() for line in self.cleaned_data["parties"].splitlines() if line.strip()]
        if not _FEWEST <= len(names) <= _MOST:
            raise forms.ValidationError(_("Name two parties at least, and twelve at most, one a line."))
        ids: list[str] = []
        for number, name in enumerate(names, 1):
            base = name_of(name, f"party-{number}")
            base = f"{base}-side" if base in OFFICES else base
            ids.append(base if base not in ids else f"{base}-{number}")
        if len({name.casefold() for name in names}) < len(names):
            raise forms.ValidationError(_("Two of these have the same name."))
        return tuple(Side(id=one, name=name) for one, name in zip(ids, names, strict=True))

    def clean_name(self) -> str:
        """Return the mediator's name as the talks write it."""
        why = _("Use Latin letters or digits here: it is part of the name by which you act.")
        return latin_name(self.cleaned_data["name"], why)

    def action(self) -> OpenCase:
        """Return the act."""
        given = self.cleaned_data
        return OpenCase(title=given["title"], parties=given["parties"], terms=given["terms"])
