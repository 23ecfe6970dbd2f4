"""What administrators do."""

from __future__ import annotations

from goodoffices.language import gettext as _
from goodoffices.talks.standing import ADMINISTRATOR, CONVENER
from goodoffices.web.entrance.forms import DoorForm
from goodoffices.web.shell.forms import choice, latin_name, text
from goodoffices.web.shell.words import gettext_lazy


class InviteForm(DoorForm):
    """Invite somebody who has no account yet."""

    role = choice(
        gettext_lazy("As what"),
        (
            (CONVENER, gettext_lazy("Somebody who opens cases, and mediates in them")),
            (ADMINISTRATOR, gettext_lazy("An administrator: sees people, and no case")),
        ), radio=True,
    )  # fmt: skip
    name = text(
        gettext_lazy("Name"), most=60, hint=gettext_lazy("Latin letters and digits; they sign in by it.")
    )

    def clean_name(self) -> str:
        """Return the name as accounts write it."""
        return latin_name(self.cleaned_data["name"], _("Use Latin letters or digits here."))
