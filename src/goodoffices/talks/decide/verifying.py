"""Decide what monitors and mediators do in the ledger: each step by another person than the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from goodoffices.model.agreement import Phase
from goodoffices.talks.actions import ledger as acts
from goodoffices.talks.decide.asking import Ask, Handlers, Puts
from goodoffices.talks.decide.counting import check_range, check_step, ledger_of, report_of
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import ledger as events
from goodoffices.talks.permissions import check_attributes, check_lead, check_monitors, check_verifies
from goodoffices.talks.states.ledger import LedgerState, Performance
from goodoffices.talks.streams import LEDGER
from goodoffices.talks.transitions import CLAIM, PERFORMANCE, PHASE, following

#: A tally of one state counts nothing that could change.
_FEWEST: Final = 2


def verify_performance(ask: Ask, act: acts.VerifyPerformance) -> Puts:
    """Find that what was reported is done."""
    _verified(ask, act.report, "verify_performance")
    check_range(act.quantity, act.high)
    yield (
        LEDGER,
        events.PerformanceVerified(report=act.report, quantity=act.quantity, high=act.high, words=act.words),
    )


def find_wanting(ask: Ask, act: acts.FindWanting) -> Puts:
    """Find that what was reported is not done."""
    _verified(ask, act.report, "find_wanting")
    yield LEDGER, events.PerformanceWanting(report=act.report, words=act.words)


def _verified(ask: Ask, report: str, act: str) -> Performance:
    check_monitors(ask.who)
    state = ledger_of(ask)
    one = report_of(state, report)
    obligation = state.obligations.get(one.obligation)
    check_verifies(ask.who, obligation.verified_by if obligation is not None else "")
    following(PERFORMANCE, one.status, act, f"the report '{report}'")
    check_step(ask, one.steps)
    return one


def resolve_dispute(ask: Ask, act: acts.ResolveDispute) -> Puts:
    """Say what counts of a report that is in dispute."""
    check_lead(ask.who)
    one = report_of(ledger_of(ask), act.report)
    following(PERFORMANCE, one.status, "resolve_dispute", f"the report '{act.report}'")
    # A report of a party's is its own, whoever entered it; that of somebody else is the lead mediator's.
    check_step(ask, one.steps[1:] if one.party else one.steps)
    check_range(act.quantity, act.high)
    if act.quantity is not None and not act.performed:
        message = "quantity: what is not performed has no quantity; leave it out"
        raise Refused(message)
    yield (
        LEDGER,
        events.DisputeResolved(
            report=act.report, performed=act.performed, quantity=act.quantity, high=act.high, words=act.words
        ),
    )


def attribute_violation(ask: Ask, act: acts.AttributeViolation) -> Puts:
    """Attribute a violation to a party, or to nobody."""
    check_attributes(ask.who)
    state = ledger_of(ask)
    one = state.claims.get(act.claim)
    if one is None:
        raise Refused(f"claim: there is no claim '{act.claim}' in the ledger")
    following(CLAIM, one.status, "attribute_violation", f"the claim '{act.claim}'")
    check_step(ask, one.steps)
    if act.to and act.to not in state.parties:
        raise Refused(f"to: '{act.to}' is not bound by the agreement; leave it out to attribute it to nobody")
    yield LEDGER, events.ViolationAttributed(claim=act.claim, to=act.to, words=act.words)


def open_tally(ask: Ask, act: acts.OpenTally) -> Puts:
    """Begin to count something."""
    check_lead(ask.who)
    state, tally = ledger_of(ask), act.tally
    if tally.id in state.tallies:
        raise Refused(f"tally.id: there is a tally '{tally.id}' already; give this one another id")
    if len({state.strip() for state in tally.states}) != len(tally.states) or len(tally.states) < _FEWEST:
        message = "tally.states: name two states at least, each once"
        raise Refused(message)
    yield LEDGER, events.TallyOpened(tally=tally)


def start_phase(ask: Ask, act: acts.StartPhase) -> Puts:
    """Say that a phase begins."""
    state, phase, on = _phase(ask, act, "start_phase")
    if phase.starts_on is not None and on < phase.starts_on:
        raise Refused(f"the phase '{phase.id}' starts on {phase.starts_on}, and not before")
    if missing := _missing(state, phase.starts_after):
        raise Refused(f"the phase '{phase.id}' cannot start: {missing} must be done and verified first")
    for name in phase.starts_after:
        if on < (done := state.done_on(name)):
            raise Refused(
                f"on: the phase '{phase.id}' starts after '{name}', which was done on {done}; this is before"
            )
    yield LEDGER, events.PhaseMoved(phase=phase.id, status="under way", on=on, words=act.words)


def end_phase(ask: Ask, act: acts.EndPhase) -> Puts:
    """Say that a phase is over."""
    state, phase, on = _phase(ask, act, "end_phase")
    if missing := _missing(state, phase.ends_after):
        raise Refused(f"the phase '{phase.id}' cannot end: {missing} must be done and verified first")
    started = state.phases[phase.id].started
    if phase.days is not None and started is not None:
        gone = (on - started).days + 1
        if gone < phase.days:
            raise Refused(
                f"the phase '{phase.id}' lasts {phase.days:,} days, and {on} is day {gone:,} of it; it cannot end yet"
            )
    yield LEDGER, events.PhaseMoved(phase=phase.id, status="ended", on=on, words=act.words)


def fail_phase(ask: Ask, act: acts.FailPhase) -> Puts:
    """Say that a phase has failed."""
    _state, phase, on = _phase(ask, act, "fail_phase")
    yield (
        LEDGER,
        events.PhaseMoved(
            phase=phase.id, status="failed", on=on, suspended=phase.suspends, resumes=phase.resumes_if_failed,
            words=act.words,
        ),
    )  # fmt: skip


def _phase(ask: Ask, act: acts.MovePhase, do: str) -> tuple[LedgerState, Phase, dt.date]:
    """Return the ledger, a phase that can be moved on so, and the day on which it is."""
    check_lead(ask.who)
    state = ledger_of(ask)
    phase = state.by_phase.get(act.phase)
    if phase is None:
        raise Refused(f"phase: the agreement has no phase '{act.phase}'")
    following(PHASE, state.phases[act.phase].status, do, f"the phase '{act.phase}'")
    ask.check_past(act.on)
    on = act.on or ask.at.date()
    started = state.phases[act.phase].started
    if started is not None and on < started:
        raise Refused(f"on: the phase '{act.phase}' started on {started}; this is before")
    return state, phase, on


def _missing(state: LedgerState, needed: Iterable[str]) -> str:
    """Return what is not done yet of what must be, by name."""
    return " and ".join(f"'{name}'" for name in needed if not state.is_done(name))


HANDLERS: Final[Handlers] = {
    acts.VerifyPerformance: verify_performance, acts.FindWanting: find_wanting, acts.ResolveDispute: resolve_dispute,
    acts.AttributeViolation: attribute_violation, acts.OpenTally: open_tally, acts.StartPhase: start_phase,
    acts.EndPhase: end_phase, acts.FailPhase: fail_phase,
}  # fmt: skip
