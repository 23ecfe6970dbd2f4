"""What the lead mediator does for all to see, and about who mediates."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from goodoffices.model.issues import Issue
from goodoffices.talks.actions.base import Action, Name, Names, Short, Words
from goodoffices.talks.events.case import Side


class OpenCase(Action, frozen=True, kw_only=True, tag="open_case"):
    """Open the talks with their terms of reference. Whoever does leads the mediation."""

    title: Words
    parties: tuple[Side, ...]
    terms: str = ""
    issues: tuple[Issue, ...] = ()


class AdmitMediator(Action, frozen=True, kw_only=True, tag="admit_mediator"):
    """Let someone mediate in the channels of some parties; `share` empty is none yet. Who leads has all channels."""

    mediator: str
    share: tuple[Name, ...] = ()
    lead: bool = False


class ChangeShare(Action, frozen=True, kw_only=True, tag="change_share"):
    """Say anew in which channels a mediator works."""

    mediator: str
    share: tuple[Name, ...]


class AdmitAudience(Action, frozen=True, kw_only=True, tag="admit_audience"):
    """Let somebody follow the talks: they are told what is meant for them, and see nothing else.

    `observer:NAME`, `guarantor:NAME`, `audience:NAME` (families, the press, a constituency); `monitor:NAME`, who sees
    the ledger too; `voice:NAME`, somebody affected, and `listener:NAME`, who hears them and passes on what they may.
    """

    audience: str


class PutIssue(Action, frozen=True, kw_only=True, tag="put_issue"):
    """Put an issue on the shared agenda, or give one another form."""

    issue: Issue


class DropIssue(Action, frozen=True, kw_only=True, tag="drop_issue"):
    """Take an issue off the shared agenda."""

    issue: str


class DeclareAgenda(Action, frozen=True, kw_only=True, tag="declare_agenda"):
    """Declare the agenda agreed, when all who are still there, two at least, have agreed to it as it is."""


class PlanRound(Action, frozen=True, kw_only=True, tag="plan_round"):
    """Plan a round at a venue."""

    round: Name
    name: Words
    venue: Words
    format: Literal["indirect", "proximity", "shuttle", "plenary", "bilateral"] = "indirect"
    starts_on: dt.date | None = None


class MoveRound(Action, frozen=True, kw_only=True):
    """Move a round on."""

    round: Name
    venue: Short = ""
    reason: Short = ""


class OpenRound(MoveRound, frozen=True, kw_only=True, tag="open_round"):
    """Open a planned round."""


class AdjournRound(MoveRound, frozen=True, kw_only=True, tag="adjourn_round"):
    """Adjourn an open round."""


class CollapseRound(MoveRound, frozen=True, kw_only=True, tag="collapse_round"):
    """Say that a round has collapsed."""


class ResumeRound(MoveRound, frozen=True, kw_only=True, tag="resume_round"):
    """Resume a round that was adjourned or had collapsed."""


class CloseRound(MoveRound, frozen=True, kw_only=True, tag="close_round"):
    """Close a round."""


class CancelRound(MoveRound, frozen=True, kw_only=True, tag="cancel_round"):
    """Cancel a planned round."""


class Announce(Action, frozen=True, kw_only=True, tag="announce"):
    """Tell all sides; or, with `to`, some of those who follow the talks."""

    text: Words
    to: tuple[str, ...] = ()


class DeclareImpasse(Action, frozen=True, kw_only=True, tag="declare_impasse"):
    """Say that the talks are at an impasse."""

    reason: Short = ""


class ResumeTalks(Action, frozen=True, kw_only=True, tag="resume_talks"):
    """Say that the talks go on."""

    reason: Short = ""


class DeclareAgreement(Action, frozen=True, kw_only=True, tag="declare_agreement"):
    """Declare the agreement, when all who are still there, two at least, have initialled one proposal."""

    name: Name
    to: Names
    text: str = ""


class AttestAgreement(Action, frozen=True, kw_only=True, tag="attest_agreement"):
    """Attest the agreement when all have signed it, and say what is attested."""

    text: Words


class CloseCase(Action, frozen=True, kw_only=True, tag="close_case"):
    """Close the case."""

    reason: Short = ""
