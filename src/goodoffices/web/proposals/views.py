"""What mediators have on the table: proposals by parties, yes-or-no proposals, blind bids, runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.events import Happened
from goodoffices.talks.events.channel import Answered
from goodoffices.talks.permissions import enters_no_more
from goodoffices.talks.states.channel import Bidding, Final, Proposal
from goodoffices.web.channels.forms import OpenRunForm
from goodoffices.web.channels.passed import entered, seen_parties, story
from goodoffices.web.proposals.acts import BiddingForm, FinalForm
from goodoffices.web.proposals.answering import BidForm, FinalAnswerForm
from goodoffices.web.proposals.forms import TableForm
from goodoffices.web.proposals.left import over, time_left
from goodoffices.web.proposals.limits import judged
from goodoffices.web.proposals.receipts import entered_for
from goodoffices.web.proposals.table import Row, finals_this_round, rows
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.values import worded
from goodoffices.web.shell.visits import Visit

#: What is put on the table elsewhere, and what can be entered here once.
KINDS: Kinds = {
    "table": TableForm, "bidding": BiddingForm, "open-run": OpenRunForm, "final-": FinalAnswerForm, "final": FinalForm,
    "bid": BidForm,
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """Where a proposal stands with one party, its last answer, and by whom that was entered."""

    proposal: Proposal
    last: Answered | None
    entered: Happened | None


@dataclass(frozen=True)
class Tabled:
    """A proposal with all parties that have it."""

    row: Row
    newest: Proposal
    cells: dict[str, Cell]
    number: int
    id: str


@dataclass(frozen=True)
class Unseen:
    """Something that is answered unseen: by whom an answer can still be entered, and for whom one was."""

    row: Row
    one: Final | Bidding
    forms: dict[str, BaseForm]
    receipts: list[Happened]


@page(is_mediator)
def proposals(visit: Visit) -> HttpResponse:
    """Show what is on the table with the parties whose channels the mediator shares."""
    finals = [_final(visit, row) for row in rows(visit, "final")]
    biddings = [_bidding(visit, row) for row in rows(visit, "bidding")]
    forms = [form for one in (*finals, *biddings) for form in one.forms.values()]
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "proposals/proposals.html.jinja", forms=forms, parties=seen_parties(visit), tabled=list(_tabled(visit)),
        finals=finals, biddings=biddings, runs=[(row, _consents(visit, row)) for row in rows(visit, "run")],
        used=finals_this_round(visit), time_left=time_left, worded=worded,
        said=said(visit, KINDS),
        seen_by=_("You, and the mediators who share these channels. A party sees its own part, and no other."),
    )  # fmt: skip


def _tabled(visit: Visit) -> Iterator[Tabled]:
    """Yield the proposals, the newest first."""
    stories = {party: entered(story(visit, party)) for party in seen_parties(visit)}
    for row in reversed(rows(visit, "proposal")):
        cells = {}
        for party, name in row.to.items():
            one = visit.lens.channel(party).proposals[name]
            last = one.answers[-1] if one.answers else None
            cells[party] = Cell(
                one, last, stories[party].get(("answered", name)) if last is not None else None
            )
        first = row.parties[0]
        yield Tabled(row, cells[first].proposal, cells, visit.names.number(first), row.to[first])


def _final(visit: Visit, row: Row) -> Unseen:
    forms: dict[str, BaseForm] = {}
    finals = {party: visit.lens.channel(party).finals[name] for party, name in row.to.items()}
    for party, one in finals.items():
        prefix = f"final-{visit.names.number(party)}-{one.id}"
        is_open = (
            one.accepted is None and not over(one.deadline) and not entered_for(visit, party, "final", one.id)
        )
        if is_open or visit.is_sent(prefix):
            mandate = judged(visit, party, one.package)
            itself = enters_no_more(visit.who, acts_itself=visit.lens.channel(party).acts_itself)
            forms[party] = visit.form(
                FinalAnswerForm, prefix, entered_for=party, initial={"final": one.id},
                may_say_yes=mandate is None or not mandate.mandate, itself=itself,
            )  # fmt: skip
    return Unseen(row, finals[row.parties[0]], forms, _receipts(visit, row, "final"))


def _bidding(visit: Visit, row: Row) -> Unseen:
    forms: dict[str, BaseForm] = {}
    biddings = {party: visit.lens.channel(party).biddings[name] for party, name in row.to.items()}
    for party, one in biddings.items():
        prefix = f"bid-{visit.names.number(party)}-{one.id}"
        is_open = (
            not one.closed and not over(one.deadline) and not entered_for(visit, party, "bidding", one.id)
        )
        if is_open or visit.is_sent(prefix):
            forms[party] = visit.form(BidForm, prefix, entered_for=party, initial={"bidding": one.id})
    return Unseen(row, biddings[row.parties[0]], forms, _receipts(visit, row, "bidding"))


def _receipts(visit: Visit, row: Row, what: str) -> list[Happened]:
    """Return what was entered for parties; whether one answered itself, mediators do not see."""
    found = (entered_for(visit, party, what, name) for party, name in row.to.items())
    return [one for one in found if one is not None]


def _consents(visit: Visit, row: Row) -> dict[str, bool | None]:
    """Return who consents to a run: to one that is made, who did; to another, who does to the agenda as it is."""
    made, changes = row.carried is not None and row.carried.closed, visit.case.agenda_changes
    found = ((party, name, visit.lens.channel(party)) for party, name in row.to.items())
    return {
        party: channel.runs[name] if made else channel.consent_to_run(name, changes)
        for party, name, channel in found
    }
