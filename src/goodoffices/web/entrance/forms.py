"""Forms at the door."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms

from goodoffices import language
from goodoffices.web.accounts.entering import LONGEST, SHORTEST
from goodoffices.web.shell.forms import ERRORS
from goodoffices.web.shell.words import gettext_lazy as _

_SECRET = {"autocomplete": "current-password"}
_NEW = {"autocomplete": "new-password"}
_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class DoorForm(forms.Form):
    """A form outside any case."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.previewed = None
        for one in self.fields.values():
            one.error_messages = {**one.error_messages, **ERRORS}


class SignInForm(DoorForm):
    """A name, its password, and the code of the second factor, if there is one."""

    name = forms.CharField(
        label=_("Your name here"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "username", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=_("Password"), max_length=LONGEST, strip=False, widget=forms.PasswordInput(attrs=_SECRET)
    )
    code = forms.CharField(
        label=_("Code of your second factor"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs=_CODE),
    )


class InvitationForm(DoorForm):
    """The token of an invitation, and the password that is wanted."""

    token = forms.CharField(
        label=_("Invitation"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        help_text=_("It works once, for three days."),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Choose a password"), max_length=LONGEST, strip=False, widget=forms.PasswordInput(attrs=_NEW),
        help_text=_("Twelve characters at least; a few words are better than signs."),
    )  # fmt: skip
    again = forms.CharField(
        label=_("The password once more"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW),
    )

    def clean(self) -> dict[str, Any]:
        """Check that both passwords are the same, and long enough."""
        given: dict[str, Any] = super().clean() or {}
        if len(given.get("password", "")) < SHORTEST and "password" in given:
            self.add_error("password", str(_("This is too short: give twelve characters at least.")))
        elif given.get("password") != given.get("again"):
            self.add_error("again", str(_("This is not the same password; write both once more.")))
        return given


class TasteForm(DoorForm):
    """In which language, and by which clock."""

    language = forms.ChoiceField(label=_("Language"))
    zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        languages, zones = self.fields["language"], self.fields["zone"]
        assert isinstance(languages, forms.ChoiceField)
        assert isinstance(zones, forms.ChoiceField)
        languages.choices = [(code, one.name) for code, one in language.LANGUAGES.items()]
        zones.choices = [(name, name.replace("_", " ")) for name in sorted(zoneinfo.available_timezones())]


class PasswordForm(DoorForm):
    """A new password, with the one before it."""

    current = forms.CharField(
        label=_("The password you have"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs=_SECRET),
    )
    password = forms.CharField(
        label=_("A new password"), max_length=LONGEST, strip=False, widget=forms.PasswordInput(attrs=_NEW),
        help_text=_("Twelve characters at least; a few words are better than signs. Other browsers are signed out."),
    )  # fmt: skip

    def clean_password(self) -> str:
        """Check that it is long enough."""
        given = str(self.cleaned_data["password"])
        if len(given) < SHORTEST:
            raise forms.ValidationError(str(_("This is too short: give twelve characters at least.")))
        return given


class FactorForm(DoorForm):
    """Begin a second factor: with the password, where there is one already."""

    def __init__(self, *given: Any, on: bool, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        if on:
            self.fields["current"] = forms.CharField(
                label=_("The password you have"), max_length=LONGEST, strip=False,
                widget=forms.PasswordInput(attrs=_SECRET), error_messages=dict(ERRORS),
            )  # fmt: skip


class CodeForm(DoorForm):
    """A code of the second factor."""

    code = forms.CharField(
        label=_("The code that it shows"), max_length=10, widget=forms.TextInput(attrs=_CODE)
    )
