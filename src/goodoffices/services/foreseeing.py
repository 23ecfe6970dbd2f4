"""The talks as they would be with closed what has its deadline behind it, without anything being written."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from goodoffices.services.faults import FAULTS
from goodoffices.services.ordering import in_order
from goodoffices.storage.errors import Destroyed
from goodoffices.storage.history import History
from goodoffices.storage.port import Due
from goodoffices.talks.actions import Command
from goodoffices.talks.actions.clock import CloseDue
from goodoffices.talks.decide import decide
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import Happened
from goodoffices.talks.standing import CLOCK
from goodoffices.talks.states import STATES, State
from goodoffices.talks.streams import Stream


class Foreseen:
    """The talks with some deadlines passed, in memory.

    Args:
        history: the talks as they stand.
        due: what is closed in them here.
    """

    def __init__(self, history: History, due: Iterable[Due]) -> None:
        self._history = history
        self._changed: dict[Stream, State] = {}
        for one, party in in_order(due, self.load):
            self._close(one, party)

    def load(self, stream: Stream) -> State:
        """Return how a stream would stand."""
        found = self._changed.get(stream)
        return found if found is not None else self._history.load(stream).state

    def _silent(self, stream: Stream) -> State:
        try:
            return self.load(stream)
        except Destroyed:
            # As for the clock: what was destroyed is silence, and holds nobody else up.
            return STATES[stream.kind]()

    def _close(self, due: Due, party: str) -> None:
        action = CloseDue(stream=due.stream, name=due.name, parties=(party,))
        try:
            _who, puts = decide(Command(at=due.at, by=CLOCK, action=action), self._silent)
        except Refused:
            return
        except Exception as error:  # noqa: BLE001 - what fails here fails when it closes, and holds up no act until then
            FAULTS.tell("deadline", error)
            return
        for stream, event in puts:
            if stream not in self._changed:
                self._changed[stream] = copy.deepcopy(self._silent(stream))
            self._changed[stream].take(Happened(at=due.at, by=CLOCK, event=event))
