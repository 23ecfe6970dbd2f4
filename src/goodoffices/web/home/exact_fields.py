"""Fields for exact preferences: what each issue counts, what each option is worth, and what depends on others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec
from django import forms
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.model import Additive, Interdependent
from goodoffices.model.conditions import Condition
from goodoffices.model.depending import depending
from goodoffices.model.issues import Issue, key_of
from goodoffices.model.possible import can_hold
from goodoffices.model.preferences import Dependent, Linear, Preferences, Table, ValueFunction, evaluate
from goodoffices.reports.names import as_read, described
from goodoffices.web.home.limit_fields import LimitFields
from goodoffices.web.home.limits import Limits, taken_apart
from goodoffices.web.home.values import orders_of
from goodoffices.web.shell.forms import several, text
from goodoffices.web.shell.marks import mark_of

#: An issue with more values than this is worth something at its two ends, and in proportion between them.
_MOST_VALUES: Final = 12

#: Preferences that are exactly known, issue by issue and where several come together.
Exact: TypeAlias = Additive | Interdependent


def exact(preferences: Preferences | None) -> Exact | None:
    """Return preferences as they are where they can be changed number by number."""
    return preferences if isinstance(preferences, Additive | Interdependent) else None


class WorthFields:
    """The fields for what each issue counts and what each of its options is worth, in a form that has them.

    Args:
        form: the form.
        issues: the issues by id.
        known: what is known of the preferences.
        usual: whether something usual stands where nothing is known: equal weights, options worth more in their order.
    """

    def __init__(
        self, form: forms.Form, issues: Mapping[str, Issue], known: Preferences | None, *, usual: bool
    ) -> None:
        self._form = form
        self._issues = issues
        self._known = known
        self._usual = usual
        #: The fields are named by marks of the issues as they stand: none is taken for that of another issue.
        self._marks = {name: mark_of(issue) for name, issue in issues.items()}
        before = exact(known)
        for issue in issues.values():
            mark = self._marks[issue.id]
            weight = round(1 / max(1, len(issues)), 3) if usual else None
            weight = before.weights.get(issue.id, 0.0) if before else weight
            self._number(f"weight-{mark}", _("How much it counts"), weight)
            for place in _places(issue):
                label = as_read(issue, issue.values[place])
                self._number(f"worth-{mark}-{place}", label, self._worth(issue, place))
        self._number(
            "reservation",
            _("What no agreement is worth, from 0 to 1"),
            before.reservation if before else None,
        )

    def _number(self, name: str, label: str, value: float | None) -> None:
        self._form.fields[name] = forms.FloatField(
            label=label, required=name != "reservation", min_value=0, max_value=1_000,
            widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        )  # fmt: skip
        self._form.initial.setdefault(name, value)

    def _worth(self, issue: Issue, place: int) -> float | None:
        """Return what a value is worth by what is known; by its place in the order where only that is known."""
        before = exact(self._known)
        if before is not None and issue.id in before.values:
            try:
                return round(evaluate(before.values[issue.id], issue.values[place]), 4)
            except (KeyError, ValueError):
                return None
        order = orders_of(issue, self._known)
        if len(order) == issue.size > 1:
            return round(1 - order.index(issue.values[place]) / (issue.size - 1), 4)
        return round(place / max(1, issue.size - 1), 4) if self._usual else None

    def by_issue(self) -> Iterator[tuple[Issue, BoundField, list[BoundField]]]:
        """Yield each issue with the field of its weight and those of its values."""
        for issue in self._issues.values():
            mark = self._marks[issue.id]
            names = [f"worth-{mark}-{place}" for place in _places(issue)]
            yield issue, self._form[f"weight-{mark}"], [self._form[name] for name in names]

    def check(self) -> None:
        """Check that something counts."""
        given, known = self._form.cleaned_data, exact(self._known)
        weights = [given.get(f"weight-{mark}") for mark in self._marks.values()]
        if not self._form.errors and not any(weights) and not isinstance(known, Interdependent):
            self._form.add_error(None, _("Nothing counts: give one issue at least a weight above 0."))

    def preferences(self, assumption: str = "", dependent: Sequence[Dependent] = ()) -> Exact:
        """Return what was entered, with these conditional values."""
        given = self._form.cleaned_data
        weights, values = {}, {}
        for issue in self._issues.values():
            mark = self._marks[issue.id]
            weights[issue.id] = float(given[f"weight-{mark}"])
            values[issue.id] = _function(
                issue, [float(given[f"worth-{mark}-{place}"]) for place in _places(issue)]
            )
        alone = Additive(
            weights=weights, values=values, reservation=given["reservation"], assumption=assumption
        )
        return depending(alone, tuple(dependent))


def _places(issue: Issue) -> Sequence[int]:
    """Return the places of the values of which it is asked what they are worth."""
    return range(issue.size) if issue.size <= _MOST_VALUES else (0, issue.size - 1)


def _function(issue: Issue, worths: list[float]) -> ValueFunction:
    if issue.size <= _MOST_VALUES:
        return Table(evaluations={key_of(v): worth for v, worth in zip(issue.values, worths, strict=True)})
    low, high = float(issue.values[0]), float(issue.values[-1])
    return Linear(origin=low, offset=worths[0], slope=(worths[1] - worths[0]) / (high - low))


class ConditionFields:
    """The fields for one conditional value: where which options of several issues meet, and what that adds.

    Args:
        form: the form.
        issues: the issues by id.
        others: the conditional values that stand beside it.
        now: the conditional value that is changed, where one is.
    """

    def __init__(
        self,
        form: forms.Form,
        issues: Mapping[str, Issue],
        others: Sequence[Dependent] = (),
        now: Dependent | None = None,
    ) -> None:
        parts = taken_apart(now.when if now else None, issues)
        self._form, self._issues, self._beside = form, issues, others
        self._limits = LimitFields(form, issues, parts.by_issue)
        self._others = parts.others
        if self._others:
            words = [(str(n), described(one, issues)) for n, one in enumerate(self._others)]
            form.fields["others"] = several(
                _("And, as before"), words, required=False, hint=_("Untick what is not part of it any more.")
            )
            form.initial.setdefault("others", [value for value, _words in words])
        form.fields["adds"] = forms.FloatField(
            label=_("What it adds"), min_value=-1_000, max_value=1_000,
            widget=forms.NumberInput(attrs={"step": "any", "inputmode": "text"}),
            help_text=_("On the scale from 0 to 1; below 0 where it takes away."),
        )  # fmt: skip
        form.fields["note"] = text(_("Why"), most=1_000, rows=2, required=False)
        if now is not None:
            form.initial.setdefault("adds", now.adds)
            form.initial.setdefault("note", now.note)

    def shown(self) -> Iterator[tuple[Issue, list[BoundField]]]:
        """Yield each issue with the fields that say which of its options are meant."""
        return self._limits.shown()

    def check(self) -> None:
        """Check that several issues are meant, that some package is, and that it changes something."""
        self._limits.check()
        form = self._form
        if form.errors:
            return
        when = self._when()
        if when is None or len(when.issues) < 2:  # noqa: PLR2004 - one alone depends on nothing
            form.add_error(
                None,
                _(
                    "Say it for two issues at least. What one option is worth by itself stands with the weights."
                ),
            )
        elif not can_hold(when, self._issues):
            form.add_error(
                None, _("No package can be like this: the parts contradict each other. Mend one of them.")
            )
        elif any(one.when == when for one in self._beside):
            form.add_error(None, _("There is a conditional value for exactly this already; change that one."))
        if form.cleaned_data.get("adds") == 0:
            form.add_error("adds", _("A conditional value of 0 changes nothing."))

    def _when(self) -> Condition | None:
        kept = tuple(self._others[int(n)] for n in self._form.cleaned_data.get("others") or ())
        plain = Limits(self._limits.limits(), kept).plain()
        return None if plain is None else msgspec.convert(plain, Condition)

    def dependent(self) -> Dependent:
        """Return the conditional value that was entered."""
        when, given = self._when(), self._form.cleaned_data
        assert when is not None
        return Dependent(when=when, adds=given["adds"], note=given["note"])
