"""Those who have accounts, for administrators: who may sign in, and nothing of what anybody sees or does."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils import timezone

from goodoffices.web.accounts import factors
from goodoffices.web.accounts.entering import end_sessions
from goodoffices.web.accounts.models import Account, Invitation


class Person(NamedTuple):
    """An account, without its secrets: its number, name, seats (case and actor), and the day of its last sign-in."""

    id: int
    name: str
    administrator: bool
    disabled: bool
    factor: bool
    seats: tuple[tuple[str, str], ...]
    last: dt.date | None


class Pending(NamedTuple):
    """An invitation that nobody has used yet; an administrator's has no case. `again`: for an account that is there."""

    case: str
    actor: str
    expires: dt.datetime


class People(NamedTuple):
    """All who may sign in, and all who are invited."""

    accounts: tuple[Person, ...]
    invitations: tuple[Pending, ...]


def people() -> People:
    """Return everybody, in the order of their names."""
    accounts = Account.objects.order_by("name").prefetch_related("seats")
    held = Invitation.objects.filter(used=False, expires__gt=timezone.now()).order_by("case", "actor")
    return People(
        tuple(_person(account) for account in accounts),
        tuple(Pending(one.case, one.actor, one.expires) for one in held),
    )


def _person(account: Account) -> Person:
    seats = sorted((seat.case, seat.actor) for seat in account.seats.all())
    last = account.last_login.date() if account.last_login is not None else None
    return Person(
        account.pk, account.name, account.administrator, account.disabled, factors.is_on(account), tuple(seats), last
    )  # fmt: skip


def account_by(number: int) -> Account | None:
    """Return an account by its number."""
    return Account.objects.filter(pk=number).first()


def disable(account: Account) -> None:
    """Let somebody sign in no more, and end their sessions. Nothing of what they did changes."""
    account.disabled = True
    account.save(update_fields=["disabled"])
    end_sessions(account)


def enable(account: Account) -> None:
    """Let somebody sign in again."""
    account.disabled = False
    account.save(update_fields=["disabled"])
