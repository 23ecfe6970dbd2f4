"""What somebody sees of the talks: how things stand, and what has happened since."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

import msgspec

from goodoffices.services.acting import Talks
from goodoffices.storage.errors import StorageError
from goodoffices.storage.history import Entry
from goodoffices.talks.actions import Command
from goodoffices.talks.decide import decide
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import Standing
from goodoffices.talks.states import State
from goodoffices.talks.streams import Kind, Stream
from goodoffices.talks.visibility import UNSEEN, sees, visible
from goodoffices.talks.who import person_of

#: Those from outside whose stream is named by them.
_OWN_STREAMS: Final[tuple[Literal["constituency", "voice"], ...]] = ("constituency", "voice")
#: So many events at most are read of a stream before anybody asks for them.
_NEAR: Final = 100


@dataclass(frozen=True)
class Seen:
    """An event that somebody sees."""

    stream: Stream
    entry: Entry

    @property
    def line(self) -> dict[str, Any]:
        """The event as JSON, with its stream and number."""
        return {
            "stream": str(self.stream), "number": self.entry.number,
            "happened": msgspec.Raw(self.entry.data),
        }  # fmt: skip


class Unread(Exception):  # noqa: N818 - it says why there is no answer yet
    """Something has to be read, or waited for, first."""


class Moment:
    """The talks as they stand at one moment. However many look at it, each thing is asked of the database once.

    An act that wrote to several streams is there whole, or not at all. With `read=False` what is not at hand is not
    waited for: it raises `Unread`.
    """

    def __init__(self, talks: Talks, before: Moment | None = None) -> None:
        """Look; what was asked of the moment `before` is at hand at once, with what has happened since."""
        self._talks = talks
        self._versions = {
            Stream.parse(name): version
            for name, version in talks.history.store.streams().items()
            if version is not None
        }
        self._states: dict[Stream, State] = {}
        self._tails: dict[tuple[Stream, int], list[Seen]] = {}
        self._asking = threading.Lock()
        if before is not None:
            self._go_on(before)

    def _go_on(self, before: Moment) -> None:
        grown = {
            stream: version for stream, version in self._versions.items() if version != before.version(stream)
        }
        for stream, state in tuple(before._states.items()):
            if self.version(stream) == before.version(stream):
                self._states[stream] = state
        for stream, version in grown.items():
            # What cannot be read is said to those who ask for it, and to nobody else.
            with suppress(StorageError):
                if stream in before._states:
                    self._state(stream)
                if version - before.version(stream) <= _NEAR:
                    self._tail(stream, before.version(stream))

    def version(self, stream: Stream) -> int:
        """Return how many events a stream has."""
        return self._versions.get(stream, 0)

    def standing(self, actor: str, *, read: bool = True) -> Standing:
        """Return who an actor is, at this moment or soon after.

        Raises:
            Refused: nobody.
        """
        lock = self._talks.history.lock
        if not lock.acquire(blocking=read):
            raise Unread
        try:
            return person_of(actor, partial(self._state, read=read))
        finally:
            lock.release()

    def _state(self, stream: Stream, *, read: bool = True) -> State:
        if stream not in self._states:
            if not read:
                raise Unread
            self._states[stream] = self._talks.history.load(stream).state
        return self._states[stream]

    def versions(self, who: Standing) -> dict[Stream, int]:
        """Return the streams that somebody sees, in the order of their names, and how many events each has.

        Those whose key is destroyed are not among them.
        """
        return {stream: self._versions[stream] for stream in visible(who, self._versions)}

    def since(self, who: Standing, places: Mapping[str, int], *, read: bool = True) -> list[Seen]:
        """Return what has happened since a place in each stream, in the order of time."""
        found: list[Seen] = []
        for stream, version in self.versions(who).items():
            after = places.get(str(stream), 0)
            if after < version:
                found += self._tail(stream, after, read=read)
        # Within a stream, time never goes back.
        return sorted(found, key=lambda seen: (seen.entry.happened.at, str(seen.stream), seen.entry.number))

    def _tail(self, stream: Stream, after: int, *, read: bool = True) -> list[Seen]:
        known = self._tails.get((stream, after))
        if known is not None:
            return known
        if not read:
            raise Unread
        with self._asking:
            if (stream, after) not in self._tails:
                entries = self._talks.history.tail(stream, after, self._versions[stream] - after)
                self._tails[stream, after] = [Seen(stream, one) for one in entries]
            return self._tails[stream, after]


def view(talks: Talks, who: Standing) -> dict[str, Any]:
    """Return how things stand, as somebody sees them: the state of each stream, by the stream's name."""
    with talks.history.lock:
        states = {str(stream): talks.history.load(stream) for stream in Moment(talks).versions(who)}
        return {
            "viewer": who.actor,
            "streams": {
                name: {"version": one.version, "state": msgspec.to_builtins(one.state)}
                for name, one in states.items()
            },
        }


def preview(talks: Talks, command: Command) -> dict[str, list[dict[str, Any]]]:
    """Return what others would see of an act, by party and audience, without doing it.

    What a party would see, its head would; what stands in no other's view is left out.

    Raises:
        Refused: it is not possible, in a sentence for the actor.
    """
    with talks.history.lock:

        def load(stream: Stream) -> State:
            if stream.kind in UNSEEN:
                message = "what nobody sees yet is counted when this is done, and not before"
                raise Refused(message)
            return talks.history.load(stream).state

        who, puts = decide(command, load)
        shown: dict[str, list[dict[str, Any]]] = {}
        for viewer in _others(talks, puts):
            seen = [msgspec.to_builtins(event) for stream, event in puts if sees(viewer, stream)]
            if seen and viewer.actor != who.actor and (not viewer.party or viewer.party != who.party):
                shown[viewer.actor] = seen
    return shown


def _others(talks: Talks, puts: Iterable[tuple[Stream, object]]) -> list[Standing]:
    """Return as whom an act may be looked at: each party's head, and those from outside to whom it speaks."""
    parties = [
        Standing(actor=name, side="party", party=name, role="head") for name in sorted(talks.parties())
    ]
    outside = [Standing(actor=stream.of, side="observer") for stream, _ in puts if stream.kind == "audience"]
    outside += [
        Standing(actor=f"{side}:{stream.of}", side=side)
        for side in _OWN_STREAMS
        for stream, _ in puts
        if stream.kind == side
    ]
    return parties + sorted(dict.fromkeys(outside), key=lambda one: one.actor)


def newest(
    talks: Talks,
    who: Standing,
    most: int,
    *,
    after: Mapping[str, int] | None = None,
    but: Collection[Kind] = (),
) -> list[Seen]:
    """Return the newest events that somebody sees, the newest first.

    What it costs grows with how many are asked for, and not with the history.

    Args:
        talks: the talks.
        who: who looks.
        most: so many at most.
        after: how many events of each stream are passed over, from its beginning.
        but: kinds of streams that are left out.
    """
    found = []
    for stream, version in Moment(talks).versions(who).items():
        first = max(0, version - most, (after or {}).get(str(stream), 0))
        if stream.kind not in but and first < version:
            entries = talks.history.tail(stream, first)
            found += [Seen(stream, entry) for entry in entries if entry.number <= version]
    found.sort(key=lambda seen: (seen.entry.happened.at, str(seen.stream), seen.entry.number), reverse=True)
    return found[:most]
