"""The contact balance: how much passed with whom, and when the last word was. For the mediators' own eyes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goodoffices.web.shell.visits import Visit

#: Days that count as of late.
_LATELY = dt.timedelta(days=14)


@dataclass(frozen=True)
class Contact:
    """What passed with a party: words from it and to it of late and in all, and when the last were."""

    party: str
    said: int
    told: int
    said_lately: int
    told_lately: int
    last_said: dt.datetime | None
    last_told: dt.datetime | None


def contacts(visit: Visit, now: dt.datetime) -> list[Contact]:
    """Return the balance for the channels that a mediator shares."""
    found = []
    for party in visit.case.parties:
        if party not in visit.who.share:
            continue
        messages = visit.lens.channel(party).messages.values()
        said = [one.at for one in messages if one.mark is not None]
        told = [one.at for one in messages if one.manner is not None]
        found.append(
            Contact(
                party, len(said), len(told), sum(at > now - _LATELY for at in said),
                sum(at > now - _LATELY for at in told), max(said, default=None), max(told, default=None),
            )
        )  # fmt: skip
    return found


def finals_used(visit: Visit) -> tuple[int, int]:
    """Return how many mediators' proposals were made, in this round and in all; in the channels that are shared."""
    seen: set[tuple[dt.datetime, str]] = set()
    now: set[tuple[dt.datetime, str]] = set()
    for party in visit.case.parties:
        if party in visit.who.share:
            for one in visit.lens.channel(party).finals.values():
                key = (one.deadline, repr(sorted(one.package.items())))
                seen.add(key)
                if one.round == visit.case.latest_round:
                    now.add(key)
    return len(now), len(seen)
