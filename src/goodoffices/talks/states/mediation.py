"""Who mediates with which share, what concerns several channels, notes, refusals."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct, field

from goodoffices.talks.events import mediation as events
from goodoffices.talks.events.base import Happened, Package
from goodoffices.talks.events.home import Noted


class Share(Struct, kw_only=True):
    """The parties whose channels a mediator sees."""

    parties: tuple[str, ...]
    lead: bool = False


class DeskState(Struct, kw_only=True):
    """Who mediates, and who else follows the talks."""

    mediators: dict[str, Share] = field(default_factory=dict)
    audiences: list[str] = field(default_factory=list)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.MediatorAdmitted(mediator=name, share=share, lead=lead):
                self.mediators[name] = Share(parties=share, lead=lead)
            case events.ShareChanged(mediator=name, share=share):
                self.mediators[name].parties = share
            case events.AudienceAdmitted(audience=name):
                self.audiences.append(name)


class Carried(Struct, kw_only=True):
    """A proposal, a mediators' proposal, a bidding or a run among several parties; `to` names it in each channel."""

    name: str
    what: Literal["proposal", "final", "bidding", "run"]
    to: dict[str, str]
    version: int = 1
    package: Package | None = None
    deadline: dt.datetime | None = None
    closed: bool = False
    accepted: bool = False
    value: float | None = None


class JointState(Struct, kw_only=True):
    """What mediators keep about the channels of several parties."""

    carried: dict[str, Carried] = field(default_factory=dict)
    relayed: list[events.Relayed] = field(default_factory=list)
    lists: list[events.ListCarried] = field(default_factory=list)
    posts: list[tuple[dt.datetime, str, str]] = field(default_factory=list)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.ProposalMade(name=name) as made:
                self.carried[name] = Carried(
                    name=name, what="proposal", to=dict(made.to), version=made.version, package=made.package
                )
            case events.FinalMade(name=name) as final:
                self.carried[name] = Carried(
                    name=name, what="final", to=dict(final.to), package=final.package, deadline=final.deadline
                )
            case events.BiddingMade(name=name) as bidding:
                self.carried[name] = Carried(
                    name=name, what="bidding", to=dict(bidding.to), deadline=bidding.deadline
                )
            case events.RunOpened(name=name) as run:
                self.carried[name] = Carried(name=name, what="run", to=dict(run.to))
            case events.Closed(name=name) as closed:
                one = self.carried[name]
                one.closed, one.accepted, one.value = True, closed.accepted, closed.value
            case events.RunDone(name=name, package=package):
                one = self.carried[name]
                one.closed, one.accepted, one.package = True, package is not None, package
            case events.Relayed() as relayed:
                self.relayed.append(relayed)
            case events.ListCarried() as carried:
                self.lists.append(carried)
            case events.Posted(text=text):
                self.posts.append((happened.at, happened.by, text))


class LinesState(Struct, kw_only=True):
    """Private notes, or what was refused: line after line."""

    lines: list[tuple[dt.datetime, str, str]] = field(default_factory=list)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case Noted(text=text):
                self.lines.append((happened.at, happened.by, text))
            case events.Refusal(act=act, why=why):
                self.lines.append((happened.at, happened.by, f"{act}: {why}"))
