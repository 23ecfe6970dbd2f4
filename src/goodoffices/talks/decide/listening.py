"""Decide what affected people say, and what those who listen to them pass on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from goodoffices.talks.actions import voices as acts
from goodoffices.talks.decide.asking import Ask, Handlers, Puts, numbered
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import voices as events
from goodoffices.talks.events.briefing import VoicesSummarised
from goodoffices.talks.moments import said
from goodoffices.talks.permissions import check_heard, check_listens
from goodoffices.talks.standing import split
from goodoffices.talks.states.voices import CONSENTS, Input
from goodoffices.talks.streams import briefing, voice_of


def speak_up(ask: Ask, act: acts.SpeakUp) -> Puts:
    """Say something to those who listen."""
    check_heard(ask.who)
    name = split(ask.who.actor)[1]
    given = numbered("i", ask.lens.voice(name).inputs)
    yield voice_of(name), events.Spoken(input=given, text=act.text, consent=act.consent)


def change_consent(ask: Ask, act: acts.ChangeConsent) -> Puts:
    """Say anew what may become of something: less only as long as it was not passed on."""
    check_heard(ask.who)
    name = split(ask.who.actor)[1]
    one = ask.lens.voice(name).inputs.get(act.input)
    if one is None:
        raise Refused(f"input: you have said nothing that is named '{act.input}'")
    if one.consent == act.consent:
        raise Refused(f"'{act.input}' is marked {act.consent} already")
    if one.passed and CONSENTS.index(act.consent) < CONSENTS.index(one.passed):
        assert one.passed_at is not None
        raise Refused(
            f"'{act.input}' was passed on already, on {said(one.passed_at)}; what was passed on cannot be taken back"
        )
    yield voice_of(name), events.ConsentChanged(input=act.input, consent=act.consent)


def summarise_voices(ask: Ask, act: acts.SummariseVoices) -> Puts:
    """Give the mediators a summary of what was said by those who consented to it.

    Who did not is not told to anybody: neither to the mediators, nor in what is refused.
    """
    check_listens(ask.who)
    cited = _found(ask, act.rests_on, "summarise")
    quoted = _found(ask, act.quotes, "quote")
    if not set(quoted) <= set(cited):
        message = "quotes: what is quoted is part of what the summary rests on; cite it there too"
        raise Refused(message)
    for voice, name in cited:
        manner: Literal["summarise", "quote"] = "quote" if (voice, name) in quoted else "summarise"
        yield voice_of(voice), events.PassedOn(input=name, manner=manner)
    yield (
        briefing(ask.sides),
        VoicesSummarised(
            text=act.text, inputs=len(cited), people=len({voice for voice, _name in cited}),
            quotes=tuple(one.text for one in quoted.values()),
        ),
    )  # fmt: skip


def _found(
    ask: Ask, cited: Iterable[acts.Cited], manner: events.VoiceConsent
) -> dict[tuple[str, str], Input]:
    """Return what is cited, by who said it, each once.

    Raises:
        Refused: there is no such thing, or whoever said it did not consent to so much; which, is not said.
    """
    found = {}
    for one in cited:
        said_so = ask.lens.voice(one.voice).inputs.get(one.input)
        if said_so is None or CONSENTS.index(said_so.consent) < CONSENTS.index(manner):
            message = (
                "something is cited here that nobody consented to have passed on so; cite only what may be"
            )
            raise Refused(message)
        found[one.voice, one.input] = said_so
    return found


HANDLERS: Final[Handlers] = {
    acts.SpeakUp: speak_up,
    acts.ChangeConsent: change_consent,
    acts.SummariseVoices: summarise_voices,
}
