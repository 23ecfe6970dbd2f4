"""What waits once there is an agreement: signatures, what is due, what is to be verified, resolved and attributed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from goodoffices.language import gettext as _
from goodoffices.services.performed import Performed, performed
from goodoffices.services.texts import may_have
from goodoffices.talks.permissions import may_lead, may_speak
from goodoffices.talks.states.ledger import LedgerState
from goodoffices.web.ledger.able import may_attribute, may_find, may_report, may_resolve
from goodoffices.web.overview.waits import Waiting, binding_turn
from goodoffices.web.shell.navigation import in_talks, sees_ledger
from goodoffices.web.shell.visits import Visit


def after_agreement(visit: Visit, now: dt.datetime) -> Iterator[Waiting]:
    """Yield what waits for whoever visits, and for others of their side, once an agreement is declared."""
    if in_talks(visit.who):
        yield from _signatures(visit)
    state = visit.lens.ledger if sees_ledger(visit.who) else LedgerState()
    if not state.agreement:
        return
    yield from _due(visit, state, performed(state, visit.local(now).date()))
    yield from _steps(visit, state)


def _signatures(visit: Visit) -> Iterator[Waiting]:
    case, address = visit.case, reverse("agreement:agreement", args=[visit.room.id])
    if case.status != "agreed":
        return
    missing = [party for party in case.agreement_parties if party not in case.signatures]
    paper = reverse("documents:agreement", args=[visit.room.id]) if may_have(visit.who, case) else ""
    for party in missing:
        if may_speak(visit.who, party):
            text = _("A signature under the agreement")
            yield Waiting(text, party, None, address, binding_turn(visit, party), paper)
    if not missing and case.attestation is None and may_lead(visit.who):
        yield Waiting(_("The attestation of what was signed"), "", None, address, paper=paper)


def _due(visit: Visit, state: LedgerState, found: Performed) -> Iterator[Waiting]:
    """Yield what is due this week, or overdue, of what is not reported yet, to who owes it."""
    standing = {one.obligation: one.standing for one in found.compliance.obligations}
    for name in (*found.late, *(one for one in found.due if one not in found.late)):
        one = state.obligations[name]
        if standing[name] in ("reported", "disputed"):
            continue
        own = one.actor in state.parties and may_speak(visit.who, one.actor)
        if not (own or may_report(visit, one)):
            continue
        party = one.actor if one.actor in state.parties else ""
        turn = binding_turn(visit, party) if own else ""
        text = _("Owed by the agreement: %(action)s") % {"action": one.action}
        until = found.schedule.obligation(name).due.last_on
        yield Waiting(text, party, until, _obligation(visit, state, name), turn)


def _steps(visit: Visit, state: LedgerState) -> Iterator[Waiting]:
    """Yield the steps of others that who visits is to follow up."""
    for report in state.reports.values():
        known = report.obligation in state.obligations
        address = (
            _obligation(visit, state, report.obligation)
            if known
            else reverse("ledger:ledger", args=[visit.room.id])
        )
        action = state.obligations[report.obligation].action if known else report.obligation
        values = {"report": report.id, "action": action}
        if may_find(visit, report):
            text = _("Report %(report)s is to be verified: %(action)s") % values
            yield Waiting(text, report.party, None, address)
        if may_resolve(visit, report):
            text = _("The dispute about report %(report)s: %(action)s") % values
            yield Waiting(text, report.party, None, address)
    for claim in state.claims.values():
        if may_attribute(visit, claim):
            text = _("Claim %(claim)s is to be attributed, or not") % {"claim": claim.id}
            yield Waiting(text, claim.party, None, reverse("ledger:ledger", args=[visit.room.id]))


def _obligation(visit: Visit, state: LedgerState, name: str) -> str:
    return reverse("ledger:obligation", args=[visit.room.id, list(state.obligations).index(name) + 1])
