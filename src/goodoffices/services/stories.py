"""What happened in a stream, event after event, kept while it grows: what the state of a stream does not hold."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import msgspec

from goodoffices.services.acting import Talks
from goodoffices.talks.events import Happened
from goodoffices.talks.events.channel import Attached
from goodoffices.talks.events.dossier import PrecedentsKept
from goodoffices.talks.streams import Stream


class Stories:
    """The stories of one case's streams. Who may read one is for the caller to ask. Safe among threads."""

    def __init__(self, talks: Talks) -> None:
        self._talks = talks
        self._kept: dict[Stream, list[Happened]] = {}
        self._lock = threading.Lock()

    def of(self, stream: Stream, version: int) -> Sequence[Happened]:
        """Return the first so many events of a stream, the oldest first; files without their content.

        Where the stream's key is destroyed, there are none, and none are kept.
        """
        history = self._talks.history
        with self._lock:
            if history.store.key(str(stream)) in (None, b""):
                self._kept.pop(stream, None)
                return ()
            kept = self._kept.setdefault(stream, [])
            if len(kept) < version:
                kept += [_light(entry.happened) for entry in history.tail(stream, len(kept))]
            return kept[:version]

    def content(self, stream: Stream, attachment: str, version: int) -> Attached | None:
        """Return a file that passed in a stream, with its content; None where there is none of that name."""
        for number, happened in enumerate(self.of(stream, version), 1):
            event = happened.event
            if isinstance(event, Attached) and event.attachment == attachment:
                whole = self._talks.history.tail(stream, number - 1)[0].happened.event
                assert isinstance(whole, Attached)
                return whole
        return None


def _light(happened: Happened) -> Happened:
    if not isinstance(happened.event, Attached | PrecedentsKept):
        return happened
    return msgspec.structs.replace(happened, event=msgspec.structs.replace(happened.event, data=b""))
