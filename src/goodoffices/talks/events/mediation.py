"""What mediators keep: who sees which channel, what concerns several channels, notes, refusals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from msgspec import field

from goodoffices.talks.events.base import Event, Package
from goodoffices.talks.events.channel import Manner
from goodoffices.talks.events.home import Noted


class MediatorAdmitted(Event, frozen=True, kw_only=True, tag="mediator_admitted"):
    """Someone mediates, in the channels of these parties."""

    mediator: str
    share: tuple[str, ...]
    lead: bool = False


class ShareChanged(Event, frozen=True, kw_only=True, tag="share_changed"):
    """A mediator now sees the channels of these parties, and no other."""

    mediator: str
    share: tuple[str, ...]


class AudienceAdmitted(Event, frozen=True, kw_only=True, tag="audience_admitted"):
    """Somebody from outside follows the talks, watches over the agreement, is heard or listens."""

    audience: str


class Relayed(Event, frozen=True, kw_only=True, tag="relayed"):
    """A party's message was carried to others."""

    party: str
    message: str
    manner: Manner
    to: Mapping[str, str]


class ListCarried(Event, frozen=True, kw_only=True, tag="list_carried"):
    """What a party allowed of its list was passed on to others: `to` names it in each channel. No name stands here."""

    party: str
    list: str
    version: int
    what: Literal["counts", "names"]
    to: Mapping[str, str]


class ProposalMade(Event, frozen=True, kw_only=True, tag="proposal_made"):
    """A proposal went to parties; `to` names it in each channel."""

    name: str
    to: Mapping[str, str]
    version: int = 1
    package: Package = field(default_factory=dict)


class FinalMade(Event, frozen=True, kw_only=True, tag="final_made"):
    """A mediators' proposal went to parties."""

    name: str
    to: Mapping[str, str]
    package: Package
    deadline: dt.datetime


class BiddingMade(Event, frozen=True, kw_only=True, tag="bidding_made"):
    """A bidding was opened among two parties."""

    name: str
    to: Mapping[str, str]
    deadline: dt.datetime


class Closed(Event, frozen=True, kw_only=True, tag="closed"):
    """A mediators' proposal or a bidding has its result."""

    name: str
    what: Literal["final", "bidding"]
    accepted: bool
    value: float | None = None


class RunOpened(Event, frozen=True, kw_only=True, tag="run_opened"):
    """A run of the engine on sealed preferences was asked for."""

    name: str
    to: Mapping[str, str]


class RunDone(Event, frozen=True, kw_only=True, tag="run_done"):
    """The engine suggests one package, or none. Nothing else comes out."""

    name: str
    package: Package | None = None


class Posted(Event, frozen=True, kw_only=True, tag="posted"):
    """A mediator writes to the mediators who see the same channels."""

    text: str


class Informed(Event, frozen=True, kw_only=True, tag="informed"):
    """Somebody who follows the talks is told something."""

    text: str


class Refusal(Event, frozen=True, kw_only=True, tag="refusal"):
    """Something was tried and refused."""

    act: str
    why: str


DeskEvent = MediatorAdmitted | ShareChanged | AudienceAdmitted
JointEvent = (
    Relayed | ListCarried | ProposalMade | FinalMade | BiddingMade | Closed | RunOpened | RunDone | Posted
)
NotesEvent = Noted
AuditEvent = Refusal
