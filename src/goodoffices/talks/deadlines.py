"""What closes by itself, and whom an act tells that its time has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from goodoffices.talks.events import Event
from goodoffices.talks.events.home import QuestionPut
from goodoffices.talks.events.mediation import BiddingMade, FinalMade
from goodoffices.talks.streams import CASE, LEDGER, Stream


def deadline_of(event: Event) -> tuple[dt.datetime, str] | None:
    """Return when something closes by itself, and its name; None for what does not."""
    match event:
        case FinalMade(name=name, deadline=deadline) | BiddingMade(name=name, deadline=deadline):
            return deadline, name
        case QuestionPut(question=name, deadline=deadline) if deadline is not None:
            return deadline, name
        case _:
            return None


def learning(puts: Iterable[tuple[Stream, Event]], parties: frozenset[str]) -> frozenset[str]:
    """Return the parties whose delegations learn from what came of an act that time has gone on.

    Where no clock ticks, as in a script, deadlines close when an act comes later than they. But what closes in a
    party's channel must not depend on what is not seen in that channel: what another party did, what the party does at
    home, what mediators keep among themselves, what was refused. So it closes with what comes into the channel itself,
    and with what all sides share.

    Args:
        puts: what came of the act; nothing, where it was refused.
        parties: all parties to the talks.
    """
    streams = {stream for stream, _event in puts}
    if CASE in streams or LEDGER in streams:
        return parties
    return frozenset(stream.of for stream in streams if stream.kind == "channel") & parties
