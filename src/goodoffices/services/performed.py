"""What is done of a declared agreement, from the ledger of the talks: the one way for pages, API and commands.

The ledger holds what people reported, found, disputed, claimed and counted; what follows from it is reckoned in
`agreement`: how much is kept, by which day what is due, what adds up, what the agreement says happens next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.ledger import (
    Compliance,
    Consequence,
    Performance,
    TallyLedger,
    compliance_of,
    consequences_of,
    tally_of,
)
from goodoffices.agreement.ledger.compliance import Step
from goodoffices.agreement.schedule import Schedule, due_this_week, overdue, schedule_of
from goodoffices.model import Case
from goodoffices.model.agreement import Obligation, Phase, Tally, Terms
from goodoffices.model.result import Result
from goodoffices.talks.states.ledger import LedgerState, PhaseStanding
from goodoffices.talks.states.ledger import Performance as Report
from goodoffices.talks.states.ledger import Step as Taken

#: The steps of a report, as compliance is reckoned from them.
STEPS: Final[Mapping[str, Step]] = {
    "report_performance": "reported", "verify_performance": "verified", "find_wanting": "found wanting",
    "dispute_performance": "disputed", "resolve_dispute": "resolved",
}  # fmt: skip


class Performed(Result, frozen=True):
    """What follows from a ledger.

    `due` and `late` are ids of obligations as of the day that was given, empty without one. What is suspended is
    neither. `outside` says which day lies outside the calendar, where one does: it is left as not known.
    """

    compliance: Compliance
    schedule: Schedule
    due: tuple[str, ...]
    late: tuple[str, ...]
    consequences: tuple[Consequence, ...]
    outside: str = ""


def performed(state: LedgerState, today: dt.date | None = None) -> Performed:
    """Return what follows from a ledger.

    Args:
        state: the ledger.
        today: the day as of which things are due or late.
    """
    days, outside = _scheduled(state, today)
    kept = compliance_of(state.terms, performances(state), schedule=_owed(days, state), on=today)
    due = () if today is None else tuple(one.id for one in due_this_week(days, today))
    late = () if today is None else tuple(one.id for one in overdue(days, today))
    return Performed(
        compliance=kept, schedule=days, due=tuple(one for one in due if one not in state.suspended),
        late=tuple(one for one in late if one not in state.suspended),
        consequences=consequences_of(state.terms, kept), outside=outside,
    )  # fmt: skip


def _scheduled(state: LedgerState, today: dt.date | None) -> tuple[Schedule, str]:
    """Return the days, and what is wrong with them: one day outside the calendar must not hide all the others."""
    try:
        return scheduled(state, today), ""
    except AgreementError as error:
        return scheduled(state, today, strict=False), str(error)


def scheduled(state: LedgerState, today: dt.date | None = None, *, strict: bool = True) -> Schedule:
    """Return the days of an agreement, from the days on which its phases began and things were done.

    Raises:
        AgreementError: a day lies outside the calendar; where not `strict`, it is left as not known.
    """
    first = next(iter(state.terms.phases), None)
    began = state.phases[first.id].started if first is not None else None
    return schedule_of(as_begun(state), starts=began, done=done_on(state), today=today, strict=strict)


def as_begun(state: LedgerState) -> Terms:
    """Return the terms with the days on which phases began, where they did: what they waited for is over."""
    return msgspec.structs.replace(
        state.terms, phases=tuple(_begun(one, state.phases[one.id]) for one in state.terms.phases)
    )


def _begun(phase: Phase, standing: PhaseStanding) -> Phase:
    if standing.started is None:
        return phase
    return msgspec.structs.replace(phase, starts_on=standing.started, starts_after=())


def _owed(days: Schedule, state: LedgerState) -> Schedule:
    """Return a schedule without what is done or no longer owed: nothing of it is late."""
    left = tuple(one for one in days.obligations if one.done is None and one.id not in state.suspended)
    return msgspec.structs.replace(days, obligations=left)


def done_on(state: LedgerState) -> dict[str, dt.date]:
    """Return the day on which each obligation was done as far as that was found, and each phase that has ended was."""
    return {
        name: state.done_on(name) for name in (*state.obligations, *state.by_phase) if state.is_done(name)
    }


def performances(state: LedgerState) -> tuple[Performance, ...]:
    """Return the steps of all reports about what the terms oblige to, in the order of time."""
    known = state.obligations
    steps = [
        (step.at, number, place, _performance(report, step, known[report.obligation]))
        for number, report in enumerate(state.reports.values())
        if report.obligation in known
        for place, step in enumerate(report.steps)
    ]
    return tuple(step for *_order, step in sorted(steps, key=lambda one: one[:3]))


def _performance(report: Report, step: Taken, owed: Obligation) -> Performance:
    quantity, high = step.quantity, step.high
    if step.act == "resolve_dispute" and quantity is None:
        # What was resolved without a number is as much as was named last, or nothing.
        quantity, high = (report.quantity, report.high) if report.performed else (0, None)
        if quantity is None:
            quantity, high = (1, None) if owed.quantity is None else (owed.quantity, owed.high)
    return Performance(
        obligation=report.obligation, status=STEPS[step.act], quantity=quantity, high=high, on=report.on,
        report=report.id,
    )  # fmt: skip


def counted_in(state: LedgerState, tally: Tally) -> Case:
    """Return a case of nothing but a tally and its lines."""
    own = tuple(one.entry for one in state.entries if one.entry.tally == tally.id)
    return Case(tallies=(tally,), entries=own)


def reckon(case: Case, *, latest: bool = False) -> TallyLedger:
    """Return the first tally of a case as its entries leave it (`latest`: on its last day alone), or its gap.

    Raises:
        AnalysisError: a figure is too large to be reckoned with.
    """
    return tally_of(case.tallies[0], case.entries, latest=latest)


def calendar_of_ledger(state: LedgerState, name: str, called: Callable[[str], str] = str) -> bytes:
    """Return the days of an agreement as an iCalendar file, stamped with the last that the ledger knows.

    Args:
        state: the ledger.
        name: what the calendar is called.
        called: what those who are obliged are called.

    Raises:
        AgreementError: no day is known, or one cannot be written.
    """
    from goodoffices.agreement.schedule.calendar import calendar_of  # noqa: PLC0415 - heavy

    moments = [step.at for one in state.reports.values() for step in one.steps]
    days = [day for one in state.phases.values() for day in (one.started, one.ended) if day is not None]
    moments += [dt.datetime.combine(day, dt.time(), dt.UTC) for day in days]
    actors = {one.actor: called(one.actor) for one in state.obligations.values()}
    stamp = max(moments, default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    return calendar_of(scheduled(state), name=name, stamp=stamp, actors=actors)
