"""What somebody from outside was told: an observer, a guarantor, an audience, a party's constituency."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from goodoffices.talks.events.base import Happened
from goodoffices.talks.events.briefing import AudienceEvent
from goodoffices.talks.standing import Side, Standing
from goodoffices.talks.states import AudienceState, CaseState
from goodoffices.talks.states.briefing import Briefing
from goodoffices.web.project import House
from goodoffices.web.shell.people import Names
from goodoffices.web.shell.visits import Visit

#: Writes who did something.
Called = Callable[[str], str]


@dataclass(frozen=True)
class Change:
    """What is right instead of what was told, and why; `key` is where the correction stands in the list."""

    key: str
    at: dt.datetime
    text: str
    reason: str


@dataclass(frozen=True)
class Passage:
    """One thing that was told, counted from 1, and how it was corrected since."""

    number: int
    text: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Told:
    """Something that an audience was told: when, by whom, in their words.

    Attributes:
        key: where it stands in the list.
        at: when.
        by: by whom, as people read it.
        title: the title of a briefing.
        passages: what was told, item by item; of a correction, what is right.
        corrects: of a correction, what was told before: the briefing's key and title, when, and the item.
        reason: of a correction, why.
    """

    key: str
    at: dt.datetime
    by: str
    title: str
    passages: tuple[Passage, ...]
    corrects: tuple[str, str, dt.datetime, Passage] | None = None
    reason: str = ""


def told(visit: Visit, audience: str = "") -> list[Told]:
    """Return what an audience was told, the newest first, for `audience/told.html.jinja`.

    What was corrected stands as it was told, with the correction beside it; and the correction stands in its own place.

    Args:
        visit: who looks: that audience itself, or a lead mediator; of a constituency, its party's delegation.
        audience: which; left out, the one who looks.

    Raises:
        Hidden: it is not for who looks.
    """
    return in_order(visit.lens.told(audience or visit.who.actor), visit.names.person)


def foreseen(
    visit: Visit, audience: str, before: AudienceState, events: Iterable[Mapping[str, Any]]
) -> list[Told]:
    """Return what an audience would read if it were told something more, in its own eyes.

    Args:
        visit: who would tell it.
        audience: which.
        before: what it was told until now.
        events: what it would be told now, as `services.viewing.preview` gives it.
    """
    after, now = copy.deepcopy(before), House.now()
    for plain in events:
        event: AudienceEvent = msgspec.convert(plain, AudienceEvent)
        after.take(Happened(at=now, by=visit.who.actor, event=event))
    side: Side = audience.partition(":")[0]  # type: ignore[assignment]  # an audience's name begins with its side
    return in_order(after, Names(CaseState(), Standing(actor=audience, side=side)).person)


def in_order(state: AudienceState, called: Called) -> list[Told]:
    """Return all that an audience was told, the newest first; see `told`."""
    found = [
        Told(f"line-{place}", at, called(by), "", (Passage(0, text),))
        for place, (at, by, text) in enumerate(state.lines, 1)
    ]
    for briefing in state.briefings.values():
        found += _briefing(briefing, called)
    return sorted(found, key=lambda one: one.at)[::-1]


def _briefing(briefing: Briefing, called: Called) -> Iterator[Told]:
    texts = list(briefing.texts)
    changes: dict[int, list[Change]] = {}
    corrections = []
    for place, one in enumerate(briefing.corrections, 1):
        key = f"{briefing.id}-{place}"
        wrong = Passage(one.number, texts[one.number - 1])
        texts[one.number - 1] = one.text
        changes.setdefault(one.number, []).append(Change(key, one.at, one.text, one.reason))
        corrections.append(
            Told(
                key, one.at, called(one.by), "", (Passage(one.number, one.text),),
                (briefing.id, briefing.title, briefing.at, wrong), one.reason,
            )
        )  # fmt: skip
    passages = tuple(
        Passage(number, text, tuple(changes.get(number, ()))) for number, text in enumerate(briefing.texts, 1)
    )
    yield Told(briefing.id, briefing.at, called(briefing.by), briefing.title, passages)
    yield from corrections
