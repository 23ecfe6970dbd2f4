"""How often one may try: by account and by address, each counted for itself."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.utils import timezone

from goodoffices.web.accounts.allowances import LIMITS
from goodoffices.web.accounts.models import Attempt


def allows(what: str, who: str) -> bool:
    """Say whether somebody may try once more, and count it."""
    most, seconds = LIMITS[what]
    now = timezone.now()
    digest = hashlib.sha256(f"{what}\n{who}".encode()).hexdigest()
    Attempt.objects.filter(who=digest, at__lt=now - dt.timedelta(seconds=seconds)).delete()
    if Attempt.objects.filter(who=digest).count() >= most:
        return False
    Attempt.objects.create(who=digest, at=now)
    return True


def forget(what: str, who: str) -> None:
    """Forget what was tried: it succeeded."""
    Attempt.objects.filter(who=hashlib.sha256(f"{what}\n{who}".encode()).hexdigest()).delete()
