"""A party's stand and its later opposite: a move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from goodoffices.model.base import When
from goodoffices.record.results import ReadConflict, ReadPosition

_FOR = frozenset({"demands", "offers", "accepts"})
_AGAINST = frozenset({"rejects"})


def move_conflicts(positions: Sequence[ReadPosition]) -> Iterator[ReadConflict]:
    """Yield a conflict where a party takes the opposite stand on the same options on another day."""
    dated = [one for one in positions if one.issue is not None and one.on is not None]
    dated.sort(key=lambda one: _last(one.on))
    for place, later in enumerate(dated):
        for earlier in reversed(dated[:place]):
            if _same(earlier, later) and _opposite(earlier, later) and _last(earlier.on) < _first(later.on):
                yield ReadConflict(
                    kind="position",
                    statements=(earlier.statements[0], later.statements[0]),
                    about=f"{later.party} on {later.issue}",
                    why=f"{earlier.stand} on {_day(earlier.on)}, {later.stand} on {_day(later.on)}",
                )
                break


def _same(one: ReadPosition, other: ReadPosition) -> bool:
    """Tell whether two stands speak of one thing: the same options, or options that one of them leaves open."""
    alike = one.options == other.options or not one.options or not other.options
    return (one.party, one.issue) == (other.party, other.issue) and alike


def _opposite(one: ReadPosition, other: ReadPosition) -> bool:
    return (one.stand in _FOR and other.stand in _AGAINST) or (one.stand in _AGAINST and other.stand in _FOR)


def _first(when: When | None) -> dt.date:
    return when[0] if isinstance(when, tuple) else when or dt.date.min


def _last(when: When | None) -> dt.date:
    return when[1] if isinstance(when, tuple) else when or dt.date.min


def _day(when: When | None) -> str:
    return f"{when[0]} to {when[1]}" if isinstance(when, tuple) else str(when)
