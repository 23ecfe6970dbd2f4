"""Who an actor is in a case: for whom, in which role, with which share."""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

Role = Literal["head", "member", "adviser", "mandator"]
Side = Literal[
    "mediator", "party", "observer", "guarantor", "audience", "monitor", "listener", "voice", "constituency", "clock",
    "engine", "instructor", "learner",
]  # fmt: skip

#: Whom the lead mediators admit from outside: each is told what is meant for them, and sees no side's words.
FOLLOWERS: Final[tuple[Side, ...]] = ("observer", "guarantor", "audience", "monitor", "listener", "voice")
#: Those whom a party itself tells what it wants them to know: `constituency:PARTY+NAME`.
CONSTITUENCY: Final = "constituency"
#: Somebody affected, who is heard: `voice:NAME`.
VOICE: Final = "voice"
#: Names before the colon that no party may have.
OFFICES: Final = (
    "mediator", *FOLLOWERS, CONSTITUENCY, "clock", "engine", "mediators", "admin", "convener", "instructor", "learner",
)  # fmt: skip
#: Whoever sees to accounts, and takes part in no talks: `admin:NAME`.
ADMINISTRATOR: Final = "admin"
#: Whoever may open a case before they mediate in any: `convener:NAME`.
CONVENER: Final = "convener"
#: Whoever teaches a class, and whoever learns in it: `instructor:NAME`, `learner:NAME`.
INSTRUCTOR: Final = "instructor"
LEARNER: Final = "learner"
#: Closes what has a deadline.
CLOCK: Final = "clock"
#: Computes what nobody may see the inputs of.
ENGINE: Final = "engine"

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}\Z")


class Standing(Struct, frozen=True, kw_only=True):
    """An actor's standing.

    Attributes:
        actor: `PARTY:NAME`, `mediator:NAME`, one of the followers (`observer:NAME`, …), `constituency:PARTY+NAME`,
            `instructor:NAME`, `learner:NAME`, `clock` or `engine`.
        side: on whose side; a constituency is no part of its party, and sees what it is told.
        party: of a party's people.
        role: in the delegation; None for members of a decision body who are not in it.
        bodies: the decision bodies of its party's own in which the actor sits.
        entered_bodies: those in which the actor sits as mediators entered it.
        share: the parties whose channels a mediator sees.
        lead: whether a mediator leads.
        table: at which table of a class a learner sits; 0 is nowhere.
        place: for which party a learner sits there.
        called: what a learner is called; their name may have no letters of which names here are made.
    """

    actor: str
    side: Side
    party: str = ""
    role: Role | None = None
    bodies: tuple[str, ...] = ()
    entered_bodies: tuple[str, ...] = ()
    share: frozenset[str] = frozenset()
    lead: bool = False
    table: int = 0
    place: str = ""
    called: str = ""

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
    if not alone and not (is_name(whose) and _names(whose, name)):
        message = (
            f"'{actor}' is no actor; write PARTY:NAME, mediator:NAME, or for whoever follows observer:NAME, "
            "guarantor:NAME, audience:NAME, monitor:NAME, listener:NAME, voice:NAME or constituency:PARTY+NAME, in "
            "small letters, digits, dots and hyphens"
        )
        raise ValueError(message)
    return whose, name


def _names(whose: str, name: str) -> bool:
    """Whether what stands behind the colon is a name; of a constituency, its party and its name."""
    if whose == CONSTITUENCY:
        party, plus, own = name.partition("+")
        return bool(plus) and is_name(party) and is_name(own)
    return is_name(name)


def is_name(text: str) -> bool:
    """Whether a text can name a party, a person, a round or a proposal."""
    return _NAME.match(text) is not None
