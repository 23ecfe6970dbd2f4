"""The whole analysis of a case: zone, frontier and the four solutions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Final

from goodoffices.analysis.errors import AnalysisError, TooEntangled
from goodoffices.analysis.interdependent.pace import Pace
from goodoffices.analysis.results import SOLUTIONS, Analysis, Frontier, Solution, Zone
from goodoffices.analysis.space import Space, space_of
from goodoffices.analysis.tolerance import floor_of
from goodoffices.analysis.zone import zone_of
from goodoffices.model.case import Case
from goodoffices.model.issues import Issue
from goodoffices.model.packages import space_size
from goodoffices.model.preferences import Additive, NonAdditive

if TYPE_CHECKING:
    from goodoffices.analysis.folding import Front
    from goodoffices.analysis.limits import Limit
    from goodoffices.analysis.solutions import Candidates

MOST_PARTIES: Final = 6

#: Of a budget, following the conditions gets this share before they are searched instead.
_DRAWING: Final = 0.5

_NOTHING: Final = "the constraints leave no package at all; loosen one of them"

Solutions = dict[str, Solution | None]


def analyse_case(
    case: Case, *, load_seconds: float = 0.0, pace: Pace | None = None, huge: bool = False
) -> Analysis:
    """Analyse a case: exactly, or within bounds where that takes longer than there is time.

    Args:
        case: a checked case.
        load_seconds: how long reading it took, for the `seconds` of the answer.
        pace: how long a search may take; as long as it takes by default. Only cases that cannot be folded are searched:
            those whose preferences are not additive, or whose conditions tie too many issues together.
        huge: whether to hold frontiers of millions of points, in up to four gigabytes, before they are made coarser.

    Returns:
        Zone, frontier and solutions. Without exact preferences of every party: the zone by limits alone, and notes
        that say why the rest is None.

    Raises:
        AnalysisError: there are no issues, fewer than two or more than six parties, or conditions are too entangled for
            preferences that are not exactly known.
    """
    check_parties(case)
    kinds = [party.preferences for party in case.parties]
    exact = bool(case.issues) and all(isinstance(kind, Additive | NonAdditive) for kind in kinds)
    if exact and any(isinstance(kind, NonAdditive) for kind in kinds):
        return _searched(case, load_seconds, pace)
    try:
        return _folded(
            case, load_seconds, huge=huge, over=pace.over_after(_DRAWING) if exact and pace else None
        )
    except TooEntangled:
        if not exact:
            raise
        return _searched(case, load_seconds, pace)


def _folded(
    case: Case, load_seconds: float, *, huge: bool, over: Callable[[], bool] | None = None
) -> Analysis:
    start = perf_counter()
    space = space_of(case, over)
    seconds = {"load": load_seconds}
    zone: Zone | None = None
    frontier: Frontier | None = None
    solutions: Solutions = dict.fromkeys(SOLUTIONS)
    notes = [f"{what}, so the frontier and the solutions cannot be given" for what in space.missing]
    feasible = space.feasible.packages
    if not feasible:
        notes.append(_NOTHING)
        zone = zone_of(space.feasible, 0)
    elif space.missing:
        notes += [f"{what}, so the zone cannot be counted" for what in space.unjudged]
        if not space.unjudged:
            zone = zone_of(space.admissible, feasible, space.values, space.reservations)
    else:
        zone, frontier, solutions = _solve(space, seconds, huge=huge)
    if zone is not None and feasible:
        notes += _zone_notes(zone, solutions)
    seconds["total"] = load_seconds + perf_counter() - start
    return Analysis(
        parties=tuple(party.id for party in case.parties),
        issues=len(case.issues),
        packages=space_size(case.issues),
        feasible=feasible,
        zone=zone,
        frontier=frontier,
        solutions=solutions,
        reservations=dict(zip(space.known, space.reservations, strict=True)),
        notes=tuple(notes),
        seconds=seconds,
    )


def _searched(case: Case, load_seconds: float, pace: Pace | None) -> Analysis:
    """Analyse a case that cannot be folded."""
    from goodoffices.analysis.interdependent.answering import answer  # noqa: PLC0415 - heavy
    from goodoffices.analysis.interdependent.entangled import Entangled  # noqa: PLC0415 - as above

    start = perf_counter()
    seconds = {"load": load_seconds}
    pace = pace or Pace()
    found = answer(Entangled(case, pace), pace, seconds)
    parties = tuple(party.id for party in case.parties)
    zone_notes = [] if found.zone is None or found.empty else _zone_notes(found.zone, found.solutions)
    seconds["total"] = load_seconds + perf_counter() - start
    return Analysis(
        parties=parties,
        issues=len(case.issues),
        packages=space_size(case.issues),
        feasible=found.feasible,
        zone=found.zone,
        frontier=None if found.front is None else frontier_of(found.front, case.issues),
        solutions=found.solutions,
        reservations=dict(zip(parties, found.reservations, strict=True)) if found.reservations else {},
        notes=(*([_NOTHING] if found.empty else []), *found.notes, *zone_notes),
        seconds=seconds,
    )


def check_parties(case: Case) -> None:
    """Refuse a case that is no negotiation, or too many-sided for exact analysis.

    Raises:
        AnalysisError: there are fewer than two or more than six parties.
    """
    parties = len(case.parties)
    if parties < 2 or parties > MOST_PARTIES:  # noqa: PLR2004 - it takes two
        raise AnalysisError(
            f"the case has {parties} part{'y' if parties == 1 else 'ies'}; analysis takes 2 to {MOST_PARTIES}"
        )


def _solve(space: Space, seconds: dict[str, float], *, huge: bool) -> tuple[Zone, Frontier, Solutions]:
    """Return zone, frontier and solutions of a feasible space whose parties all have additive preferences."""
    from goodoffices.analysis.folding import fold, preload  # noqa: PLC0415 - heavy

    started = perf_counter()
    preload(space.feasible, space.values.parties)
    loaded = perf_counter()
    front = fold(space.feasible, space.values, huge=huge)
    frontier = frontier_of(front, space.issues)
    folded = perf_counter()
    zone, zone_front = opened_zone(space, space.limits, front, huge=huge)
    counted = perf_counter()
    solutions = _solutions(space, front, zone_front)
    seconds["kernels"] = loaded - started
    seconds["frontier"] = folded - loaded
    seconds["zone"] = counted - folded
    seconds["solutions"] = perf_counter() - counted
    return zone, frontier, solutions


def frontier_of(front: Front, issues: Sequence[Issue]) -> Frontier:
    """Return a front as the answer shows it: each point with a package in words."""
    from goodoffices.analysis.points import Points  # noqa: PLC0415 - only with what it is made of

    points = Points(
        front.utilities, front.places, [issue.id for issue in issues], [issue.values for issue in issues]
    )
    if front.loss:
        return Frontier(status="bounded", size=len(points), points=points, bound=front.loss)
    return Frontier(status="exact", size=len(points), points=points)


def opened_zone(
    space: Space, limits: Sequence[Limit], front: Front | None = None, *, huge: bool = False
) -> tuple[Zone, Candidates | None]:
    """Return the zone where only these limits stand, and the points of its front that nobody loses by.

    Args:
        space: a feasible space whose parties all have additive preferences.
        limits: the limits that stand.
        front: the front of the feasible packages, where it is known already.
        huge: as for `analyse_case`.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    from goodoffices.analysis.folding import fold  # noqa: PLC0415 - heavy
    from goodoffices.analysis.solutions.choice import candidates_of  # noqa: PLC0415 - heavy

    diagram = space.within(limits)
    reservations = space.reservations_under(limits)
    feasible = space.feasible.packages
    if diagram.empty:
        return zone_of(diagram, feasible), None
    if front is None or diagram is not space.feasible:
        front = fold(diagram, space.values, huge=huge)
    floors = np.array([floor_of(reservation) for reservation in reservations])
    candidates = candidates_of(front, np.array(reservations), within=floors)
    if candidates is None and front.loss:
        from goodoffices.analysis.reaching import complete  # noqa: PLC0415 - only for very large spaces

        front = complete(front, diagram, space.values, floors.tolist())
        candidates = candidates_of(front, np.array(reservations), within=floors)
    if candidates is None and not front.loss:
        return Zone(packages=0, share=0.0, status="exact"), None
    known = 0 if candidates is None else len(candidates.utilities)
    return zone_of(diagram, feasible, space.values, reservations, known=known), candidates


def _zone_notes(zone: Zone, solutions: Solutions) -> list[str]:
    if zone.status == "exact" and not zone.packages:
        return [
            "the zone is empty: no feasible package is within every limit; `deadlock` says which limits block it"
        ]
    if not solutions["utilitarian"] or solutions["nash"]:
        return []
    if zone.bounds is not None and not zone.bounds[0]:
        return [
            "whether the zone is empty is not settled: none of the packages looked at is within every limit"
        ]
    return [
        "the zone has packages, but none of those on the frontier that are known, so no solution within it can be given"
    ]


def _solutions(space: Space, front: Front, zone: Candidates | None) -> Solutions:
    import numpy as np  # noqa: PLC0415 - heavy

    from goodoffices.analysis.solutions import choose_all  # noqa: PLC0415 - heavy
    from goodoffices.analysis.solutions.choice import candidates_of  # noqa: PLC0415 - heavy

    everywhere = candidates_of(front, np.array(space.reservations))
    return choose_all(everywhere, zone, space.values, space.issues)
