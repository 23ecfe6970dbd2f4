"""What mediators do in the channels."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms

from goodoffices.language import gettext as _
from goodoffices.talks.states.channel import Message
from goodoffices.web.channels.filing import Filing
from goodoffices.web.channels.marks import manners
from goodoffices.web.shell.forms import ActForm, BaseForm, choice, several, text
from goodoffices.web.shell.packages import PackageFields
from goodoffices.web.shell.words import gettext_lazy, pgettext_lazy


class ToParties(ActForm):
    """An act towards some of the parties whose channels the mediator sees."""

    def __init__(self, *given: Any, parties: list[str], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.offer("to", parties)

    def offer(self, name: str, parties: list[str]) -> None:
        """Let a field choose among parties; where there is one alone, it is chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(party, self.visit.names.party(party)) for party in parties]
        if len(parties) == 1 and not self.is_bound:
            self.initial.setdefault(
                name, parties if isinstance(field, forms.MultipleChoiceField) else parties[0]
            )


class TellForm(ToParties):
    """Tell parties something in the mediators' own words."""

    act = "tell"
    said = gettext_lazy("It is in their channel.")
    to = several(pgettext_lazy("recipients", "To"), ())
    text = text(gettext_lazy("What you tell them"), rows=5)


class HandForm(ToParties):
    """Hand parties a file."""

    act = "hand"
    said = gettext_lazy("The file is in their channel.")
    to = several(pgettext_lazy("recipients", "To"), ())
    file = Filing()

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"to": self.cleaned_data["to"], **self.cleaned_data["file"]}


class SoundForm(ToParties):
    """Ask a party what it would say to something."""

    act = "sound"
    said = gettext_lazy("The question is in their channel.")
    to = choice(pgettext_lazy("recipients", "To"), ())
    question = text(gettext_lazy("What would you say, if …"), rows=3)

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        PackageFields.add(self, self.visit.case.issues)

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        given = self.cleaned_data
        package = PackageFields.of(self, self.visit.case.issues)
        return {"to": given["to"], "question": given["question"], "package": package}


class RelayForm(ToParties):
    """Carry a party's message to others, as its mark allows."""

    act = "relay"
    said = gettext_lazy("It was carried over.")
    manner = choice(gettext_lazy("How"), (), radio=True)
    to = several(pgettext_lazy("recipients", "To"), ())
    text = text(
        gettext_lazy("What they will read"), rows=4, required=False,
        hint=gettext_lazy("Word for word needs nothing here: it has its own words."),
    )  # fmt: skip

    def __init__(self, *given: Any, party: str, source: Message, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.party, self.source = party, source
        field = self.fields["manner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = manners(source.mark)
        if not self.is_bound and len(field.choices) == 1:
            self.initial.setdefault("manner", field.choices[0][0])

    def clean(self) -> dict[str, Any]:
        """Check that there are words where the message's own are not used."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("manner") in ("substance", "idea") and not given.get("text"):
            self.add_error("text", _("Say in your own words what is carried over."))
        return given

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        given = self.cleaned_data
        words = {} if given["manner"] == "verbatim" else {"text": given["text"]}
        return {
            "party": self.party, "message": self.source.id, "to": given["to"], "manner": given["manner"], **words,
        }  # fmt: skip


class OpenRunForm(ToParties):
    """Ask parties to let the engine look for a package in their sealed preferences."""

    act = "open_run"
    said = gettext_lazy("They are asked. It runs when all of them have consented.")
    to = several(gettext_lazy("Whose sealed preferences"), ())
    purpose = text(gettext_lazy("What for; they read this"), most=2_000, rows=2)
    name = text(
        gettext_lazy("Working name"), most=80,
        hint=gettext_lazy("For the mediators of these channels alone: letters from a to z, digits, hyphens."),
    )  # fmt: skip

    def clean_name(self) -> str:
        """Return the name as the talks keep it."""
        return clean_name(self.cleaned_data["name"])


class SearchForm(BaseForm):
    """Find what passed in a channel by its words. It is sent, so that the words stand in no address."""

    said: ClassVar[object] = ""
    words = text(gettext_lazy("Find in this channel"), most=200)


def clean_name(given: str) -> str:
    """Return a working name as the talks keep it: small letters, digits, hyphens.

    Raises:
        ValidationError: nothing of it is left.
    """
    name = re.sub(r"[^a-z0-9._]+", "-", given.lower()).strip("-._")[:80]
    if not name:
        raise forms.ValidationError(
            _("Write the working name with letters from a to z or digits; only mediators see it.")
        )
    return name
