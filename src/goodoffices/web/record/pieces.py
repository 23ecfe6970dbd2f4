"""The fields of a statement, a position and a conflict in forms, and what they come to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, get_args

from django import forms

from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.model.base import Value, When
from goodoffices.model.issues import Issue
from goodoffices.model.record import Act, Conflict, Position, Stand, Statement
from goodoffices.reports.names import as_read
from goodoffices.reports.sections.positions import KINDS
from goodoffices.services.listing import Register
from goodoffices.web.shell.forms import ERRORS, choice, several, text
from goodoffices.web.shell.words import gettext_lazy

#: What a form may name at most: figures of a statement, statements behind a position or a conflict.
_FIGURES: Final = 12
_BACKING: Final = 200
_LONGEST: Final = 20_000

BOUNDS: Final = (
    ("exactly", gettext_lazy("exactly")),
    ("about", gettext_lazy("about")),
    ("at_least", gettext_lazy("at least")),
    ("at_most", gettext_lazy("at most")),
    ("range", gettext_lazy("from … to")),
)


def day(label: Any, hint: Any = "") -> forms.DateField:  # noqa: ANN401 - words, translated when they are shown
    """Return a field for a day that may be left out."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=False, widget=widget, help_text=hint, input_formats=["%Y-%m-%d"], localize=False
    )


class Days(forms.Form):
    """A day, or the first and the last of several."""

    on = day(gettext_lazy("Day"))
    until = day(gettext_lazy("Last day, where it is not known on which"))

    def clean(self) -> dict[str, Any]:
        """Check that the days are in order."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("on"), given.get("until")
        if last is not None and (first is None or last < first):
            self.add_error("until", _("The last day comes after the first."))
        return given

    def when(self) -> str | list[str] | None:
        """Return the days as the record has them."""
        first, last = self.cleaned_data["on"], self.cleaned_data["until"]
        if first is None:
            return None
        return [first.isoformat(), last.isoformat()] if last not in (None, first) else first.isoformat()


def days_initial(when: When | None) -> dict[str, dt.date | None]:
    """Return what stands in the fields for a day before anybody writes."""
    first, last = when if isinstance(when, tuple) else (when, None)
    return {"on": first, "until": last}


class StatementFields(Days):
    """The fields of a statement."""

    content = text(gettext_lazy("What was said"), rows=4, most=_LONGEST)
    speaker = text(gettext_lazy("Who said it"), most=500, required=False)
    named = forms.BooleanField(label=gettext_lazy("The speaker is named"), required=False)
    party = choice(gettext_lazy("Speaks for"), (), required=False)
    via = text(
        gettext_lazy("Through whom it came"), rows=2, required=False, most=2_000,
        hint=gettext_lazy("One a line, the one nearest to you first."),
    )  # fmt: skip
    act = choice(gettext_lazy("What is done with it"), [(one, gettext_lazy(one)) for one in get_args(Act)])
    note = text(gettext_lazy("Note"), rows=2, required=False, most=2_000)

    field_order: Sequence[str] = ("content", "speaker", "named", "party", "via", "act", "on", "until", "note")

    def prepare(self, case: Case, figures: int) -> None:
        """Give the fields their choices, and so many rows for figures."""
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        mediators = ((one.id, one.name) for one in case.mediators)
        field.choices = [
            ("", _("nobody in the case")),
            *((one.id, one.title) for one in case.parties),
            *mediators,
        ]
        for number in range(1, min(figures, _FIGURES) + 1):
            row: dict[str, forms.Field] = {
                "bound": forms.ChoiceField(label=_("Bound"), choices=BOUNDS, required=False),
                "value": forms.FloatField(label=_("Number"), required=False, localize=False),
                "high": forms.FloatField(label=_("up to"), required=False, localize=False),
                "of": text(_("of what"), required=False, most=300),
            }
            for name, one in row.items():
                one.error_messages |= ERRORS
                self.fields[f"figure-{number}-{name}"] = one

    def rows(self) -> list[list[Any]]:
        """Return the fields of the figures, a row for each."""
        numbers = {name.split("-")[1] for name in self.fields if name.startswith("figure-")}
        return [
            [self[f"figure-{number}-{name}"] for name in ("bound", "value", "high", "of")]
            for number in sorted(numbers, key=int)
        ]

    def fields_of(self) -> dict[str, Any]:
        """Return the fields as the record has them."""
        given = self.cleaned_data
        return {
            "content": given["content"], "speaker": given["speaker"], "speaker_named": given["named"],
            "speaker_party": given["party"] or None, "via": _lines(given["via"]), "act": given["act"],
            "said_on": self.when(), "note": given["note"], "figures": list(self._figures()),
        }  # fmt: skip

    def _figures(self) -> Iterable[dict[str, Any]]:
        given = self.cleaned_data
        for number in range(1, _FIGURES + 1):
            value, of = given.get(f"figure-{number}-value"), given.get(f"figure-{number}-of")
            if value is None or not of:
                continue
            one = {"value": value, "of": of, "bound": given[f"figure-{number}-bound"] or "exactly"}
            high = given.get(f"figure-{number}-high")
            yield one | ({"high": high} if high is not None else {})

    def clean(self) -> dict[str, Any]:
        """Check that each figure is whole."""
        given = super().clean()
        for number in range(1, _FIGURES + 1):
            value, of = given.get(f"figure-{number}-value"), given.get(f"figure-{number}-of")
            if value is not None and not of:
                self.add_error(f"figure-{number}-of", _("Say of what this is the number."))
            if of and value is None and f"figure-{number}-value" not in self.errors:
                self.add_error(f"figure-{number}-value", _("Give the number."))
            high = given.get(f"figure-{number}-high")
            if high is not None and value is not None and high < value:
                self.add_error(f"figure-{number}-high", _("This must be more than where it begins."))
        return given


def statement_initial(one: Statement) -> dict[str, Any]:
    """Return what stands in the fields of a statement."""
    initial: dict[str, Any] = {
        "content": one.content, "speaker": one.speaker, "named": one.speaker_named, "party": one.speaker_party or "",
        "via": "\n".join(one.via), "act": one.act, "note": one.note, **days_initial(one.said_on),
    }  # fmt: skip
    for number, figure in enumerate(one.figures, 1):
        row = {
            "bound": figure.bound,
            "value": _short(figure.value),
            "high": _short(figure.high),
            "of": figure.of,
        }
        initial |= {f"figure-{number}-{name}": value for name, value in row.items()}
    return initial


class Backed(forms.Form):
    """The statements behind a position or a conflict, by their numbers."""

    statements = text(
        gettext_lazy("Numbers of the statements"), most=2_000, required=False,
        hint=gettext_lazy("As they are numbered in the record, for instance: 12, 15."),
    )  # fmt: skip
    book: Register

    def clean_statements(self) -> list[str]:
        """Return the statements' ids."""
        found = []
        for number in re.findall(r"[^\s,;،؛]+", self.cleaned_data["statements"])[:_BACKING]:
            digits = number if number.isdecimal() else number.removeprefix("s")
            line = self.book.named(f"s{int(digits)}") if digits.isdecimal() and len(digits) < 8 else None  # noqa: PLR2004 - digits
            if line is None:
                raise forms.ValidationError(_("There is no statement “%(number)s”.") % {"number": number})
            found.append(line.suggested.id)
        return list(dict.fromkeys(found))


