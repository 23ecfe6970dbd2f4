"""Receipts for what is answered unseen: that there is an answer, who entered it and where; never what it was."""

from __future__ import annotations

from goodoffices.talks.events import Happened
from goodoffices.talks.events.home import Receipt
from goodoffices.talks.streams import Stream
from goodoffices.talks.visibility import sees
from goodoffices.web.shell.visits import Visit


def entered_for(visit: Visit, party: str, what: str, of: str) -> Happened | None:
    """Return when an answer was entered for a party, by whom and where; None where the visitor sees none."""
    stream = Stream("entered", party)
    if not sees(visit.who, stream):
        return None
    for happened in visit.room.stories.of(stream, visit.look.places.get(str(stream), 0)):
        event = happened.event
        if isinstance(event, Receipt) and (event.what, event.of) == (what, of):
            return happened
    return None
