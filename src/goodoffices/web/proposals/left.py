"""How much time is left, in words that do not hurry: days, then hours."""

from __future__ import annotations

import datetime as dt
from typing import Final

from goodoffices.language import gettext as _
from goodoffices.language import ngettext, whole
from goodoffices.web.project import House

_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR


def time_left(deadline: dt.datetime) -> str:
    """Return how much time is left until a deadline."""
    seconds = (deadline - House.now()).total_seconds()
    if seconds <= 0:
        return _("over")
    if seconds >= 2 * _DAY:
        days = int(seconds // _DAY)
        return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": whole(days)}
    if seconds >= _HOUR:
        hours = int(seconds // _HOUR)
        return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": whole(hours)}
    return _("less than an hour left")


def over(deadline: dt.datetime | None) -> bool:
    """Whether a deadline is over."""
    return deadline is not None and House.now() >= deadline
