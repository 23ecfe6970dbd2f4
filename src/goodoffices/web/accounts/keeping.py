"""The accounts, for a backup of the whole. Sessions, invitations and drafts are not kept: everybody signs in anew."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db import transaction

from goodoffices.storage.cases import MAIN
from goodoffices.storage.vault import Vault
from goodoffices.web.accounts import factors
from goodoffices.web.accounts.drafts import drop_unsealable
from goodoffices.web.accounts.models import Account, Seat

_FIELDS = ("name", "password", "factor", "factor_step", "language", "zone", "administrator", "disabled")


def taken() -> bytes:
    """Return all accounts, with their seats."""
    kept = [
        {name: _plain(getattr(account, name)) for name in _FIELDS}
        | {"seats": list(account.seats.order_by("pk").values_list("case", "actor"))}
        for account in Account.objects.order_by("name").prefetch_related("seats")
    ]
    return msgspec.msgpack.encode(kept)


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column of any type
    return bytes(value) if isinstance(value, (bytes, memoryview)) else value


def given_back(data: bytes) -> int:
    """Make the accounts that `taken` returned; return how many."""
    rows = msgspec.msgpack.decode(data) if data else []
    with transaction.atomic():
        for row in rows:
            fields, seats = _row(row)
            account = Account.objects.create(**fields)
            Seat.objects.bulk_create(Seat(account=account, case=case, actor=actor) for case, actor in seats)
    return len(rows)


def _row(row: Any) -> tuple[dict[str, Any], list[tuple[str, str]]]:  # noqa: ANN401 - what a backup holds
    """Read an account; in earlier backups it is a list, and its one seat is in the first case."""
    if isinstance(row, list):
        actor, password, factor, step = row
        fields = {"name": actor, "password": password, "factor": factor, "factor_step": step}
        return fields, [(MAIN, actor)]
    seats = row.pop("seats")
    return row, seats


def sealed_anew(old: Vault, new: Vault) -> None:
    """Seal by another master key what the accounts hold; the drafts that rest on the old one are dropped."""
    with transaction.atomic():
        for account in Account.objects.exclude(factor=b""):
            account.factor = factors.sealed_anew(account, old, new)
            account.save(update_fields=["factor"])
        drop_unsealable()
