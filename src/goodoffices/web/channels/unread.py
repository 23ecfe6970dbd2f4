"""How far somebody has read: what came since their last visit stays marked for as long as they stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from goodoffices.talks.streams import Stream
from goodoffices.web.accounts import visits
from goodoffices.web.channels.passed import version_of
from goodoffices.web.project import House
from goodoffices.web.shell.visits import Visit

#: What stands before a channel whose number is how far was read before this visit.
_BEFORE: Final = "before "
#: The minute in which somebody looked last.
_LOOKED: Final = "looked"
#: Whoever looks again within so many minutes is still at it.
_STAY: Final = 2
#: So much of a case's id names the place: ids are shorter, unless somebody chose them.
_ID: Final = 34


def read_until(visit: Visit, parties: Iterable[str]) -> dict[str, int]:
    """Return how far somebody had read each channel when this visit began, and note that they read all of it now.

    Who has never looked has nothing marked: everything would be.
    """
    # Beside the place to which the overview goes back, which is another.
    case = f"{visit.room.id[:_ID]}/read"
    kept = visits.places(visit.account, case)
    minute = int(House.now().timestamp() // 60)
    now, found = {**kept, _LOOKED: minute}, {}
    stays = _refreshes(visit) or minute - kept.get(_LOOKED, 0) <= _STAY
    for party in parties:
        name, version = str(Stream("channel", party)), version_of(visit, party)
        before = kept.get(name, version)
        if stays:
            before = kept.get(_BEFORE + name, before)
        found[party] = now[_BEFORE + name] = before
        now[name] = version
    if _without_time(now) != _without_time(kept) or not _refreshes(visit):
        visits.mark(visit.account, case, now)
    return found


def _refreshes(visit: Visit) -> bool:
    """Whether the page asks for itself again, or comes back after an act."""
    headers = visit.request.headers
    asks_again = "HX-Request" in headers and "HX-Boosted" not in headers
    return asks_again or visit.request.method == "POST" or "done" in visit.request.GET


def _without_time(places: Mapping[str, int]) -> dict[str, int]:
    return {name: place for name, place in places.items() if name != _LOOKED}
