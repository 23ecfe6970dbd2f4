"""Whose affairs a page shows: those of one's own party, or of a party for which a mediator enters what it said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goodoffices.talks.permissions import may_mediate
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Whose:
    """A party, and whether it is a mediator who looks, and enters what the party said.

    Attributes:
        party: the party.
        number: its place among the parties, which stands in addresses.
        entering: whether a mediator looks.
    """

    party: str
    number: int
    entering: bool

    def prefix(self, name: str) -> str:
        """Return the name of a form: another one for each party for which a mediator enters something."""
        return f"{name}-{self.number}" if self.entering else name

    @property
    def given(self) -> dict[str, Any]:
        """What a form is told of it."""
        return {"entered_for": self.party} if self.entering else {}


def own(visit: Visit) -> Whose:
    """Return that a page is about one's own party."""
    return Whose(visit.who.party, visit.names.number(visit.who.party), entering=False)


def of(visit: Visit, number: int) -> Whose:
    """Return that a page is about a party whose channel a mediator shares.

    Raises:
        Problem: there is none of that number, or its channel is not shared, which is the same.
    """
    for place, party in enumerate(visit.case.parties, 1):
        if place == number and may_mediate(visit.who, frozenset({party})):
            return Whose(party, number, entering=True)
    raise Problem(404, NOT_THERE)
