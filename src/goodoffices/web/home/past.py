"""What happened in some of the streams that a visitor sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from goodoffices.talks.events.base import Happened
from goodoffices.talks.streams import Stream
from goodoffices.web.shell.visits import Visit


class Past(NamedTuple):
    """Something that happened, and in which stream."""

    stream: Stream
    happened: Happened


def past(visit: Visit, streams: Iterable[Stream]) -> list[Past]:
    """Return what happened in streams until the moment of the visit, in the order of time.

    Raises:
        Hidden: one of them is not for who visits.
    """
    found = []
    for stream in streams:
        visit.lens.of(stream)
        version = visit.look.places.get(str(stream), 0)
        if version:
            found += [Past(stream, happened) for happened in visit.room.stories.of(stream, version)]
    # Within a stream time never goes back, and what is sorted keeps its order.
    return sorted(found, key=lambda one: (one.happened.at, str(one.stream)))
