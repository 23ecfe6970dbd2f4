"""Preferences that fit what is known, drawn; packages worth comparing; and what each is worth by each draw."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.folding import fold
from goodoffices.analysis.partial.polytope import Polytope
from goodoffices.analysis.partial.room import Places, Room
from goodoffices.analysis.tolerance import RELATIVE

Floats = NDArray[np.float64]

#: Draws of each party's preferences, how many of them are solved for their best package, and packages compared.
DRAWS: Final = 2_000
_SOLVED: Final = 60
_POOL: Final = 400


class Particles:
    """Draws of all parties' preferences, and a pool of packages that are good by some of them.

    Attributes:
        room: the case made ready.
        points: for each party, draws × unknowns; one draw repeated where its preferences are exactly known.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.points: list[Floats] = []
        for drawn in room.draws:
            chains, kept, size = drawn.shape
            each = DRAWS // chains
            places = np.arange(each) * kept // each
            self.points.append(np.ascontiguousarray(drawn[:, places].reshape(chains * each, size)))

    @cached_property
    def pool(self) -> tuple[Places, ...]:
        """Packages that are on the frontier of the middle preferences, or best by some draws."""
        middle = [points.mean(axis=0) for points in self.points]
        found: dict[Places, None] = {}
        front = fold(self.room.open, self.room.values(middle))
        products = self._gains_at(middle, front.utilities).prod(axis=1)
        best = np.argsort(-products, kind="stable")[: _POOL - _SOLVED]
        for row in best.tolist():
            found[tuple(front.places[row].tolist())] = None
        rng = np.random.default_rng(7)
        for _ in range(0 if self.room.exact else _SOLVED):
            mixed = [points[rng.integers(len(points))] for points in self.points]
            front = fold(self.room.open, self.room.values(mixed))
            products = self._gains_at(mixed, front.utilities).prod(axis=1)
            found[tuple(front.places[int(products.argmax())].tolist())] = None
        return tuple(found)

    def _gains_at(self, points: Sequence[Floats], utilities: Floats) -> Floats:
        floors = [self.floors(number, point[None, :])[0] for number, point in enumerate(points)]
        gains: Floats = np.maximum(utilities - np.array(floors), 0.0)
        return gains

    def floors(self, party: int, points: Floats) -> Floats:
        """Return a party's reservation value in each of some points; its lowest utility where it has none."""
        polytope: Polytope = self.room.polytopes[party]
        if polytope.knowledge.limited:
            reservation: Floats = points[:, polytope.layout.reservation]
            return reservation
        starts = (*polytope.layout.starts, polytope.layout.reservation)
        lowest = np.full(len(points), polytope.knowledge.bias)
        for start, end in itertools.pairwise(starts):
            lowest += points[:, start:end].min(axis=1)
        return lowest

    @cached_property
    def worth(self) -> list[Floats]:
        """For each party, draws × pool: utility less reservation value, below 0 where it would rather have no deal."""
        found = []
        for number, (polytope, points) in enumerate(zip(self.room.polytopes, self.points, strict=True)):
            columns = np.array([list(polytope.utility(places)) for places in self.pool])
            worth = np.full((len(points), len(columns)), polytope.knowledge.bias)
            for issue in range(columns.shape[1]):
                worth += points[:, columns[:, issue]]
            worth -= self.floors(number, points)[:, None]
            worth[np.abs(worth) <= RELATIVE] = 0.0
            found.append(worth)
        return found

    @cached_property
    def gains(self) -> list[Floats]:
        """For each party, draws × pool: gains, nothing where there is a loss."""
        return [np.maximum(worth, 0.0) for worth in self.worth]

    @cached_property
    def means(self) -> list[Floats]:
        """For each party its expected gain from each package of the pool."""
        return [gains.mean(axis=0) for gains in self.gains]

    @cached_property
    def products(self) -> Floats:
        """The expected product of gains of each package of the pool; parties' preferences are independent."""
        product: Floats = np.prod(self.means, axis=0)
        return product

    @cached_property
    def best(self) -> int:
        """Which package of the pool has the largest expected product."""
        return int(self.products.argmax())

    @cached_property
    def informed(self) -> float:
        """The expected product of gains if everything were known before choosing from the pool."""
        joint = np.ones_like(self.gains[0])
        for number, gains in enumerate(self.gains):
            joint = joint * np.roll(gains, 37 * number, axis=0)
        return float(joint.max(axis=1).mean())

    @cached_property
    def acceptable(self) -> NDArray[np.bool_]:
        """For each joint draw, whether some package of the pool is acceptable to all."""
        good = np.ones(self.worth[0].shape, bool)
        for worth in self.worth:
            good &= worth >= 0
        some: NDArray[np.bool_] = np.any(good, axis=1)
        return some
