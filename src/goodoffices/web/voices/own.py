"""The page of somebody affected: say something, see what became of it, say anew what may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.standing import Standing, split
from goodoffices.talks.states.voices import Input
from goodoffices.web.shell.forms import ERRORS, ActForm, choice, text
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy
from goodoffices.web.voices.consents import CHOICES, still


def is_voice(who: Standing) -> bool:
    """Whether somebody is heard as affected."""
    return who.side == "voice"


class SpeakForm(ActForm):
    """Say something."""

    act = "speak_up"
    said = gettext_lazy("It is with those who listen.")
    text = text(gettext_lazy("What you want to say"), rows=7)
    consent = choice(
        gettext_lazy("What may become of it"), CHOICES, radio=True,
        hint=gettext_lazy("You can change this later, as long as it was not passed on."),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        more["initial"] = {"consent": "keep"} | more.get("initial", {})
        super().__init__(*given, **more)


class ConsentForm(ActForm):
    """Say anew what may become of something."""

    act = "change_consent"
    said = gettext_lazy("From now on, that is what may become of it.")
    consent = choice(gettext_lazy("What may become of it"), (), radio=True)

    def __init__(self, *given: Any, of: Input, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        more["initial"] = {"consent": of.consent} | more.get("initial", {})
        super().__init__(*given, **more)
        self.of = of
        self.fields["consent"] = choice(_("What may become of it"), still(of), radio=True)
        self.fields["consent"].error_messages |= ERRORS

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        return {"input": self.of.id, "consent": self.cleaned_data["consent"]}


@dataclass(frozen=True)
class Said:
    """Something that was said, its number, and the form that says anew what may become of it."""

    number: int
    input: Input
    form: ConsentForm


@page(is_voice)
def own(visit: Visit) -> HttpResponse:
    """Show what somebody has said, and let them say more."""
    speak = visit.form(SpeakForm, "speak")
    inputs = visit.lens.voice(split(visit.who.actor)[1]).inputs.values()
    every = [
        Said(number, one, visit.form(ConsentForm, f"consent-{number}", of=one))
        for number, one in enumerate(inputs, 1)
    ]
    forms = [speak, *(one.form for one in every)]
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "voices/own.html.jinja", seen_by=_("You, and those who listen to you. Nobody else."), forms=forms, speak=speak,
        every=every[::-1],
    )  # fmt: skip
