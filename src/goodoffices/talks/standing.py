"""Who an actor is in a case: for whom, in which role, with which share."""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

Role = Literal["head", "member", "adviser", "mandator"]
Side = Literal["mediator", "party", "observer", "guarantor", "clock", "engine"]

#: Names before the colon that no party may have.
OFFICES: Final = ("mediator", "observer", "guarantor", "clock", "engine", "mediators", "admin", "convener")
#: Whoever sees to accounts, and takes part in no talks: `admin:NAME`.
ADMINISTRATOR: Final = "admin"
#: Whoever may open a case before they mediate in any: `convener:NAME`.
CONVENER: Final = "convener"
#: Closes what has a deadline.
CLOCK: Final = "clock"
#: Computes what nobody may see the inputs of.
ENGINE: Final = "engine"

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}\Z")


class Standing(Struct, frozen=True, kw_only=True):
    """An actor's standing.

    Attributes:
        actor: `PARTY:NAME`, `mediator:NAME`, `observer:NAME`, `guarantor:NAME`, `clock` or `engine`.
        side: on whose side.
        party: of a party's people.
        role: in the delegation; None for members of a decision body who are not in it.
        bodies: the decision bodies of its party's own in which the actor sits.
        entered_bodies: those in which the actor sits as mediators entered it.
        share: the parties whose channels a mediator sees.
        lead: whether a mediator leads.
    """

    actor: str
    side: Side
    party: str = ""
    role: Role | None = None
    bodies: tuple[str, ...] = ()
    entered_bodies: tuple[str, ...] = ()
    share: frozenset[str] = frozenset()
    lead: bool = False

    @property
    def decides(self) -> bool:
        """Whether the actor speaks for its party with authority."""
        return self.role in ("head", "mandator")


def split(actor: str) -> tuple[str, str]:
    """Return whose an actor is, and the name: ("israel", "barnea").

    Raises:
        ValueError: a sentence that says how an actor is written.
    """
    whose, colon, name = actor.partition(":")
    alone = whose in (CLOCK, ENGINE) and not colon
    if not alone and not (is_name(whose) and is_name(name)):
        message = (
            f"'{actor}' is no actor; write PARTY:NAME, mediator:NAME, observer:NAME or guarantor:NAME, in small "
            "letters, digits, dots and hyphens"
        )
        raise ValueError(message)
    return whose, name


def is_name(text: str) -> bool:
    """Whether a text can name a party, a person, a round or a proposal."""
    return _NAME.match(text) is not None
