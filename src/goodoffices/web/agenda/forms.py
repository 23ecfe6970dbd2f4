"""What can be done about the agenda."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from goodoffices.language import gettext as _
from goodoffices.model.issues import Issue
from goodoffices.web.shell.forms import ActForm, EnteringForm, choice, text
from goodoffices.web.shell.words import gettext_lazy

#: What an issue may be, by its name in the form.
_KINDS = (
    ("options", gettext_lazy("Options in words")),
    ("ordered", gettext_lazy("Options in words, from one end to the other")),
    ("integers", gettext_lazy("Whole numbers")),
    ("reals", gettext_lazy("Numbers with fractions")),
)


class IssueFields(forms.Form):
    """The fields of an issue, and what they come to."""

    title = text(gettext_lazy("Issue"), most=200)
    kind = choice(gettext_lazy("How it can be settled"), _KINDS)
    options = text(
        gettext_lazy("Options, one a line"), rows=4, required=False,
        hint=gettext_lazy("Where they run from one end to the other, in that order."),
    )  # fmt: skip
    low = forms.FloatField(label=gettext_lazy("From"), required=False)
    high = forms.FloatField(label=gettext_lazy("To"), required=False)
    unit = text(gettext_lazy("Unit"), most=80, required=False)

    def issue(self, known: dict[str, Issue]) -> dict[str, Any]:
        """Return the issue as an act has it: under the id of the known one of that title, or under a new id."""
        given = self.cleaned_data
        name = next((one.id for one in known.values() if given["title"] in (one.title, one.id)), "")
        plain: dict[str, Any] = {"id": name or _slug(given["title"], known), "title": given["title"]}
        if given["unit"]:
            plain["unit"] = given["unit"]
        if given["kind"] in ("options", "ordered"):
            before = known[name].options if name else ()
            ids = {option.title: option.id for option in before}
            titles = [line.strip() for line in given["options"].splitlines() if line.strip()]
            plain["options"] = [
                {"id": ids.get(title) or f"o{number}", "title": title}
                for number, title in enumerate(titles, 1)
            ]
            plain["ordered"] = given["kind"] == "ordered"
        elif given["kind"] == "integers":
            plain["integers"] = {"low": int(given["low"]), "high": int(given["high"])}
        else:
            plain["reals"] = {"low": given["low"], "high": given["high"]}
        return plain

    def clean(self) -> dict[str, Any]:
        """Check that the options, or the ends, are there."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") in ("options", "ordered"):
            if len({line.strip() for line in given.get("options", "").splitlines() if line.strip()}) < 2:  # noqa: PLR2004 - a choice
                self.add_error("options", _("Write two different options at least, one a line."))
        elif given.get("kind"):
            for end in ("low", "high"):
                if given.get(end) is None and end not in self.errors:
                    self.add_error(end, _("Give a number."))
            if not self.errors and given["low"] >= given["high"]:
                self.add_error("high", _("This must be more than where it begins."))
            if not self.errors and given["kind"] == "integers" and (given["low"] % 1 or given["high"] % 1):
                self.add_error("low", _("Give whole numbers here."))
        return given


class PutIssueForm(IssueFields, ActForm):
    """Put an issue on the agenda, or give one another form."""

    act = "put_issue"
    said = gettext_lazy("It is on the agenda, and all sides see it.")

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"issue": self.issue(dict(self.visit.case.issues))}


class ProposeIssueForm(IssueFields, EnteringForm):
    """Ask for an issue on the agenda."""

    act = "propose_issue"
    said = gettext_lazy("The mediators see what you ask for; nobody else does.")

    reason = text(gettext_lazy("Why"), most=2_000, rows=2, required=False)

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"issue": self.issue(dict(self.visit.case.issues)), "reason": self.cleaned_data["reason"]}


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


def _slug(title: str, known: dict[str, Issue]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "issue"
    name, number = base, 2
    while name in known:
        name, number = f"{base}-{number}", number + 1
    return name
