"""Links by which anybody who has them comes into a class, until they end: one a class, and only its digest is kept."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.contrib.auth.hashers import is_password_usable, make_password
from django.db import transaction
from django.utils import timezone

from goodoffices.talks.standing import LEARNER
from goodoffices.web.accounts.inviting import digest_of, name_of
from goodoffices.web.accounts.models import Account, Invitation, Seat
from goodoffices.web.project import new_token

#: Hours for which the link of a class holds.
OPEN_FOR: Final = 72
#: For whom such a link is, where others name an actor.
_ANYBODY: Final = LEARNER


def open_door(case: str) -> str:
    """Make a link for a class; return its token. The one before it ends."""
    close_door(case)
    token, expires = new_token(), timezone.now() + dt.timedelta(hours=OPEN_FOR)
    Invitation.objects.create(digest=digest_of(token), case=case, actor=_ANYBODY, expires=expires)
    return token


def close_door(case: str) -> None:
    """End the link of a class; who came in by it stays."""
    Invitation.objects.filter(case=case, actor=_ANYBODY, used=False).update(used=True)


def is_open(case: str) -> bool:
    """Whether a class has a link that holds."""
    return Invitation.objects.filter(
        case=case, actor=_ANYBODY, used=False, expires__gt=timezone.now()
    ).exists()


def case_of(token: str) -> str:
    """Return the class to which a token leads; empty where it does not hold (any more)."""
    held = Invitation.objects.filter(
        digest=digest_of(token), actor=_ANYBODY, used=False, expires__gt=timezone.now()
    ).first()
    return held.case if held is not None else ""


def walk_in(case: str, actor: str) -> Account | None:
    """Return the account of somebody who comes into a class: without a password, until they get a link for one.

    None where they have a password by now: they come in by that.
    """
    with transaction.atomic():
        account, made = Account.objects.get_or_create(
            name=name_of(case, actor), defaults={"password": make_password(None)}
        )
        if made:
            Seat.objects.create(account=account, case=case, actor=actor)
    return None if is_password_usable(account.password) else account
