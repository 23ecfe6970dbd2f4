"""What an agreement would hold, what is counted, and who is told."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, field

from goodoffices.model.base import Id, NonNegative, Part, Text, When
from goodoffices.model.record import Bound

#: Persons, lorries, days: whole things, at least 0.
Quantity = Annotated[int, Meta(ge=0)]


class Category(Part, frozen=True, kw_only=True):
    """A named part of a quantity: so many of them of this kind. Nobody is in two of them."""

    of: Text
    quantity: Quantity | None = None


class Rate(Part, frozen=True, kw_only=True):
    """How much is given for what is received: `gives` of a category for each `for_each` of another's category.

    "30 prisoners for each civilian, 50 for each soldier" is two rates. An empty category is all that no rate names.
    """

    gives: Quantity
    of: str = ""
    for_each: Annotated[int, Meta(gt=0)] = 1
    received: str = ""


class Obligation(Part, frozen=True, kw_only=True):
    """Who does what, how much of it, by when, and how it is verified.

    `quantity` to `high` is the range where reports or options disagree; `due_day` counts from the phase's first
    day, which is day 1; `in_exchange_for` names the obligation this one answers; `ratio` is what is given for each
    one received, and `rates` say so by category. `after` names obligations and phases that are done before this one
    is owed; `verified_by` who verifies, by `verification`; `dispute` what happens where that is in dispute; `names`
    the list of persons whom this concerns, kept by whoever gave it. `out_of` names the count, or the tally and its
    `state`, that these are taken out of: there cannot be more of them than that.
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
    rates: tuple[Rate, ...] = ()
    after: tuple[Id, ...] = ()
    conditions: tuple[Text, ...] = ()
    verification: str = ""
    verified_by: str = ""
    dispute: str = ""
    names: str = ""
    out_of: Id | None = None
    state: str = ""
    issues: tuple[Id, ...] = ()
    statements: tuple[Id, ...] = ()
    assumption: str = ""


class Phase(Part, frozen=True, kw_only=True):
    """A stage of an agreement, with its length and the conditions under which it starts and ends.

    It starts on `starts_on`, or the day after all that `starts_after` names (obligations, phases) is done; it ends
    when its `days` are over and all that `ends_after` names is done. `starts_when` and `ends_when` say the same, or
    more, in words. Where it fails, `suspends` names the obligations of others that are no longer owed (snapback),
    and `resumes_if_failed` says what resumes.
    """

    id: Id
    name: Text
    days: Annotated[int, Meta(gt=0)] | None = None
    starts_on: dt.date | None = None
    starts_after: tuple[Id, ...] = ()
    starts_when: str = ""
    ends_after: tuple[Id, ...] = ()
    ends_when: str = ""
    resumes_if_failed: str = ""
    suspends: tuple[Id, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    statements: tuple[Id, ...] = ()


class Guarantor(Part, frozen=True, kw_only=True):
    """Who backs performance: of what `backs` names (obligations, phases), or of all of it."""

    id: Id
    name: Text
    backs: tuple[Id, ...] = ()
    statements: tuple[Id, ...] = ()


class Terms(Part, frozen=True, kw_only=True):
    """What an agreement obliges whom to: its phases, who guarantees them, and where disputes go unless said there."""

    phases: tuple[Phase, ...] = ()
    guarantors: tuple[Guarantor, ...] = ()
    dispute: str = ""


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


class Tally(Part, frozen=True, kw_only=True):
    """Persons or things that are in one state at a time, and of which none is lost: held, released, dead, missing.

    `entries` of a tally say how many are in a state, or went from one to another.
    """

    id: Id
    of: Text
    states: tuple[Text, ...]
    note: str = ""


class Entry(Part, frozen=True, kw_only=True):
    """A line of a tally, by a source: with `to` alone, so many *are* in that state; with `from` too, so many *went*.

    With `from` alone, so many left the tally (counted twice, found not to belong); an entry of those who come in
    has `added`. `value` to `high` is the range that the source gives, in whole persons or things. On a day means:
    counted at its end, or gone in the course of it; within a range of days: once, or bit by bit, nobody knows when.
    `same_as` names the entry of another source that speaks of the same persons or things, which went, came or left
    but once.
    """

    id: Id
    tally: Id
    value: Quantity
    high: Quantity | None = None
    bound: Bound = "exactly"
    from_state: str = field(default="", name="from")
    to: str = ""
    added: bool = False
    on: When | None = None
    same_as: Id | None = None
    obligation: Id | None = None
    statements: tuple[Id, ...] = ()
    source: str = ""
    note: str = ""


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
