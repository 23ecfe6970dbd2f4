"""A delegation with a mandate, which answers to a decision body at home.

What goes beyond the mandate is referred home before it is said or accepted, and what was agreed is put to the body
there: the second of two levels (Putnam, *Diplomacy and Domestic Politics: The Logic of Two-Level Games*, International
Organization 42(3), 1988).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.model.deciding import Vote, adopts, persons
from goodoffices.model.parties import DecisionBody, Member, Rule
from goodoffices.simulation.agents.agent import ACCEPT, Agent, Move
from goodoffices.simulation.agents.seat import Seat

#: Who sits at home where the case does not say.
_MEMBERS: Final = 5


class Mandated(Agent):
    """A delegation that bargains as somebody else would, within a mandate.

    The mandate names the least that an agreement must be worth. When the delegation would go below it, it asks at
    home, once in so many rounds; those at home each have a least of their own, drawn by chance, and vote by their rule.

    Args:
        inner: how it bargains.
        mandate: the least that is authorised at first, as a share of the way from the least acceptable to the best.
        spread: how far the members' own least reaches, as a share of that way; half of them want about half of it.
        delay: so many rounds pass between two questions home.
        step: by how much the mandate is widened when that is approved, as a share of that way.
    """

    def __init__(
        self, inner: Agent, mandate: float = 0.5, spread: float = 0.4, delay: int = 3, step: float = 0.1
    ) -> None:
        self._inner, self._share, self._spread, self._delay, self._step = inner, mandate, spread, delay, step

    def begin(self, seat: Seat) -> None:
        """Take a seat, with a body at home."""
        super().begin(seat)
        self._inner.begin(seat)
        bodies = seat.sheet.bodies
        self._bodies = {one.id: one for one in bodies}
        own = [one for one in bodies if one.party == seat.sheet.party]
        self._body = own[0] if own else _council(seat.sheet.party)
        names = list(persons(self._body, self._bodies))
        self._least = dict(zip(names, seat.dice.random(len(names)) * self._spread, strict=True))
        self._mandate = self._share
        self._waits = 0

    def goal(self, time: float) -> float:
        """Return what an agreement must be worth now: no less than the mandate says."""
        return max(self._inner.goal(time), self._least_authorised)

    @property
    def _least_authorised(self) -> float:
        """What an agreement must be worth by the mandate."""
        sheet = self.sheet
        return sheet.floor + self._mandate * (sheet.top - sheet.floor)

    def _informed(self) -> Agent:
        """Return who bargains, who knows what the delegation does."""
        self._inner.sheet = self.sheet
        return self._inner

    def turn(self, time: float, heard: int | None) -> Move:
        """Bargain, and ask at home when the mandate is in the way."""
        move = self._informed().turn(time, heard)
        said = heard if move == ACCEPT else move
        if said is None or move < ACCEPT:
            return move
        if self._worth(said) >= self._mandate:
            return move
        self._refer()
        if self._worth(said) >= self._mandate:
            return move
        return self.sheet.least(self._least_authorised)

    def accepts(self, package: int, time: float) -> bool:
        """Answer a proposal; below the mandate only if those at home widen it."""
        if not self._informed().accepts(package, time):
            return False
        if self._worth(package) < self._mandate:
            self._refer()
        return self._worth(package) >= self._mandate

    def approves(self, package: int, time: float) -> bool:
        """Answer the last proposal as the bargainer does: those at home are asked afterwards."""
        return self._informed().approves(package, time)

    def prefers(self, one: int, other: int) -> bool:
        """Say which of two is better, as the bargainer does."""
        return self._informed().prefers(one, other)

    def criticises(self, draft: int, most: int) -> list[int]:
        """Say what to change in a draft, as the bargainer does."""
        return self._informed().criticises(draft, most)

    def bids(self, ladder: NDArray[np.int64], time: float) -> NDArray[np.bool_]:
        """Bid as the bargainer does, within the mandate."""
        within = self.sheet.worth[ladder] >= self._least_authorised
        return np.asarray(self._informed().bids(ladder, time) & within)

    def ratified(self, package: int) -> bool:
        """Put what was agreed to the body at home."""
        return self._adopted(self._worth(package))

    def _worth(self, package: int) -> float:
        """Return what a package is worth, from 0 for the least acceptable to 1 for the best."""
        sheet = self.sheet
        if not sheet.acceptable[package]:
            return -1.0
        span = sheet.top - sheet.floor
        return 1.0 if span <= 0 else (float(sheet.worth[package]) - sheet.floor) / span

    def _refer(self) -> None:
        """Ask for a wider mandate, unless a question is under way."""
        if self._waits > 0:
            self._waits -= 1
            return
        self._waits = self._delay
        wider = self._mandate - self._step
        if wider >= 0 and self._adopted(wider):
            self._mandate = wider

    def _adopted(self, worth: float) -> bool:
        """Say whether the body at home wants what is worth so much."""
        votes: dict[str, Vote] = {
            name: "for" if worth >= least else "against" for name, least in self._least.items()
        }
        return adopts(self._body, votes, self._bodies)


def _council(party: str) -> DecisionBody:
    """Return a body of which nothing is known: a few members, of whom more than half decide."""
    members = tuple(
        Member(id=f"member-{number}", name=f"member {number}") for number in range(1, _MEMBERS + 1)
    )
    return DecisionBody(
        id=f"{party}-home",
        party=party,
        name=f"those at home of {party}",
        rule=Rule(kind="majority"),
        members=members,
    )
