"""The page by which things come into the record: reports that are read, and what is entered by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from goodoffices.model.issues import Issue
from goodoffices.model.record import Source
from goodoffices.services.dossiers import begun
from goodoffices.services.listing import Register, register
from goodoffices.web.record.asking import Asked
from goodoffices.web.record.being_read import jobs
from goodoffices.web.record.entering import EnterConflictForm, EnterPositionForm, EnterStatementForm, ReadForm
from goodoffices.web.record.reviewing import seen_by
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit

#: So many reports a page of their list.
_PAGE: Final = 25
_DIGITS: Final = 7


@dataclass(frozen=True)
class Shelf:
    """A report in the list: its number in addresses, how many statements came from it, how many wait for review."""

    number: int
    source: Source
    statements: int
    waiting: int
    kept: bool


@page(is_mediator, whole=True)
def reading(visit: Visit) -> HttpResponse:
    """Show what can be added to the record, what is being read, and the reports that are in it."""
    case, _frames = begun(visit.room.talks, visit.who)
    book = register(case)
    asked, issue = Asked.of(visit.request.GET), _issue(visit, book)
    on = visit.request.GET.get("on", "")
    backing = {"statements": on[:_DIGITS]} if on.isdecimal() else {}
    read = visit.form(ReadForm, "read")
    statement = visit.form(EnterStatementForm, "statement", book=book)
    position = None
    if issue is not None:
        number = case.issues.index(issue) + 1
        position = visit.form(
            EnterPositionForm, f"position-{number}", book=book, issue=issue, initial=dict(backing)
        )
    conflict = visit.form(EnterConflictForm, "conflict", book=book, initial=dict(backing))
    forms = [form for form in (read, statement, position, conflict) if form is not None]
    if (done := visit.acted(forms)) is not None:
        return done
    shelves = _shelves(visit, book)
    first = max(0, asked.page - 1) * _PAGE
    return visit.page(
        "record/reading.html.jinja", seen_by=seen_by(), forms=forms, read=read, statement=statement,
        position=position, conflict=conflict, issue=issue, case_issues=case.issues, backing=backing,
        jobs=jobs(visit), shelves=shelves[first : first + _PAGE], pages=-(-len(shelves) // _PAGE),
        page_number=first // _PAGE + 1, numbers={one.source.id: one.number for one in shelves},
    )  # fmt: skip


def _issue(visit: Visit, book: Register) -> Issue | None:
    """Return the issue on which a position is entered: the one that was chosen, or sent."""
    asked = visit.request.GET.get("issue", "")
    if visit.request.method == "POST":
        kind, _dash, sent = visit.request.POST.get("form", "").partition("-")
        asked = sent if kind == "position" else asked
    issues = book.case.issues
    known = asked.isascii() and asked.isdecimal() and len(asked) < _DIGITS and 0 < int(asked) <= len(issues)
    return issues[int(asked) - 1] if known else None


def _shelves(visit: Visit, book: Register) -> list[Shelf]:
    """Return the reports of the record, the newest in it first."""
    from_each: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for line in book.lines:
        if line.what == "statement":
            from_each.update(line.sources)
            if line.standing == "suggested":
                waiting.update(line.sources)
    texts = visit.lens.dossier.texts
    found = [
        Shelf(number, one, from_each[one.id], waiting[one.id], one.id in texts)
        for number, one in enumerate(book.case.sources, 1)
    ]
    return found[::-1]
