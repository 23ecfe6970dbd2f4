"""The pages on which something is put on the table: a proposal, a new version, yes or no, blind bids, a run."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpResponse
from django.urls import reverse

from goodoffices.agreement.text.brackets import pieces
from goodoffices.language import gettext as _
from goodoffices.talks.events.channel import ChannelEvent, Tabled
from goodoffices.talks.states.channel import Proposal
from goodoffices.web.channels.foreseeing import together
from goodoffices.web.channels.forms import OpenRunForm
from goodoffices.web.channels.passed import party_at, seen_parties
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.proposals.acts import BiddingForm, FinalForm
from goodoffices.web.proposals.comparing import compare
from goodoffices.web.proposals.forms import Composing, ReviseForm, TableForm
from goodoffices.web.proposals.left import time_left
from goodoffices.web.proposals.table import finals_this_round, row_of, suggested_name
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


@page(is_mediator)
def new(visit: Visit) -> HttpResponse:
    """Table a proposal."""
    start = {"name": suggested_name(visit, "proposal")}
    form = visit.form(TableForm, "table", parties=seen_parties(visit), initial=start)
    return _composed(visit, form, "proposals/new.html.jinja")


@page(is_mediator)
def final(visit: Visit) -> HttpResponse:
    """Make a mediators' proposal."""
    start = {"name": suggested_name(visit, "final")}
    form = visit.form(FinalForm, "final", parties=seen_parties(visit), initial=start)
    return _composed(visit, form, "proposals/final.html.jinja", used=finals_this_round(visit))


@page(is_mediator)
def bidding(visit: Visit) -> HttpResponse:
    """Open a bidding."""
    start = {"name": suggested_name(visit, "bidding")}
    form = visit.form(BiddingForm, "bidding", parties=seen_parties(visit), initial=start)
    return _composed(visit, form, "proposals/bidding.html.jinja")


@page(is_mediator)
def run(visit: Visit) -> HttpResponse:
    """Ask for a run on sealed preferences."""
    start = {"name": suggested_name(visit, "run")}
    form = visit.form(OpenRunForm, "open-run", parties=seen_parties(visit), initial=start)
    return _composed(visit, form, "proposals/run.html.jinja")


@page(is_mediator)
def revise(visit: Visit, number: int, proposal: str) -> HttpResponse:
    """Table a new version of a proposal: it starts from the one that is on the table, and shows what is different."""
    party = party_at(visit, number)
    row = row_of(visit, "proposal", party, proposal)
    if row is None or row.carried is None:
        raise Problem(404, NOT_THERE)
    now = tabled_of(visit.lens.channel(party).proposals[proposal])
    form = visit.form(ReviseForm, f"revise-{number}-{proposal}", name=row.name, to=row.parties, now=now)
    there = reverse("proposals:proposal", args=[visit.room.id, number, proposal])
    if (done := visit.acted([form])) is not None:
        return visit.back("revise", there) if done.status_code == 303 else done  # noqa: PLR2004 - see other
    return visit.page(
        "proposals/revise.html.jinja", forms=[form], form_of=form, row=row, now=now, back=there,
        comparison=_comparison(form, now), seen_by=_seen_by(), **_words(),
    )  # fmt: skip


def tabled_of(proposal: Proposal) -> Tabled:
    """Return the latest version of a proposal as it was tabled."""
    return Tabled(
        proposal=proposal.id, version=proposal.version, package=proposal.package, text=proposal.text,
        clauses=proposal.clauses, terms=proposal.terms, deadline=proposal.deadline,
    )  # fmt: skip


def _comparison(form: Composing, now: Tabled) -> Any:  # noqa: ANN401 - a comparison, or nothing
    """Compare what was written with what is on the table, where the parties' view of it was asked for."""
    visit = form.visit
    for events in (form.previewed or {}).values():
        for event in events:
            if event["event"] == "tabled":
                return compare(
                    now,
                    msgspec.convert(event, Tabled),
                    visit.case.issues,
                    lambda terms: visit.shown(terms).lines(),
                )
    return None


def _composed(visit: Visit, form: BaseForm, template: str, **more: Any) -> HttpResponse:  # noqa: ANN401 - for the template
    if (done := visit.acted([form])) is not None:
        there = reverse("proposals:proposals", args=[visit.room.id])
        return visit.back(form.prefix or "", there) if done.status_code == 303 else done  # noqa: PLR2004 - see other
    return visit.page(
        template, forms=[form], form_of=form, parties=seen_parties(visit), seen_by=_seen_by(), **_words(), **more,
    )  # fmt: skip


def _words() -> dict[str, Any]:
    """Return what the templates need to show what a party will see."""
    return {"together": together, "pieces": pieces, "time_left": time_left, "seen_as": _seen_as}


def _seen_as(event: dict[str, Any]) -> ChannelEvent:
    seen: ChannelEvent = msgspec.convert(event, ChannelEvent)
    return seen


def _seen_by() -> str:
    return _("Only you, until you send it. Then each party that you choose sees it in its own channel.")
