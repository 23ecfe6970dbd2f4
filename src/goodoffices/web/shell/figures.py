"""Fields for persons and things, and for days, that say in a sentence what is wrong."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import plain
from goodoffices.web.shell.words import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: More than this of anything is counted in larger units.
_MOST: Final = 10**15


class Whole(forms.IntegerField):
    """A number of persons or things: whole, and 0 or more."""

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 - as Django's fields
        """Return the number.

        Raises:
            ValidationError: it is none, or no person could be counted so.
        """
        try:
            found = super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(_("Write a whole number; no person is counted in parts.")) from None
        if found is None:
            return None
        if found < 0:
            raise forms.ValidationError(_("Write 0 or more; there are never fewer than none."))
        if found > _MOST:
            said = _("Write at most %(most)s; more of something is written in larger units.")
            raise forms.ValidationError(said % {"most": plain(_MOST)})
        return int(found)


class Day(forms.DateField):
    """A day of the calendar, cleaned to a date."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> dt.date | None:  # noqa: ANN401 - as Django's fields
        """Return the day.

        Raises:
            ValidationError: the calendar has no such day.
        """
        try:
            return super().to_python(value)
        except forms.ValidationError:
            said = _("There is no such day in the calendar; write one such as 2031-03-04.")
            raise forms.ValidationError(said) from None


def amount(label: str | _StrPromise, *, required: bool = False, hint: str | _StrPromise = "") -> Whole:
    """Return a field for a number of persons or things."""
    return Whole(
        label=label, required=required, help_text=hint, localize=False,
        widget=forms.NumberInput(attrs={"min": 0, "step": 1, "inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


def day(label: str | _StrPromise, *, hint: str | _StrPromise = "") -> Day:
    """Return a field for a day, which may be left empty."""
    return Day(label=label, required=False, help_text=hint, input_formats=["%Y-%m-%d"])


def between(low: object, high: object) -> str:
    """Say what is wrong with a range, or nothing: it runs from the lower to the higher number."""
    if isinstance(high, int) and (not isinstance(low, int) or high < low):
        return _("The range runs from the lower to the higher number.")
    return ""


#: What the two fields of a range are called.
FROM: Final = gettext_lazy("How many, or how much")
TO: Final = gettext_lazy("Up to, where it is a range")
