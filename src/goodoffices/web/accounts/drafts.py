"""What somebody has written in a form and not sent yet: kept sealed, for them alone, and in no backup.

The drafts of a party's people are sealed by a key that is made from the key of the party's channel: they are gone with
it. Those of others are sealed by a key made from the master key; of them the mediators' may hold what a party
confided, and are dropped when that is destroyed.
"""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from django.db import connection
from django.utils import timezone

from goodoffices.storage.errors import KeyMissing, Tampered
from goodoffices.storage.vault import Key
from goodoffices.talks.standing import OFFICES
from goodoffices.talks.streams import Stream
from goodoffices.web.accounts.models import Account, Draft, Seat
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.project import House

#: A draft has so many bytes at most, and an account so many drafts; the oldest go.
LARGEST: Final = 64 * 1024
MOST: Final = 50
#: The name of a form has so many letters at most.
_LONGEST: Final = 200
#: By which key a draft is sealed.
_CHANNEL: Final = b"c"
_MASTER: Final = b"m"


class Written(NamedTuple):
    """A draft: its text, and when it was kept."""

    text: str
    at: dt.datetime


def keep(account: Account, case: str, form: str, text: str) -> None:
    """Keep what somebody has written in a form, in place of what was kept before.

    Raises:
        Problem: it is too long; or the account has no seat in the case.
        KeyMissing: what the party confided was destroyed.
    """
    data = text.encode()
    if len(form) > _LONGEST or "\0" in form:
        raise Problem(422, "this form cannot have a draft")
    if len(data) > LARGEST:
        raise Problem(422, f"this is too long to be kept as a draft: {LARGEST // 1024} KiB at most")
    kind, key = _sealing(account, case)
    sealed = kind + key.seal(data, _place(case, form))
    Draft.objects.update_or_create(
        account=account, case=case, form=form, defaults={"sealed": sealed, "at": timezone.now()}
    )
    newest = Draft.objects.filter(account=account).order_by("-at", "-pk").values_list("pk", flat=True)[:MOST]
    Draft.objects.filter(account=account).exclude(pk__in=list(newest)).delete()


def find(account: Account, case: str) -> dict[str, Written]:
    """Return somebody's drafts in a case, by form; what cannot be opened any more is left out."""
    found = {}
    for draft in Draft.objects.filter(account=account, case=case).order_by("form"):
        sealed = bytes(draft.sealed)
        try:
            _, key = _sealing(account, case, sealed[:1])
            text = key.open(sealed[1:], _place(case, draft.form)).decode()
        except (KeyMissing, Tampered):
            continue
        found[draft.form] = Written(text, draft.at)
    return found


def drop(account: Account, case: str, form: str) -> None:
    """Drop a draft: it was sent, or is not wanted."""
    Draft.objects.filter(account=account, case=case, form=form).delete()


def drop_unsealable() -> None:
    """Drop the drafts that are sealed by a key of the master key: there will be another."""
    held = [draft.pk for draft in Draft.objects.all() if bytes(draft.sealed)[:1] == _MASTER]
    Draft.objects.filter(pk__in=held).delete()


def forget(case: str, party: str) -> None:
    """Drop what may hold anything that a party confided: the drafts of its people, and of the mediators of the case."""
    for side in (party, "mediator"):
        held = Seat.objects.filter(case=case, actor__startswith=f"{side}:").values_list("account", flat=True)
        Draft.objects.filter(case=case, account__in=list(held)).delete()
    # What was deleted would still stand in the log, or as dead rows.
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if sqlite else "VACUUM FULL accounts_draft")


def _place(case: str, form: str) -> str:
    return f"draft {case} {form}"


def _sealing(account: Account, case: str, kind: bytes = b"") -> tuple[bytes, Key]:
    """Return the key for somebody's drafts in a case, and which it is; or the one of a kind."""
    what = f"drafts of {account.pk} in {case}"
    seat, room = Seat.objects.filter(account=account, case=case).first(), House.room(case)
    if seat is None or room is None:
        raise Problem(404, NOT_THERE)
    party = seat.actor.partition(":")[0]
    if party not in OFFICES and kind != _MASTER:
        key = room.history.derived(Stream("channel", party), what)
        if key is not None:
            return _CHANNEL, key
    # Nothing has passed in the channel yet.
    return _MASTER, House.workspace.vault.derived(what)
