"""What an agreement would hold, what is counted, and who is told."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from goodoffices.model.base import Id, NonNegative, Part, Text, When
from goodoffices.model.record import Bound

#: Persons, lorries, days: whole things, at least 0.
Quantity = Annotated[int, Meta(ge=0)]


class Category(Part, frozen=True, kw_only=True):
    """A named part of a quantity: so many of them of this kind."""

    of: Text
    quantity: Quantity | None = None


class Obligation(Part, frozen=True, kw_only=True):
    """Who does what, how much of it, by when, and how it is verified.

    `quantity` to `high` is the range where reports or options disagree; `due_day` counts from the phase's first day;
    `in_exchange_for` names the obligation this one answers; `ratio` is what is given for each one received.
    """

    id: Id
    actor: Id
    action: Text
    quantity: Quantity | None = None
    high: Quantity | None = None
    of: str = ""
    including: tuple[Category, ...] = ()
    recipient: str = ""
    due_day: int | None = None
    in_exchange_for: Id | None = None
    ratio: tuple[NonNegative, NonNegative] | None = None
    conditions: tuple[Text, ...] = ()
    verification: str = ""
    issues: tuple[Id, ...] = ()
    statements: tuple[Id, ...] = ()
    assumption: str = ""


class Phase(Part, frozen=True, kw_only=True):
    """A stage of an agreement, with its length and the conditions under which it starts and ends."""

    id: Id
    name: Text
    days: Annotated[int, Meta(gt=0)] | None = None
    starts_when: str = ""
    ends_when: str = ""
    resumes_if_failed: str = ""
    obligations: tuple[Obligation, ...] = ()
    statements: tuple[Id, ...] = ()


class Count(Part, frozen=True, kw_only=True):
    """How many, of what, as of when, by whom."""

    id: Id
    of: Text
    value: Quantity | None
    bound: Bound = "exactly"
    high: Quantity | None = None
    on: When | None = None
    statements: tuple[Id, ...] = ()
    note: str = ""


class Balance(Part, frozen=True, kw_only=True):
    """Counts that must add up: the total is the sum of its parts. `gap_note` says why, where they do not."""

    id: Id
    total: Id
    parts: tuple[Id, ...]
    gap_note: str = ""


class BriefingItem(Part, frozen=True, kw_only=True):
    """One thing an audience is told, or that is held back from it."""

    text: Text
    status: Literal["released", "due", "held"]
    statements: tuple[Id, ...] = ()


class Briefing(Part, frozen=True, kw_only=True):
    """What an audience may know, released on purpose by a named person."""

    id: Id
    audience: Id
    title: Text
    items: tuple[BriefingItem, ...] = ()
    released_on: dt.date | None = None
    released_by: str = ""
    note: str = ""
