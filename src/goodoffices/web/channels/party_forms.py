"""What a delegation does in its channel, or a mediator enters for it."""

from __future__ import annotations

from typing import Any

from django import forms

from goodoffices.language import gettext as _
from goodoffices.web.channels.filing import Filing
from goodoffices.web.channels.marks import MARKS
from goodoffices.web.shell.forms import EnteringForm, choice, text
from goodoffices.web.shell.words import gettext_lazy

#: The step of the process without which nothing is proposed.
PROCESS = "process"


def _mark(label: str) -> forms.ChoiceField:
    return choice(label, MARKS, radio=True)


class SayForm(EnteringForm):
    """Tell the mediators something, and what they may do with it."""

    act = "say"
    said = gettext_lazy("It is in the channel.")
    text = text(gettext_lazy("What you tell the mediators"), rows=5)
    mark = _mark(gettext_lazy("What they may do with it"))

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.initial.setdefault("mark", "hold")
        if self.entered_for:
            self.fields["text"].label = gettext_lazy("What they said")
            self.fields["mark"].label = gettext_lazy("What the mediators may do with it")


class AttachForm(EnteringForm):
    """Give the mediators a file."""

    act = "attach"
    said = gettext_lazy("The file is in the channel.")
    file = Filing()
    mark = _mark(gettext_lazy("What the mediators may do with it"))

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.initial.setdefault("mark", "hold")

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"mark": self.cleaned_data["mark"], **self.cleaned_data["file"]}


class MarkForm(EnteringForm):
    """Say anew what the mediators may do with a message."""

    act = "mark_message"
    said = gettext_lazy("It is marked anew. What was passed on before stays passed on.")
    message = forms.CharField(widget=forms.HiddenInput, max_length=40)
    mark = _mark(gettext_lazy("What the mediators may do with it from now on"))

    def __init__(self, *given: Any, able: list[tuple[str, object]], **more: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*given, **more)
        field = self.fields["mark"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = able
        if len(able) < len(MARKS):
            field.help_text = _("To allow more is for who wrote it, and for the head or the mandator.")


class ConsentForm(EnteringForm):
    """Consent to a step of the process."""

    act = "consent"
    said = gettext_lazy("The consent is recorded.")
    step = text(
        gettext_lazy("To what"), most=200,
        hint=gettext_lazy("“process” is taking part at all: nothing is proposed without it."),
    )  # fmt: skip


class WithdrawConsentForm(EnteringForm):
    """Take consent to a step back."""

    act = "withdraw_consent"
    said = gettext_lazy("The consent is taken back, from now on.")
    step = choice(gettext_lazy("Consent to"), ())

    def __init__(self, *given: Any, steps: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*given, **more)
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = steps
        if self.is_bound and self.was_done():
            # The same act again: the step is not there any more.
            taken = str(self.data.get(self.add_prefix("step"), ""))
            field.choices = [*steps, (taken, taken)]


class SoundingForm(EnteringForm):
    """Say what the party would say."""

    act = "answer_sounding"
    said = gettext_lazy("The mediators of the channel see what you would say; it binds nobody.")
    sounding = forms.CharField(widget=forms.HiddenInput, max_length=40)
    answer = choice(
        gettext_lazy("What would you say?"),
        (("yes", gettext_lazy("Yes")), ("perhaps", gettext_lazy("Perhaps")), ("no", gettext_lazy("No"))), radio=True,
    )  # fmt: skip
    text = text(gettext_lazy("In words"), rows=2, required=False)


class RunForm(EnteringForm):
    """Let the engine use the sealed preferences once, or not."""

    act = "answer_run"
    said = gettext_lazy("The answer is recorded.")
    run = forms.CharField(widget=forms.HiddenInput, max_length=40)
    consents = choice(
        gettext_lazy("Use of the sealed preferences, this once"),
        (("yes", gettext_lazy("We consent")), ("no", gettext_lazy("We do not consent"))), radio=True,
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        field = self.fields["consents"]
        assert isinstance(field, forms.ChoiceField)
        if self.entered_for:
            # What only the party knows, only the party lets be used.
            field.choices = [("no", _("They do not consent"))]
            field.help_text = _("Only the party itself consents; what it has sealed nobody else knows.")

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"run": self.cleaned_data["run"], "consents": self.cleaned_data["consents"] == "yes"}


class LeaveForm(EnteringForm):
    """Leave the talks, for all to see."""

    act = "withdraw_party"
    said = gettext_lazy("All sides see that the talks were left.")


class ReturnForm(EnteringForm):
    """Come back to the talks, for all to see."""

    act = "return_party"
    said = gettext_lazy("All sides see that the party is back in the talks.")
