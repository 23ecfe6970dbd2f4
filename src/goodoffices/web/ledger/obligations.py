"""One obligation: what is owed, what was reported of it, what was found, and the next step for who may take it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from django.http import HttpResponse

from goodoffices.model.agreement import Obligation
from goodoffices.services.performed import performed
from goodoffices.talks.states.ledger import LedgerState, Performance
from goodoffices.web.ledger.able import (
    answers_for,
    may_dispute,
    may_find,
    may_report,
    may_resolve,
    waits_for,
)
from goodoffices.web.ledger.forms import DisputeForm, FindingForm, ReportForm, ResolveForm
from goodoffices.web.ledger.views import seen_by, stages_of, today
from goodoffices.web.ledger.words import PHASES, REPORTS, STANDINGS, STEPS, TONES, much
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.navigation import sees_ledger
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit

_SAYING: Final[Kinds] = {
    "report-": ReportForm, "find-": FindingForm, "dispute-": DisputeForm, "resolve-": ResolveForm,
}  # fmt: skip


@dataclass(frozen=True)
class Reported:
    """A report, what it waits for, and the forms of those steps that who visits may take."""

    one: Performance
    waits: list[str]
    find: FindingForm | None = None
    dispute: DisputeForm | None = None
    resolve: ResolveForm | None = None
    forms: list[BaseForm] = field(default_factory=list)


@page(sees_ledger)
def obligation(visit: Visit, number: int) -> HttpResponse:
    """Show an obligation."""
    state = visit.lens.ledger
    places = list(state.obligations.values())
    if not 0 < number <= len(places):
        raise Problem(404, NOT_THERE)
    one = places[number - 1]
    found = performed(state, today(visit))
    stage, owed = next(
        (stage, owed)
        for stage in stages_of(visit, state, found)
        for owed in stage.owed
        if owed.number == number
    )
    report = _report(visit, state, one)
    reported = [_reported(visit, each) for each in reversed(owed.reports)]
    forms: list[BaseForm] = [form for each in reported for form in each.forms]
    if report is not None:
        forms.append(report)
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "ledger/obligation.html.jinja", seen_by=seen_by(), forms=forms, state=state, one=one, owed=owed, stage=stage,
        report=report, reported=reported, shown=visit.shown(state.terms), much=much,
        consequences=[each for each in found.consequences if each.about == one.id],
        standings=STANDINGS, phases=PHASES, tones=TONES, reports=REPORTS, steps=STEPS, said=said(visit, _SAYING),
    )  # fmt: skip


def _report(visit: Visit, state: LedgerState, one: Obligation) -> ReportForm | None:
    if not may_report(visit, one):
        return None
    entering = visit.who.side == "mediator" and one.actor in state.parties
    given = {"entered_for": one.actor} if entering else {}
    return visit.form(ReportForm, f"report-{mark_of(one)}", of=one, **given)


def _reported(visit: Visit, one: Performance) -> Reported:
    find = dispute = resolve = None
    if may_find(visit, one) or _sent(visit, "find", one):
        find = visit.form(FindingForm, f"find-{one.id}", report=one)
    if may_dispute(visit, one) or _sent(visit, "dispute", one):
        given = answers_for(visit) if visit.who.side == "mediator" else []
        dispute = visit.form(DisputeForm, f"dispute-{one.id}", report=one, parties=given)
    if may_resolve(visit, one) or _sent(visit, "resolve", one):
        resolve = visit.form(ResolveForm, f"resolve-{one.id}", report=one)
    forms: list[BaseForm] = [form for form in (find, dispute, resolve) if form is not None]
    return Reported(one, waits_for(visit, one), find, dispute, resolve, forms)


def _sent(visit: Visit, step: str, one: Performance) -> bool:
    """Whether a form was sent that is gone by now: what it comes to is said beside it."""
    return visit.is_sent(f"{step}-{one.id}")
