"""Signing and attesting an agreement."""

from __future__ import annotations

from typing import Any

from goodoffices.language import gettext as _
from goodoffices.web.shell.forms import ActForm, EnteringForm, text
from goodoffices.web.shell.words import gettext_lazy


class SignForm(EnteringForm):
    """Sign the agreement, or enter that a party did."""

    act = "sign_agreement"
    said = gettext_lazy("All sides see the signature.")
    person = text(
        gettext_lazy("Who signs"), most=200, required=False, hint=gettext_lazy("Empty: you, by your name here."),
    )  # fmt: skip
    office = text(gettext_lazy("Office"), most=200, required=False)
    place = text(gettext_lazy("Place"), most=200, required=False)

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        if self.entered_for:
            self.fields["person"].required, self.fields["person"].help_text = True, ""
            self.fields["person"].label = _("Who signed")


class AttestForm(ActForm):
    """Attest what was signed."""

    act = "attest_agreement"
    said = gettext_lazy("All sides see what is attested.")
    text = text(gettext_lazy("What you attest: before whom, where, in how many copies"), most=20_000, rows=3)
