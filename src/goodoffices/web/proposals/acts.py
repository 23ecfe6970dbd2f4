"""What mediators do with what is on the table, and the other ways to move: yes or no, blind bids, an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goodoffices.language import gettext as _
from goodoffices.web.channels.forms import ToParties, clean_name
from goodoffices.web.shell.forms import ActForm, choice, moment, several, text
from goodoffices.web.shell.packages import PackageFields
from goodoffices.web.shell.words import gettext_lazy, pgettext_lazy

_NAME = gettext_lazy("For the mediators of these channels alone: letters from a to z, digits, hyphens.")


class WithdrawForm(ActForm):
    """Withdraw a proposal from all its parties."""

    act = "withdraw_proposal"
    said = gettext_lazy("It is off the table.")
    reason = text(
        gettext_lazy("Why"), most=2_000, rows=2, required=False, hint=gettext_lazy("The parties read this."),
    )  # fmt: skip

    def __init__(self, *given: Any, name: str, to: Sequence[str], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.name, self.to = name, list(to)

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"name": self.name, "to": self.to, "reason": self.cleaned_data["reason"]}


class AgreementForm(ActForm):
    """Declare the agreement: all have initialled one version."""

    act = "declare_agreement"
    said = gettext_lazy("All sides see that there is an agreement.")
    text = text(
        gettext_lazy("What is said with it"), rows=3, required=False, hint=gettext_lazy("All sides read this."),
    )  # fmt: skip

    def __init__(self, *given: Any, name: str, to: Sequence[str], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.name, self.to = name, list(to)

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {"name": self.name, "to": self.to, "text": self.cleaned_data["text"]}


class FinalForm(ToParties):
    """Make a mediators' proposal: yes or no in private."""

    act = "table_final"
    said = gettext_lazy("It is put to them. The result is known at the deadline, and not before.")
    to = several(pgettext_lazy("recipients", "To"), ())
    name = text(gettext_lazy("Working name"), most=80, hint=_NAME)
    text = text(gettext_lazy("In words"), rows=3, required=False)

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        PackageFields.add(self, self.visit.case.issues)
        self.fields["deadline"] = moment(_("To be answered until"), self.visit)

    def clean_name(self) -> str:
        """Return the name as the talks keep it."""
        return clean_name(self.cleaned_data["name"])

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        given = self.cleaned_data
        return {
            "to": given["to"], "text": given["text"], "name": given["name"], "deadline": given["deadline"],
            "package": PackageFields.of(self, self.visit.case.issues),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check that there is a package."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not PackageFields.of(self, self.visit.case.issues):
            self.add_error(
                None, _("Choose an option for one issue at least: a mediators' proposal is a package.")
            )
        return given


class BiddingForm(ToParties):
    """Ask two parties for blind bids on a number."""

    act = "open_bidding"
    said = gettext_lazy("Both are asked for a bid. The result is known at the deadline, and not before.")
    more = choice(gettext_lazy("Who wants more"), ())
    less = choice(gettext_lazy("Who wants less"), ())
    question = text(gettext_lazy("What is bid on"), rows=2)
    issue = choice(gettext_lazy("Issue, where it is one of the agenda"), (), required=False)
    unit = text(gettext_lazy("Unit"), most=80, required=False)
    name = text(gettext_lazy("Working name"), most=80, hint=_NAME)

    def __init__(self, *given: Any, parties: list[str], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, parties=parties, **more)
        numbers = [issue for issue in self.visit.case.issues.values() if not issue.options]
        field = self.fields["issue"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("– none –")), *((issue.id, issue.name) for issue in numbers)]
        self.fields["deadline"] = moment(_("To be answered until"), self.visit)

    def offer(self, name: str, parties: list[str]) -> None:
        """Let both fields choose among the parties."""
        for one in ("more", "less") if name == "to" else (name,):
            super().offer(one, parties)

    def clean_name(self) -> str:
        """Return the name as the talks keep it."""
        return clean_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Check that there are two."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("more") and given.get("more") == given.get("less"):
            self.add_error("less", _("Choose two different parties."))
        return given
