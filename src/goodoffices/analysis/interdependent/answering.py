"""Zone, frontier and solutions of an entangled case, exact or, where time ends first, with their bounds."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import Final, NamedTuple

import numpy as np

from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.interdependent.entangled import Entangled
from goodoffices.analysis.interdependent.pace import Pace
from goodoffices.analysis.results import SOLUTIONS, Solution, Zone
from goodoffices.analysis.solutions import choose_all
from goodoffices.analysis.solutions.choice import candidates_of
from goodoffices.analysis.tolerance import floor_of

#: Of the time there is, the frontier gets this share where the zone has to be searched by itself.
_SHARE: Final = 0.6


class Answered(NamedTuple):
    """What a search found.

    Attributes:
        zone: the zone of agreement.
        front: the frontier; None where nothing was found in time, or there is no package.
        solutions: by name.
        reservations: each party's reservation value, stated or the lowest feasible utility.
        feasible: how many packages are feasible; None where that cannot be counted.
        empty: whether it is proven that the constraints leave no package.
        notes: what was not settled, in sentences.
    """

    zone: Zone | None
    front: Front | None
    solutions: dict[str, Solution | None]
    reservations: tuple[float, ...]
    feasible: int | None
    empty: bool
    notes: tuple[str, ...]


def answer(entangled: Entangled, pace: Pace, seconds: dict[str, float]) -> Answered:
    """Search for frontier and zone, and choose the solutions.

    Args:
        entangled: the case.
        pace: how long it may take.
        seconds: takes in how long each part took.
    """
    nothing: dict[str, Solution | None] = dict.fromkeys(SOLUTIONS)
    feasible = None if entangled.feasible is None else entangled.feasible.packages
    begun = perf_counter()
    limits = entangled.limits
    alone = all(limit.condition is None for limit in limits)
    anything: list[float | None] = [None] * len(entangled.case.parties)
    share = pace if alone else pace.share(_SHARE)
    front, settled = entangled.front(entangled.model(), (), anything, share)
    seconds["frontier"] = perf_counter() - begun
    if front is None:
        if settled:
            zone = Zone(packages=0, share=0.0, status="exact")
            return Answered(zone, None, nothing, (), 0, empty=True, notes=())
        said = "the time was not enough to find a single package; give a larger budget"
        return Answered(None, None, nothing, (), feasible, empty=False, notes=(said,))
    begun = perf_counter()
    stated = entangled.floors(limits)
    reservations, certain = entangled.reservations(stated, pace)
    floors = np.array([floor_of(one) for one in reservations])
    empty = False
    inside = candidates_of(front, np.array(reservations), within=floors) if alone else None
    if not alone or (inside is None and front.loss):
        # what the frontier lacks says nothing of a zone within more conditions: only this search can
        found, empty = entangled.front(entangled.model(limits), limits, stated, pace)
        inside = None if found is None else candidates_of(found, np.array(reservations), within=floors)
        empty |= found is not None and not found.loss
    if inside is None and (empty or (alone and not front.loss)):
        zone = Zone(packages=0, share=0.0, status="exact")
    else:
        known = 0 if inside is None else len(inside.utilities)
        zone = entangled.zone(limits, reservations, known, pace)
    seconds["zone"] = perf_counter() - begun
    begun = perf_counter()
    everywhere = candidates_of(front, np.array(reservations))
    chosen = choose_all(everywhere, inside, entangled.worths, entangled.issues, certain=certain)
    seconds["solutions"] = perf_counter() - begun
    return Answered(
        zone, front, chosen, tuple(reservations), feasible, empty=False,
        notes=tuple(_notes(front, pace, settled=settled, certain=certain)),
    )  # fmt: skip


def _notes(front: Front, pace: Pace, *, settled: bool, certain: bool) -> Iterator[str]:
    """Yield what was not settled, in sentences."""
    if front.loss and settled:
        yield (
            "some numbers of the preferences are so much larger than others that in every party's utility differences "
            f"of up to {front.loss:.4g} may be lost in rounding"
        )
    elif front.loss:
        yield _ended(front, pace)
    if not certain:
        yield (
            "the time was not enough to prove the lowest feasible utility of every party that states no reservation "
            "value; a number no higher stands in, so that gains may be smaller than they are counted"
        )


def _ended(front: Front, pace: Pace) -> str:
    ended = "it was stopped" if pace.stopped else "the budget was spent"
    return (
        f"the search ended after {pace.spent:.0f} seconds because {ended}: {len(front.utilities)} points are known, "
        f"and no package is more than {front.loss:.4g} above one of them in every party's utility"
    )
