"""The smallest sets of persons whose move settles an outcome.

Persons who can take each other's place and stand alike are one group, of which only the number matters. Sets grow one
person at a time, and none grows that is enough already, so those found are minimal and come smallest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import Final, Literal

from goodoffices.analysis.decision.power import seat_of
from goodoffices.analysis.decision.results import Coalition, Group
from goodoffices.model.deciding import Bodies, Vote, adopts
from goodoffices.model.parties import DecisionBody

#: So many sets are tried, and so many listed.
_TRIED: Final = 4_000
_LISTED: Final = 50


def smallest_sets(
    body: DecisionBody, votes: Mapping[str, Vote | None], side: Literal["for", "against"], bodies: Bodies
) -> tuple[tuple[Coalition, ...], bool]:
    """Return the minimal sets of persons who, all voting on one side, settle the outcome that way.

    Args:
        body: the body.
        votes: by person; None where it is not settled, and then counted for the other side.
        side: where they move.
        bodies: all bodies by id.

    Returns:
        the sets, smallest first, and whether no set is left out.
    """
    other: Vote = "against" if side == "for" else "for"
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for person, vote in votes.items():
        if vote != side:
            groups[seat_of(person, body, bodies), vote].append(person)
    movers = list(groups.values())
    standing: dict[str, Vote] = {person: vote or other for person, vote in votes.items()}

    def settles(counts: tuple[int, ...]) -> bool:
        moved = {
            person: side for group, count in zip(movers, counts, strict=True) for person in group[:count]
        }
        return adopts(body, {**standing, **moved}, bodies) is (side == "for")

    found: list[tuple[int, ...]] = []
    level = [(0,) * len(movers)]
    tried = 0
    while level:
        following: dict[tuple[int, ...], None] = {}
        for counts in level:
            tried += 1
            if settles(counts):
                found.append(counts)
                continue
            for place, group in enumerate(movers):
                if counts[place] < len(group):
                    following[(*counts[:place], counts[place] + 1, *counts[place + 1 :])] = None
        if tried + len(following) > _TRIED or len(found) > _LISTED:
            return _listed(found, movers), False
        level = [
            counts
            for counts in following
            if not any(all(a >= b for a, b in zip(counts, one, strict=True)) for one in found)
        ]
    return _listed(found, movers), True


def _listed(found: list[tuple[int, ...]], movers: list[list[str]]) -> tuple[Coalition, ...]:
    return tuple(
        Coalition(
            size=sum(counts),
            groups=tuple(
                Group(count=count, of=tuple(group))
                for count, group in zip(counts, movers, strict=True)
                if count
            ),
        )
        for counts in found[:_LISTED]
        if any(counts)
    )
