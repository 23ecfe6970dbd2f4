"""What is done of an agreement, as all sides, the mediators and the monitors see it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from goodoffices.model.agreement import Entry, Quantity, Tally, Terms
from goodoffices.talks.events.base import Event
from goodoffices.talks.events.case import Side

#: How a phase stands once it has begun.
PhaseStatus = Literal["under way", "ended", "failed"]


class LedgerOpened(Event, frozen=True, kw_only=True, tag="ledger_opened"):
    """An agreement is declared, or amended: who is bound by it, and by which terms. `agreement` counts them."""

    agreement: int
    parties: tuple[Side, ...]
    terms: Terms


class PerformanceReported(Event, frozen=True, kw_only=True, tag="performance_reported"):
    """Who owes something says that it is done, or so much of it: `quantity`, or from `quantity` to `high`.

    `party` is empty where whoever owes it is no party to the talks.
    """

    report: str
    obligation: str
    party: str = ""
    quantity: Quantity | None = None
    high: Quantity | None = None
    on: dt.date | None = None
    words: str = ""


class PerformanceVerified(Event, frozen=True, kw_only=True, tag="performance_verified"):
    """Somebody else has found it to be done; as much as was reported, or so much."""

    report: str
    quantity: Quantity | None = None
    high: Quantity | None = None
    words: str = ""


class PerformanceWanting(Event, frozen=True, kw_only=True, tag="performance_wanting"):
    """Somebody else has found that it is not done, and says why."""

    report: str
    words: str


class PerformanceDisputed(Event, frozen=True, kw_only=True, tag="performance_disputed"):
    """A party disputes what was found; with `party` empty, a monitor who found otherwise does."""

    report: str
    party: str
    words: str


class DisputeResolved(Event, frozen=True, kw_only=True, tag="dispute_resolved"):
    """The lead mediator says what counts: that it is done, or so much of it; or that it is not."""

    report: str
    performed: bool
    quantity: Quantity | None = None
    high: Quantity | None = None
    words: str = ""


class ViolationClaimed(Event, frozen=True, kw_only=True, tag="violation_claimed"):
    """A party says that what was agreed was violated. By whom it was, is another step, by somebody else."""

    claim: str
    party: str
    words: str
    obligation: str = ""
    on: dt.date | None = None


class ViolationAttributed(Event, frozen=True, kw_only=True, tag="violation_attributed"):
    """A violation is attributed to a party; or to nobody."""

    claim: str
    to: str = ""
    words: str = ""


class TallyOpened(Event, frozen=True, kw_only=True, tag="tally_opened"):
    """Something is counted from now on: of what, and in which states it can be."""

    tally: Tally


class CountEntered(Event, frozen=True, kw_only=True, tag="count_entered"):
    """A line of a tally, with its source; `party` where it is what a party reports."""

    entry: Entry
    party: str = ""


class PhaseMoved(Event, frozen=True, kw_only=True, tag="phase_moved"):
    """A phase has begun, ended or failed, on a day.

    Where it failed, `suspended` are the obligations that are no longer owed, and `resumes` says what resumes.
    """

    phase: str
    status: PhaseStatus
    on: dt.date
    suspended: tuple[str, ...] = ()
    resumes: str = ""
    words: str = ""


LedgerEvent = (
    LedgerOpened | PerformanceReported | PerformanceVerified | PerformanceWanting | PerformanceDisputed
    | DisputeResolved | ViolationClaimed | ViolationAttributed | TallyOpened | CountEntered | PhaseMoved
)  # fmt: skip
