"""Something that waits: what, whose turn it is, until when, where it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from goodoffices.language import gettext as _
from goodoffices.language import listed
from goodoffices.talks.permissions import may_answer
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Waiting:
    """Something that waits.

    Attributes:
        text: what.
        party: for which party, or for nobody in particular.
        until: until when; a day where there is no more than a day.
        address: where it is done.
        turn: whose turn it is, in words, where it is not that of whoever visits.
        paper: where the document is that it is about, if there is one.
    """

    text: str
    party: str
    until: dt.datetime | dt.date | None
    address: str
    turn: str = ""
    paper: str = ""

    @property
    def moment(self) -> dt.datetime | None:
        """The moment until which it waits, where there is one."""
        return self.until if isinstance(self.until, dt.datetime) else None

    def day(self, visit: Visit) -> dt.date:
        """Return the day until which it waits, on the visitor's calendar; the last of all where it waits for ever."""
        if isinstance(self.until, dt.datetime):
            return visit.local(self.until).date()
        return self.until or dt.date.max


def turn_of(visit: Visit, party: str, roles: Collection[str] = ("head", "mandator")) -> str:
    """Return whose turn it is to do what only some of a delegation do."""
    delegates = visit.lens.channel(party).delegates
    people = [visit.names.name(name) for name, one in delegates.items() if one.role in roles]
    if people:
        return listed(people)
    return _("your head of delegation") if "head" in roles else _("your mandator at home")


def binding_turn(visit: Visit, party: str) -> str:
    """Return whose turn it is to bind a party; nothing for those who may themselves."""
    return "" if may_answer(visit.who, party) else turn_of(visit, party)
