"""Who sits where: the seats of an account, and the standing that comes with one."""

from __future__ import annotations

from django.http import HttpRequest

from goodoffices.storage.cases import is_id
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import Standing
from goodoffices.web.accounts.entering import account_of
from goodoffices.web.accounts.models import Account, Seat
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.project import House, Room


def seats_of(account: Account) -> list[tuple[str, str]]:
    """Return the cases in which somebody takes part, and as which actor."""
    return list(account.seats.order_by("pk").values_list("case", "actor"))


def signed_in(request: HttpRequest) -> Account:
    """Return who is signed in.

    Raises:
        Problem: nobody is.
    """
    account = account_of(request)
    if account is None:
        raise Problem(401, "sign in first (POST /api/session)")
    return account


def standing_in(request: HttpRequest, case: str) -> tuple[Room, Standing]:
    """Return the room of a case, and who asks, as its talks know them.

    Raises:
        Problem: nobody is signed in, or as `standing_of`.
    """
    return standing_of(signed_in(request), case)


def standing_of(account: Account, case: str) -> tuple[Room, Standing]:
    """Return the room of a case, and somebody with an account as its talks know them.

    Raises:
        Problem: they do not take part (any more), or there is no such case: which of the two is not said.
    """
    # Whether there is such a case is only asked for those who have a seat in it.
    seat = Seat.objects.filter(account=account, case=case).first() if is_id(case) else None
    room = House.room(case) if seat is not None else None
    if seat is None or room is None:
        raise Problem(404, NOT_THERE)
    try:
        return room, room.talks.standing(seat.actor)
    except Refused:
        raise Problem(404, NOT_THERE) from None


def only_case(request: HttpRequest) -> str:
    """Return the case of somebody who takes part in one alone.

    Raises:
        Problem: nobody is signed in, or they take part in none or in several.
    """
    seats = seats_of(signed_in(request))
    if not seats:
        raise Problem(404, NOT_THERE)
    if len(seats) > 1:
        raise Problem(409, "you take part in several cases; say which: /api/cases/ID/…")
    return seats[0][0]


def sit_down(account: Account, case: str, actor: str) -> None:
    """Give an account a seat, as whoever opens a case takes the one of its lead mediator.

    Raises:
        IntegrityError: somebody sits there, or the account has a seat in this case.
    """
    Seat.objects.create(account=account, case=case, actor=actor)
