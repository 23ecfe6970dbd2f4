"""The second factor: codes that a device makes from a secret (TOTP, RFC 6238)."""

from __future__ import annotations

import secrets
import time
from typing import Final

import pyotp

from goodoffices.storage.vault import Key, Vault
from goodoffices.web.accounts.models import Account
from goodoffices.web.project import House

_STEP: Final = 30
#: Stands before a secret that nobody has confirmed yet.
_NEW: Final = b"new"


def _sealing(vault: Vault, account: Account) -> Key:
    """Return the key that seals an account's second factor."""
    return vault.derived(f"second factor of {account.name}")


def is_on(account: Account) -> bool:
    """Whether an account has a second factor."""
    sealed = bytes(account.factor)
    return bool(sealed) and not sealed.startswith(_NEW)


def begin(account: Account) -> str:
    """Return the address (otpauth://) of a new second factor; it counts once `confirm` has seen a code."""
    held = pyotp.random_base32()
    sealed = _NEW + _sealing(House.workspace.vault, account).seal(held.encode(), "factor")
    Account.objects.filter(pk=account.pk).update(factor=sealed)
    return str(pyotp.TOTP(held).provisioning_uri(name=account.name, issuer_name="Good Offices"))


def confirm(account: Account, code: str) -> bool:
    """Switch the second factor on; say whether the code was right."""
    sealed = bytes(Account.objects.get(pk=account.pk).factor)
    if not sealed.startswith(_NEW) or not _right(account, sealed.removeprefix(_NEW), code):
        return False
    Account.objects.filter(pk=account.pk).update(factor=sealed.removeprefix(_NEW))
    return True


def allow(account: Account, code: str) -> bool:
    """Whether an account may enter with a code: it is right, or there is no second factor."""
    return not is_on(account) or _right(account, bytes(account.factor), code)


def _right(account: Account, sealed: bytes, code: str) -> bool:
    """Say whether a code is right, now or a step before or after, and was not used before."""
    totp = pyotp.TOTP(_sealing(House.workspace.vault, account).open(sealed, "factor").decode())
    now = int(time.time()) // _STEP
    for step in (now - 1, now, now + 1):
        if secrets.compare_digest(totp.at(step * _STEP).encode(), code.strip().encode()):
            # One who sees a code over a shoulder cannot use it again.
            fresh = Account.objects.filter(pk=account.pk, factor_step__lt=step)
            return bool(fresh.update(factor_step=step))
    return False


def sealed_anew(account: Account, old: Vault, new: Vault) -> bytes:
    """Return an account's second factor, sealed by another master key."""
    sealed = bytes(account.factor)
    if not is_on(account):
        return b""
    return _sealing(new, account).seal(_sealing(old, account).open(sealed, "factor"), "factor")
