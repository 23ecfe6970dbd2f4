"""What mediators do in the channels and among themselves."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from goodoffices.model.agreement import Terms
from goodoffices.talks.actions.base import KINDS, Action, FileName, Moment, Name, Names, Short, Words
from goodoffices.talks.events.base import Package
from goodoffices.talks.events.channel import Clause


class Tell(Action, frozen=True, kw_only=True, tag="tell"):
    """Tell parties something in the mediators' own words."""

    to: Names
    text: Words


class Hand(Action, frozen=True, kw_only=True, tag="hand"):
    """Hand parties a file; `data` in base 64."""

    to: Names
    name: FileName
    kind: KINDS
    data: bytes


class Relay(Action, frozen=True, kw_only=True, tag="relay"):
    """Carry a party's message to others, as its mark allows; `text` says it where it is not verbatim."""

    party: Name
    message: Name
    to: Names
    manner: Literal["verbatim", "substance", "idea"] = "verbatim"
    text: str = ""


class PassList(Action, frozen=True, kw_only=True, tag="pass_list"):
    """Pass a party's list on to others as its mark allows: counts by category, or the names too."""

    party: Name
    list: Name
    to: Names
    what: Literal["counts", "names"] = "counts"


class TableProposal(Action, frozen=True, kw_only=True, tag="table_proposal"):
    """Table a package, a text, terms, or several of these, to one party or several."""

    name: Name
    to: Names
    package: Package = field(default_factory=dict)
    text: str = ""
    clauses: tuple[Clause, ...] = ()
    terms: Terms | None = None
    deadline: Moment | None = None


class ReviseProposal(Action, frozen=True, kw_only=True, tag="revise_proposal"):
    """Table a new version of a proposal to the same parties."""

    name: Name
    to: Names
    package: Package = field(default_factory=dict)
    text: str = ""
    clauses: tuple[Clause, ...] = ()
    terms: Terms | None = None
    deadline: Moment | None = None


class WithdrawProposal(Action, frozen=True, kw_only=True, tag="withdraw_proposal"):
    """Withdraw a proposal from all its parties."""

    name: Name
    to: Names
    reason: Short = ""


class Sound(Action, frozen=True, kw_only=True, tag="sound"):
    """Ask a party what it would say to something, without proposing it."""

    to: Name
    question: Words
    package: Package = field(default_factory=dict)


class TableFinal(Action, frozen=True, kw_only=True, tag="table_final"):
    """Make a mediators' proposal: yes or no in private, silence is no, the result at the deadline and not before."""

    name: Name
    to: Names
    package: Package
    deadline: Moment
    text: str = ""


class OpenBidding(Action, frozen=True, kw_only=True, tag="open_bidding"):
    """Ask two parties for blind bids on a number: `more` is the one that wants more, `less` the one that wants less.

    Where the bids meet or cross, the result is half-way; on an `issue` of whole numbers, at the nearest of these.
    """

    name: Name
    more: Name
    less: Name
    question: Words
    deadline: Moment
    issue: Short = ""
    unit: Short = ""


class OpenRun(Action, frozen=True, kw_only=True, tag="open_run"):
    """Ask parties to let the engine look for a package in their sealed preferences."""

    name: Name
    to: Names
    purpose: Short = ""


class Post(Action, frozen=True, kw_only=True, tag="post"):
    """Write to the mediators who see the channels of these parties."""

    to: Names
    text: Words
