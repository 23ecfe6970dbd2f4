"""Who may take which step in the ledger now, as `talks.permissions` says; and what is said to the others.

What is decided, `talks.decide` decides: a form that is here says that the step is worth trying.
"""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.language import gettext as _
from goodoffices.model.agreement import Obligation
from goodoffices.talks.permissions import may_answer, may_dispute_finding, may_lead, may_verify
from goodoffices.talks.standing import OFFICES
from goodoffices.talks.states.ledger import Claim, LedgerState, Performance, Step
from goodoffices.talks.transitions import PERFORMANCE
from goodoffices.web.ledger.words import TOOK
from goodoffices.web.shell.visits import Visit


def answers_for(visit: Visit) -> list[str]:
    """Return the parties for which who visits can bind: their own, or those whose word a mediator enters."""
    return [party for party in visit.lens.ledger.parties if may_answer(visit.who, party)]


def may_report(visit: Visit, one: Obligation) -> bool:
    """Whether who visits may report that something is done."""
    state = visit.lens.ledger
    return may_answer(visit.who, one.actor) if one.actor in state.parties else may_lead(visit.who)


def took(visit: Visit, steps: Sequence[Step]) -> bool:
    """Whether who visits took one of these steps."""
    return any(step.by == visit.who.actor for step in steps)


def may_find(visit: Visit, report: Performance) -> bool:
    """Whether who visits may verify a report, or find it wanting."""
    return _finds(visit, report) and not took(visit, report.steps)


def _finds(visit: Visit, report: Performance) -> bool:
    owed = visit.lens.ledger.obligations.get(report.obligation)
    able = (report.status, "verify_performance") in PERFORMANCE
    by = owed.verified_by if owed is not None else ""
    return able and visit.who.side in ("monitor", "mediator") and may_verify(visit.who, by)


def may_dispute(visit: Visit, report: Performance) -> bool:
    """Whether who visits may dispute what was found of a report, for themselves or a party."""
    return _disputes(visit, report) and not took(visit, report.steps[-1:])


def _disputes(visit: Visit, report: Performance) -> bool:
    able = (report.status, "dispute_performance") in PERFORMANCE
    return able and (may_dispute_finding(visit.who) or bool(answers_for(visit)))


def may_resolve(visit: Visit, report: Performance) -> bool:
    """Whether who visits may say what counts of a report that is in dispute."""
    return _resolves(visit, report) and not took(visit, _before(report))


def _resolves(visit: Visit, report: Performance) -> bool:
    return (report.status, "resolve_dispute") in PERFORMANCE and may_lead(visit.who)


def _before(report: Performance) -> Sequence[Step]:
    """Return the steps whose takers do not resolve it: a report of a party's is its own, whoever entered it."""
    return report.steps[1:] if report.party else report.steps


def may_attribute(visit: Visit, claim: Claim) -> bool:
    """Whether who visits may attribute a violation."""
    return attributes(visit) and claim.status == "claimed" and not took(visit, claim.steps)


def attributes(visit: Visit) -> bool:
    """Whether who visits attributes violations at all."""
    return visit.who.side == "monitor" or may_lead(visit.who)


def counts(visit: Visit) -> bool:
    """Whether who visits may enter a line of a tally."""
    return visit.who.side in ("monitor", "mediator") or bool(answers_for(visit))


def waits_for(visit: Visit, report: Performance) -> list[str]:
    """Say what a report waits for, and why who visits cannot do it where they could otherwise."""
    state, found = visit.lens.ledger, []
    match report.status:
        case "reported":
            found.append(_verifier(visit, state, report))
        case "verified" | "wanting":
            found.append(_("A party, or another monitor, may dispute what was found."))
        case "disputed":
            found.append(_("The lead mediator says what counts."))
        case _:
            return []
    barred = (
        (_finds(visit, report) and took(visit, report.steps))
        or (_disputes(visit, report) and took(visit, report.steps[-1:]))
        or (_resolves(visit, report) and took(visit, _before(report)))
    )
    return [*found, str(TOOK)] if barred else found


def _verifier(visit: Visit, state: LedgerState, report: Performance) -> str:
    owed = state.obligations.get(report.obligation)
    who = owed.verified_by if owed is not None else ""
    if not who:
        return _("A monitor or a mediator verifies it, or finds it wanting.")
    if who.partition(":")[0] in OFFICES and ":" in who:
        who = visit.names.called(who)
    return _("The agreement says who verifies it: %(who)s.") % {"who": who}
