"""Fields that come in rows: kinds of what is owed, and rates of an exchange. There are always some empty rows."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model.agreement import Category, Rate
from goodoffices.web.shell.figures import amount
from goodoffices.web.shell.forms import ERRORS, text

#: So many rows are empty.
_EMPTY: Final = 3
#: So many rows there are at most.
_MOST: Final = 40


class Rows:
    """Rows of fields in a form, one for each kind or rate."""

    def __init__(
        self, form: forms.Form, name: str, fields: Mapping[str, forms.Field], now: Sequence[Any]
    ) -> None:
        self._form, self._name, self._fields = form, name, list(fields)
        self._many = min(_MOST, max(len(now) + _EMPTY, _last(form, name)))
        for number in range(1, self._many + 1):
            for part, made in fields.items():
                field = form.fields[f"{name}-{number}-{part}"] = _again(made)
                field.label = _("%(what)s, row %(number)s") % {"what": made.label, "number": whole(number)}
                field.error_messages |= ERRORS
                if number <= len(now):
                    form.initial.setdefault(f"{name}-{number}-{part}", getattr(now[number - 1], part))

    def shown(self) -> Iterator[list[BoundField]]:
        """Yield the fields, row by row."""
        for number in range(1, self._many + 1):
            yield [self._form[f"{self._name}-{number}-{part}"] for part in self._fields]

    def given(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield what was written into each row, but for empty ones, with its number."""
        for number in range(1, self._many + 1):
            row = {
                part: self._form.cleaned_data.get(f"{self._name}-{number}-{part}") for part in self._fields
            }
            if any(value not in (None, "") for value in row.values()):
                yield number, row

    def wrong(self, number: int, part: str, sentence: str) -> None:
        """Say what is wrong beside a field of a row."""
        name = f"{self._name}-{number}-{part}"
        if name not in self._form.errors:
            self._form.add_error(name, sentence)


class CategoryRows(Rows):
    """The kinds of what is owed."""

    def __init__(self, form: forms.Form, now: Sequence[Category]) -> None:
        fields = {"of": text(_("Kind"), most=200, required=False), "quantity": amount(_("How many"))}
        super().__init__(form, "kind", fields, now)

    def check(self) -> None:
        """Check that every kind has a name."""
        for number, row in self.given():
            if not row["of"]:
                self.wrong(number, "of", _("Say of which kind these are."))

    def made(self) -> tuple[Category, ...]:
        """Return the kinds."""
        return tuple(Category(of=row["of"], quantity=row["quantity"]) for _number, row in self.given())


class RateRows(Rows):
    """The rates of an exchange."""

    def __init__(self, form: forms.Form, now: Sequence[Rate]) -> None:
        fields = {
            "gives": amount(_("Given")), "of": text(_("of the kind"), most=200, required=False),
            "for_each": amount(_("for each")), "received": text(_("received of the kind"), most=200, required=False),
        }  # fmt: skip
        super().__init__(form, "rate", fields, now)

    def check(self) -> None:
        """Check that every rate says how many are given, and for how many."""
        for number, row in self.given():
            if row["gives"] is None:
                self.wrong(number, "gives", _("Say how many are given."))
            if row["for_each"] == 0:
                self.wrong(number, "for_each", _("Say for how many, 1 or more."))

    def made(self) -> tuple[Rate, ...]:
        """Return the rates; where it is not said for how many, it is for each one."""
        return tuple(
            Rate(gives=row["gives"], of=row["of"], for_each=row["for_each"] or 1, received=row["received"])
            for _number, row in self.given()
        )


def _last(form: forms.Form, name: str) -> int:
    """Return the last row of which something was sent, or is in a draft."""
    written = [str(one).removeprefix(f"{form.prefix}-") for one in (*form.data, *form.initial)]
    found = (re.match(rf"{name}-(\d{{1,2}})-", one) for one in written)
    return max((int(one[1]) for one in found if one is not None), default=0)


def _again(field: forms.Field) -> forms.Field:
    """Return a field as this one is, for another row."""
    return copy.deepcopy(field)
