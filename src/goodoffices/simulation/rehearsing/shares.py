"""Shares of draws with their ranges: what chance did to the draws, and what the inputs do within theirs.

The two are kept apart (Helton, *Uncertainty and Sensitivity Analysis in the Presence of Stochastic and Subjective
Uncertainty*, Journal of Statistical Computation and Simulation 57, 1997). The interval of chance is Wilson's (1927),
for as many draws as those in hand are worth: draws of preferences that follow one another resemble one another.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import numpy as np
from msgspec import structs

from goodoffices.analysis.partial.chances import wilson
from goodoffices.analysis.partial.sampling import CHAINS
from goodoffices.simulation.rehearsing.inputs import Floats, Range, Setting, at_ends
from goodoffices.simulation.rehearsing.judging import Scene, Verdict
from goodoffices.simulation.rehearsing.results import Odds

#: The kinds of inputs that have a part in what is answered at the table, and the one for home.
AT_TABLE: Final = ("floor", "aspiration", "line")
HOME: Final = "home"

#: Fewer draws of each chain than this say nothing of how chains differ.
_OF_EACH: Final = 4


def odds(chances: Floats) -> Odds:
    """Return the share of draws in which something is the case, from its chance in each, all draws in order."""
    share = _mean(chances)
    return Odds(share=share, n=len(chances), sampling=wilson(share, worth_of(chances)))


def part(chances: Floats) -> Odds:
    """Return the share of some draws in which something is the case, whichever they are; there is one at least."""
    share = _mean(chances)
    return Odds(share=share, n=len(chances), sampling=wilson(share, _alone(chances, share)))


def worth_of(chances: Floats) -> float:
    """Return how many yes-or-no draws these are worth: the fewer, the more draws or chains differ from one another."""
    draws, share = len(chances), _mean(chances)
    alone = _alone(chances, share)
    if draws < _OF_EACH * CHAINS or not 0.0 < share < 1.0:
        return alone
    means = chances[: draws // CHAINS * CHAINS].reshape(-1, CHAINS).mean(axis=0)
    error = float(means.var(ddof=1)) / CHAINS
    return alone if error <= 0 else min(alone, share * (1 - share) / error)


def _alone(chances: Floats, share: float) -> float:
    """Return the same, as if no draw resembled another."""
    spread = float(np.var(chances))
    if not 0.0 < share < 1.0 or spread <= 0:
        return len(chances)
    return len(chances) * max(1.0, share * (1 - share) / spread)


def _mean(chances: Floats) -> float:
    return min(1.0, max(0.0, float(chances.mean())))


def moved(found: Odds, ends: Sequence[Floats]) -> Odds:
    """Return a share with what it comes to at ends of the inputs' ranges.

    Args:
        found: the share as drawn.
        ends: its chance in each draw, at each end looked at.
    """
    return ranged(found, [odds(one).sampling for one in ends])


def ranged(found: Odds, ends: Sequence[Range]) -> Odds:
    """Return a share with the intervals in which it lies at ends of the inputs' ranges."""
    every = [found.sampling, *ends]
    return structs.replace(found, inputs=(min(low for low, _ in every), max(high for _, high in every)))


class Ends:
    """A scene with the inputs at the ends of their ranges.

    In every draw a party refuses at the table the sooner, the nearer its inputs are to their hard ends, and so do those
    at home. So at which ends an ending is rarest or most frequent is known beforehand, and no other values go further.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: dict[tuple[bool, frozenset[tuple[str, str]]], Verdict] = {}

    def at(self, refusing: Iterable[str] = (), stopping: Iterable[str] = ()) -> Verdict:
        """Judge with some inputs at their hard ends, all others at their easy ones.

        Args:
            refusing: the parties whose inputs at the table are at their hard ends.
            stopping: the parties whose inputs at home are.
        """
        table = [(party, kind) for party in refusing for kind in AT_TABLE]
        return self.of([*table, *((party, HOME) for party in stopping)])

    def of(self, hard: Iterable[tuple[str, str]], *, firm: bool = False) -> Verdict:
        """Judge with inputs of some parties and kinds at their hard ends, all others at their easy ones."""
        key = (firm, frozenset(hard))
        if key not in self._known:
            self._known[key] = self._scene.judge(self.setting(key[1]), firm=firm)
        return self._known[key]

    def setting(self, hard: Collection[tuple[str, str]]) -> Setting:
        """Return the inputs themselves."""
        return at_ends(
            self._scene.columns,
            lambda column: (
                (column.party, HOME if column.stage == "home" else column.id.partition(":")[0]) in hard
            ),
        )

    @property
    def worst(self) -> list[tuple[str, str]]:
        """All inputs, for `of`: every party as hard as it can be."""
        return [(party, kind) for party in self._scene.parties for kind in (*AT_TABLE, HOME)]

    def corners(self, party: str) -> list[Verdict]:
        """Judge with the inputs of one party at every end, those of the others at their easy ones."""
        kinds = (*AT_TABLE, HOME)
        chosen = itertools.chain.from_iterable(
            itertools.combinations(kinds, size) for size in range(len(kinds) + 1)
        )
        return [self.of([(party, kind) for kind in some]) for some in chosen]
