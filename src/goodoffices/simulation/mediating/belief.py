"""What a mediator believes packages are worth to the parties: draws of preferences that fit what it was told.

The package to table is the one with the least largest regret (Savage, *The Theory of Statistical Decision*, JASA 46,
1951), in the product of gains and over the draws: how far, at worst, it falls behind the best for those preferences.
The worst of some hundred draws is itself a matter of chance, so of those whose regrets differ by little it is the one
with the largest expected product.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct

from goodoffices.analysis.dominance import non_dominated
from goodoffices.analysis.partial.room import room_of
from goodoffices.model.case import Case
from goodoffices.simulation.mediating.side import Guessed, Known, Numbers, Side
from goodoffices.simulation.packages import Floats
from goodoffices.simulation.scenario import Scenario

#: So many packages are compared: of those with the largest products of gains in the middle of what fits the ones that
#: waste nothing there, and the best by every so manieth draw of all parties together.
_POOL: Final = 400
_MORE: Final = 3_000
_EVERY: Final = 8

#: So many are taken for rivals of the package to table.
_RIVALS: Final = 12

#: Largest regrets that lie in one step of this size are alike.
_ALIKE: Final = 0.2

#: So many packages are looked at for a better one, and one that is less likely to be better than this is not.
_NEAR: Final = 2_000
_LIKELY: Final = 0.005

#: What falls short of being better by less than so many times what is uncertain of it comes near enough to be tried.
_NEARLY: Final = -1.0


class Belief(Struct, frozen=True, dict=True, eq=False):
    """What is believed.

    Attributes:
        sides: what is known of each party.
    """

    sides: tuple[Side, ...]

    @cached_property
    def pool(self) -> Numbers:
        """Packages that may be worth tabling, by number."""
        middle = [side.middle() for side in self.sides]
        likely = _largest(_product([np.maximum(one, 0.0) for one in middle]), _MORE)
        points, numbers = np.unique(np.array([one[likely] for one in middle]).T, axis=0, return_inverse=True)
        front = non_dominated(points)[numbers.reshape(-1)]
        some = [side.worth(likely, _EVERY) for side in self.sides]
        best = _together([np.maximum(one, 0.0) for one in some]).argmax(axis=1)
        found: Numbers = np.unique(np.concatenate([likely[front][:_POOL], likely[best]]))
        return found

    @cached_property
    def worth(self) -> tuple[Floats, ...]:
        """For each party, draws × pool: utility less reservation value."""
        return tuple(side.worth(self.pool) for side in self.sides)

    @cached_property
    def joint(self) -> Floats:
        """The product of gains, draws × pool: each draw of one party goes with one of every other."""
        return _together([np.maximum(one, 0.0) for one in self.worth])

    @cached_property
    def regrets(self) -> Floats:
        """By which share of the best product of gains each package falls behind at worst, over draws of all parties."""
        best = self.joint.max(axis=1)
        some = best > 0
        if not some.any():
            return np.zeros(self.joint.shape[1])
        share: Floats = 1.0 - (self.joint[some] / best[some, None]).min(axis=0)
        return share

    @cached_property
    def expected(self) -> Floats:
        """The expected product of gains of each package; parties' preferences are independent."""
        return _product([np.maximum(one, 0.0).mean(axis=0) for one in self.worth])

    @cached_property
    def losses(self) -> Floats:
        """How much is expected to be lost by tabling the first of the pool's ranking where each package were better."""
        here = self.joint[:, np.flatnonzero(self.pool == self.ranked[0])]
        lost: Floats = np.maximum(self.joint - here, 0.0).mean(axis=0)
        return lost

    @cached_property
    def rivals(self) -> Numbers:
        """Places in the pool: that of the package to table, then of those by which most may be lost."""
        first = np.flatnonzero(self.pool == self.ranked[0])
        order = np.argsort(-self.losses, kind="stable")[:_RIVALS]
        return np.concatenate([first, order[order != first[0]]])

    @cached_property
    def ranked(self) -> Numbers:
        """The pool, the package to table first."""
        above = np.floor((self.regrets - self.regrets.min()) / _ALIKE)
        return self.pool[np.lexsort((np.arange(len(self.pool)), -self.expected, above))]

    def next(self, tried: Collection[int]) -> int | None:
        """Return the package to table that has not been tried; None where all have been."""
        return next((int(one) for one in self.ranked if int(one) not in tried), None)

    def better(self, than: int, tried: Collection[int], most: int, *, unlikely: bool = False) -> Numbers:
        """Return packages that may be better for a party and worse for none, those first that promise most.

        Args:
            than: a package.
            tried: packages that were tried in vain.
            most: so many at most.
            unlikely: return instead those that come nearest, however unlikely the draws hold them to be.
        """
        leads = [side.lead(than) for side in self.sides]
        least = np.full(len(leads[0][0]), np.inf)
        some = np.zeros(len(least), bool)
        for lead, doubt in leads:
            least = np.minimum(least, lead / (doubt + 1e-9))
            some |= (lead > 0) | (doubt > 0)
        least[~some] = -np.inf
        least[[than, *tried]] = -np.inf
        near = _largest(least, _NEAR)
        near = near[least[near] > -np.inf]
        if unlikely:
            return near[least[near] > _NEARLY][:most]
        here = np.array([than])
        chances, lifts = np.ones(len(near)), np.zeros(len(near))
        for side in self.sides:
            change = side.worth(near) - side.worth(here)
            chances *= (change >= 0).mean(axis=0)
            lifts += np.maximum(change, 0.0).mean(axis=0)
        likely = np.flatnonzero((chances >= _LIKELY) & (lifts > 0))
        order = np.argsort(-(chances * lifts)[likely], kind="stable")[:most]
        return near[likely[order]]

    def value(self, package: int) -> float:
        """Return the expected product of gains of one package."""
        return float(
            np.prod([np.maximum(side.worth(np.array([package])), 0.0).mean() for side in self.sides])
        )

    def demanding(self, best: Sequence[int]) -> Belief:
        """Return what is believed when each party's best package is known, and so its best option of every issue."""
        return Belief(tuple(side.demanding(own) for side, own in zip(self.sides, best, strict=True)))

    def learning(self, pairs: Sequence[Iterable[tuple[int, int]]]) -> Belief:
        """Return what is believed when, for each party, the first of each pair is at least as good as the second."""
        return Belief(tuple(side.learning(own) for side, own in zip(self.sides, pairs, strict=True)))


