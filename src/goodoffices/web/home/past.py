"""What happened in some of the streams that a visitor sees."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.services.viewing import Seen
from goodoffices.talks.streams import Stream
from goodoffices.web.shell.visits import Visit


def past(visit: Visit, streams: Iterable[Stream]) -> list[Seen]:
    """Return what happened in streams until the moment of the visit, in the order of time.

    Raises:
        Hidden: one of them is not for who visits.
    """
    found = []
    for stream in streams:
        visit.lens.of(stream)
        version = visit.look.places.get(str(stream), 0)
        if version:
            entries = visit.room.talks.history.tail(stream, 0)
            found += [Seen(stream, entry) for entry in entries if entry.number <= version]
    return sorted(found, key=lambda seen: (seen.entry.happened.at, str(seen.stream), seen.entry.number))
