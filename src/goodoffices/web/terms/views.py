"""The page of the terms: phases, obligations and guarantors of the working case, beside what is found of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from goodoffices.agreement.checking import Finding, check_terms, setting_of
from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.schedule import Schedule, schedule_of
from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.model.agreement import Guarantor, Obligation, Phase
from goodoffices.reports.charts.gantt import gantt
from goodoffices.services.agreeing import exchanges_in
from goodoffices.services.dossiers import begun
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy
from goodoffices.web.terms.changing import Piece
from goodoffices.web.terms.forms import DisputesForm, GuarantorForm, MoveUpForm, PhaseForm, TakeOutForm
from goodoffices.web.terms.obligation_form import ObligationForm

#: What says that it is done when the form is gone with what it changed.
_SAYING: Final[Kinds] = {
    "change-phase-": PhaseForm, "change-obligation-": ObligationForm, "change-guarantor-": GuarantorForm,
    "out-": TakeOutForm, "up-": MoveUpForm, "phase": PhaseForm, "obligation": ObligationForm,
    "guarantor": GuarantorForm, "disputes": DisputesForm,
}  # fmt: skip
#: The kinds of findings, in the order in which they are shown.
KINDS: Final = {
    "wrong": gettext_lazy("Wrong: it cannot be carried out as it stands"),
    "open": gettext_lazy("Open: it is not said"),
    "norm": gettext_lazy("To look at before anybody signs"),
}


@dataclass(frozen=True)
class Found:
    """A finding, with the place on the page that it is about."""

    one: Finding
    anchor: str


@page(is_mediator, whole=True)
def terms(visit: Visit) -> HttpResponse:
    """Show the terms, and what can be changed in them."""
    whole, _count = begun(visit.room.talks, visit.who)
    pieces = list(_pieces(whole))
    adding: dict[str, BaseForm] = {
        "phase": visit.form(PhaseForm, "phase", whole=whole),
        "guarantor": visit.form(GuarantorForm, "guarantor", whole=whole),
        "disputes": visit.form(DisputesForm, "disputes", whole=whole),
    }
    if whole.phases:
        adding["obligation"] = visit.form(ObligationForm, "obligation", whole=whole)
    outs = {mark_of(one): visit.form(TakeOutForm, f"out-{mark_of(one)}", of=one) for one in pieces}
    ups = {mark_of(one): visit.form(MoveUpForm, f"up-{mark_of(one)}", of=one) for one in _behind(whole)}
    change = _change(visit, whole, pieces)
    forms = [*adding.values(), *outs.values(), *ups.values(), *([change] if change is not None else [])]
    if (done := visit.acted(forms)) is not None:
        return done
    anchors = dict(_places(whole))
    found = [Found(one, anchors.get(one.where, "")) for one in check_terms(whole.terms, setting_of(whole))]
    schedule, outside = _schedule(whole)
    return visit.page(
        "terms/terms.html.jinja", seen_by=_("Only mediators who share all channels, until it is tabled."), forms=forms,
        whole=whole, shown=visit.shown(whole.terms), adding=adding, outs=outs, ups=ups, change=change, mark_of=mark_of,
        findings={kind: [one for one in found if one.one.kind == kind] for kind in KINDS}, kinds=KINDS,
        exchanges=list(exchanges_in(whole.terms)), schedule=schedule, outside=outside,
        picture=gantt(schedule, actor=visit.names.actor, status={}) if schedule is not None else None,
        said=said(visit, _SAYING),
    )  # fmt: skip


def _schedule(case: Case) -> tuple[Schedule | None, str]:
    """Return the days; or why there are none."""
    try:
        return schedule_of(case.terms), ""
    except AgreementError as error:
        return None, str(error)


def _pieces(case: Case) -> Iterator[Piece]:
    for phase in case.phases:
        yield phase
        yield from phase.obligations
    yield from case.guarantors


def _behind(case: Case) -> Iterator[Phase | Obligation]:
    """Yield what stands behind another of its kind: phases, and obligations of one phase."""
    yield from case.phases[1:]
    for phase in case.phases:
        yield from phase.obligations[1:]


def _places(case: Case) -> Iterator[tuple[str, str]]:
    """Yield where findings may be about, and where that stands on the page."""
    for number, phase in enumerate(case.phases, 1):
        yield f"phases/{phase.id}", f"phase-{number}"
        for place, one in enumerate(phase.obligations, 1):
            yield f"phases/{phase.id}/obligations/{one.id}", f"duty-{number}-{place}"


def _change(visit: Visit, whole: Case, pieces: Sequence[Piece]) -> BaseForm | None:
    """Return the form that changes what the address asks for, by its mark."""
    asked = str(visit.request.GET.get("change", ""))
    for one in pieces:
        if mark_of(one) == asked:
            match one:
                case Phase():
                    return visit.form(PhaseForm, f"change-phase-{asked}", whole=whole, of=one)
                case Obligation():
                    return visit.form(ObligationForm, f"change-obligation-{asked}", whole=whole, of=one)
                case Guarantor():
                    return visit.form(GuarantorForm, f"change-guarantor-{asked}", whole=whole, of=one)
    return None
