"""What stands open when some limits give way: how many packages, the best among them, and whom that helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import structs

from goodoffices.analysis.analyse import opened_zone
from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.errors import TooEntangled
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.results import Help, NashPoint, Opening
from goodoffices.analysis.space import Space, extremes
from goodoffices.analysis.zone import zone_of

#: A coarse front counts as so many cells (points × issues, edges of diagrams), for it took as long.
_COARSE = 30_000_000


@dataclass(frozen=True)
class Opened:
    """What stands open, whom it helps, and how many cells it took to find out."""

    opening: Opening
    helps: tuple[Help, ...]
    cells: int = 0


def opened_by(  # noqa: PLR0913 - what stands, and what is known of it already
    space: Space,
    kept: Sequence[Limit],
    givers: frozenset[str],
    *,
    entangled: bool = False,
    package: Sequence[int] | None = None,
    until: float | None = None,
) -> Opened:
    """Say what stands open under these limits.

    Args:
        space: a feasible space.
        kept: the limits that stand, where they stand.
        givers: the parties whose limits give way.
        entangled: whether diagrams of so many limits are too large, so that a solver is asked.
        package: a package that keeps the limits, where one is known.
        until: when to stop looking for better packages, as `perf_counter` counts.
    """
    if space.worths is not None:
        from goodoffices.analysis.interdependent.opening import opened_by_search  # noqa: PLC0415 - few cases need it

        return opened_by_search(space, kept, givers, until)
    if not entangled:
        try:
            return _exactly(space, kept, givers)
        except TooEntangled:
            pass
    from goodoffices.analysis.sampling_zone import opened_by_solver  # noqa: PLC0415 - only for very many limits

    return opened_by_solver(space, kept, givers, package, until)


def _exactly(space: Space, kept: Sequence[Limit], givers: frozenset[str]) -> Opened:
    diagram = space.within(kept)
    cells = sum(len(level) * len(level[0]) for level in diagram.levels if level)
    if space.missing:
        zone = zone_of(diagram, space.feasible.packages, space.values, space.reservations_under(kept))
        opening = Opening(packages=zone.packages, status=zone.status, nash=None, bounds=zone.bounds)
        return Opened(opening, _by_itself(space, diagram, kept, givers), cells)
    from goodoffices.analysis import solutions  # noqa: PLC0415 - heavy

    zone, candidates = opened_zone(space, kept)
    nash = None
    helps: tuple[Help, ...] = ()
    if candidates is not None:
        coarse = bool(candidates.front.loss)
        cells += _COARSE if coarse else candidates.front.places.size
        best = solutions.choose(solutions.nash.objective, candidates, space.values, space.issues)
        nash = None if best is None else NashPoint(**structs.asdict(best))
        most = candidates.utilities.max(axis=0).tolist()
        least = candidates.utilities.min(axis=0).tolist()
        helps = tuple(
            Help(
                party=party, gives=party in givers, reservation=space.reservations[number],
                nash=None if nash is None else nash.utilities[number], best=most[number], worst=least[number],
                status="bounded" if coarse else "exact",
            )
            for number, party in enumerate(space.known)
        )  # fmt: skip
    opening = Opening(packages=zone.packages, status=zone.status, nash=nash, bounds=zone.bounds)
    return Opened(opening, helps, cells)


def _by_itself(
    space: Space, diagram: Diagram, kept: Sequence[Limit], givers: frozenset[str]
) -> tuple[Help, ...]:
    """Say what the parties whose preferences are known can get, where those of others are not.

    The best of one is exact where no reservation value of another stands.
    """
    if diagram.empty:
        return ()
    held = {limit.party for limit in kept if limit.reservation is not None}
    found = []
    for number, party in enumerate(space.known):
        values = space.values
        highest = extremes(diagram, values.tables[number])[1][0][0]
        found.append(
            Help(
                party=party, gives=party in givers, reservation=space.reservations[number], nash=None,
                best=min(values.biases[number] + highest, values.ceilings[number]), worst=None,
                status="bounded" if held - {party} else "exact",
            )
        )  # fmt: skip
    return tuple(found)
