"""Tell those who follow the talks something, in a line."""

from __future__ import annotations

from typing import Any

from goodoffices.web.shell.forms import ERRORS, ActForm, several, text
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy


class InformForm(ActForm):
    """Tell some of those who follow the talks something, in the mediators' own words."""

    act = "announce"
    said = gettext_lazy("They are told.")

    to = several(gettext_lazy("To whom"), ())
    text = text(
        gettext_lazy("What they are told"), rows=4,
        hint=gettext_lazy("They see these words, and nothing else of the talks. It cannot be taken back."),
    )  # fmt: skip

    def __init__(self, *given: Any, visit: Visit, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, visit=visit, **more)
        names = [(one, visit.names.called(one)) for one in visit.lens.desk.audiences]
        self.fields["to"] = several(gettext_lazy("To whom"), names)
        self.fields["to"].error_messages |= ERRORS
        self.order_fields(["key", "to", "text"])
