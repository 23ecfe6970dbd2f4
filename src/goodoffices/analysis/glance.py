"""A case at a glance: whether the zone is empty, how large it is, and what blocks; fast enough to follow a hand.

The blocking sets are found as in `deadlock`, by dualize and advance (Gunopulos and others, *Discovering All Most
Specific Sentences*, ACM TODS 28(2), 2003), without working out what each way out opens.
"""

from __future__ import annotations

from time import perf_counter
from typing import Final

from goodoffices.analysis.analyse import check_parties
from goodoffices.analysis.consistency import Consistency
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.hitting_sets import minimal_hitting_sets
from goodoffices.analysis.results import Zone
from goodoffices.analysis.space import Space, space_of
from goodoffices.analysis.zone import zone_of
from goodoffices.model.case import Case
from goodoffices.model.result import Result

#: After so many ways out or blocking sets, or so many seconds, the search for more stops and says so.
MOST_WAYS: Final = 60
MOST_SETS: Final = 200
MOST_SECONDS: Final = 0.5

#: About how many seconds counting a zone may take where it is hard to count.
COUNTING_SECONDS: Final = 0.2


class Glance(Result, kw_only=True, frozen=True):
    """How a case stands.

    `zone` is as in an analysis. `blocking_sets` are minimal sets of limits that cannot stand together; `complete`:
    there are no others. `infeasible`: the constraints alone leave no package.
    """

    zone: Zone
    deadlocked: bool
    blocking_sets: tuple[tuple[str, ...], ...]
    complete: bool
    infeasible: bool
    seconds: float


def glance_at(case: Case, *, most_seconds: float = MOST_SECONDS) -> Glance:
    """Look at a case.

    Args:
        case: a checked case.
        most_seconds: when the search for more blocking sets stops.

    Raises:
        AnalysisError: it has no issues, fewer than two or more than six parties, or a reservation value that cannot be
            judged.
    """
    start = perf_counter()
    check_parties(case)
    space = space_of(case)
    unjudged = [what for what in space.unjudged if not any(f"'{party}'" in what for party in space.judged)]
    if unjudged or (space.worths is not None and len(space.judged) < len(case.parties)):
        what = unjudged[0] if unjudged else space.missing[0]
        raise AnalysisError(f"{what}, and only exactly known ones can be judged at a glance")
    feasible = space.feasible.packages
    consistency = Consistency(space)
    everything = range(len(space.limits))
    deadlocked = not feasible or not consistency.can_stand(everything)
    blocking: list[frozenset[int]] = []
    complete = True
    if feasible and deadlocked:
        blocking, complete = _blocking(space, consistency, start + most_seconds)
    names = (tuple(space.limits[number].name for number in sorted(one)) for one in blocking)
    return Glance(
        zone=Zone(packages=0, share=0.0, status="exact") if deadlocked else _zone(space, feasible),
        deadlocked=deadlocked,
        blocking_sets=tuple(sorted(names, key=lambda one: (len(one), one))),
        complete=complete and consistency.settled,
        infeasible=not feasible,
        seconds=perf_counter() - start,
    )


def _zone(space: Space, feasible: int) -> Zone:
    """Count the zone in which a package is known."""
    if space.worths is not None:
        from goodoffices.analysis.interdependent.entangled import Entangled  # noqa: PLC0415 - few cases need it
        from goodoffices.analysis.interdependent.pace import Pace  # noqa: PLC0415 - as above

        case, pace = Entangled(space.case), Pace(COUNTING_SECONDS)
        reservations, _ = case.reservations(case.floors(case.limits), pace)
        return case.zone(case.limits, reservations, 1, pace)
    return zone_of(
        space.admissible, feasible, space.values, space.reservations, budget=COUNTING_SECONDS, known=1
    )


def _blocking(space: Space, consistency: Consistency, until: float) -> tuple[list[frozenset[int]], bool]:
    """Return minimal blocking sets, and whether these are all."""
    everything = frozenset(range(len(space.limits)))
    ways = [consistency.correction_from(())]
    while True:
        found, whole = minimal_hitting_sets(ways, MOST_SETS)
        missed = next((one for one in found if consistency.can_stand(one)), None)
        if missed is None:
            return found, whole
        if len(ways) >= MOST_WAYS or perf_counter() > until:
            return [one for one in found if one <= everything and not consistency.can_stand(one)], False
        ways.append(consistency.correction_from(missed))
