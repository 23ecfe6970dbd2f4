"""A seat in one run of talks."""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct

from goodoffices.simulation.sheet import Sheet

#: The place of who mediates, beside those of the parties.
MEDIATOR: Final = -1


class Seat(Struct, frozen=True, eq=False):
    """A seat in one run of talks.

    Attributes:
        sheet: what the party knows.
        rounds: after so many rounds the talks end.
        sides: how many parties there are.
        place: which of them this one is, from 0, in the order in which they speak.
        dice: chance, the same for the same seed.
    """

    sheet: Sheet
    rounds: int
    sides: int
    place: int
    dice: np.random.Generator
