"""What stands open when some limits give way, where what one issue is worth depends on another."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Final

import numpy as np
from msgspec import structs

from goodoffices.analysis import solutions
from goodoffices.analysis.interdependent.entangled import Entangled
from goodoffices.analysis.interdependent.pace import Pace
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.opening import Opened
from goodoffices.analysis.results import Help, NashPoint, Opening
from goodoffices.analysis.solutions.choice import candidates_of
from goodoffices.analysis.space import Space
from goodoffices.analysis.tolerance import floor_of

#: Seconds that the search behind one way out takes at most, and at least.
_MOST: Final = 10.0
_LEAST: Final = 0.2

#: A search counts as so many cells, for it takes as long.
_CELLS: Final = 10_000_000


def opened_by_search(
    space: Space, kept: Sequence[Limit], givers: frozenset[str], until: float | None
) -> Opened:
    """Say what stands open under these limits; as `opened_by`."""
    if len(space.judged) < len(space.case.parties):
        highest = space.feasible.packages
        return Opened(Opening(packages=1, status="bounded", nash=None, bounds=(1, highest)), (), _CELLS)
    left = _MOST if until is None else min(_MOST, max(_LEAST, until - perf_counter()))
    pace = Pace(left)
    case = Entangled(space.case, pace)
    stated = case.floors(kept)
    front, _ = case.front(case.model(kept), kept, stated, pace)
    reservations, certain = case.reservations(stated, pace)
    floors = np.array([floor_of(one) for one in reservations])
    inside = None if front is None else candidates_of(front, np.array(reservations), within=floors)
    zone = case.zone(kept, reservations, 1 if inside is None else len(inside.utilities), pace)
    if inside is None:
        opening = Opening(packages=zone.packages, status=zone.status, nash=None, bounds=zone.bounds)
        return Opened(opening, (), _CELLS)
    best = solutions.choose(solutions.nash.objective, inside, case.worths, case.issues, certain=certain)
    nash = None if best is None else NashPoint(**structs.asdict(best))
    now = [
        one if one is not None else low
        for one, low in zip(case.floors(case.limits), reservations, strict=True)
    ]
    helps = tuple(
        Help(
            party=party, gives=party in givers, reservation=now[number],
            nash=None if nash is None else nash.utilities[number],
            best=float(inside.utilities[:, number].max()), worst=float(inside.utilities[:, number].min()),
            status="bounded" if inside.front.loss else "exact",
        )
        for number, party in enumerate(space.judged)
    )  # fmt: skip
    return Opened(
        Opening(packages=zone.packages, status=zone.status, nash=nash, bounds=zone.bounds), helps, _CELLS
    )
