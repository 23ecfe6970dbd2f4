"""The fields for a package, in whichever form has one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import plain
from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.web.shell.forms import ERRORS
from goodoffices.web.shell.marks import mark_of


class PackageFields:
    """The fields for a package: for each issue an option, a number, or nothing.

    A field is named by a mark of its issue as it stands: it is never taken for that of another issue, nor of another
    form of the same.
    """

    PREFIX: Final = "issue-"

    @classmethod
    def add(
        cls,
        form: forms.Form,
        issues: Mapping[str, Issue],
        now: Mapping[str, Value] | None = None,
        *,
        whole: bool = False,
    ) -> None:
        """Add a field for each issue to a form.

        Args:
            form: the form.
            issues: the issues, by id.
            now: what is chosen before anybody chooses.
            whole: whether every issue has to be settled.
        """
        for name, issue in zip(cls.names(issues), issues.values(), strict=True):
            form.fields[name] = _issue_field(issue, whole=whole)
            form.fields[name].error_messages |= ERRORS
            if now and issue.id in now and not form.is_bound:
                form.initial.setdefault(name, str(now[issue.id]))

    @classmethod
    def of(cls, form: forms.Form, issues: Mapping[str, Issue]) -> dict[str, Value]:
        """Return the package that was chosen."""
        package: dict[str, Value] = {}
        for name, issue in zip(cls.names(issues), issues.values(), strict=True):
            value = form.cleaned_data.get(name)
            if value not in ("", None):
                package[issue.id] = _value(issue, value)
        return package

    @classmethod
    def names(cls, issues: Mapping[str, Issue]) -> list[str]:
        """Return the names of the fields, in order."""
        return [f"{cls.PREFIX}{mark_of(issue)}" for issue in issues.values()]


def _issue_field(issue: Issue, *, whole: bool) -> forms.Field:
    if issue.integers is not None:
        low, high = issue.integers.low, issue.integers.high
        hint = _hint(low, high, whole=whole)
        return forms.IntegerField(
            label=issue.name, required=whole, min_value=low, max_value=high, help_text=hint,
            widget=forms.NumberInput(attrs={"step": issue.integers.step}), localize=False,
        )  # fmt: skip
    if issue.reals is not None:
        low_real, high_real = issue.reals.low, issue.reals.high
        hint = _hint(low_real, high_real, whole=whole)
        return forms.FloatField(
            label=issue.name, required=whole, min_value=low_real, max_value=high_real, help_text=hint
        )
    options = [(option.id, option.title or option.id) for option in issue.options]
    return forms.ChoiceField(
        label=issue.name, required=whole, choices=[("", _("– open –")), *options], widget=forms.Select
    )


def _hint(low: float, high: float, *, whole: bool) -> str:
    said = _("From %(low)s to %(high)s.") if whole else _("From %(low)s to %(high)s; empty leaves it open.")
    return said % {"low": plain(low), "high": plain(high)}


def _value(issue: Issue, value: Any) -> Value:  # noqa: ANN401 - what a field cleaned
    if issue.integers is not None:
        return int(value)
    return float(value) if issue.reals is not None else str(value)
