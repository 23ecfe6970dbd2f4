"""Sign in and out, with a password and, where it is set up, a second factor (TOTP, RFC 6238)."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Final

import pyotp
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils import timezone

from goodoffices.storage.vault import Key
from goodoffices.web.accounts import limits
from goodoffices.web.accounts.models import Account, Invitation
from goodoffices.web.project import Room, new_token

#: A password has so many characters at least, and so many at most.
SHORTEST: Final = 12
LONGEST: Final = 1_000
#: Hours for which an invitation holds.
INVITED_FOR: Final = 72
_STEP: Final = 30
#: What is checked where there is no account, so that it takes as long.
_NOBODY: Final = make_password(secrets.token_urlsafe())


@dataclass(frozen=True)
class Denied(Exception):  # noqa: N818 - it names what happened
    """Somebody could not sign in, or use an invitation."""

    why: str
    status: int = 401


def sign_in(request: HttpRequest, name: str, password: str, code: str) -> str:
    """Sign an actor in and return its name.

    Raises:
        Denied: the name, the password or the code is wrong (it is not said which), or it was tried too often: by this
            name, whoever else tries from the same place.
    """
    if not limits.allows("sign-in", name):
        message = "too many tries; wait ten minutes"
        raise Denied(message, 429)
    account = Account.objects.filter(actor=name).first()
    right = check_password(password[:LONGEST], account.password if account is not None else _NOBODY)
    if account is None or not right or not _second_factor(account, code):
        message = "the name, the password or the code is wrong"
        raise Denied(message)
    limits.forget("sign-in", name)
    request.session.flush()
    request.session["actor"] = name
    request.session["since"] = account.password
    return name


def sign_out(request: HttpRequest) -> None:
    """Sign out."""
    request.session.flush()


def actor_of(request: HttpRequest) -> str | None:
    """Return who is signed in; a new password ends older sessions."""
    return _actor(request.session)


def still_signed_in(session_key: str) -> bool:
    """Whether a session that was there once still is."""
    return _actor(SessionStore(session_key)) is not None


def _actor(session: SessionBase) -> str | None:
    name = session.get("actor")
    if name is None:
        return None
    account = Account.objects.filter(actor=name).only("password").first()
    return str(name) if account is not None and account.password == session.get("since") else None


def has_account(actor: str) -> bool:
    """Whether somebody has an account."""
    return bool(Account.objects.filter(actor=actor).exists())


def invite(actor: str) -> tuple[str, dt.datetime]:
    """Make an invitation for an actor; return its token and until when it holds."""
    token, expires = new_token(), timezone.now() + dt.timedelta(hours=INVITED_FOR)
    Invitation.objects.filter(actor=actor, used=False).update(used=True)
    Invitation.objects.create(digest=_digest(token), actor=actor, expires=expires)
    return token, expires


def accept(token: str, password: str) -> str:
    """Use an invitation: make the account, or give it a new password; return the actor.

    Raises:
        Denied: the invitation does not hold (any more), or the password is too short.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        message = f"password: give {SHORTEST} characters at least, and {LONGEST:,} at most"
        raise Denied(message, 422)
    held = Invitation.objects.filter(digest=_digest(token), used=False, expires__gt=timezone.now())
    invitation = held.first()
    # Two who use one link at once: the second finds it used.
    if invitation is None or not held.update(used=True):
        message = "this invitation does not hold; ask for a new one"
        raise Denied(message, 404)
    account, _ = Account.objects.get_or_create(actor=invitation.actor)
    account.password = make_password(password)
    account.factor = b""
    account.save()
    return str(invitation.actor)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _sealing(actor: str) -> Key:
    """Return the key that seals an account's second factor."""
    return Room.workspace.history.vault.derived(f"second factor of {actor}")


def begin_factor(actor: str) -> str:
    """Return the address (otpauth://) of a new second factor; it counts once `confirm_factor` has seen a code."""
    held = pyotp.random_base32()
    Account.objects.filter(actor=actor).update(factor=b"new" + _sealing(actor).seal(held.encode(), "factor"))
    return str(pyotp.TOTP(held).provisioning_uri(name=actor, issuer_name="Good Offices"))


def confirm_factor(actor: str, code: str) -> None:
    """Switch the second factor on.

    Raises:
        Denied: the code is wrong.
    """
    account = Account.objects.get(actor=actor)
    sealed = bytes(account.factor)
    if not sealed.startswith(b"new") or not _right(account, sealed[3:], code):
        message = "code: this is not the code of the new second factor; begin again"
        raise Denied(message, 422)
    account.factor = sealed[3:]
    account.save(update_fields=["factor"])


def _second_factor(account: Account, code: str) -> bool:
    sealed = bytes(account.factor)
    if not sealed or sealed.startswith(b"new"):
        return True
    return _right(account, sealed, code)


def _right(account: Account, sealed: bytes, code: str) -> bool:
    """Say whether a code is right, now or a step before or after, and was not used before."""
    totp = pyotp.TOTP(_sealing(account.actor).open(sealed, "factor").decode())
    now = int(time.time()) // _STEP
    for step in (now - 1, now, now + 1):
        if secrets.compare_digest(totp.at(step * _STEP), code.strip()):
            # One who sees a code over a shoulder cannot use it again.
            fresh = Account.objects.filter(pk=account.pk, factor_step__lt=step)
            return bool(fresh.update(factor_step=step))
    return False
