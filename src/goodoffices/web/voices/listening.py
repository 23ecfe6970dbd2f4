"""The page of those who listen: all that was said, what may become of it, and the summaries that are passed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.standing import VOICE, Standing
from goodoffices.talks.states.voices import Input
from goodoffices.talks.streams import Stream
from goodoffices.web.shell.forms import ERRORS, ActForm, choice, text
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy
from goodoffices.web.voices.consents import allows, waits

#: So many things that may be passed on stand in the form, the newest first; the others follow when these are.
_MOST: Final = 200


def is_listener(who: Standing) -> bool:
    """Whether somebody listens to those who are affected."""
    return who.side == "listener"


@dataclass(frozen=True)
class Heard:
    """Something that somebody said; `place` is theirs among all who spoke, from 1."""

    voice: str
    place: int
    input: Input

    @property
    def field(self) -> str:
        """The name of its field: a mark of it as it stands, so that no old form passes on more than may be."""
        return f"use-{mark_of((self.voice, self.input.id, self.input.consent))}"


def heard(visit: Visit) -> list[Heard]:
    """Return all that was said to those who listen, by who said it, the first thing first."""
    streams = [Stream.parse(name) for name in visit.look.places]
    voices = sorted(stream.of for stream in streams if stream.kind == "voice")
    return [
        Heard(voice, place, one)
        for place, voice in enumerate(voices, 1)
        for one in visit.lens.voice(voice).inputs.values()
    ]


def waiting(visit: Visit) -> int:
    """Return how much may be passed on and was not yet, of what somebody who listens has heard."""
    return sum(waits(one.input) for one in heard(visit))


class SummariseForm(ActForm):
    """Give the mediators a summary of what was said by those who consented."""

    act = "summarise_voices"
    said = gettext_lazy("The mediators have it. Who said what, it does not say.")
    text = text(
        gettext_lazy("Summary for the mediators"), rows=6,
        hint=gettext_lazy("Without names, and without what would tell who somebody is."),
    )  # fmt: skip

    def __init__(self, *given: Any, able: Sequence[Heard], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.able = able
        for one in able:
            self.fields[one.field] = choice(_("What becomes of it"), _uses(one.input), required=False)
            self.fields[one.field].error_messages |= ERRORS

    def clean(self) -> dict[str, Any]:
        """Ask for something on which it rests."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(given[one.field] for one in self.able):
            raise forms.ValidationError(_("Choose what it rests on: something that may count in a summary."))
        return given

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given = self.cleaned_data
        return {
            "text": given["text"], "rests_on": list(self._cited("count", "quote")),
            "quotes": list(self._cited("quote")),
        }  # fmt: skip

    def _cited(self, *uses: str) -> Iterator[dict[str, str]]:
        for one in self.able:
            if self.cleaned_data[one.field] in uses:
                yield {"voice": one.voice, "input": one.input.id}


def _uses(one: Input) -> list[tuple[str, str]]:
    quoting = [("quote", _("Quote it word for word"))] if allows(one, "quote") else []
    return [("", _("Leave it out")), ("count", _("Count it in the summary")), *quoting]


@dataclass(frozen=True)
class Person:
    """Somebody who has spoken, with all that they said."""

    place: int
    name: str
    said: Sequence[Heard]


@page(is_listener)
def listening(visit: Visit) -> HttpResponse:
    """Show all that was said, and pass a summary on."""
    every = heard(visit)
    able = sorted((one for one in every if allows(one.input, "summarise")), key=lambda one: one.input.at)
    shown = sorted(able, key=lambda one: (not waits(one.input), -one.input.at.timestamp()))[:_MOST]
    form = visit.form(SummariseForm, "summarise", able=shown) if shown or visit.is_sent("summarise") else None
    if (done := visit.acted([form] if form is not None else [])) is not None:
        return done
    people: dict[int, list[Heard]] = {}
    for one in every:
        people.setdefault(one.place, []).append(one)
    return visit.page(
        "voices/listening.html.jinja",
        seen_by=_("You, and others who listen. Whoever spoke sees what was passed on of it."),
        forms=[form] if form is not None else [], form_of=form, fields_of={one.field for one in shown},
        left=len(able) - len(shown),
        people=[
            Person(place, visit.names.called(f"{VOICE}:{said[0].voice}"), said[::-1])
            for place, said in people.items()
        ],
    )  # fmt: skip
