"""What a party answers, or a mediator enters for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model.issues import Issue
from goodoffices.reports.names import as_read
from goodoffices.talks.states.channel import Proposal
from goodoffices.talks.transitions import PROPOSAL
from goodoffices.web.shell.forms import EnteringForm, choice, text
from goodoffices.web.shell.packages import PackageFields
from goodoffices.web.shell.words import gettext_lazy

#: The answers, in the order in which they are offered.
ANSWERS: Final = (
    ("accept", gettext_lazy("Accept it")),
    ("accept_if", gettext_lazy("Accept it on a condition")),
    ("counter", gettext_lazy("Propose something else instead")),
    ("refer", gettext_lazy("Refer it home: those at home decide")),
    ("reject", gettext_lazy("Reject it")),
)


def possible(proposal: Proposal) -> list[str]:
    """Return the answers that a proposal can be given as it stands."""
    return [answer for answer, _said in ANSWERS if (proposal.status, answer) in PROPOSAL]


class Versioned(EnteringForm):
    """An answer to the version that was on the screen; when there is a newer one, it is for that, once it was read."""

    proposal = forms.CharField(widget=forms.HiddenInput, max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, about: Proposal, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.about = about
        self.initial = {**self.initial, "proposal": about.id, "version": about.version}

    def clean(self) -> dict[str, Any]:
        """Check that it is the version that the page shows now; if not, it is the one to be read first."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("version") != self.about.version and not self.was_done():
            self.renew(version=str(self.about.version))
            self.add_error(
                None,
                _("This is version %(number)s now. Read it, then answer again; what you wrote is still here.")
                % {"number": whole(self.about.version)},
            )
        return given


class AnswerForm(Versioned):
    """Accept, reject, counter, accept on condition, or refer home."""

    act = "answer_proposal"
    said = gettext_lazy("The answer is in the channel.")
    answer = choice(gettext_lazy("Answer"), (), radio=True)
    condition = text(gettext_lazy("On which condition"), most=2_000, rows=2, required=False)
    text = text(
        gettext_lazy("In words"),
        rows=3,
        required=False,
        hint=gettext_lazy("The mediators of the channel read this."),
    )

    def __init__(self, *given: Any, able: Iterable[str], **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*given, **more)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        # What was answered by this very form is answered by it again, though it cannot be answered anew.
        again = self.is_bound and self.was_done()
        field.choices = [(answer, said) for answer, said in ANSWERS if again or answer in able]
        PackageFields.add(self, self.visit.case.issues)
        for issue, name in zip(
            self.visit.case.issues.values(), PackageFields.names(self.visit.case.issues), strict=True
        ):
            _as_tabled(self.fields[name], issue, self.about)

    def clean(self) -> dict[str, Any]:
        """Check that a condition or something else is said where the answer needs it."""
        given = super().clean()
        if self.errors:
            return given
        package = PackageFields.of(self, self.visit.case.issues)
        if given.get("answer") == "accept_if" and not given.get("condition"):
            self.add_error("condition", _("Say on which condition."))
        if given.get("answer") == "counter" and not package and not given.get("text"):
            self.add_error(
                "answer", _("Say what you propose instead: choose options below, or write it in words.")
            )
        return given

    def plain(self) -> dict[str, Any]:
        """Return the act's fields; what belongs to another answer is left out."""
        given = self.cleaned_data
        found: dict[str, Any] = {name: given[name] for name in ("proposal", "version", "answer", "text")}
        if given["answer"] == "accept_if":
            found["condition"] = given["condition"]
        if given["answer"] in ("counter", "accept_if"):
            found["package"] = PackageFields.of(self, self.visit.case.issues)
        return found


def _as_tabled(field: forms.Field, issue: Issue, proposal: Proposal) -> None:
    """Say that an issue that is left out stays as it is tabled."""
    if issue.id not in proposal.package:
        return
    stays = _("as tabled: %(option)s") % {"option": as_read(issue, proposal.package[issue.id])}
    if isinstance(field, forms.ChoiceField):
        options = [(option.id, option.title or option.id) for option in issue.options]
        field.choices = [("", f"– {stays} –"), *options]
    else:
        field.help_text = f"{field.help_text} ({stays})"


class InitialForm(Versioned):
    """Initial what was accepted."""

    act = "initial"
    said = gettext_lazy("It is initialled.")


class FinalAnswerForm(EnteringForm):
    """Answer a mediators' proposal, unseen and once."""

    act = "answer_final"
    said = gettext_lazy("The answer was taken. Nobody sees what it was.")
    final = forms.CharField(widget=forms.HiddenInput, max_length=40)
    yes = choice(gettext_lazy("Your answer"), (), radio=True)

    def __init__(self, *given: Any, may_say_yes: bool, itself: bool = False, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*given, **more)
        field = self.fields["yes"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("yes", _("Yes"))] * (may_say_yes and not itself) + [("no", _("No"))]
        if itself:
            field.help_text = _("A yes it says itself: what it keeps at home may forbid it.")

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"final": self.cleaned_data["final"], "yes": self.cleaned_data["yes"] == "yes"}


class BidForm(EnteringForm):
    """Make a blind bid, once."""

    act = "bid"
    said = gettext_lazy("The bid was taken. Nobody sees what it was.")
    bidding = forms.CharField(widget=forms.HiddenInput, max_length=40)
    value = forms.FloatField(
        label=gettext_lazy("The number"),
        widget=forms.NumberInput(attrs={"step": "any", "autocomplete": "off"}),
    )
