"""How often one may try: by the name at the door, by the actor in a case. No address counts, and none is kept.

One try is counted after the other, so that many at once are no more than are allowed; what is past is kept no longer
than the longest of the limits looks back, whatever names were tried.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from goodoffices.web.accounts.allowances import LIMITS
from goodoffices.web.accounts.models import Attempt

#: The lock under which PostgreSQL counts. SQLite needs none: a transaction there is the only one that writes.
_LOCK: Final = 0x601D_0FF1_CE55


def allows(what: str, who: str) -> bool:
    """Say whether somebody may try once more, and count it."""
    most, seconds = LIMITS[what]
    now, digest = timezone.now(), _digest(what, who)
    longest = max(window for _most, window in LIMITS.values())
    with _alone():
        Attempt.objects.filter(at__lt=now - dt.timedelta(seconds=longest)).delete()
        if Attempt.objects.filter(who=digest, at__gte=now - dt.timedelta(seconds=seconds)).count() >= most:
            return False
        Attempt.objects.create(who=digest, at=now)
    return True


def forget(what: str, who: str) -> None:
    """Forget what was tried: it succeeded."""
    with _alone():
        Attempt.objects.filter(who=_digest(what, who)).delete()


@contextmanager
def _alone() -> Iterator[None]:
    """Count while nobody else does, in whichever process."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield


def _digest(what: str, who: str) -> str:
    return hashlib.sha256(f"{what}\n{who}".encode()).hexdigest()
