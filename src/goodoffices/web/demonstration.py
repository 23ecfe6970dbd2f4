"""A demonstration: everybody in the sample cases has an account, and a link by which they sign in."""

from __future__ import annotations

import secrets
from typing import Final, NamedTuple

from goodoffices.talks.errors import Refused
from goodoffices.web.accounts.inviting import name_of
from goodoffices.web.accounts.models import Account, Seat
from goodoffices.web.project import House

#: Who is shown in which case, in the order in which they are listed.
CAST: Final[tuple[tuple[str, str], ...]] = (
    ("main", "mediator:egypt"),
    ("main", "israel:cairo-team"),
    ("main", "israel:netanyahu"),
    ("main", "israel:gantz"),
    ("main", "hamas:official"),
    ("main", "observer:guest"),
    ("tessen", "mediator:secretariat"),
    ("tessen", "mediator:illara"),
    ("tessen", "orvane:verrick"),
    ("tessen", "meldria:lorcan"),
    ("tessen", "meldria:hale"),
    ("tessen", "meldria:ansow"),
    ("tessen", "meldria:delta"),
    ("tessen", "port-sael:oor"),
    ("tessen", "guarantor:development-bank"),
    ("agreed", "mediator:secretariat"),
    ("agreed", "mediator:illara"),
    ("agreed", "meldria:lorcan"),
    ("agreed", "orvane:verrick"),
    ("agreed", "port-sael:oor"),
    ("agreed", "monitor:gauge-readers"),
    ("agreed", "observer:river-towns"),
    ("agreed", "audience:press"),
    ("agreed", "constituency:meldria+irrigators"),
    ("agreed", "guarantor:development-bank"),
    ("agreed", "listener:ombudsman"),
    ("agreed", "voice:ida-marsh"),
    ("class", "instructor:ames"),
    ("class", "learner:ada"),
    ("class", "learner:ilan"),
    ("", "admin:keeper"),
)


class Pass(NamedTuple):
    """A link for one of the cast: the case, the actor, and the secret of the link."""

    case: str
    actor: str
    secret: str


def passes() -> list[Pass]:
    """Give everybody of the cast an account, and a link that lasts as long as this process."""
    made = []
    for case, actor in CAST:
        if case:
            room = House.room(case)
            try:
                if room is None:
                    continue
                room.talks.standing(actor)
            except Refused:
                continue
        account, _new = Account.objects.get_or_create(
            name=name_of(case, actor), defaults={"administrator": not case}
        )
        if case:
            Seat.objects.get_or_create(account=account, case=case, actor=actor)
        secret = secrets.token_urlsafe(12)
        House.passes[secret] = account.name
        made.append(Pass(case, actor, secret))
    return made
