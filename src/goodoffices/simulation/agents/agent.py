"""The shape of everybody at a table: how they bargain, and how they answer a mediator.

A strategy of one's own is a class with `turn`; what a mediator asks is answered as honest people would unless the class
says otherwise.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from goodoffices.simulation.agents.seat import Seat
from goodoffices.simulation.sheet import Sheet

#: What a turn can be beside an offer, which is the number of a package.
ACCEPT: Final = -1
WALK: Final = -2

Move = int


class Plan(Struct, frozen=True, eq=False):
    """What somebody does at each of some times, whatever is heard.

    Attributes:
        offers: the package offered at each time.
        goals: from which worth on an acceptable package is accepted, at each time.
    """

    offers: NDArray[np.int64]
    goals: NDArray[np.float64]


class Agent:
    """Somebody at the table. Times run from 0, when the talks begin, to 1, when they end without an agreement.

    A subclass says what to do in `turn`, and may say in `goal` what it aims at: answers to mediators follow from it.
    An agent that is not of this project is stopped when it raises, takes longer than its patience, or says what cannot
    be said or its own limits rule out (`guarded.py`).
    """

    sheet: Sheet
    seat: Seat
    #: So many seconds an answer may take.
    patience: float = 10.0
    #: Whether what it says comes from outside, though its class is of this project: then it is held to its word.
    foreign: bool = False

    def begin(self, seat: Seat) -> None:
        """Take a seat; talks begin."""
        self.seat, self.sheet = seat, seat.sheet

    def goal(self, time: float) -> float:
        """Return what an agreement must be worth now; the reservation value unless a strategy wants more."""
        del time
        return self.sheet.reservation

    def turn(self, time: float, heard: int | None) -> Move:
        """Say something: the number of a package to offer it, `ACCEPT` for what was heard last, `WALK` to end all.

        Args:
            time: from 0 to 1.
            heard: the package that is on the table, None where there is none.
        """
        raise NotImplementedError

    def plan(self, times: NDArray[np.float64]) -> Plan | None:
        """Say beforehand what `turn` will be at each of these times; None where that depends on what is heard.

        It is but a short cut: talks of people with plans end as talks by `turn` would, and sooner.
        """
        del times
        return None

    # ------------------------------------------------------------------------------------------ answers to a mediator

    def accepts(self, package: int, time: float) -> bool:
        """Answer yes or no to a proposal."""
        sheet = self.sheet
        return bool(sheet.acceptable[package]) and float(sheet.worth[package]) >= self.goal(time)

    def approves(self, package: int, time: float) -> bool:
        """Answer yes or no to the last proposal there will be: it is this package or no agreement."""
        del time
        return bool(self.sheet.acceptable[package])

    def prefers(self, one: int, other: int) -> bool:
        """Say whether one package is better than another; what is beyond one's own limits is worse than what is not."""
        return bool(self.sheet.liking[one] > self.sheet.liking[other])

    def criticises(self, draft: int, most: int) -> list[int]:
        """Say what to change in a draft: packages that differ from it in one issue and are better, the best first.

        Args:
            draft: the draft.
            most: so many changes at most.
        """
        sheet = self.sheet
        near = sheet.listing.changed(draft)
        gains = sheet.liking[near] - sheet.liking[draft]
        order = np.argsort(-gains, kind="stable")[:most]
        return [int(near[one]) for one in order if gains[one] > 0]

    def bids(self, ladder: NDArray[np.int64], time: float) -> NDArray[np.bool_]:
        """Say, unseen by all others, which packages of a ladder would be accepted now."""
        sheet = self.sheet
        return np.asarray(sheet.acceptable[ladder] & (sheet.worth[ladder] >= self.goal(time)))

    def ratified(self, package: int) -> bool:
        """Ask at home whether what was agreed may be; yes, unless a strategy answers to somebody."""
        del package
        return True
