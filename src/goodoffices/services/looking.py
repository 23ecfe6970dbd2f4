"""Look at the talks without holding them up: what somebody sees at one moment, as states that nothing changes."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from goodoffices.services.acting import Talks
from goodoffices.talks.lens import Lens
from goodoffices.talks.standing import Standing
from goodoffices.talks.states import STATES, State
from goodoffices.talks.states.dossier import DossierState
from goodoffices.talks.streams import Stream
from goodoffices.talks.visibility import visible


class Look(NamedTuple):
    """What somebody sees at one moment, and how many events each stream had then."""

    lens: Lens
    places: dict[str, int]


class Looks:
    """The looks at one case. States are copied when their stream has grown, and shared until it grows again."""

    def __init__(self, talks: Talks) -> None:
        self._talks = talks
        self._copies: dict[Stream, tuple[int, State]] = {}

    def at(self, who: Standing) -> Look:
        """Return what somebody sees now."""
        held: dict[Stream, State] = {}
        places: dict[str, int] = {}
        with self._talks.history.at_once() as versions:
            known = (Stream.parse(name) for name, version in versions.items() if version is not None)
            for stream in visible(who, known):
                version, held[stream] = self._copy(stream)
                places[str(stream)] = version

        def load(stream: Stream) -> State:
            return held[stream] if stream in held else STATES[stream.kind]()

        return Look(Lens(who, load), places)

    def _copy(self, stream: Stream) -> tuple[int, State]:
        loaded = self._talks.history.load(stream)
        kept = self._copies.get(stream)
        if kept is None or kept[0] != loaded.version:
            kept = self._copies[stream] = (loaded.version, _copied(loaded.state))
        return kept


def _copied(state: State) -> State:
    if isinstance(state, DossierState):
        return state.copied()
    made: State = msgspec.msgpack.decode(msgspec.msgpack.encode(state), type=type(state))
    return made
