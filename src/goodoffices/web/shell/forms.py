"""Forms that become acts. A form sends what a script would write as a line, and does it once."""

from __future__ import annotations

import datetime as dt
import secrets
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import QueryDict

from goodoffices import language
from goodoffices.language import gettext as _
from goodoffices.services.scripts import ScriptError, command_of
from goodoffices.services.viewing import preview
from goodoffices.talks.actions import Command
from goodoffices.talks.actions.base import Action
from goodoffices.talks.errors import Refused
from goodoffices.web.accounts import limits
from goodoffices.web.project import House
from goodoffices.web.shell.naming import name_of
from goodoffices.web.shell.words import Figured, gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from goodoffices.web.shell.visits import Visit

#: What the fields of all forms say when something is wrong.
ERRORS: dict[str, Any] = {
    "required": gettext_lazy("Fill this in."),
    "invalid": gettext_lazy("This cannot be read; check how it is written."),
    "invalid_choice": gettext_lazy("This is not one of the choices any more; choose again."),
    "max_length": gettext_lazy("This is too long; shorten it."),
    "null_characters_not_allowed": gettext_lazy(
        "There is a sign in this that cannot be kept; write it anew."
    ),
    "min_value": Figured(gettext_lazy("This is too small; the least is %(limit_value)s.")),
    "max_value": Figured(gettext_lazy("This is too large; the most is %(limit_value)s.")),
}


#: Said to whoever acts more often than people do.
TOO_MANY = gettext_lazy("These were too many acts in a minute; wait a little, then send it again.")


