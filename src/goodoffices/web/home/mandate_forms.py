"""Give a mandate, change one, take one back: limits issue by issue, without any syntax."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.model.base import Value
from goodoffices.model.conditions import Condition, describe
from goodoffices.model.issues import Issue
from goodoffices.web.home.limits import Limit, Limits, taken_apart
from goodoffices.web.home.mandates import Mandate
from goodoffices.web.home.naming import free, name_of
from goodoffices.web.shell.forms import ERRORS, EnteringForm, choice, moment, several, text
from goodoffices.web.shell.words import gettext_lazy

#: A field that is empty leaves an end open.
_NONE = ("", "–")


class MandateForm(EnteringForm):
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
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

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
        for number, issue in enumerate(self.issues.values(), 1):
            self._add(number, issue, limits.by_issue.get(issue.id, Limit()))
        if self.others:
            words = [(str(n), describe(one, self.issues, _)) for n, one in enumerate(self.others)]
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
            } | self.initial  # fmt: skip
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

    def _add(self, number: int, issue: Issue, limit: Limit) -> None:
        """Add the fields for a limit on one issue."""
        if not issue.is_ordered:
            options = [(option.id, option.title or option.id) for option in issue.options]
            hint = _("Tick what may be agreed to. Nothing ticked: no limit.")
            self.fields[f"among-{number}"] = several(issue.name, options, required=False, hint=hint)
            self.initial.setdefault(f"among-{number}", [str(one) for one in limit.among])
            return
        least, most = (
            (_("at least"), _("at most")) if not issue.options else (_("from"), _("no further than"))
        )
        for name, label, value in (("least", least, limit.least), ("most", most, limit.most)):
            self.fields[f"{name}-{number}"] = _end(issue, label)
            self.initial.setdefault(f"{name}-{number}", "" if value is None else value)

    def limits(self) -> Iterator[tuple[Issue, list[BoundField]]]:
        """Yield each issue with the fields that limit it."""
        for number, issue in enumerate(self.issues.values(), 1):
            names = (f"among-{number}", f"least-{number}", f"most-{number}")
            yield issue, [self[name] for name in names if name in self.fields]

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
        for number, issue in enumerate(self.issues.values(), 1):
            least, most = (_value(given.get(f"{end}-{number}")) for end in ("least", "most"))
            if least is not None and most is not None and _place(issue, least) > _place(issue, most):
                self.add_error(f"most-{number}", _("Nothing lies between these two; mend one of them."))
        if given.get("seen") != self._state() and not self.errors:
            why = _(
                "The mandate or the agenda has changed since this page was shown. Look at it, then send again."
            )
            self.add_error(None, why)
            self.data = self.data.copy()  # type: ignore[assignment]  # what was sent can be copied
            self.data[self.add_prefix("seen")] = self._state()  # type: ignore[index]  # as above
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
        limits: dict[str, Limit] = {}
        for number, issue in enumerate(self.issues.values(), 1):
            limits[issue.id] = Limit(
                among=tuple(given.get(f"among-{number}") or ()),
                least=_value(given.get(f"least-{number}")),
                most=_value(given.get(f"most-{number}")),
            )
        kept = tuple(self.others[int(n)] for n in given.get("others") or ())
        plain: dict[str, Any] = {
            "mandate": self.mandate.name if self.mandate else free(name_of(given["called"]), self._taken),
            "ad_referendum": given["ad_referendum"], "text": given["text"], "shown": self._is_shown(),
            "requires": Limits(limits, kept).plain(), "expires": given["expires"],
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


def _end(issue: Issue, label: str) -> forms.Field:
    """Return the field for one end of what may be agreed to."""
    if issue.options:
        options = [(option.id, option.title or option.id) for option in issue.options]
        return forms.ChoiceField(label=label, required=False, choices=[_NONE, *options])
    low, high = issue.values[0], issue.values[-1]
    hint = f"{issue.label_of(low)} – {issue.label_of(high)}"
    if issue.integers is not None:
        return forms.IntegerField(
            label=label, required=False, min_value=int(low), max_value=int(high), help_text=hint
        )
    return forms.FloatField(
        label=label, required=False, min_value=float(low), max_value=float(high), help_text=hint
    )


def _value(value: Any) -> Value | None:  # noqa: ANN401 - what a field cleaned
    return None if value in ("", None) else value


def _place(issue: Issue, value: Value) -> float:
    """Return where a value stands in the order of its issue."""
    if issue.options:
        place = issue.index_of(value)
        return -1.0 if place is None else float(place)
    return float(value)
