"""Which alternative matters most: how much of the zone hangs on each, moved alone over its range."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analysis.alternatives.curve import Scene
from goodoffices.analysis.alternatives.results import Influence
from goodoffices.model.case import Case


def influences_of(case: Case, scene: Scene) -> tuple[Influence, ...]:
    """Return what hangs on each alternative that a party could choose, the strongest first."""
    found = [one for number in range(len(case.parties)) for one in _of(case, number, scene)]
    return tuple(sorted(found, key=lambda one: (-one.swing, -abs(one.elasticity or 0.0), one.alternative)))


def _of(case: Case, number: int, scene: Scene) -> Iterator[Influence]:
    party = case.parties[number].id
    choices = {
        one.id: one.utility
        for one in case.alternatives
        if one.party == party and not one.worst and one.utility is not None
    }
    low, high = scene.span(number)
    for name, span in choices.items():
        rest = [(other[0] + other[1]) / 2 for key, other in choices.items() if key != name]
        ends = (max([span[0], *rest]), max([span[1], *rest]))
        zones = [scene.count(number, end) for end in ends]
        packages = (zones[0].packages, zones[1].packages)
        yield Influence(
            alternative=name,
            party=party,
            reservation=ends,
            packages=packages,
            swing=abs(zones[0].share - zones[1].share),
            elasticity=elasticity(packages, (ends[1] - ends[0]) / (high - low) if high > low else 0.0),
            status="bounded" if any(zone.status == "bounded" for zone in zones) else "exact",
        )


def elasticity(packages: tuple[int, int], moved: float) -> float | None:
    """Return the share by which the zone changes for each hundredth of the scale, by the mean of both ends.

    Args:
        packages: the zone where the reservation value is lowest and highest.
        moved: by what share of the party's scale the value moves between them.
    """
    both = packages[0] + packages[1]
    if not both or moved <= 0:
        return None
    # whole numbers first: they may be larger than any float
    return 2 * (packages[1] - packages[0]) / both / (100 * moved)
