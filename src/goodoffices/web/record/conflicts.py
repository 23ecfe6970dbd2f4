"""The page of conflicts: what the record says against itself, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect

from goodoffices.language import gettext as _
from goodoffices.reports.names import Names
from goodoffices.reports.sections.positions import KINDS
from goodoffices.services.dossiers import dossier
from goodoffices.services.listing import Line, Register, register
from goodoffices.web.record.asking import STANDINGS, Asked
from goodoffices.web.record.reviewing import Desk, desk, done_already, said, seen_by, sent_about
from goodoffices.web.record.showing import text_in
from goodoffices.web.record.sifting import STANDING, Choice
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit

#: So many conflicts a page.
_PAGE: Final = 20


@dataclass(frozen=True)
class Clash:
    """A conflict: its sides, why they clash, and the forms by which it is judged."""

    line: Line
    why: str
    sides: Sequence[Line]
    desk: Desk


@page(is_mediator, whole=True)
def conflicts(visit: Visit) -> HttpResponse:
    """Show the conflicts of the record, statement beside statement."""
    case = dossier(visit.room.talks, visit.who)
    book = register(case) if case is not None else None
    every = [line for line in book.lines if line.what == "conflict"] if book is not None else []
    if case is None or book is None or not every:
        return visit.page("record/conflicts.html.jinja", seen_by=seen_by(), clashes=[], every=[])
    asked = Asked.of(visit.request.GET)
    listed = [line for line in every if _passes(line, asked)]
    first = max(0, asked.page - 1) * _PAGE
    shown = listed[first : first + _PAGE]
    sent = book.named(sent_about(visit))
    if sent is not None and sent.what == "conflict" and sent not in shown:
        shown = [sent, *shown]
    clashes = [_clash(visit, line, book) for line in shown]
    forms: list[BaseForm] = [form for one in clashes for form in one.desk.forms]
    if done_already(visit) or visit.acted(forms) is not None:
        done = visit.request.POST.get("form", "")
        query = "&".join(part for part in (asked.query(at=""), f"done={done}") if part)
        place = f"#conflict-{sent.number}" if sent is not None else ""
        return HttpResponseRedirect(f"{visit.path}?{query}{place}", status=303)
    return visit.page(
        "record/conflicts.html.jinja", seen_by=seen_by(), said=said(visit), clashes=clashes, every=every, asked=asked,
        listed=listed, pages=-(-len(listed) // _PAGE), page_number=first // _PAGE + 1, words=Names(case),
        filters=_filters(asked), text_in=text_in, standing_words=STANDING,
    )  # fmt: skip


def _passes(line: Line, asked: Asked) -> bool:
    """Whether a conflict is shown; what was rejected is shown where it is asked for."""
    if asked.standing in STANDINGS:
        fits = line.standing == asked.standing
    else:
        fits = asked.standing == "all" or line.standing != "rejected"
    return fits and asked.act in ("", getattr(line.piece, "kind", ""))


def _clash(visit: Visit, line: Line, book: Register) -> Clash:
    made = desk(visit, line, book)
    kind = getattr(line.piece, "kind", "")
    return Clash(line, str(KINDS[kind]), made.detail.backing, made)


def _filters(asked: Asked) -> list[Choice]:
    standings = [("", _("all but rejected")), *((one, STANDING[one]) for one in STANDINGS), ("all", _("all"))]
    return [
        Choice("is", _("Standing"), asked.standing, standings),
        Choice("act", _("Kind"), asked.act, [("", _("all")), *KINDS.items()]),
    ]