def belief_of(case: Case, scenario: Scenario, luck: int = 0) -> Belief:
    """Return what is believed by a case as the mediator knows it, in part.

    Args:
        case: the case as it is known.
        scenario: what is played, which says which packages there are.
        luck: what its draws begin with.
    """
    room = room_of(case)
    return Belief(
        tuple(Guessed(one, scenario.listing, luck + number) for number, one in enumerate(room.polytopes))
    )


def full_belief(scenario: Scenario) -> Belief:
    """Return what is believed by who was told everything."""
    # what is beyond a side's own limits is worse for it than anything else
    beyond = -1.0 - float(np.abs(scenario.gains).max())
    return Belief(tuple(Known(gains) for gains in np.where(scenario.within, scenario.gains, beyond)))


def _product(factors: Sequence[Floats]) -> Floats:
    product: Floats = np.prod(factors, axis=0)
    return product


def _together(gains: Sequence[Floats]) -> Floats:
    """Return the product of gains, draws × packages: draws of the parties go with one another."""
    draws = max(len(one) for one in gains)
    joint = np.ones_like(gains[0])
    for number, one in enumerate(gains):
        joint = joint * np.roll(one, 37 * number % draws, axis=0)
    return joint


def _largest(values: Floats, most: int) -> Numbers:
    """Return where the largest stand, the largest first, of equals the first; so many at most."""
    if len(values) > most:
        least = np.partition(values, -most)[-most]
        at = np.flatnonzero(values >= least)
    else:
        at = np.arange(len(values))
    return at[np.argsort(-values[at], kind="stable")][:most]
