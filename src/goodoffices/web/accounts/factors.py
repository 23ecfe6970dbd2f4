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
#: Stands before a secret that nobody has confirmed yet, where there was none before it.
_NEW: Final = b"new"
#: Stands before two: the one that holds, behind its length in two bytes, and one that nobody has confirmed yet.
_NEXT: Final = b"nxt"
_LENGTH: Final = 2


def _sealing(vault: Vault, account: Account) -> Key:
    """Return the key that seals an account's second factor."""
    return vault.derived(f"second factor of {account.name}")


def _parts(account: Account) -> tuple[bytes, bytes]:
    """Return the secret that holds and the one that is to be confirmed, sealed; empty where there is none."""
    kept = bytes(account.factor)
    if kept.startswith(_NEXT):
        place = len(_NEXT) + _LENGTH
        end = place + int.from_bytes(kept[len(_NEXT) : place], "big")
        return kept[place:end], kept[end:]
    return (b"", kept.removeprefix(_NEW)) if kept.startswith(_NEW) else (kept, b"")


def _sealed(vault: Vault, account: Account, secret: bytes) -> bytes:
    """Seal a secret, so that it does not begin as what is to be confirmed does."""
    while (sealed := _sealing(vault, account).seal(secret, "factor")).startswith((_NEW, _NEXT)):
        pass
    return sealed


def is_on(account: Account) -> bool:
    """Whether an account has a second factor."""
    return bool(_parts(account)[0])


def begin(account: Account) -> str:
    """Return the address (otpauth://) of a new second factor; it counts once `confirm` has seen a code.

    Until then the one that is there holds: whoever finds a browser open does not switch it off by beginning anew.
    """
    held = pyotp.random_base32()
    before, _unconfirmed = _parts(account)
    after = _sealed(House.workspace.vault, account, held.encode())
    sealed = _NEXT + len(before).to_bytes(_LENGTH, "big") + before + after if before else _NEW + after
    Account.objects.filter(pk=account.pk).update(factor=sealed)
    return str(pyotp.TOTP(held).provisioning_uri(name=account.name, issuer_name="Good Offices"))


def confirm(account: Account, code: str) -> bool:
    """Switch the second factor on; say whether the code was right."""
    _before, sealed = _parts(Account.objects.get(pk=account.pk))
    if not sealed or not _right(account, sealed, code):
        return False
    Account.objects.filter(pk=account.pk).update(factor=sealed)
    return True


def allow(account: Account, code: str) -> bool:
    """Whether an account may enter with a code: it is right, or there is no second factor."""
    sealed, _unconfirmed = _parts(account)
    return not sealed or _right(account, sealed, code)


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
    sealed, _unconfirmed = _parts(account)
    return _sealed(new, account, _sealing(old, account).open(sealed, "factor")) if sealed else b""
