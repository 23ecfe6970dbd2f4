"""What somebody in a class is called: a name that the others can read, and the one behind it by which they act."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django import forms

from goodoffices.language import gettext as _
from goodoffices.model.base import free
from goodoffices.web.shell.forms import Words, latin_name
from goodoffices.web.shell.naming import name_of, readable
from goodoffices.web.shell.words import gettext_lazy

_LONGEST = 80


class NameField(Words):
    """A name, in one line, that is there to be seen."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - as Django's fields
        widget = forms.TextInput({"dir": "auto", "autocomplete": "off"})
        super().__init__(max_length=_LONGEST, widget=widget, **given)

    def clean(self, value: Any) -> str:  # noqa: ANN401 - as Django's fields
        """Return the name."""
        found = readable(super().clean(value))
        if not found:
            raise forms.ValidationError(_("Write a name that can be read."))
        return found


class InstructorField(Words):
    """The name by which an instructor acts: small Latin letters, digits, hyphens."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - as Django's fields
        hint = gettext_lazy("A short name, in Latin letters and digits.")
        super().__init__(
            max_length=60, help_text=hint, widget=forms.TextInput({"autocomplete": "off"}), **given
        )

    def clean(self, value: Any) -> str:  # noqa: ANN401 - as Django's fields
        """Return the name as the class writes it."""
        why = _("Use Latin letters or digits here: it is part of the name by which one acts.")
        return latin_name(super().clean(value), why)


def named(called: str, taken: Container[str]) -> str:
    """Return the name by which somebody acts, where others have theirs already."""
    return free(name_of(called, "somebody"), taken)
