"""What can be done about the agenda."""

from __future__ import annotations

from typing import Any

from django import forms

from goodoffices.model.issues import Issue
from goodoffices.web.agenda.issue_fields import IssueFields, filled_in
from goodoffices.web.shell.forms import ActForm, EnteringForm, choice, text
from goodoffices.web.shell.words import gettext_lazy


class PutIssueForm(IssueFields, ActForm):
    """Put an issue on the agenda, or give one another form."""

    act = "put_issue"
    said = gettext_lazy("It is on the agenda, and all sides see it.")

    def __init__(self, *given: Any, of: Issue | None = None, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        if of is not None:
            more["initial"] = filled_in(of) | more.get("initial", {})
        super().__init__(*given, **more)
        self._of = of

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"issue": self.issue(self.visit.case, self._of)}


class ProposeIssueForm(IssueFields, EnteringForm):
    """Ask for an issue on the agenda."""

    act = "propose_issue"
    said = gettext_lazy("The mediators see what you ask for; nobody else does.")

    reason = text(gettext_lazy("Why"), most=2_000, rows=2, required=False)

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"issue": self.issue(self.visit.case), "reason": self.cleaned_data["reason"]}


class DropIssueForm(ActForm):
    """Take an issue off the agenda."""

    act = "drop_issue"
    said = gettext_lazy("It is off the agenda.")
    issue = forms.CharField(widget=forms.HiddenInput)


class AnswerAgendaForm(EnteringForm):
    """Agree to the agenda as it is, or say what is wrong with it."""

    act = "answer_agenda"
    said = gettext_lazy("The mediators see the answer.")
    agrees = choice(
        gettext_lazy("The agenda as it is now"),
        (("yes", gettext_lazy("We agree to it")), ("no", gettext_lazy("We do not agree to it"))), radio=True,
    )  # fmt: skip
    reason = text(gettext_lazy("What is wrong with it"), most=2_000, rows=2, required=False)

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"agrees": self.cleaned_data["agrees"] == "yes", "reason": self.cleaned_data["reason"]}


class DeclareAgendaForm(ActForm):
    """Declare the agenda agreed."""

    act = "declare_agenda"
    said = gettext_lazy("All sides see that the agenda is agreed.")
