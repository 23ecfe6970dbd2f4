"""What waits at home: votes, questions that are open, mandates that end soon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from goodoffices.language import gettext as _
from goodoffices.talks.mandates import in_force
from goodoffices.talks.permissions import may_form
from goodoffices.talks.standing import split
from goodoffices.talks.states import HomeState
from goodoffices.talks.streams import Stream
from goodoffices.talks.visibility import sees
from goodoffices.web.overview.in_channels import questions_of
from goodoffices.web.overview.waits import Waiting, turn_of
from goodoffices.web.shell.naming import spoken
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.visits import Visit

#: A mandate that ends within so many days is told of.
_SOON: Final = dt.timedelta(days=7)


def at_home(visit: Visit, party: str, now: dt.datetime) -> Iterator[Waiting]:
    """Yield what waits at a party's home, as far as whoever visits sees it."""
    for state, bodies in _homes(visit, party):
        yield from _questions(visit, party, state, now, bodies)
    if sees(visit.who, Stream("mandate", party)):
        yield from _mandates(visit, party, now)


def _homes(visit: Visit, party: str) -> Iterator[tuple[HomeState, tuple[str, ...]]]:
    """Yield what somebody sees of what is decided at home, and in which of its bodies they sit."""
    if sees(visit.who, Stream("home", party)):
        yield visit.lens.home(party), visit.who.bodies
    if sees(visit.who, Stream("entered", party)):
        yield visit.lens.entered(party), visit.who.entered_bodies


def _questions(
    visit: Visit, party: str, state: HomeState, now: dt.datetime, bodies: tuple[str, ...]
) -> Iterator[Waiting]:
    who, address = visit.who, questions_of(visit, party)
    acts_itself = is_mediator(who) and visit.lens.channel(party).acts_itself
    name = split(who.actor)[1]
    for one in state.questions.values():
        if one.approved is not None:
            continue
        votes = one.body in bodies and name not in state.voted.get(one.id, ())
        if votes and (one.deadline is None or one.deadline > now):
            text = _("Your vote: %(question)s") % {"question": one.text}
            yield Waiting(text, party, one.deadline, address)
        elif may_form(who, party, acts_itself=acts_itself):
            # Whoever gives the mandate, or enters what is decided at home, sees to it that it is decided.
            text = _("A decision at home: %(question)s") % {"question": one.text}
            yield Waiting(text, party, one.deadline, address)


def _mandates(visit: Visit, party: str, now: dt.datetime) -> Iterator[Waiting]:
    mediates = is_mediator(visit.who)
    itself = visit.lens.channel(party).acts_itself
    turn = "" if may_form(visit.who, party, acts_itself=itself) else turn_of(visit, party, ("mandator",))
    address = (
        reverse("home:mandate-of", args=[visit.room.id, visit.names.number(party)])
        if mediates
        else reverse("home:mandate", args=[visit.room.id])
    )
    for (_place, name), one in in_force(visit.lens, party, now, entered=mediates).items():
        if one.expires is not None and one.expires <= now + _SOON:
            text = _("A mandate ends soon: %(name)s") % {"name": spoken(name)}
            yield Waiting(text, party, one.expires, address, turn)