class BaseForm(forms.Form):
    """A form of a page: it knows the visit, has a prefix, and may be submitted once."""

    #: Said when it is done.
    said: ClassVar[object] = gettext_lazy("Done.")
    #: How names under its prefix begin that need no field: buttons, and what comes and goes with other fields.
    passing: ClassVar[tuple[str, ...]] = ()
    key = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)

    def __init__(self, *given: Any, visit: Visit, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.visit = visit
        #: What others would see of it, by party or audience, when that was asked for.
        self.previewed: dict[str, list[dict[str, Any]]] | None = None
        if not self.is_bound:
            self.initial["key"] = secrets.token_urlsafe(12)
        #: What a draft holds for fields that are gone: it goes along, so that nothing is sent without it unsaid.
        self.carried: dict[str, str] = {}

    def take_up(self, draft: Mapping[str, str]) -> None:
        """Begin with a draft, which was given as initial values: with all of it, also where its field is gone."""
        for name, one in self.fields.items():
            begun = self.initial.get(name)
            if isinstance(one, forms.MultipleChoiceField) and isinstance(begun, str):
                # A draft keeps what was ticked line by line.
                self.initial[name] = [line for line in begun.split("\n") if line]
        self.carried = {
            self.add_prefix(name): text
            for name, text in draft.items()
            if text.strip() and self._is_lost(name)
        }

    def full_clean(self) -> None:
        """Check what was sent; whatever fields there are by now say in one way what is wrong.

        What was sent for a field that is gone is not dropped in silence: the form is shown as it is now, to be sent
        again.
        """
        for one in self.fields.values():
            one.error_messages = {**one.error_messages, **ERRORS}
        super().full_clean()
        if self.is_bound and (lost := list(self._lost())):
            self.visit.orphaned = ["\n".join(lost)]
            self.add_error(
                None,
                _(
                    "Something that you had written about was changed or taken away meanwhile; what you wrote of it "
                    "stands at the top of the page. Look at this as it is now, then send it again."
                ),
            )

    def _is_lost(self, name: str) -> bool:
        return name not in self.fields and not name.startswith(self.passing)

    def _lost(self) -> Iterator[str]:
        """Yield what was sent for fields that the form does not have any more."""
        begin = f"{self.prefix}-"
        for sent in self.data if self.prefix else ():
            if sent.startswith(begin) and self._is_lost(sent.removeprefix(begin)):
                values = self.data.getlist(sent) if isinstance(self.data, QueryDict) else [self.data[sent]]
                yield from (str(value) for value in values if str(value).strip())

    def perform(self) -> bool:
        """Do what the form is for; say whether it is done."""
        raise NotImplementedError

    def wrong(self, message: str, name: str | None = None) -> bool:
        """Say what is wrong beside a field, or beside the whole; always false."""
        self.add_error(name if name in self.fields else None, language.sentence(message))
        return False

    def renew(self, **values: str) -> None:
        """Set hidden fields of the form that was sent, for when it is sent again: what was refused was not done."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        for name, value in values.items():
            data[self.add_prefix(name)] = value
        self.data = data


class ActForm(BaseForm):
    """A form whose fields are those of an act; a subclass names the act, and adds or changes what differs."""

    act: ClassVar[str]

    #: For whom a mediator enters it, and at which meeting they said so.
    entered_for: str = ""

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act; what was left empty is left out."""
        return {
            name: value for name, value in self.cleaned_data.items()
            if name not in ("key", "meeting") and value not in ("", None, [])
        }  # fmt: skip

    def command(self) -> Command:
        """Return the act.

        Raises:
            ScriptError: a field of the act is wrong.
        """
        plain = self.plain() | {
            "do": self.act, "at": House.now().isoformat(), "by": self.visit.who.actor,
            "key": self.cleaned_data.get("key") or secrets.token_urlsafe(12),
        }  # fmt: skip
        if self.entered_for:
            plain |= {"for": self.entered_for, "meeting": self.cleaned_data.get("meeting", "")}
        return command_of(plain)

    def perform(self) -> bool:
        """Do the act; or, where that was asked for, look at what others would see of it."""
        if not self.is_valid():
            return False
        talks = self.visit.room.talks
        try:
            command = self.command()
            if self.looks():
                if not limits.allows("preview", f"{self.visit.room.id}\n{self.visit.who.actor}"):
                    return self.wrong(TOO_MANY)
                self.previewed, self.visit.status = preview(talks, command), 200
                return False
            if not limits.allows("act", f"{self.visit.room.id}\n{self.visit.who.actor}"):
                return self.wrong(TOO_MANY)
            talks.tick_for(command)
            talks.do(command)
        except ScriptError as error:
            name, colon, what = str(error).partition(": ")
            field = name.split("[")[0].split(".")[0]
            return self.wrong(what if colon else str(error), field if field in self.fields else None)
        except Refused as refusal:
            said = str(refusal)
            if self.was_done():
                said = _("This was sent before, in another form. To send it as it is now, send it once more.")
            self.renew(key=secrets.token_urlsafe(12))
            return self.wrong(said)
        return True

    def looks(self) -> bool:
        """Whether this is to be shown as others would see it, and not to be done."""
        return "preview" in self.visit.request.POST

    def was_done(self) -> bool:
        """Whether this form was sent before, and done: then it is the same act again, or another one with its key."""
        key = str(self.data.get(self.add_prefix("key"), ""))
        return bool(key) and self.visit.room.history.store.receipt(self.visit.who.actor, key) is not None


class ActsForm(BaseForm):
    """A form that becomes several acts, one after the other, each once."""

    def acts(self) -> Iterable[Action]:
        """Return the acts, in order."""
        raise NotImplementedError

    def perform(self) -> bool:
        """Do the acts."""
        if not self.is_valid():
            return False
        if not limits.allows("act", f"{self.visit.room.id}\n{self.visit.who.actor}"):
            return self.wrong(TOO_MANY)
        talks, who = self.visit.room.talks, self.visit.who
        key = self.cleaned_data.get("key") or secrets.token_urlsafe(12)
        for number, action in enumerate(self.acts()):
            command = Command(at=House.now(), by=who.actor, action=action, key=f"{key}-{number}")
            try:
                talks.tick_for(command)
                talks.do(command)
            except Refused as refusal:
                self.renew(key=secrets.token_urlsafe(12))
                return self.wrong(str(refusal))
        return True


class EnteringForm(ActForm):
    """An act of a party that a mediator may enter for it, with the meeting at which they said so."""

    def __init__(self, *given: Any, entered_for: str = "", **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.entered_for = entered_for
        if entered_for:
            self.fields["meeting"] = text(_("At which meeting they said so"), most=2_000)
            self.fields["meeting"].error_messages |= ERRORS


class Words(forms.CharField):
    """Words as they were written; lines end in one way, whichever browser sent them."""

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - as Django's fields
        """Return the words."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


def text(
    label: str | _StrPromise,
    *,
    most: int = 20_000,
    rows: int = 0,
    required: bool = True,
    hint: str | _StrPromise = "",
) -> forms.CharField:
    """Return a field for words: one line, or so many rows."""
    attrs: dict[str, Any] = {"dir": "auto", "autocomplete": "off"}
    widget = forms.Textarea(attrs | {"rows": rows}) if rows else forms.TextInput(attrs)
    return Words(label=label, max_length=most, required=required, widget=widget, help_text=hint)


def choice(
    label: str | _StrPromise, choices: Iterable[tuple[str, Any]], *, radio: bool = False, required: bool = True,
    hint: str | _StrPromise = "",
) -> forms.ChoiceField:  # fmt: skip
    """Return a field for one of several."""
    return forms.ChoiceField(
        label=label, choices=list(choices), required=required, help_text=hint,
        widget=forms.RadioSelect if radio else forms.Select,
    )  # fmt: skip


def several(
    label: str | _StrPromise,
    choices: Iterable[tuple[str, Any]],
    *,
    required: bool = True,
    hint: str | _StrPromise = "",
) -> forms.MultipleChoiceField:
    """Return a field for some of several."""
    return forms.MultipleChoiceField(
        label=label, choices=list(choices), required=required, help_text=hint,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


def stamp(most: int) -> forms.CharField:
    """Return a hidden field that says from what a form was made; a draft keeps it with what was written."""
    widget = forms.HiddenInput(attrs={"data-kept": True})
    return forms.CharField(widget=widget, required=False, max_length=most)


class Moment(forms.DateTimeField):
    """A day and a time in the zone of whoever writes; cleaned to a text with its zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, zone: str, **more: Any) -> None:  # noqa: ANN401 - as Django's fields
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **more)
        self._zone = zoneinfo.ZoneInfo(zone)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as Django's fields
        """Return the time as ISO 8601 in UTC, or nothing."""
        found = super().clean(value)
        if found is None:
            return None
        local = found.replace(tzinfo=self._zone)
        return local.astimezone(dt.UTC).isoformat()


def moment(label: str | _StrPromise, visit: Visit, *, required: bool = True) -> Moment:
    """Return a field for a day and a time."""
    zone = visit.account.zone
    hint = _("In your time zone: %(zone)s.") % {"zone": zone}
    return Moment(zone, label=label, required=required, help_text=hint)


def latin_name(given: str, refusal: str) -> str:
    """Return a name as accounts and talks write it.

    Raises:
        ValidationError: it has no Latin letter and no digit; said in the words of `refusal`.
    """
    name = name_of(given)
    if not name:
        raise forms.ValidationError(refusal)
    return name
