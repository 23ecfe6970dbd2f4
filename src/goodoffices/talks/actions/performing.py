"""What a party does of an agreement, or a mediator enters for it: lists, signing, what it has done and claims."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta

from goodoffices.model.agreement import Entry, Quantity
from goodoffices.model.base import Id
from goodoffices.talks.actions.base import Action, Name, Short, Words
from goodoffices.talks.events.channel import Listed, ListMark

#: A list of persons has so many at most.
LONGEST_LIST = 5_000


class GiveList(Action, frozen=True, kw_only=True, tag="give_list"):
    """Give the mediators a list of persons for an obligation, or a new version of one: it replaces the last as a whole.

    `mark` says what they may pass on: nothing (`hold`), `counts` by category, or the `names` too; notes never are.
    """

    list: Name
    obligation: Id
    entries: Annotated[tuple[Listed, ...], Meta(max_length=LONGEST_LIST)]
    mark: ListMark = "hold"


class SignAgreement(Action, frozen=True, kw_only=True, tag="sign_agreement"):
    """Sign the agreement, for all to see; `person` says who, where a mediator enters it."""

    person: Short = ""
    office: Short = ""
    place: Short = ""


class ReportPerformance(Action, frozen=True, kw_only=True, tag="report_performance"):
    """Report that what the party owes is done, or so much of it (`quantity`, or from it to `high`), and on which day.

    Of what somebody owes who is no party to the talks, the lead mediator reports.
    """

    obligation: Id
    quantity: Quantity | None = None
    high: Quantity | None = None
    on: dt.date | None = None
    words: Short = ""


class DisputePerformance(Action, frozen=True, kw_only=True, tag="dispute_performance"):
    """Dispute what was found of a report: by a party, or by a monitor who found otherwise."""

    report: Name
    words: Words


class ClaimViolation(Action, frozen=True, kw_only=True, tag="claim_violation"):
    """Claim that what was agreed was violated: which obligation, when, in which way."""

    words: Words
    obligation: Short = ""
    on: dt.date | None = None


class EnterCount(Action, frozen=True, kw_only=True, tag="enter_count"):
    """Enter a line of a tally with its source; by mediators and monitors, or by a party as what it reports."""

    entry: Entry
