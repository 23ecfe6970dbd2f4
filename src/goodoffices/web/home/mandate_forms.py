"""Give a mandate, change one, take one back: limits issue by issue, without any syntax."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.model.base import free
from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue
from goodoffices.reports.names import described
from goodoffices.web.home.limit_fields import LimitFields
from goodoffices.web.home.limits import Limits, taken_apart
from goodoffices.web.home.mandate_history import Mandate
from goodoffices.web.home.rewriting import RewritingForm
from goodoffices.web.shell.forms import ERRORS, EnteringForm, choice, moment, several, stamp, text
from goodoffices.web.shell.naming import name_of
from goodoffices.web.shell.words import gettext_lazy


class MandateForm(RewritingForm):
    """Give a mandate, or another form to the one that is given in `mandate`."""

    act = "give_mandate"
    said = gettext_lazy("The mandate is given.")

    called = text(
        gettext_lazy("Name"), most=60, hint=gettext_lazy("A short one, in Latin letters: “room to operate”.")
    )
    text = text(
        gettext_lazy("In words"), most=5_000, rows=2, required=False,
        hint=gettext_lazy("What the delegation is to do; it limits nothing by itself."),
    )  # fmt: skip
    seen = stamp(60)

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's forms
        mandate: Mandate | None = None,
        taken: tuple[str, ...] = (),
        **more: Any,  # noqa: ANN401 - as above
    ) -> None:
        before = mandate.now.given if mandate is not None else None
        super().__init__(*given, **more)
        self.mandate = mandate
        self._taken = taken
        self.issues = dict(self.visit.case.issues)
        self._agenda = str(self.visit.case.agenda_changes)
        limits = taken_apart(before.requires if before else None, self.issues)
        #: What is kept of a condition that no field of this form can show.
        self.others: tuple[Condition, ...] = limits.others
        self._limits = LimitFields(self, self.issues, limits.by_issue)
        if self.others:
            words = [(str(n), described(one, self.issues)) for n, one in enumerate(self.others)]
            hint = _("What is not ticked is given up.")
            self.fields["others"] = several(_("And, as before"), words, required=False, hint=hint)
            self.initial.setdefault("others", [value for value, _words in words])
        self.fields["ad_referendum"] = forms.BooleanField(
            required=False, label=_("Ad referendum: what is agreed still needs approval at home")
        )
        self.fields["expires"] = moment(_("In force until"), self.visit, required=False)
        self._add_shown(mandate)
        self.initial.setdefault("seen", self._state())
        if before is not None:
            del self.fields["called"]
            self.initial = {
                "text": before.text, "ad_referendum": before.ad_referendum, "expires": before.expires,
            } | dict(self.initial)  # fmt: skip
        if "meeting" in self.fields:
            self.order_fields([name for name in self.fields if name != "meeting"])
        for one in self.fields.values():
            one.error_messages = {**one.error_messages, **ERRORS}

    def _add_shown(self, mandate: Mandate | None) -> None:
        """Ask who sees it; what mediators enter they see, and what was given once stays where it is."""
        if self.entered_for or mandate is not None:
            return
        options = (
            ("yes", _("Shown to the mediators")),
            ("no", _("Kept at home: the mediators do not see it")),
        )
        self.fields["shown"] = choice(_("Who sees it"), options, radio=True)

    def limits(self) -> Iterator[tuple[Issue, list[BoundField]]]:
        """Yield each issue with the fields that limit it."""
        return self._limits.shown()

    def before_limits(self) -> list[BoundField]:
        """Return the fields that stand before the limits."""
        return [self[name] for name in ("called", "text") if name in self.fields]

    def after_limits(self) -> list[BoundField]:
        """Return the fields that stand behind the limits."""
        names = ("others", "ad_referendum", "expires", "shown", "meeting")
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Check that the ends of each range are in order, and that nothing has changed meanwhile."""
        given: dict[str, Any] = super().clean() or {}
        self._limits.check()
        if given.get("seen") != self._state() and not self.errors:
            why = _(
                "The mandate or the agenda has changed since this page was shown. Look at it, then send again."
            )
            self.add_error(None, why)
            self.write("seen", self._state())
        if "called" in self.fields and given.get("called") and not name_of(given["called"]):
            self.add_error("called", _("Write a name with Latin letters or digits."))
        return given

    def _state(self) -> str:
        """Return what the form was made from, so that a page that has become stale is known."""
        versions = len(self.mandate.versions) if self.mandate is not None else 0
        return f"{self._agenda}.{versions}"

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given = self.cleaned_data
        kept = tuple(self.others[int(n)] for n in given.get("others") or ())
        plain: dict[str, Any] = {
            "mandate": self.mandate.name if self.mandate else free(name_of(given["called"]), self._taken),
            "ad_referendum": given["ad_referendum"], "text": given["text"], "shown": self._is_shown(),
            "requires": Limits(self._limits.limits(), kept).plain(), "expires": given["expires"],
        }  # fmt: skip
        return {name: value for name, value in plain.items() if value is not None}

    def _is_shown(self) -> bool:
        if self.mandate is not None:
            return self.mandate.now.shown
        return bool(self.entered_for) or self.cleaned_data["shown"] == "yes"


class EndMandateForm(EnteringForm):
    """Take a mandate back."""

    act = "end_mandate"
    said = gettext_lazy("The mandate is taken back.")
    mandate = forms.CharField(widget=forms.HiddenInput, max_length=80)
