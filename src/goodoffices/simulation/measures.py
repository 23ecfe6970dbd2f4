"""How good the end of a course of talks is: against the best that could have been agreed."""

from __future__ import annotations

import math

from msgspec import Struct

from goodoffices.simulation.protocols.course import Outcome
from goodoffices.simulation.scenario import Scenario


class Measures(Struct, frozen=True, kw_only=True):
    """How good an outcome is. All shares run from 0 to 1.

    Attributes:
        efficiency: the product of gains, as a share of the best; 0 where nothing was agreed, or somebody lost by it.
        welfare: the sum of gains, each in shares of the most the party could gain, as a share of the largest such sum.
        fairness: the smallest gain so counted, as a share of the largest smallest gain.
        distance: how far the agreement is from the nearest point of the frontier, in such shares, as the crow flies;
            None where nothing was agreed.
        on_frontier: whether no package is better for one and worse for none.
    """

    efficiency: float
    welfare: float
    fairness: float
    distance: float | None
    on_frontier: bool


def held(scenario: Scenario, outcome: Outcome) -> tuple[float, ...]:
    """Return what each party has in the end: what was carried out of the agreement, or its reservation value."""
    if outcome.package is None:
        return scenario.reservations
    gains = (scenario.gains[:, outcome.package] * outcome.done).tolist()
    return tuple(base + gain for base, gain in zip(scenario.reservations, gains, strict=True))


def measured(scenario: Scenario, outcome: Outcome) -> Measures:
    """Measure how good an outcome is."""
    if outcome.package is None:
        return Measures(efficiency=0.0, welfare=0.0, fairness=0.0, distance=None, on_frontier=False)
    gains = scenario.gains[:, outcome.package] * outcome.done
    shares = gains / scenario.spans
    best = scenario.best
    lost = bool((gains < 0).any())
    efficient = bool(scenario.efficient[outcome.package]) and outcome.done >= 1.0 - 1e-9
    return Measures(
        efficiency=0.0 if lost or best.nash <= 0 else float(gains.prod()) / best.nash,
        welfare=0.0 if lost or best.utilitarian <= 0 else float(shares.sum()) / best.utilitarian,
        fairness=0.0 if lost or best.egalitarian <= 0 else float(shares.min()) / best.egalitarian,
        distance=0.0 if efficient else _distance(scenario, shares.tolist()),
        on_frontier=efficient,
    )


def _distance(scenario: Scenario, shares: list[float]) -> float:
    points = scenario.gains[:, scenario.frontier] / scenario.spans[:, None]
    squares = sum((row - share) ** 2 for row, share in zip(points, shares, strict=True))
    return math.sqrt(float(squares.min()))
