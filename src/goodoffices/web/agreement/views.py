"""The page of the agreement, for all at the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from goodoffices.agreement.text.brackets import pieces
from goodoffices.language import gettext as _
from goodoffices.services.texts import may_have
from goodoffices.talks.events.channel import Tabled
from goodoffices.talks.permissions import may_answer
from goodoffices.talks.standing import is_name
from goodoffices.talks.states.case import Signature
from goodoffices.web.agreement.forms import AttestForm, SignForm
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import in_talks
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit

_SAYING: Final[Kinds] = {"sign-": SignForm, "attest": AttestForm}


@dataclass(frozen=True)
class Signing:
    """A party that is bound: its signature, or the form for it."""

    party: str
    signature: Signature | None
    form: SignForm | None


@page(in_talks)
def agreement(visit: Visit) -> HttpResponse:
    """Show the agreement, and who has signed it."""
    case = visit.case
    signing = [_signing(visit, party) for party in case.agreement_parties]
    attest = _attest(visit)
    forms: list[BaseForm] = [one.form for one in signing if one.form is not None]
    forms += [attest] if attest is not None else []
    if (done := visit.acted(forms)) is not None:
        return done
    text = None
    if case.agreements:
        text = Tabled(
            proposal="agreement", package=case.agreement or {}, text=case.agreement_text,
            clauses=case.agreement_clauses, terms=case.agreement_terms,
        )  # fmt: skip
    return visit.page(
        "agreement/agreement.html.jinja", forms=forms, text=text, signing=signing, attest=attest, pieces=pieces,
        signed_by=lambda one: visit.names.name(one.person) if is_name(one.person) else one.person,
        missing=[one.party for one in signing if one.signature is None],
        documented=may_have(visit.who, visit.case), said=said(visit, _SAYING),
        seen_by=_("All sides and all mediators."),
    )  # fmt: skip


def _signing(visit: Visit, party: str) -> Signing:
    case, prefix = visit.case, f"sign-{visit.names.number(party)}"
    signature = case.signatures.get(party)
    able = may_answer(visit.who, party) and signature is None and case.status == "agreed"
    if not (able or (may_answer(visit.who, party) and visit.is_sent(prefix))):
        return Signing(party, signature, None)
    given = {"entered_for": party} if visit.who.side == "mediator" else {}
    return Signing(party, signature, visit.form(SignForm, prefix, **given))


def _attest(visit: Visit) -> AttestForm | None:
    case = visit.case
    whole = all(party in case.signatures for party in case.agreement_parties)
    ready = case.status == "agreed" and whole and case.attestation is None
    if not (visit.who.lead and (ready or visit.is_sent("attest"))):
        return None
    return visit.form(AttestForm, "attest")
