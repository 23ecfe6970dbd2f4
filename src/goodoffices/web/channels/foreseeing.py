"""What each party would see of an act, before it is done: those who would see the same are told together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from goodoffices.language import listed
from goodoffices.web.shell.visits import Visit

#: What differs from channel to channel alone: the numbers of things.
_NUMBERS: Final = frozenset(
    {"message", "attachment", "proposal", "sounding", "final", "bidding", "run", "list"}
)

Seen = Sequence[Mapping[str, Any]]


def together(visit: Visit, previewed: Mapping[str, Seen]) -> list[tuple[str, Seen]]:
    """Return who would see what: the parties in words, and the events."""
    found: dict[bytes, tuple[list[str], Seen]] = {}
    for viewer, events in previewed.items():
        plain = [{name: value for name, value in event.items() if name not in _NUMBERS} for event in events]
        same = found.setdefault(msgspec.json.encode(plain, order="deterministic"), ([], events))
        same[0].append(visit.names.called(viewer) if ":" in viewer else visit.names.party(viewer))
    return [(listed(parties), events) for parties, events in found.values()]