def numbers_initial(book: Register, names: Iterable[str]) -> str:
    """Return the numbers of statements as they are written in the field."""
    return ", ".join(str(line.number) for line in book.statements(names))


class PositionFields(Days, Backed):
    """The fields of a position on an issue."""

    party = choice(gettext_lazy("Whose position"), ())
    stand = choice(gettext_lazy("Stand"), [(one, gettext_lazy(one)) for one in get_args(Stand)])
    summary = text(gettext_lazy("In a sentence"), rows=2, required=False, most=2_000)

    field_order: Sequence[str] = ("party", "stand", "options", "summary", "on", "until", "statements")
    issue: Issue

    def prepare(self, case: Case, issue: Issue) -> None:
        """Give the fields their choices: the parties, and the options of the issue."""
        self.issue = issue
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.id, one.title) for one in case.parties]
        label = _("Of which options it speaks")
        if issue.options:
            self.fields["options"] = several(
                label, [(one.id, one.title or one.id) for one in issue.options], required=False
            )
        else:
            hint = _("Numbers from %(low)s to %(high)s, parted by spaces.") % {
                "low": as_read(issue, issue.values[0]), "high": as_read(issue, issue.values[-1]),
            }  # fmt: skip
            self.fields["options"] = text(label, required=False, most=300, hint=hint)
        self.fields["options"].error_messages |= ERRORS
        self.order_fields(list(self.field_order))

    def clean(self) -> dict[str, Any]:
        """Check that the numbers are some that the issue has."""
        given = super().clean()
        if isinstance(given.get("options"), str):
            found = [_value(self.issue, one) for one in given["options"].split()]
            if None in found:
                self.add_error("options", _("This is not one of the numbers that the issue has."))
            given["options"] = found
        return given

    def fields_of(self) -> dict[str, Any]:
        """Return the fields as the record has them."""
        given = self.cleaned_data
        return {
            "party": given["party"], "stand": given["stand"], "options": list(given["options"]),
            "summary": given["summary"], "on": self.when(), "statements": given["statements"],
        }  # fmt: skip


def position_initial(one: Position, issue: Issue, book: Register) -> dict[str, Any]:
    """Return what stands in the fields of a position."""
    options = (
        list(one.options) if issue.options else " ".join(f"{value:g}" for value in _numbers(one.options))
    )
    return {
        "party": one.party, "stand": one.stand, "summary": one.summary, "options": options,
        "statements": numbers_initial(book, one.statements), **days_initial(one.on),
    }  # fmt: skip


class ConflictFields(Backed):
    """The fields of a conflict."""

    kind = choice(gettext_lazy("Kind"), list(KINDS.items()))
    about = text(gettext_lazy("About what"), most=1_000)
    note = text(gettext_lazy("Note"), rows=2, required=False, most=2_000)

    field_order: Sequence[str] = ("kind", "about", "statements", "note")

    def clean_statements(self) -> list[str]:
        """Return the statements' ids; there are two at least."""
        found = super().clean_statements()
        if len(found) < 2:  # noqa: PLR2004 - two sides
            raise forms.ValidationError(_("Give the numbers of two statements at least."))
        return found

    def fields_of(self) -> dict[str, Any]:
        """Return the fields as the record has them."""
        return {name: self.cleaned_data[name] for name in ("kind", "about", "note", "statements")}


def conflict_initial(one: Conflict, book: Register) -> dict[str, Any]:
    """Return what stands in the fields of a conflict."""
    return {
        "kind": one.kind, "about": one.about, "note": one.note, "statements": numbers_initial(book, one.statements),
    }  # fmt: skip


def _short(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def _lines(given: str) -> list[str]:
    return [line.strip() for line in given.splitlines() if line.strip()]


def _numbers(options: Sequence[Value]) -> list[float]:
    return [float(one) for one in options if not isinstance(one, str)]


def _value(issue: Issue, written: str) -> Value | None:
    try:
        number = float(written.replace(",", ".").replace("\u066b", "."))
        value: Value = int(number) if issue.integers is not None and number == int(number) else number
    except (ValueError, OverflowError):
        return None
    return value if issue.index_of(value) is not None else None
