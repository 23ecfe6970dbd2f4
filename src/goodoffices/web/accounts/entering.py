"""Sign in and out, with a password and, where it is set up, a second factor."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import F
from django.http import HttpRequest

from goodoffices.web.accounts import factors, limits
from goodoffices.web.accounts.models import Account
from goodoffices.web.accounts.sessions import SessionStore
from goodoffices.web.project import SESSION, House

#: A password has so many characters at least, and so many at most.
SHORTEST: Final = 12
LONGEST: Final = 1_000
#: What is checked where there is no account, so that it takes as long.
_NOBODY: Final = make_password(secrets.token_urlsafe())


@dataclass(frozen=True)
class Denied(Exception):  # noqa: N818 - it names what happened
    """Somebody could not sign in, or use an invitation."""

    why: str
    status: int = 401


def sign_in(request: HttpRequest, name: str, password: str, code: str) -> Account:
    """Sign somebody in, and return the account.

    Raises:
        Denied: the name, the password or the code is wrong (it is not said which), or it was tried too often: by this
            name, whoever else tries from the same place.
    """
    _count_try(name)
    # No database takes a text with a zero in it.
    account = Account.objects.filter(name=name).first() if "\0" not in name else None
    right = check_password(password[:LONGEST], account.password if account is not None else _NOBODY)
    if account is None or not right or account.disabled or not factors.allow(account, code):
        message = "the name, the password or the code is wrong"
        raise Denied(message)
    limits.forget("sign-in", name)
    enter(request, account)
    return account


def _count_try(name: str) -> None:
    if not limits.allows("sign-in", name):
        message = "too many tries; wait ten minutes"
        raise Denied(message, 429)


def enter(request: HttpRequest, account: Account) -> None:
    """Begin a session for somebody who has shown who they are; it has a new key, and nothing of the one before."""
    request.session.flush()
    # Those that have run out are of no use to anybody, and say who was here when.
    SessionStore.clear_expired()
    request.session["account"] = account.pk
    request.session["era"] = account.era
    request.session["since"] = int(time.time())
    # The day is enough to see which accounts nobody uses any more.
    today = dt.datetime.now(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    Account.objects.filter(pk=account.pk).update(last_login=today)


def sign_out(request: HttpRequest) -> None:
    """Sign out; what was followed in this session's name ends."""
    account = account_of(request)
    request.session.flush()
    if account is not None:
        hang_up(account)


def account_of(request: HttpRequest) -> Account | None:
    """Return who is signed in."""
    return _account(request.session)


def still_signed_in(session_key: str) -> bool:
    """Whether a session that was there once still is."""
    return _account(SessionStore(session_key)) is not None


def _account(session: SessionBase) -> Account | None:
    held = session.get("account")
    if held is None or time.time() - session.get("since", 0) > SESSION:
        return None
    account = Account.objects.filter(pk=held, disabled=False).first()
    return account if account is not None and account.era == session.get("era") else None


def end_sessions(account: Account) -> None:
    """End all sessions of an account."""
    Account.objects.filter(pk=account.pk).update(era=F("era") + 1)
    account.refresh_from_db(fields=["era"])
    hang_up(account)


def hang_up(account: Account) -> None:
    """End what is followed in an account's name; sessions that hold begin to follow anew."""
    for seat in account.seats.all():
        room = House.room(seat.case)
        if room is not None:
            room.bells.end(seat.actor)


def new_password(account: Account, password: str) -> None:
    """Give an account a new password, which ends its sessions.

    Raises:
        Denied: it is too short, or too long.
    """
    check_length(password)
    account.password = make_password(password)
    account.save(update_fields=["password"])
    end_sessions(account)


def check_length(password: str) -> None:
    """Refuse a password that is too short or too long.

    Raises:
        Denied: it is.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        message = f"password: give {SHORTEST} characters at least, and {LONGEST:,} at most"
        raise Denied(message, 422)


def is_password(account: Account, password: str) -> bool:
    """Whether a password is that of an account, for what asks for it once more.

    Raises:
        Denied: it was tried too often, here and at the door together.
    """
    _count_try(account.name)
    right = check_password(password[:LONGEST], account.password)
    if right:
        limits.forget("sign-in", account.name)
    return right
