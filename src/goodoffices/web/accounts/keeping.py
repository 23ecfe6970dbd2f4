"""The accounts, for a backup of the whole. Sessions are not kept: after a restore, everybody signs in anew."""

from __future__ import annotations

import msgspec

from goodoffices.web.accounts.models import Account


def taken() -> bytes:
    """Return all accounts."""
    rows = Account.objects.order_by("actor").values_list("actor", "password", "factor", "factor_step")
    return msgspec.msgpack.encode([(a, p, bytes(f), s) for a, p, f, s in rows])


def given_back(data: bytes) -> int:
    """Make the accounts that `taken` returned; return how many."""
    rows = msgspec.msgpack.decode(data) if data else []
    Account.objects.bulk_create(
        Account(actor=actor, password=password, factor=factor, factor_step=step)
        for actor, password, factor, step in rows
    )
    return len(rows)
