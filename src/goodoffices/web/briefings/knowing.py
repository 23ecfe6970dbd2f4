"""Who knows what: of each item, whether an audience was told it, is to be told it, or is not; and what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from goodoffices.talks.states.briefing import BriefingState, Correction, Item

Status = Literal["told", "due", "held", "none"]
#: The day of what is due without a day: after all others.
_LAST: Final = dt.date.max


@dataclass(frozen=True)
class Knowing:
    """How an audience stands to an item.

    Attributes:
        status: it was told; it is due; it is meant for them and held; or it is not meant for them.
        at: when it was told, or since when it has been due.
        until: the day until which it is due.
        overdue: whether that day is over.
        text: what they first read.
        corrections: what they were told since.
        briefing: in which of their briefings they were told.
    """

    status: Status
    at: dt.datetime | None = None
    until: dt.date | None = None
    overdue: bool = False
    text: str = ""
    corrections: tuple[Correction, ...] = ()
    briefing: str = ""

    @property
    def now(self) -> str:
        """What they hold to be right."""
        return self.corrections[-1].text if self.corrections else self.text


def knowing(item: Item, audience: str, today: dt.date) -> Knowing:
    """Return how an audience stands to an item on a day."""
    if audience in item.told:
        one = item.told[audience]
        text, corrections = item.said_to(audience)
        return Knowing("told", one.at, text=text, corrections=tuple(corrections), briefing=one.briefing)
    if audience not in item.audiences:
        return Knowing("none")
    if item.status == "held":
        return Knowing("held")
    is_over = item.due is not None and item.due < today
    return Knowing("due", item.due_since[audience], item.due, is_over)


@dataclass(frozen=True)
class Owed:
    """What is due to an audience: the item, and how it stands to it."""

    item: Item
    knowing: Knowing


def owed(state: BriefingState, audience: str, today: dt.date) -> list[Owed]:
    """Return what is due to an audience and was not told it, the most urgent first."""
    return [Owed(one, knowing(one, audience, today)) for one in state.due_to(audience)]


def urgency(due: Iterable[Owed]) -> tuple[bool, dt.date, dt.datetime]:
    """Return by what audiences are put in order: overdue first, then what is due soonest, then what waits longest."""
    found = list(due)
    return (
        not any(one.knowing.overdue for one in found),
        min((one.knowing.until or _LAST for one in found), default=_LAST),
        min(
            (one.knowing.at for one in found if one.knowing.at is not None),
            default=dt.datetime.max.replace(tzinfo=dt.UTC),
        ),
    )


@dataclass(frozen=True)
class Beside:
    """An item as two audiences know it."""

    item: Item
    first: Knowing
    second: Knowing

    @property
    def kind(self) -> Literal["both", "first", "second", "neither"]:
        """Which of the two were told it."""
        told = (self.first.status == "told", self.second.status == "told")
        return "both" if all(told) else "first" if told[0] else "second" if told[1] else "neither"


def beside(state: BriefingState, first: str, second: str, today: dt.date) -> list[Beside]:
    """Return what concerns one of two audiences: what one alone was told, then what both were, then what is to come."""
    found = [
        Beside(one, knowing(one, first, today), knowing(one, second, today)) for one in state.items.values()
    ]
    order = ("first", "second", "both", "neither")
    return sorted(
        (one for one in found if (one.first.status, one.second.status) != ("none", "none")),
        key=lambda one: order.index(one.kind),
    )
