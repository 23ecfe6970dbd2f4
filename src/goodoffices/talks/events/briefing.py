"""What is told whom on purpose: items as they are kept, and what an audience is told of them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from goodoffices.talks.events.base import Event
from goodoffices.talks.events.mediation import Informed

#: Whether an item is to be told, or held back.
ItemStatus = Literal["due", "held"]


class ItemPut(Event, frozen=True, kw_only=True, tag="item_put"):
    """Something that some may know: what it rests on, who they are, and whether it is due to them or held."""

    item: str
    text: str
    status: ItemStatus
    audiences: tuple[str, ...] = ()
    due: dt.date | None = None
    sources: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class ItemMarked(Event, frozen=True, kw_only=True, tag="item_marked"):
    """It is said anew whether an item is due or held, to whom and until when."""

    item: str
    status: ItemStatus
    audiences: tuple[str, ...]
    due: dt.date | None = None


class BriefingReleased(Event, frozen=True, kw_only=True, tag="briefing_released"):
    """Items were told to an audience; `briefing` names it among what that audience was told."""

    audience: str
    briefing: str
    items: tuple[str, ...]
    title: str = ""


class ItemCorrected(Event, frozen=True, kw_only=True, tag="item_corrected"):
    """What was told was wrong; all who were told it have been told so. What it said before stays."""

    item: str
    text: str
    reason: str


class ConstituencyAdmitted(Event, frozen=True, kw_only=True, tag="constituency_admitted"):
    """The party tells some of those it answers to what it wants them to know. Nobody else knows of them."""

    constituency: str


class VoicesSummarised(Event, frozen=True, kw_only=True, tag="voices_summarised"):
    """A listener passes on what affected people said who consented to it: on how much of how many it rests.

    `quotes` are the words of those who may be quoted; no name goes with them.
    """

    text: str
    inputs: int
    people: int
    quotes: tuple[str, ...] = ()


class Briefed(Event, frozen=True, kw_only=True, tag="briefed"):
    """The audience is told something, item by item."""

    briefing: str
    texts: tuple[str, ...]
    title: str = ""


class Corrected(Event, frozen=True, kw_only=True, tag="corrected"):
    """The audience is told that an item of a briefing, counted from 1, was wrong, and what is right."""

    briefing: str
    number: int
    text: str
    reason: str


BriefingEvent = (
    ItemPut | ItemMarked | BriefingReleased | ItemCorrected | ConstituencyAdmitted | VoicesSummarised
)
AudienceEvent = Informed | Briefed | Corrected
ConstituencyEvent = Briefed | Corrected
