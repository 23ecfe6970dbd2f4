"""The ledger at a glance: each phase with what is owed in it, what follows, claims, what is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from goodoffices.agreement.ledger import Consequence
from goodoffices.agreement.ledger.compliance import Kept, PhaseKept
from goodoffices.agreement.schedule import ObligationDays
from goodoffices.language import gettext as _
from goodoffices.model.agreement import Obligation, Phase, Tally
from goodoffices.services.answers import Answer, Failed, Ready, Waiting
from goodoffices.services.performed import Performed, performed
from goodoffices.talks.states.ledger import Claim, LedgerState, Performance, PhaseStanding
from goodoffices.talks.transitions import PHASE
from goodoffices.web.ledger.able import answers_for, attributes, may_attribute, took
from goodoffices.web.ledger.forms import AttributeForm, ClaimForm, PhaseForm
from goodoffices.web.ledger.reckoned import reckoned
from goodoffices.web.ledger.tally_forms import TallyForm
from goodoffices.web.ledger.words import PHASES, REPORTS, STANDINGS, STEPS, TONES, TOOK
from goodoffices.web.project import House
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import sees_ledger
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit

#: The forms that go when they have done what they are for.
_SAYING: Final[Kinds] = {
    "claim": ClaimForm,
    "attribute-": AttributeForm,
    "phase-": PhaseForm,
    "tally": TallyForm,
}


@dataclass(frozen=True)
class Owed:
    """An obligation as it stands: its place, how much is kept, its days, its reports."""

    one: Obligation
    number: int
    kept: Kept
    days: ObligationDays
    reports: list[Performance]
    due: bool
    late: bool
    suspended: bool


@dataclass(frozen=True)
class Stage:
    """A phase as it stands, with what is owed in it, what it waits for, and the form that moves it on."""

    phase: Phase
    standing: PhaseStanding
    kept: PhaseKept
    owed: list[Owed]
    waits_for: list[str]
    move: PhaseForm | None


@dataclass(frozen=True)
class Claimed:
    """A claim with the form that attributes it; or why there is none."""

    one: Claim
    form: AttributeForm | None
    barred: str


@page(sees_ledger)
def ledger(visit: Visit) -> HttpResponse:
    """Show how the agreement is kept."""
    state = visit.lens.ledger
    if not state.agreement:
        visit.acted(())
        return visit.page("ledger/ledger.html.jinja", seen_by=seen_by(), state=state)
    found = performed(state, today(visit))
    stages = list(stages_of(visit, state, found))
    claims = [_claimed(visit, one) for one in reversed(state.claims.values())]
    parties = answers_for(visit)
    claim = tally = None
    if parties:
        given = parties if visit.who.side == "mediator" else []
        claim = visit.form(ClaimForm, "claim", owed=list(state.obligations.values()), parties=given)
    if visit.who.lead:
        tally = visit.form(TallyForm, "tally")
    forms: list[BaseForm] = [form for form in (claim, tally) if form is not None]
    forms += [one.move for one in stages if one.move is not None]
    forms += [one.form for one in claims if one.form is not None]
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "ledger/ledger.html.jinja", seen_by=seen_by(), forms=forms, state=state, stages=stages, claims=claims,
        claim=claim, tally=tally, tallies=list(_tallies(visit, state)), consequences=_by_cause(found.consequences),
        found=found, shown=visit.shown(state.terms), standings=STANDINGS, phases=PHASES, tones=TONES, reports=REPORTS,
        steps=STEPS, strays=[one for one in state.reports.values() if one.obligation not in state.obligations],
        said=said(visit, _SAYING), Ready=Ready, Waiting=Waiting, Failed=Failed,
    )  # fmt: skip


def _by_cause(found: Sequence[Consequence]) -> dict[str, list[Consequence]]:
    """Return what happens next, once each: what follows from a failing phase under no name, the rest by obligation."""
    causes: dict[str, dict[str, Consequence]] = {"": {}}
    for one in found:
        said_so = causes.setdefault("" if one.what in ("snapback", "resumes") else one.about, {})
        if one.says not in said_so or one.settled:
            said_so[one.says] = one
    return {about: list(said_so.values()) for about, said_so in causes.items() if said_so}


def today(visit: Visit) -> dt.date:
    """Return the day on the visitor's calendar."""
    return visit.local(House.now()).date()


def seen_by() -> str:
    """Say who sees the ledger."""
    return _("All delegations, the mediators and the monitors.")


def stages_of(visit: Visit, state: LedgerState, found: Performed) -> Iterator[Stage]:
    """Yield the phases as they stand."""
    kept = {one.obligation: one for one in found.compliance.obligations}
    days = {one.id: one for one in found.schedule.obligations}
    places = {name: number for number, name in enumerate(state.obligations, 1)}
    for number, (phase, phase_kept) in enumerate(
        zip(state.terms.phases, found.compliance.phases, strict=True), 1
    ):
        standing = state.phases[phase.id]
        owed = [
            Owed(
                one, places[one.id], kept[one.id], days[one.id],
                [report for report in state.reports.values() if report.obligation == one.id],
                one.id in found.due, one.id in found.late, one.id in state.suspended,
            )
            for one in phase.obligations
        ]  # fmt: skip
        waits = phase.starts_after if standing.status == "waiting" else phase.ends_after
        missing = [name for name in waits if not state.is_done(name)]
        move = _move(visit, f"phase-{number}", phase, standing)
        over = standing.status in ("ended", "failed")
        yield Stage(phase, standing, phase_kept, owed, [] if over else missing, move)


def _move(visit: Visit, prefix: str, phase: Phase, standing: PhaseStanding) -> PhaseForm | None:
    moves = any(state == standing.status for state, _act in PHASE)
    if not (visit.who.lead and (moves or visit.is_sent(prefix))):
        return None
    return visit.form(PhaseForm, prefix, phase=phase.id, status=standing.status)


def _claimed(visit: Visit, one: Claim) -> Claimed:
    prefix = f"attribute-{one.id}"
    if may_attribute(visit, one) or (attributes(visit) and visit.is_sent(prefix)):
        return Claimed(one, visit.form(AttributeForm, prefix, claim=one), "")
    barred = attributes(visit) and one.status == "claimed" and took(visit, one.steps)
    return Claimed(one, None, str(TOOK) if barred else "")


def _tallies(visit: Visit, state: LedgerState) -> Iterator[tuple[int, Tally, Answer]]:
    """Yield each tally with its place, and how it stands."""
    for number, one in enumerate(state.tallies.values(), 1):
        yield number, one, reckoned(visit.room, visit.who, state, one, latest=True)
