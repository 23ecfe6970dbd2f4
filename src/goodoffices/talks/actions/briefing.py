"""What mediators, or a delegation for those it answers to, do to tell others on purpose."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta

from goodoffices.model.base import Id
from goodoffices.talks.actions.base import Action, Name, Names, Short, Words
from goodoffices.talks.events.briefing import ItemStatus

#: What an item rests on, in words.
Sources = Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=2_000)], ...], Meta(max_length=100)]
#: Who may know an item.
Audiences = Annotated[tuple[str, ...], Meta(max_length=100)]


class PutItem(Action, frozen=True, kw_only=True, tag="put_item"):
    """Put something down that some may know: its text, what it rests on, and which audiences that are.

    It is held unless it is said to be due; `due` is the day until which they are to be told.
    """

    item: Name
    text: Words
    status: ItemStatus = "held"
    audiences: Audiences = ()
    due: dt.date | None = None
    sources: Sources = ()
    statements: tuple[Id, ...] = ()


class MarkItem(Action, frozen=True, kw_only=True, tag="mark_item"):
    """Say anew whether an item is due or held, and until when; with `audiences`, also who may know it."""

    item: Name
    status: ItemStatus
    audiences: Audiences | None = None
    due: dt.date | None = None


class ReleaseBriefing(Action, frozen=True, kw_only=True, tag="release_briefing"):
    """Tell an audience items that are due to it, in this order; the lead mediator does, or who binds the party.

    Whoever does it stands in it by name. It cannot be taken back.
    """

    audience: str
    items: Names
    title: Short = ""


class CorrectBriefing(Action, frozen=True, kw_only=True, tag="correct_briefing"):
    """Tell all who were told an item that it was wrong: what is right, and why. What they were told before stays."""

    item: Name
    text: Words
    reason: Annotated[str, Meta(min_length=1, max_length=2_000)]


class AdmitConstituency(Action, frozen=True, kw_only=True, tag="admit_constituency"):
    """As who binds the party, let some of those it answers to be told what it releases to them; nobody else knows."""

    constituency: Name
