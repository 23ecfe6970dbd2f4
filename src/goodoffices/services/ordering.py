"""In which order it closes what has one deadline: in each channel by that channel's own numbers.

The names under which mediators keep something, and with whom else it is, are not known in a channel: an order by these
would tell of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from goodoffices.storage.port import Due
from goodoffices.talks.lens import Load
from goodoffices.talks.states import HomeState, JointState
from goodoffices.talks.streams import Stream

#: Mediators' proposals close before biddings, these before questions at home, and what cannot be read after all.
_KINDS: Final = {"final": 0, "bidding": 1, "question": 2, "": 3}

_Place = tuple[int, int, str, int]


def in_order(dues: Iterable[Due], load: Load) -> list[tuple[Due, str]]:
    """Return what is to be closed, channel by channel: what, and of which party.

    The earliest deadline comes first. Of what has one deadline, mediators' proposals come first, then biddings, each by
    their numbers in the channel; then questions at home, by the proposals they are about, and as they were put.

    Args:
        dues: what has its deadline behind it.
        load: gives how a stream stands.
    """
    found = [
        (due.at, party, *_place(due, party, load), due)
        for due in dues
        for party in Stream.parse(due.stream).of.split("+")
    ]
    found.sort(key=lambda one: one[:-1])
    return [(due, party) for _at, party, *_, due in found]


def _place(due: Due, party: str, load: Load) -> _Place:
    stream = Stream.parse(due.stream)
    try:
        state = load(stream)
        if isinstance(state, JointState):
            carried = state.carried[due.name]
            return _KINDS[carried.what], _number(carried.to[party]), "", 0
        assert isinstance(state, HomeState)
        question = state.questions[due.name]
        place = list(state.questions).index(due.name)
        # One that is about no proposal says nothing in the channel.
        return _KINDS["question"], _number(question.proposal), stream.kind, place
    except Exception:  # noqa: BLE001 - whatever it is, it is said where this is closed, and holds up no other
        return _KINDS[""], 0, due.stream, 0


def _number(name: str) -> int:
    """Return the number in a channel's own name: 2 of `f2`; 0 where there is none."""
    return int(name[1:] or 0)
