"""What somebody sees of the talks: how things stand, and what has happened since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from goodoffices.services.acting import Talks
from goodoffices.storage.history import Entry
from goodoffices.talks.actions import Command
from goodoffices.talks.decide import decide
from goodoffices.talks.standing import Standing
from goodoffices.talks.states import State
from goodoffices.talks.streams import Kind, Stream
from goodoffices.talks.visibility import sees, visible


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


def streams_of(talks: Talks, who: Standing) -> list[Stream]:
    """Return the streams that somebody sees, in the order of their names, without those whose key is destroyed."""
    streams = talks.history.store.streams()
    return visible(who, (Stream.parse(name) for name, destroyed in streams.items() if not destroyed))


def view(talks: Talks, who: Standing) -> dict[str, Any]:
    """Return how things stand, as somebody sees them: the state of each stream, by the stream's name."""
    with talks.history.lock:
        states = {str(stream): talks.history.load(stream) for stream in streams_of(talks, who)}
        return {
            "viewer": who.actor,
            "streams": {
                name: {"version": one.version, "state": msgspec.to_builtins(one.state)}
                for name, one in states.items()
            },
        }


def versions(talks: Talks, who: Standing) -> dict[str, int]:
    """Return how many events each stream has that somebody sees."""
    return talks.history.store.versions(str(stream) for stream in streams_of(talks, who))


def since(talks: Talks, who: Standing, places: Mapping[str, int]) -> list[Seen]:
    """Return what has happened since a place in each stream, in the order of time.

    It is what stood there at one moment: an act that wrote to several streams is there whole, or not at all.
    """
    now = versions(talks, who)
    found = []
    for name, version in now.items():
        after = places.get(name, 0)
        if after < version:
            stream = Stream.parse(name)
            found += [
                Seen(stream, entry) for entry in talks.history.tail(stream, after) if entry.number <= version
            ]
    # Within a stream, time never goes back.
    return sorted(found, key=lambda seen: (seen.entry.happened.at, str(seen.stream), seen.entry.number))


def preview(talks: Talks, command: Command) -> dict[str, list[dict[str, Any]]]:
    """Return what others would see of an act, by party and audience, without doing it.

    What a party would see, its head would; what stands in no other's view is left out.

    Raises:
        Refused: it is not possible, in a sentence for the actor.
    """
    with talks.history.lock:

        def load(stream: Stream) -> State:
            return talks.history.load(stream).state

        who, puts = decide(command, load)
        shown: dict[str, list[dict[str, Any]]] = {}
        for viewer in _others(talks, puts):
            seen = [msgspec.to_builtins(event) for stream, event in puts if sees(viewer, stream)]
            if seen and viewer.party != who.party:
                shown[viewer.actor] = seen
    return shown


def _others(talks: Talks, puts: Iterable[tuple[Stream, object]]) -> list[Standing]:
    """Return as whom an act may be looked at: each party's head, and the audiences it speaks to."""
    parties = [
        Standing(actor=name, side="party", party=name, role="head") for name in sorted(talks.parties())
    ]
    audiences = {stream.of for stream, _ in puts if stream.kind == "audience"}
    return parties + [Standing(actor=name, side="observer") for name in sorted(audiences)]


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
    for name, version in versions(talks, who).items():
        stream = Stream.parse(name)
        first = max(0, version - most, (after or {}).get(name, 0))
        if stream.kind not in but and first < version:
            entries = talks.history.tail(stream, first)
            found += [Seen(stream, entry) for entry in entries if entry.number <= version]
    found.sort(key=lambda seen: (seen.entry.happened.at, str(seen.stream), seen.entry.number), reverse=True)
    return found[:most]
