"""Invitations: how somebody gets an account, a seat, or a new password. There is no other way, and no e-mail."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from goodoffices.storage.cases import MAIN
from goodoffices.talks.standing import ADMINISTRATOR, LEARNER
from goodoffices.web.accounts.entering import Denied, check_length, end_sessions
from goodoffices.web.accounts.models import Account, Invitation, Seat
from goodoffices.web.project import new_token

#: Hours for which an invitation holds.
INVITED_FOR: Final = 72
_DOES_NOT_HOLD: Final = "this invitation does not hold; ask for a new one"


def name_of(case: str, actor: str) -> str:
    """Return the name by which an actor of a case signs in; administrators and conveners have none."""
    return actor if case in (MAIN, "") else f"{actor}@{case}"


def account_for(case: str, actor: str) -> Account | None:
    """Return the account that an invitation for an actor would give a new password; None where there is none yet."""
    if not case:
        return Account.objects.filter(name=actor).first()
    seat = Seat.objects.filter(case=case, actor=actor).select_related("account").first()
    return seat.account if seat is not None else None


def with_accounts(case: str) -> frozenset[str]:
    """Return the actors of a case who have an account."""
    return frozenset(Seat.objects.filter(case=case).values_list("actor", flat=True))


def invite(case: str, actor: str) -> tuple[str, dt.datetime]:
    """Make an invitation for an actor of a case; return its token and until when it holds. Earlier ones end."""
    token, expires = new_token(), timezone.now() + dt.timedelta(hours=INVITED_FOR)
    withdraw(case, actor)
    # Those that no longer hold are of no use to anybody, and say who was invited when.
    Invitation.objects.filter(expires__lt=timezone.now()).delete()
    Invitation.objects.create(digest=digest_of(token), case=case, actor=actor, expires=expires)
    return token, expires


def reinvite(account: Account) -> tuple[str, dt.datetime]:
    """Make an invitation by which somebody who has an account gives it a new password; see `invite`."""
    seat = account.seats.order_by("pk").first()
    if seat is None:
        return invite("", account.name)
    return invite(seat.case, seat.actor)


def withdraw(case: str, actor: str) -> None:
    """End the invitations of an actor that nobody used yet."""
    Invitation.objects.filter(case=case, actor=actor, used=False).update(used=True)


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation of a token, if it holds."""
    held = Invitation.objects.filter(digest=digest_of(token), used=False, expires__gt=timezone.now())
    # the link of a class is for nobody in particular, and makes no account here
    return held.exclude(actor=LEARNER).first()


def accept(token: str, password: str) -> Account:
    """Use an invitation: make the account; or give it a new password, drop its second factor and end its sessions.

    Raises:
        Denied: the invitation does not hold (any more), or the password is too short.
    """
    check_length(password)
    # Looked at first: a password takes a tenth of a second to hash, and whoever guesses at links has that not done.
    if invitation_of(token) is None:
        raise Denied(_DOES_NOT_HOLD, 404)
    hashed = make_password(password)
    try:
        with transaction.atomic():
            invitation = _used(token)
            case, actor = invitation.case, invitation.actor
            account = account_for(case, actor)
            if account is None:
                account = Account.objects.create(
                    name=name_of(case, actor), administrator=actor.startswith(f"{ADMINISTRATOR}:")
                )
                if case:
                    Seat.objects.create(account=account, case=case, actor=actor)
            account.password = hashed
            account.factor = b""
            account.save(update_fields=["password", "factor"])
    except IntegrityError:
        # Another one was used at the same moment.
        raise Denied(_DOES_NOT_HOLD, 404) from None
    end_sessions(account)
    return account


def join(account: Account, token: str) -> tuple[str, str]:
    """Use an invitation for an account that is there: it has one more seat. Return the case and the actor.

    Raises:
        Denied: the invitation does not hold (any more), or is not for this account.
    """
    invitation = invitation_of(token)
    if invitation is None:
        raise Denied(_DOES_NOT_HOLD, 404)
    case, actor = invitation.case, invitation.actor
    if account.administrator or not case:
        message = "an administrator takes part in no talks; sign out, and use the invitation for an account of its own"
        raise Denied(message, 409)
    if account_for(case, actor) is not None:
        message = "this invitation gives an account a new password; sign out to use it"
        raise Denied(message, 409)
    try:
        with transaction.atomic():
            _used(token)
            Seat.objects.create(account=account, case=case, actor=actor)
    except IntegrityError:
        message = (
            "you have a seat in this case already; sign out, and use the invitation for an account of its own"
        )
        raise Denied(message, 409) from None
    return case, actor


def _used(token: str) -> Invitation:
    """Use an invitation up."""
    invitation = invitation_of(token)
    # Two who use one link at once: the second finds it used.
    held = Invitation.objects.filter(digest=digest_of(token), used=False)
    if invitation is None or not held.update(used=True):
        raise Denied(_DOES_NOT_HOLD, 404)
    return invitation


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
