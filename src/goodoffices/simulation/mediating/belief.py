"""What a mediator believes packages are worth to the parties: draws of preferences that fit what it was told.

The package to table is the one with the least largest regret (Savage, *The Theory of Statistical Decision*, JASA 46,
1951), in the product of gains and over the draws: how far, at worst, it falls behind the best for those preferences.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from goodoffices.analysis.partial.room import room_of
from goodoffices.analysis.questions.particles import Particles
from goodoffices.model.case import Case
from goodoffices.simulation.scenario import Scenario

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

#: So many of the draws, spread evenly, are held against one another.
_DRAWS: Final = 500


class Belief(Struct, frozen=True, dict=True, eq=False):
    """Packages that may be worth tabling, and what each is believed to give.

    Attributes:
        pool: the packages, by number.
        worth: for each party, draws × pool: utility less reservation value.
    """

    pool: Numbers
    worth: tuple[Floats, ...]

    @cached_property
    def gains(self) -> tuple[Floats, ...]:
        """For each party, draws × pool: gains, nothing where there is a loss."""
        return tuple(np.maximum(one, 0.0) for one in self.worth)

    @cached_property
    def regrets(self) -> Floats:
        """By which share of the best product of gains each package falls behind at worst, over draws of all parties."""
        draws = len(self.gains[0])
        joint = np.ones_like(self.gains[0])
        for number, gains in enumerate(self.gains):
            joint = joint * np.roll(
                gains, 37 * number % draws, axis=0
            )  # draws of the parties go with one another
        best = joint.max(axis=1)
        some = best > 0
        if not some.any():
            return np.zeros(joint.shape[1])
        share: Floats = 1.0 - (joint[some] / best[some, None]).min(axis=0)
        return share

    @cached_property
    def expected(self) -> Floats:
        """The expected product of gains of each package."""
        product: Floats = np.prod([gains.mean(axis=0) for gains in self.gains], axis=0)
        return product

    @cached_property
    def ranked(self) -> Numbers:
        """The pool, the package to table first."""
        order = np.lexsort((np.arange(len(self.pool)), -self.expected, self.regrets.round(9)))
        return self.pool[order]

    def next(self, tried: Collection[int]) -> int | None:
        """Return the package to table that has not been tried; None where all have been."""
        return next((int(one) for one in self.ranked if int(one) not in tried), None)

    def better(self, than: int, tried: Collection[int]) -> int | None:
        """Return the package that is the likeliest to be better for a party and worse for none.

        Args:
            than: a package of the pool.
            tried: packages that were tried in vain.
        """
        at = np.flatnonzero(self.pool == than)
        if not len(at):
            return None
        chances = np.ones(len(self.pool))
        lifts = np.zeros(len(self.pool))
        for worth in self.worth:
            change = worth - worth[:, at[:1]]
            chances *= (change >= 0).mean(axis=0)
            lifts += np.maximum(change, 0.0).mean(axis=0)
        score = chances * (lifts > 0)
        score[np.isin(self.pool, list(tried)) | (self.pool == than)] = 0.0
        best = int(score.argmax())
        return int(self.pool[best]) if score[best] > 0 else None


def belief_of(case: Case, scenario: Scenario) -> Belief:
    """Return what is believed by a case as the mediator knows it, in part.

    Args:
        case: the case as it is known.
        scenario: what is played, which says which packages there are.
    """
    particles = Particles(room_of(case))
    rows = scenario.listing.numbers(np.array(particles.pool, np.int16))
    known = np.flatnonzero(rows >= 0)
    step = max(1, len(particles.worth[0]) // _DRAWS)
    return Belief(rows[known], tuple(worth[::step, known] for worth in particles.worth))


def full_belief(scenario: Scenario) -> Belief:
    """Return what is believed by who was told everything: the frontier as it is."""
    rows = scenario.frontier
    # what is beyond a side's own limits is worse for it than anything else
    beyond = -1.0 - float(np.abs(scenario.gains).max())
    return Belief(
        rows, tuple(gains[None, rows] for gains in np.where(scenario.within, scenario.gains, beyond))
    )
