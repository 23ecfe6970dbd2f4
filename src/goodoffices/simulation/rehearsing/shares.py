"""Shares of draws with their ranges: what chance did to the draws, and what the inputs do within theirs.

The two are kept apart (Helton, *Uncertainty and Sensitivity Analysis in the Presence of Stochastic and Subjective
Uncertainty*, Journal of Statistical Computation and Simulation 57, 1997). The interval of chance is Wilson's (1927), for
as many draws as those in hand are worth: draws of preferences that follow one another resemble one another.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import numpy as np
from msgspec import structs

from goodoffices.analysis.partial.chances import wilson
from goodoffices.analysis.partial.sampling import CHAINS
from goodoffices.simulation.rehearsing.inputs import Flags, Range, Setting, at_ends
from goodoffices.simulation.rehearsing.judging import Scene, Verdict
from goodoffices.simulation.rehearsing.results import Odds

#: The kinds of inputs that have a part in what is answered at the table, and the one for home.
AT_TABLE: Final = ("floor", "aspiration", "line")
HOME: Final = "home"

#: Fewer draws of each chain than this say nothing of how chains differ.
_OF_EACH: Final = 4


def odds(held: Flags) -> Odds:
    """Return the share of draws in which something held, all draws of a rehearsal in order."""
    share = float(held.mean())
    low, high = wilson(share, worth_of(held))
    return Odds(share=share, n=len(held), sampling=(low, high))


def part(held: Flags) -> Odds:
    """Return the share of some draws in which something held, whichever they are; there is one at least."""
    share = float(held.mean())
    return Odds(share=share, n=len(held), sampling=wilson(share, len(held)))


def worth_of(held: Flags) -> float:
    """Return how many independent draws these are worth: the fewer, the more chains differ from one another."""
    draws, share = len(held), float(held.mean())
    if draws < _OF_EACH * CHAINS or not 0.0 < share < 1.0:
        return draws
    means = held[: draws // CHAINS * CHAINS].reshape(-1, CHAINS).mean(axis=0)
    error = float(means.var(ddof=1)) / CHAINS
    return draws if error <= 0 else min(draws, share * (1 - share) / error)


def moved(found: Odds, ends: Sequence[Flags]) -> Odds:
    """Return a share with what it comes to at ends of the inputs' ranges.

    Args:
        found: the share as drawn.
        ends: whether it held in each draw, at each end looked at.
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

    def at(self, refusing: Iterable[str] = (), stopping: Iterable[str] = (), *, firm: bool = False) -> Verdict:
        """Judge with some inputs at their hard ends, all others at their easy ones.

        Args:
            refusing: the parties whose inputs at the table are at their hard ends.
            stopping: the parties whose inputs at home are.
            firm: whether every red line holds as stated.
        """
        table = [(party, kind) for party in refusing for kind in AT_TABLE]
        return self.of([*table, *((party, HOME) for party in stopping)], firm=firm)

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
            lambda column: (column.party, HOME if column.stage == "home" else column.id.partition(":")[0]) in hard,
        )

    @property
    def worst(self) -> list[tuple[str, str]]:
        """All inputs, for `of`: every party as hard as it can be."""
        return [(party, kind) for party in self._scene.parties for kind in (*AT_TABLE, HOME)]

    def corners(self, party: str) -> list[Verdict]:
        """Judge with the inputs of one party at every end, those of the others at their easy ones."""
        kinds = (*AT_TABLE, HOME)
        chosen = itertools.chain.from_iterable(itertools.combinations(kinds, size) for size in range(len(kinds) + 1))
        return [self.of([(party, kind) for kind in some]) for some in chosen]
