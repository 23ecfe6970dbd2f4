"""Compose a briefing, look at it as those will who are told it, release it; correct what was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import listed, quoted
from goodoffices.talks.states.briefing import Item
from goodoffices.web.audience.told import Told, foreseen
from goodoffices.web.briefings.keeping import Keeper
from goodoffices.web.shell.forms import ActForm, stamp, text
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.words import gettext_lazy


@dataclass(frozen=True)
class Eyes:
    """What an audience would see on its own page."""

    audience: str
    name: str
    side: str
    lines: list[Told]


class LookedAt(ActForm):
    """An act that tells somebody something: it is done when it was looked at as they will see it, and not before."""

    looked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *given: Any, keeper: Keeper, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.keeper = keeper

    def looks(self) -> bool:
        """Whether it has not been looked at as it is now: then it is shown, whichever button was pressed."""
        sign = mark_of(tuple(sorted((name, str(value)) for name, value in self.plain().items())))
        is_seen = self.cleaned_data["looked"] == sign
        self.renew(looked=sign)
        return super().looks() or not (is_seen or self.was_done())

    def seen(self) -> list[Eyes]:
        """Return what each audience would see on its own page after this."""
        return [
            Eyes(
                audience, self.keeper.called(audience), audience.partition(":")[0],
                foreseen(self.visit, audience, self.keeper.told(audience), events),
            )
            for audience, events in (self.previewed or {}).items()
        ]  # fmt: skip


class ReleaseForm(LookedAt):
    """Tell an audience items that are due to it, in the order in which they are numbered."""

    act = "release_briefing"
    said = gettext_lazy("They are told. It stands on their page, with your name.")
    title = text(gettext_lazy("Title of the briefing"), most=200, required=False)

    def __init__(self, *given: Any, audience: str, items: Sequence[Item], **more: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*given, **more)
        self.audience = audience
        #: The items by the names of their fields: marks of what they say, so that nothing else is told by an old form.
        self.items = {f"place-{mark_of((one.id, one.latest))}": one for one in items}
        due = [name for name, one in self.items.items() if one.status == "due"]
        is_new = not (self.is_bound or set(self.items) & set(self.initial))
        for name, one in self.items.items():
            label = _("Place of “%(item)s”") % {"item": self.keeper.title(one)}
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=1, max_value=999, localize=False
            )
            if is_new and name in due:
                self.initial[name] = due.index(name) + 1

    def chosen(self) -> list[Item]:
        """Return the items that were given a place, in order; those with the same place as they are listed."""
        given = [
            (self.cleaned_data[name], one) for name, one in self.items.items() if self.cleaned_data[name]
        ]
        return [one for _place, one in sorted(given, key=lambda pair: pair[0])]

    def clean(self) -> dict[str, Any]:
        """Refuse what is held, by its name, and a briefing of nothing."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        chosen = self.chosen()
        if not chosen:
            raise forms.ValidationError(_("Give one item a place at least."))
        held = [self.keeper.title(one) for one in chosen if one.status == "held"]
        if held:
            raise forms.ValidationError(
                _("This is held back: %(items)s. Take its place away, or mark it as due first.")
                % {"items": listed(map(quoted, held))}
            )
        return given

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given = self.cleaned_data
        return {
            "audience": self.audience, "items": [one.id for one in self.chosen()], "title": given["title"],
        }  # fmt: skip


class CorrectForm(LookedAt):
    """Tell all who were told an item what is right."""

    act = "correct_briefing"
    said = gettext_lazy("All who were told it are told what is right. What they were told before stays.")
    reason = text(
        gettext_lazy("Why"), rows=2, most=2_000,
        hint=gettext_lazy("They read this too: what was wrong, and how it was found."),
    )  # fmt: skip
    text = text(gettext_lazy("What is right"), rows=4)
    #: What it said when the form was made.
    stood = stamp(16)

    def __init__(self, *given: Any, item: Item, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        self.item = item
        now = {"text": item.latest, "stood": mark_of(item.latest)}
        super().__init__(*given, initial=now | more.pop("initial", {}), **more)
        self.order_fields(["key", "stood", "looked", "text", "reason"])

    def clean(self) -> dict[str, Any]:
        """Refuse to correct what was corrected meanwhile."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("stood") != mark_of(self.item.latest) and not self.was_done():
            self.renew(stood=mark_of(self.item.latest))
            raise forms.ValidationError(
                _("It was corrected meanwhile. Look at what it says now, then send this once more.")
            )
        return given

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given = self.cleaned_data
        return {"item": self.item.id, "text": given["text"], "reason": given["reason"]}
