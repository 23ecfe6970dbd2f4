"""One tally: how many are in each state over time, as a picture and as tables; what does not fit; a new line."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from goodoffices.agreement.ranges import Range
from goodoffices.language import gettext as _
from goodoffices.reports.charts.tallies import tally_chart
from goodoffices.reports.words import bounded, date
from goodoffices.services.answers import Failed, Ready, Waiting
from goodoffices.talks.states.ledger import Counted
from goodoffices.web.ledger.able import answers_for, counts
from goodoffices.web.ledger.reckoned import reckoned
from goodoffices.web.ledger.tally_forms import CountForm
from goodoffices.web.ledger.views import seen_by
from goodoffices.web.ledger.words import line_of, numbered
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.navigation import sees_ledger
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Line:
    """A line of a tally, numbered, in words; `bad` where it cannot stand together with others."""

    number: int
    one: Counted
    says: str
    much: str
    when: str
    source: str
    bad: bool
    same: int


@page(sees_ledger)
def tally(visit: Visit, number: int) -> HttpResponse:
    """Show a tally."""
    state = visit.lens.ledger
    if not 0 < number <= len(state.tallies):
        raise Problem(404, NOT_THERE)
    one = list(state.tallies.values())[number - 1]
    entries = [each for each in state.entries if each.entry.tally == one.id]
    answer = reckoned(visit.room, visit.who, state, one)
    found = answer.result if isinstance(answer, Ready) else None
    form = None
    if counts(visit):
        given = answers_for(visit) if visit.who.side == "mediator" else []
        form = visit.form(
            CountForm, f"count-{number}", tally=one, entries=entries, owed=list(state.obligations.values()),
            parties=given, own=_("nobody: it is from another source") if given else "",
        )  # fmt: skip
    forms = [form] if form is not None else []
    if (done := visit.acted(forms)) is not None:
        return done
    numbers = {each.entry.id: place for place, each in enumerate(entries, 1)}
    gap = set(found.gap.entries) if found is not None and found.gap is not None else set()
    lines = [
        Line(
            number=place, one=each, says=line_of(each.entry),
            much=bounded(each.entry.value, each.entry.bound, each.entry.high), when=date(each.entry.on),
            source=each.entry.source or visit.names.party(each.party), bad=each.entry.id in gap,
            same=numbers.get(each.entry.same_as or "", 0),
        )
        for place, each in enumerate(entries, 1)
    ]  # fmt: skip
    return visit.page(
        "ledger/tally.html.jinja", seen_by=seen_by(), forms=forms, one=one, found=found, lines=lines, form_of=form,
        picture=None if found is None else tally_chart(one, found, [each.entry for each in entries]), numbers=numbers,
        numbered=numbered,
        carried=lambda each: Range(low=each.low, high=each.high).says, answer=answer, Waiting=Waiting,
        Failed=Failed,
    )  # fmt: skip
