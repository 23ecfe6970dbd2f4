"""What the answer to a question is expected to bring.

The suggestion is the package with the largest expected product of gains; an answer changes what is expected, and with
it perhaps the suggestion. The rise of the largest expected product, over all answers by their probability, is the
expected value of the answer (Raiffa and Schlaifer, *Applied Statistical Decision Theory*, 1961; for preferences
Chajewska, Koller and Parr, *Making Rational Decisions Using Adaptive Utility Elicitation*, AAAI 2000), and so by how
much the expected regret shrinks. One answer alone often changes no suggestion, so it counts too how much a question
says about which package is best for the party (the information gained; Lindley, *On a Measure of the Information
Provided by an Experiment*, Annals of Mathematical Statistics 27(4), 1956); all of it for its cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.questions.asking import Asked
from goodoffices.analysis.questions.particles import Particles

Floats = NDArray[np.float64]

#: How much the share of regret that goes counts next to the share of doubt on what is best.
_REGRET: Final = 4.0

#: Questions whose answers are summed at once.
_BLOCK: Final = 512


@dataclass(frozen=True)
class Score:
    """What a question brings: less regret and less doubt on feasibility, both as shares; and how it ranks."""

    shrinks: float
    settles: float
    rank: float


def scores(asked: Sequence[Asked], party: int, particles: Particles) -> list[Score]:
    """Score questions to one party."""
    bench = _Bench(party, particles)
    binary = [one for one in asked if one.answers.max() == 1]
    found: dict[int, Score] = {}
    for begin in range(0, len(binary), _BLOCK):
        block = binary[begin : begin + _BLOCK]
        yes = np.stack([one.answers for one in block]).astype(np.float64)
        sums = [a + b for a, b in zip(bench.parts(yes), bench.parts(1 - yes), strict=True)]
        for one, value, left, unsettled in zip(block, *sums, strict=True):
            found[id(one)] = bench.score(value, left, unsettled, one.cost)
    for one in asked:
        if id(one) not in found:
            groups = (one.answers[None, :] == np.unique(one.answers)[:, None]).astype(np.float64)
            value, left, unsettled = (float(part.sum()) for part in bench.parts(groups))
            found[id(one)] = bench.score(value, left, unsettled, one.cost)
    return [found[id(one)] for one in asked]


class _Bench:
    """One party's draws against what is expected of the others."""

    def __init__(self, party: int, particles: Particles) -> None:
        self.gains = particles.gains[party]
        others = [means for number, means in enumerate(particles.means) if number != party]
        self.rest: Floats = np.prod(others, axis=0)
        self.scale = particles.informed or 1.0
        self.best = float(particles.products.max())
        self.regret = max(0.0, 1.0 - self.best / self.scale)
        self.accepted = particles.acceptable.astype(np.float64)
        self.open = float(self.accepted.mean() * (1 - self.accepted.mean()))
        choices = (self.gains * self.rest).argmax(axis=1)
        kinds, numbers = np.unique(choices, return_inverse=True)
        self.choices = np.zeros((len(choices), len(kinds)))
        self.choices[np.arange(len(choices)), numbers.reshape(-1)] = 1.0
        self.doubt = float(_entropy(self.choices.mean(axis=0)[None, :], np.ones(1))[0])

    def parts(self, members: Floats) -> tuple[Floats, Floats, Floats]:
        """Return, for each answer (a row of draws), its parts of three sums over all answers.

        The largest expected product once it is known, the doubt left on what is best, and that on feasibility.
        """
        draws = len(self.gains)
        sizes = members.sum(axis=1)
        value: Floats = (members @ self.gains * self.rest).max(axis=1) / draws
        left = _entropy(members @ self.choices / np.maximum(sizes, 1.0)[:, None], sizes / draws)
        share = members @ self.accepted / np.maximum(sizes, 1.0)
        unsettled: Floats = share * (1 - share) * sizes / draws
        return value, left, unsettled

    def score(self, value: float, left: float, unsettled: float, cost: int) -> Score:
        """Return the score of a question whose answers' parts sum to these."""
        shrinks = max(0.0, (float(value) - self.best) / self.scale)
        settles = max(0.0, self.open - float(unsettled))
        learnt = max(0.0, self.doubt - float(left))
        less = shrinks / self.regret if self.regret > 0 else 0.0
        known = learnt / self.doubt if self.doubt > 0 else 0.0
        return Score(shrinks, settles, (_REGRET * less + known + settles) / cost)


def _entropy(shares: Floats, weights: Floats) -> Floats:
    """Return the entropy of each row in bits, times its weight."""
    with np.errstate(divide="ignore", invalid="ignore"):
        bits = np.where(shares > 0, -shares * np.log2(shares), 0.0)
    total: Floats = bits.sum(axis=1) * weights
    return total
