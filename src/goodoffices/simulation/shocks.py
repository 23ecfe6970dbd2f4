"""What befalls talks from outside: leaks and spoilers, by chance, the same for the same seed."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Shocks(Struct, frozen=True, kw_only=True):
    """How often something befalls the talks, and what it does.

    A *leak* lets the public know what a side has just offered: its constituency holds it to account, and what no
    agreement is worth to it rises (audience costs: Fearon, *Domestic Political Audiences and the Escalation of
    International Disputes*, American Political Science Review 88(3), 1994). A *spoiler* strikes: rounds are lost, a
    side hardens, and at times the talks collapse (Stedman, *Spoiler Problems in Peace Processes*, International
    Security 22(2), 1997).

    Attributes:
        leak: the chance of a leak in a round, from 0 to 1.
        spoiler: the chance that a spoiler strikes in a round, from 0 to 1.
        hardens: by how much what no agreement is worth rises, as a share of the way to the side's best.
        lost: how many rounds a spoiler costs.
        collapse: the chance that the talks end when a spoiler strikes, from 0 to 1.
    """

    leak: float = 0.0
    spoiler: float = 0.0
    hardens: float = 0.1
    lost: int = 3
    collapse: float = 0.1

    @property
    def none(self) -> bool:
        """Whether nothing ever befalls the talks."""
        return self.leak <= 0 and self.spoiler <= 0


class Shock(Struct, frozen=True):
    """Something that befell the talks: in which round, what, and which side it hardened."""

    round: int
    kind: Literal["leak", "spoiler"]
    party: int
