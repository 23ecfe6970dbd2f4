"""Why there is no deal: the minimal sets of limits that cannot stand together, and the cheapest ways out.

Ways out are minimal correction sets, blocking sets minimal unsatisfiable sets of limits, with the constraints as hard
background. The ways out come from a solver in order of cost (Morgado, Liffiton, Marques-Silva, *MaxSAT-Based MCS
Enumeration*, HVC 2012); the blocking sets are the minimal sets that meet every way out (Reiter, *A Theory of Diagnosis
from First Principles*, Artificial Intelligence 32(1), 1987, theorem 4.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import Final

from msgspec import structs

from goodoffices.analysis.analyse import check_parties, opened_zone
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.hitting_sets import minimal_hitting_sets
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.results import Deadlock, NashPoint, Opening, WayOut
from goodoffices.analysis.space import Space, space_of
from goodoffices.analysis.standing import Standing
from goodoffices.analysis.zone import zone_of
from goodoffices.model.case import Case

#: After this many ways out, or blocking sets, the search stops and says that it is not complete.
MOST_WAYS: Final = 200
MOST_SETS: Final = 2_000

#: When the fronts of the ways out have taken so many cells (points × issues, edges of diagrams), no more are opened.
_ROOM: Final = 100_000_000

#: A coarse front counts as so many, for it took as long.
_COARSE: Final = 30_000_000


def deadlock_of(case: Case, *, load_seconds: float = 0.0, most_ways: int = MOST_WAYS) -> Deadlock:
    """Diagnose a case.

    Args:
        case: a checked case.
        load_seconds: how long reading it took, for the `seconds` of the answer.
        most_ways: how many ways out to list at most.

    Raises:
        AnalysisError: there are no issues, fewer than two or more than six parties, or a reservation value cannot be
            judged because its party's preferences are not additive.
    """
    start = perf_counter()
    check_parties(case)
    space = space_of(case)
    if space.unjudged:
        raise AnalysisError(f"{space.unjudged[0]}, and only exact additive ones can be judged so far")
    limits = space.limits
    ways: list[WayOut] = []
    blocking: list[tuple[str, ...]] = []
    notes = [f"{what}, so it blocks nothing by a reservation value" for what in space.missing]
    complete = True
    infeasible = space.feasible.empty
    standing = Standing(space)
    deadlocked = infeasible or not standing.can_stand(range(len(limits)))
    if infeasible:
        notes.append("the constraints alone leave no package, so no limit is to blame; loosen one of them")
    elif deadlocked:
        found, blocked, complete = _diagnose(space, standing, most_ways)
        ways = _ways_out(space, limits, found)
        if len(ways) < len(found):
            complete = False
            notes.append(
                f"{len(found) - len(ways)} more ways out were found, and not worked out: they are too large"
            )
        if not standing.settled:
            complete = False
            notes.append(
                "some sets of limits have too many packages near the edge to settle whether they can stand together; "
                "they are taken not to"
            )
        blocking = [tuple(limits[number].name for number in sorted(one)) for one in blocked]
    return Deadlock(
        deadlocked=deadlocked,
        blocking_sets=tuple(sorted(blocking, key=lambda names: (len(names), names))),
        ways_out=tuple(ways),
        complete=complete,
        infeasible=infeasible,
        limits=tuple(limit.note(case) for limit in limits),
        notes=tuple(notes),
        seconds={"load": load_seconds, "total": load_seconds + perf_counter() - start},
    )


def _rank(way: WayOut) -> tuple[float, int, int, tuple[str, ...]]:
    """Cheapest first; of those that cost the same the one that gives up least, then the one that opens most."""
    return way.cost, len(way.relax), -way.opens.packages, way.relax


def _diagnose(
    space: Space, standing: Standing, most_ways: int
) -> tuple[list[frozenset[int]], list[frozenset[int]], bool]:
    """Return the minimal correction sets, the minimal blocking sets, and whether these are all.

    The solver proposes corrections, cheapest first; nothing is taken on its word. When every correction opens a zone
    and every minimal set that meets them all cannot stand, both lists are whole (Gunopulos and others, *Discovering All
    Most Specific Sentences*, ACM TODS 28(2), 2003, dualize and advance); a set that can stand leads to a correction
    that the solver missed. Where there are more corrections than wanted, a minimal set that meets those known blocks
    only if it cannot stand.
    """
    from goodoffices.analysis.solver import Solver  # noqa: PLC0415 - heavy

    everything = frozenset(range(len(space.limits)))
    proposed = [one for one in Solver(space).corrections(most_ways) if standing.can_stand(everything - one)]
    found = list(dict.fromkeys(standing.correction_from(everything - one) for one in proposed))
    while True:
        blocking, whole = minimal_hitting_sets(found, MOST_SETS)
        missed = next((one for one in blocking if standing.can_stand(one)), None)
        if missed is None:
            return found, blocking, whole
        if len(found) >= most_ways:
            return found, [one for one in blocking if not standing.can_stand(one)], False
        found.append(standing.correction_from(missed))


def _ways_out(space: Space, limits: Sequence[Limit], found: Iterable[frozenset[int]]) -> list[WayOut]:
    """Work out what each correction opens, cheapest first, while there is room."""
    cost = {one: sum(limits[number].cost for number in sorted(one)) for one in found}
    ways, room = [], _ROOM
    for one in sorted(cost, key=lambda one: (cost[one], len(one), sorted(one))):
        if room < 0:
            break
        kept = [limit for number, limit in enumerate(limits) if number not in one]
        opens, cells = _opening(space, kept)
        relax = tuple(limits[number].name for number in sorted(one))
        ways.append(WayOut(relax=relax, cost=cost[one], opens=opens))
        room -= cells
    return sorted(ways, key=_rank)


def _opening(space: Space, kept: Sequence[Limit]) -> tuple[Opening, int]:
    """Return what stands open under these limits, and how many cells it took to find out."""
    diagram = space.within(kept)
    cells = sum(len(level) * len(level[0]) for level in diagram.levels)
    if space.missing:
        known = space.values, space.reservations_under(kept)
        zone = zone_of(diagram, space.feasible.packages, *known)
        return Opening(packages=zone.packages, status=zone.status, nash=None), cells
    from goodoffices.analysis import solutions  # noqa: PLC0415 - heavy

    zone, candidates = opened_zone(space, kept)
    nash = None
    if candidates is not None:
        cells += _COARSE if candidates.front.loss else candidates.front.places.size
        best = solutions.choose(solutions.nash.objective, candidates, space.values, space.issues)
        nash = None if best is None else NashPoint(**structs.asdict(best))
    return Opening(packages=zone.packages, status=zone.status, nash=nash), cells
