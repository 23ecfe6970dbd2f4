"""What monitors and mediators do in the ledger of an agreement."""

from __future__ import annotations

import datetime as dt

from goodoffices.model.agreement import Quantity, Tally
from goodoffices.model.base import Id
from goodoffices.talks.actions.base import Action, Name, Short, Words


class VerifyPerformance(Action, frozen=True, kw_only=True, tag="verify_performance"):
    """Find that what was reported is done; as much as was reported, or from `quantity` to `high`.

    A monitor does; a mediator too, where the agreement names nobody for it. Not whoever reported it.
    """

    report: Name
    quantity: Quantity | None = None
    high: Quantity | None = None
    words: Short = ""


class FindWanting(Action, frozen=True, kw_only=True, tag="find_wanting"):
    """Find that what was reported is not done, and say why; by whoever may verify it."""

    report: Name
    words: Words


class ResolveDispute(Action, frozen=True, kw_only=True, tag="resolve_dispute"):
    """As lead mediator, say what counts of a report that is in dispute; not as who disputed it or verified it."""

    report: Name
    performed: bool
    words: Words
    quantity: Quantity | None = None
    high: Quantity | None = None


class AttributeViolation(Action, frozen=True, kw_only=True, tag="attribute_violation"):
    """As a monitor or lead mediator, attribute a violation to a party; or, with `to` left out, to nobody."""

    claim: Name
    words: Words
    to: Short = ""


class OpenTally(Action, frozen=True, kw_only=True, tag="open_tally"):
    """As lead mediator, begin to count something, and say in which states it can be."""

    tally: Tally


class MovePhase(Action, frozen=True, kw_only=True):
    """Move a phase of the agreement on, on a day; today, where none is given."""

    phase: Id
    on: dt.date | None = None
    words: Short = ""


class StartPhase(MovePhase, frozen=True, kw_only=True, tag="start_phase"):
    """As lead mediator, say that a phase begins, when all that goes before it is verified."""


class EndPhase(MovePhase, frozen=True, kw_only=True, tag="end_phase"):
    """As lead mediator, say that a phase is over, when its days are and all is verified with which it ends."""


class FailPhase(MovePhase, frozen=True, kw_only=True, tag="fail_phase"):
    """As lead mediator, say that a phase has failed: what the agreement says then is suspended, and resumes."""
