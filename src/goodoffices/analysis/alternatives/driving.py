"""What drivers do: the reservation value once an alternative is better or worse, and the zone then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import structs

from goodoffices.analysis.alternatives.curve import Scene
from goodoffices.analysis.alternatives.deriving import Range, derived_of
from goodoffices.analysis.alternatives.results import DriverEffect, Moment
from goodoffices.model.preferences import Alternative
from goodoffices.model.result import Status

#: After so many periods a driver that goes on is looked at.
PERIODS: Final = (1, 2, 4, 8, 12)


def driver_effects(own: Sequence[Alternative], number: int, scene: Scene | None) -> Iterator[DriverEffect]:
    """Yield what moves a party's alternatives, each alone, and what that does to its reservation value and the zone.

    Args:
        own: the party's alternatives.
        number: its place among the parties.
        scene: None where the zone cannot be counted.
    """
    for alternative in own:
        for driver in alternative.drivers:
            by = driver.by if not alternative.worst else None
            after = None if by is None else _after(own, {alternative.id: by})
            moments: list[Moment] = []
            if by is not None and driver.per is not None:
                moments = list(_moments(own, alternative.id, by, number, scene))
            yield DriverEffect(
                alternative=alternative.id,
                title=driver.title,
                effect=driver.effect,
                by=driver.by,
                per=driver.per,
                since=driver.since,
                reservation=after,
                packages=packages_at(scene, number, after),
                over=tuple(moments),
                status="exact"
                if scene is None or after is None
                else _status(scene, number, [after, *(one.reservation for one in moments)]),
                sources=driver.statements,
                assumption=driver.assumption,
            )


def _moments(
    own: Sequence[Alternative], name: str, by: Range, number: int, scene: Scene | None
) -> Iterator[Moment]:
    """Yield what a driver that goes on has done to an alternative after some periods."""
    for periods in PERIODS:
        reached = _after(own, {name: (by[0] * periods, by[1] * periods)})
        if reached is not None:
            yield Moment(periods=periods, reservation=reached, packages=packages_at(scene, number, reached))


def driven_of(own: Sequence[Alternative]) -> Range | None:
    """Return the range of the reservation value with all drivers of a stated size at once.

    Drivers that go on count for one period. None where there is no such driver.
    """
    sums: dict[str, Range] = {}
    for alternative in own:
        sized = [driver.by for driver in alternative.drivers if driver.by is not None]
        if sized and alternative.utility is not None and not alternative.worst:
            sums[alternative.id] = (sum(low for low, _ in sized), sum(high for _, high in sized))
    return _after(own, sums) if sums else None


def packages_at(scene: Scene | None, number: int, reservation: Range | None) -> tuple[int, int] | None:
    """Return the fewest and the most packages of the zone over a range of one party's reservation value."""
    if scene is None or reservation is None:
        return None
    ends = [scene.count(number, value).packages for value in reservation]
    return min(ends), max(ends)


def _after(own: Sequence[Alternative], added: dict[str, Range]) -> Range | None:
    """Return the derived range once numbers are added to what alternatives are worth."""
    moved = []
    known = False
    for one in own:
        by = added.get(one.id)
        if by is None or one.utility is None:
            moved.append(one)
            continue
        known = True
        moved.append(structs.replace(one, utility=(one.utility[0] + by[0], one.utility[1] + by[1])))
    found = derived_of(moved) if known else None
    return None if found is None else found[1]


def _status(scene: Scene, number: int, ranges: Sequence[Range]) -> Status:
    ends = [scene.count(number, value).status for one in ranges for value in one]
    return "bounded" if "bounded" in ends else "exact"
