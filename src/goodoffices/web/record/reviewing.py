"""The pages on which the record is reviewed: its list with one piece beside it, and one statement alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from django.http import HttpResponse, HttpResponseRedirect

from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.reports.names import Names
from goodoffices.services.dossiers import Place, done_before, dossier
from goodoffices.services.listing import Line, Register, register
from goodoffices.web.accounts import drafts
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.project import House
from goodoffices.web.record.asking import FOUND, PAGE, Asked, Numbers, lines, words_of
from goodoffices.web.record.judging import EDITS, AcceptForm, BackForm, RejectForm, UndoForm
from goodoffices.web.record.ruling import MergeForm, PartForm, RuleForm
from goodoffices.web.record.showing import Detail, detail, text_in
from goodoffices.web.record.sifting import STANDING, filters
from goodoffices.web.shell.forms import BaseForm, text
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy


class FindForm(BaseForm):
    """Look for words in the record."""

    words = text(gettext_lazy("Words"), most=300, required=False)

    def perform(self) -> bool:
        """Keep the words, sealed, for the page that shows what they find."""
        if not self.is_valid():
            return False
        visit, words = self.visit, self.cleaned_data["words"].strip()
        if words:
            kept = msgspec.json.encode({"words": words}).decode()
            drafts.keep(visit.account, visit.room.id, FOUND, kept)
        else:
            drafts.drop(visit.account, visit.room.id, FOUND)
        return True


@dataclass
class Desk:
    """The forms for one piece of the record, and what is done with it."""

    detail: Detail
    accept: AcceptForm | None = None
    reject: RejectForm | None = None
    undo: UndoForm | None = None
    edit: Any = None
    merge: MergeForm | None = None
    forms: list[BaseForm] = field(default_factory=list)


def desk(visit: Visit, line: Line, book: Register, part: int = 0) -> Desk:
    """Return a piece with the forms by which it is judged; their names hold its short name, and nothing else."""
    given = {"line": line, "book": book}
    made = Desk(detail(visit, line, book, part))
    if line.standing not in ("accepted", "own", "edited"):
        made.accept = visit.form(AcceptForm, f"accept-{line.name}", **given)
    if line.standing != "rejected":
        made.reject = visit.form(RejectForm, f"reject-{line.name}", **given)
    if line.judgement is not None:
        made.undo = visit.form(UndoForm, f"undo-{line.name}", **given)
    made.edit = visit.form(EDITS[line.what], f"edit-{line.name}", **given)
    if line.what == "statement" and getattr(line.suggested, "speaker", "") not in {"", *book.merged}:
        made.merge = visit.form(MergeForm, f"merge-{line.name}", **given)
    every = (made.accept, made.reject, made.undo, made.edit, made.merge)
    made.forms = [form for form in every if form is not None]
    return made


@page(is_mediator, whole=True)
def record(visit: Visit) -> HttpResponse:
    """Show the record as a list, with one piece beside it."""
    case = dossier(visit.room.talks, visit.who)
    if case is None or not (case.statements or case.positions or case.conflicts):
        return visit.page("record/record.html.jinja", seen_by=seen_by(), book=None)
    return _review(visit, case)


def _review(visit: Visit, case: Case) -> HttpResponse:
    book, asked, numbers = register(case), Asked.of(visit.request.GET), Numbers.of(visit, case)
    sieve = asked.sieve(book, numbers)
    listed = lines(visit, asked, book, sieve)
    selected = book.named(sent_about(visit) or asked.at) or (listed[0] if listed else None)
    made = desk(visit, selected, book, asked.part) if selected is not None else None
    find = visit.form(FindForm, "find", initial={"words": words_of(visit) if asked.found else ""})
    rule = visit.form(RuleForm, "rule", book=book)
    back = _back(visit, book, selected)
    parts = [
        visit.form(PartForm, f"part-{number}", initial={"name": name})
        for number, name in enumerate(book.merged, 1)
    ]
    forms = [*(made.forms if made else ()), *([back] if back else ()), find, rule, *parts]
    before, after = _beside(listed, selected, book)
    if done_already(visit) or visit.acted(forms) is not None:
        return _onward(visit, asked, after or before)
    first = _place(asked, listed, selected)
    shown = listed[first : first + PAGE]
    return visit.page(
        "record/record.html.jinja", seen_by=seen_by(), said=said(visit), forms=[], book=book, words=Names(case),
        asked=asked, sieve=sieve, listed=listed, shown=shown, first=first, pages=-(-len(listed) // PAGE),
        page_number=first // PAGE + 1, made=made, selected=selected, find=find, rule=rule, back=back, parts=parts,
        looked_for=words_of(visit) if asked.found else "",
        before=before, after=after,
        filters=filters(asked, case, numbers, sieve.standing), text_in=text_in, standing_words=STANDING,
    )  # fmt: skip


@page(is_mediator, whole=True)
def statement(visit: Visit, number: int) -> HttpResponse:
    """Show one statement alone."""
    case = dossier(visit.room.talks, visit.who)
    book = register(case) if case is not None else None
    line = book.named(f"s{number}") if book is not None else None
    if book is None or line is None:
        raise Problem(404, NOT_THERE)
    part = Asked.of(visit.request.GET).part
    made = desk(visit, line, book, part)
    if done_already(visit):
        return visit.back(visit.request.POST["form"])
    if (done := visit.acted(made.forms)) is not None:
        return done
    return visit.page(
        "record/statement.html.jinja", seen_by=seen_by(), said=said(visit), forms=[], made=made, line=line,
        words=Names(book.case), text_in=text_in, standing_words=STANDING,
    )  # fmt: skip


def seen_by() -> str:
    """Return who sees the record."""
    return _("Only you and the mediators who share all channels.")


_SAID: Final[dict[str, Any]] = {
    "accept": AcceptForm.said, "reject": RejectForm.said, "undo": UndoForm.said, "back": BackForm.said,
    "edit": EDITS["statement"].said, "merge": MergeForm.said, "part": PartForm.said, "rule": RuleForm.said,
}  # fmt: skip


def said(visit: Visit) -> str:
    """Return what was done, by the form that was sent last: the piece it was about may be out of sight."""
    return str(_SAID.get(visit.request.GET.get("done", "").partition("-")[0], ""))


def sent_about(visit: Visit) -> str:
    """Return the piece that a form was sent about, so that it is the one that is answered."""
    if visit.request.method != "POST":
        return ""
    kind, _dash, name = visit.request.POST.get("form", "").partition("-")
    return name if kind in ("accept", "reject", "undo", "edit", "merge") else ""


def done_already(visit: Visit) -> bool:
    """Whether what was sent has been done before: a second submit, whose form may be gone with the first."""
    if visit.request.method != "POST":
        return False
    key = visit.request.POST.get(f"{visit.request.POST.get('form', '')}-key", "")
    return done_before(Place(visit.room.talks, visit.who, House.now()), key)


def _back(visit: Visit, book: Register, selected: Line | None) -> BackForm | None:
    """Return the form that takes back what one judged last, where that is not the piece one looks at."""
    last = book.last_by(visit.who.actor)
    if not last or (len(last) == 1 and last[0] is selected):
        return None
    return visit.form(BackForm, f"back-{last[0].name}", lines=last)


def _beside(listed: Sequence[Line], selected: Line | None, book: Register) -> tuple[Line | None, Line | None]:
    """Return the lines before and after another in a list; one that has left the list is where it was in the record."""
    if selected is None:
        return None, None
    if selected in listed:
        place = listed.index(selected)
        return (listed[place - 1] if place else None), next(iter(listed[place + 1 : place + 2]), None)
    order = {line.name: place for place, line in enumerate(book.lines)}
    here = order[selected.name]
    earlier = [line for line in listed if order[line.name] < here]
    later = [line for line in listed if order[line.name] > here]
    return (earlier[-1] if earlier else None), (later[0] if later else None)


def _place(asked: Asked, listed: Sequence[Line], selected: Line | None) -> int:
    """Return where the page of the list begins: the one that is asked for, or else that of the piece looked at."""
    if asked.page:
        return min((asked.page - 1) * PAGE, max(0, (len(listed) - 1) // PAGE * PAGE))
    return listed.index(selected) // PAGE * PAGE if selected in listed else 0


def _onward(visit: Visit, asked: Asked, after: Line | None) -> HttpResponse:
    """Return where to go when something is done: to the next piece where one was judged."""
    done = visit.request.POST.get("form", "")
    kind, _dash, name = done.partition("-")
    at = asked.at
    if kind in ("accept", "reject"):
        at = after.name if after is not None else ""
    elif kind in ("edit", "undo", "back", "merge"):
        at = name
    query = asked.query(at=at, part=0, page=0)
    if kind == "find":
        words = visit.request.POST.get("find-words", "").strip()
        query = asked.query(found=bool(words), at="", part=0, page=0)
    parts = [part for part in (query, f"done={done}") if part]
    return HttpResponseRedirect(f"{visit.path}?{'&'.join(parts)}", status=303)
