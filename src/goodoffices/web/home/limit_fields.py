"""Fields for a condition without any syntax: for each issue which options, or from where to where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.reports.names import as_read
from goodoffices.web.home.limits import Limit
from goodoffices.web.shell.forms import several
from goodoffices.web.shell.marks import mark_of

#: A field that is empty leaves an end open.
_NONE = ("", "–")


class LimitFields:
    """The fields that limit issues, in a form that has them beside its own.

    Args:
        form: the form.
        issues: the issues by id.
        now: the limits that stand, where some do.
    """

    def __init__(
        self, form: forms.Form, issues: Mapping[str, Issue], now: Mapping[str, Limit] | None = None
    ) -> None:
        self._form = form
        self._issues = issues
        #: The fields are named by marks of the issues as they stand: none is taken for that of another issue.
        self._marks = {name: mark_of(issue) for name, issue in issues.items()}
        for issue in issues.values():
            self._add(self._marks[issue.id], issue, (now or {}).get(issue.id, Limit()))

    def _add(self, mark: str, issue: Issue, limit: Limit) -> None:
        fields, initial = self._form.fields, self._form.initial
        if not issue.is_ordered:
            options = [(option.id, option.title or option.id) for option in issue.options]
            hint = _("Tick what may be agreed to. Nothing ticked: no limit.")
            fields[f"among-{mark}"] = several(issue.name, options, required=False, hint=hint)
            initial.setdefault(f"among-{mark}", [str(one) for one in limit.among])
            return
        least, most = (
            (_("at least"), _("at most")) if not issue.options else (_("from"), _("no further than"))
        )
        for name, label, value in (("least", least, limit.least), ("most", most, limit.most)):
            fields[f"{name}-{mark}"] = _end(issue, label)
            initial.setdefault(f"{name}-{mark}", "" if value is None else value)

    def shown(self) -> Iterator[tuple[Issue, list[BoundField]]]:
        """Yield each issue with the fields that limit it."""
        for issue in self._issues.values():
            mark = self._marks[issue.id]
            names = (f"among-{mark}", f"least-{mark}", f"most-{mark}")
            yield issue, [self._form[name] for name in names if name in self._form.fields]

    def check(self) -> None:
        """Say beside the field where the ends of a range are not in order."""
        given = self._form.cleaned_data
        for issue in self._issues.values():
            mark = self._marks[issue.id]
            least, most = (_value(given.get(f"{end}-{mark}")) for end in ("least", "most"))
            if least is not None and most is not None and _place(issue, least) > _place(issue, most):
                self._form.add_error(f"most-{mark}", _("Nothing lies between these two; mend one of them."))

    def limits(self) -> dict[str, Limit]:
        """Return the limits that were filled in, by issue."""
        given = self._form.cleaned_data
        return {
            issue.id: Limit(
                among=tuple(given.get(f"among-{mark}") or ()),
                least=_value(given.get(f"least-{mark}")),
                most=_value(given.get(f"most-{mark}")),
            )
            for issue in self._issues.values()
            for mark in [self._marks[issue.id]]
        }


def _end(issue: Issue, label: str) -> forms.Field:
    """Return the field for one end of what may be agreed to."""
    if issue.options:
        options = [(option.id, option.title or option.id) for option in issue.options]
        return forms.ChoiceField(label=label, required=False, choices=[_NONE, *options])
    low, high = issue.values[0], issue.values[-1]
    hint = f"{as_read(issue, low)} – {as_read(issue, high)}"
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
