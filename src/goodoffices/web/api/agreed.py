"""The agreement, what is done of it, and its days as a calendar, as JSON and iCalendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from goodoffices.agreement.checking import Setting, check_terms
from goodoffices.agreement.errors import AgreementError
from goodoffices.model.agreement import Tally, Terms
from goodoffices.services.answers import Failed, Ready, Waiting
from goodoffices.services.performed import calendar_of_ledger, performed
from goodoffices.talks.lens import Lens
from goodoffices.talks.standing import Standing, split
from goodoffices.talks.states import CaseState, LedgerState
from goodoffices.talks.streams import CASE, LEDGER
from goodoffices.talks.visibility import sees
from goodoffices.web.api.answering import answer, day_asked, endpoint, standing
from goodoffices.web.ledger.reckoned import reckoned
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.project import Room


@endpoint("GET")
def agreement(request: HttpRequest, case: str = "") -> HttpResponse:
    """Return what was agreed, who has signed it, and its days; for mediators also what is found of its terms."""
    room, who = standing(request, case)
    if not sees(who, CASE):
        raise Problem(404, NOT_THERE)
    lens = _lens(room, who)
    state = lens.case
    found: dict[str, Any] = {
        "agreement": state.agreements, "status": state.status, "parties": state.agreement_parties,
        "package": state.agreement, "text": state.agreement_text,
        "clauses": msgspec.to_builtins(state.agreement_clauses), "terms": _plain(state.agreement_terms),
        "signatures": msgspec.to_builtins(state.signatures), "attestation": _plain(state.attestation),
        "schedule": None, "findings": None,
    }  # fmt: skip
    if sees(who, LEDGER) and state.agreements:
        found["schedule"] = _reckoned(lens.ledger, day_asked(request))["schedule"]
    if who.side == "mediator" and state.agreements:
        terms = state.agreement_terms or Terms()
        found["findings"] = [one.to_dict() for one in check_terms(terms, _setting(state))]
    return answer(found)


@endpoint("GET")
def ledger(request: HttpRequest, case: str = "") -> HttpResponse:
    """Return what is done of the agreement: reports, compliance as ranges, claims, tallies with their gaps."""
    room, lens = _of_ledger(request, case)
    state = lens.ledger
    found: dict[str, Any] = {
        "agreement": state.agreement, "parties": state.parties, "terms": _plain(state.terms),
        "phases": msgspec.to_builtins(state.phases), "suspended": state.suspended,
        "reports": msgspec.to_builtins(list(state.reports.values())),
        "claims": msgspec.to_builtins(list(state.claims.values())),
        **_reckoned(state, day_asked(request)),
        "tallies": [_stands(room, lens, one) for one in state.tallies.values()],
    }  # fmt: skip
    return answer(found)


def _stands(room: Room, lens: Lens, one: Tally) -> dict[str, Any]:
    """Return a tally with its lines and how it stands: null while that is being reckoned, or why it cannot be."""
    state = lens.ledger
    reached = reckoned(room, lens.who, state, one)
    return {
        "tally": _plain(one),
        "entries": [msgspec.to_builtins(each) for each in state.entries if each.entry.tally == one.id],
        "stands": reached.result.to_dict() if isinstance(reached, Ready) else None,
        "waiting": isinstance(reached, Waiting),
        "problem": reached.sentence if isinstance(reached, Failed) else "",
    }


@endpoint("GET")
def calendar(request: HttpRequest, case: str = "") -> HttpResponse:
    """Return the days of the agreement as an iCalendar file."""
    _room, lens = _of_ledger(request, case)
    state = lens.ledger
    title = lens.case.title if sees(lens.who, CASE) else ""
    try:
        data = calendar_of_ledger(state, title or "Agreement", lambda one: state.parties.get(one, one))
    except AgreementError as error:
        raise Problem(409, str(error)) from None
    return HttpResponse(data, content_type="text/calendar; charset=utf-8")


def _of_ledger(request: HttpRequest, case: str) -> tuple[Room, Lens]:
    room, who = standing(request, case)
    if not sees(who, LEDGER):
        raise Problem(404, NOT_THERE)
    return room, _lens(room, who)


def _lens(room: Room, who: Standing) -> Lens:
    return room.looks.at(who).lens


def _reckoned(state: LedgerState, on: dt.date) -> dict[str, Any]:
    return performed(state, on).to_dict()


def _setting(state: CaseState) -> Setting:
    """Return what the terms are judged against: what all at the table share."""
    return Setting(
        parties=tuple(state.agreement_parties), mediators=tuple(split(one)[1] for one in state.mediators),
        issues=tuple(state.issues.values()), package=state.agreement or {},
        clauses=tuple(one.issue for one in state.agreement_clauses if one.issue),
    )  # fmt: skip


def _plain(thing: object) -> Any:  # noqa: ANN401 - as JSON
    return None if thing is None else msgspec.to_builtins(thing)
