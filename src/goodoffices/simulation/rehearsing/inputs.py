"""Numbers that are not known for certain: each with its range, where that comes from, and one value a draw.

Every input is drawn from a stream of its own, so that none changes because of another, and stratified over its range
(McKay, Beckman and Conover, *A Comparison of Three Methods for Selecting Values of Input Variables in the Analysis of
Output from a Computer Code*, Technometrics 21(2), 1979).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: The lowest and the highest value.
Range = tuple[float, float]

#: Where a range comes from. `entered`: the case states it. `alternatives`: it follows from the party's alternatives.
#: `record`: from positions and statements. `assumed`: by the method, where the case is silent. `asked`: the caller's.
Origin = Literal["entered", "alternatives", "record", "assumed", "asked"]

#: Where it plays a part: in what the party wants, in what it answers at the table, or at home.
Stage = Literal["wants", "table", "home"]

#: By input, its value in each draw.
Setting = Mapping[str, Floats]


class Column(Struct, frozen=True, eq=False, kw_only=True):
    """A number that is not known for certain.

    Attributes:
        id: by what it is named in results.
        party: whose it is.
        stage: where it plays a part.
        says: what it is.
        low: the lowest value that it may have.
        high: the highest.
        values: its value in each draw.
        rising: whether the party is the more likely to refuse, the higher it is.
        origin: where its range comes from.
        sources: the statements or positions behind it.
        assumption: why it is assumed, in the case's words.
    """

    id: str
    party: str
    stage: Stage
    says: str
    low: float
    high: float
    values: Floats
    rising: bool
    origin: Origin
    sources: tuple[str, ...] = ()
    assumption: str = ""

    def end(self, *, hard: bool) -> float:
        """Return the end of the range at which the party is the more likely to refuse, or the other."""
        return self.high if hard == self.rising else self.low


def drawn(columns: Iterable[Column]) -> Setting:
    """Return all inputs as they are drawn."""
    return {one.id: one.values for one in columns}


def at_ends(columns: Iterable[Column], hard: Callable[[Column], bool]) -> Setting:
    """Return all inputs at an end of their ranges each.

    Args:
        columns: the inputs.
        hard: says of each whether it stands at the end at which its party is the more likely to refuse.
    """
    return {one.id: np.full(len(one.values), one.end(hard=hard(one))) for one in columns}


def seed_of(seed: int, *label: str) -> int:
    """Return the seed of a stream by its label, so that no other stream changes it."""
    words = hashlib.sha256("\x1f".join((str(seed), *label)).encode()).digest()
    return int.from_bytes(words[:8], "big") >> 1


def evenly(seed: int, label: str, draws: int, within: Range = (0.0, 1.0)) -> Floats:
    """Draw numbers from a range, each as likely as any other, one in each of as many equal parts of it.

    Args:
        seed: what all chance begins with.
        label: which stream.
        draws: how many.
        within: the range.
    """
    dice = np.random.default_rng(seed_of(seed, label))
    low, high = within
    shares = (dice.permutation(draws) + dice.random(draws)) / draws
    numbers: Floats = low + (high - low) * shares
    return numbers
