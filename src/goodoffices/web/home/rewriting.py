"""Forms with buttons of their own: they change what was sent, and are shown again before anything is done."""

from __future__ import annotations

from django.forms.utils import ErrorDict
from django.http import QueryDict

from goodoffices.web.shell.forms import EnteringForm


class RewritingForm(EnteringForm):
    """A form that can put something else in its fields than was sent."""

    def write(self, name: str, value: str) -> None:
        """Put a value in a field of what was sent."""
        sent = self.data
        if not isinstance(sent, QueryDict) or not sent._mutable:  # noqa: SLF001 - whether it is a copy already
            copied = QueryDict(mutable=True)
            copied.update(sent)
            self.data = copied
        self.data[self.add_prefix(name)] = value  # type: ignore[index]  # it is a copy now

    def shown_again(self, *, checked: bool = False) -> bool:
        """Show the form with what stands in it; nothing is wrong yet, unless it was checked. Always false."""
        if not checked:
            self._errors = ErrorDict()
            self.cleaned_data = {}
        self.visit.status = 200
        return False
