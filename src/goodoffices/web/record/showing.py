"""What a page shows of a piece of the record: its words, its report with the places lit, what was judged of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from goodoffices.language import gettext as _
from goodoffices.language import plain, whole
from goodoffices.model.record import Conflict, Judgement, Position, Source, Statement
from goodoffices.reports.names import Names
from goodoffices.services.dossiers import text_of
from goodoffices.services.listing import Line, Register
from goodoffices.services.reviewing import Piece
from goodoffices.web.record.lighting import Passage, passage, spans_of
from goodoffices.web.shell.visits import Visit

#: So many pieces that rest on a statement are named.
_RESTING = 20


@dataclass(frozen=True)
class Detail:
    """A piece of the record in full.

    Attributes:
        line: the piece.
        title: what to call it: "Statement 12".
        sources: the reports from which it comes.
        passage: the part of its report that is shown, where the text is kept.
        backing: for a position or a conflict, the statements behind it.
        resting: the positions and conflicts that rest on a statement.
        changes: what was edited: the field, what was suggested, what stands now.
        history: all that was judged of it, the last first.
    """

    line: Line
    title: str
    sources: Sequence[Source]
    passage: Passage | None
    backing: Sequence[Line]
    resting: Sequence[Line]
    changes: Sequence[tuple[str, str, str]]
    history: Sequence[Judgement]


def title_of(line: Line) -> str:
    """Return what to call a piece."""
    words = {
        "statement": _("Statement %(number)s"),
        "position": _("Position %(number)s"),
        "conflict": _("Conflict %(number)s"),
    }
    return words[line.what] % {"number": whole(line.number)}


def text_in(line: Line, names: Names) -> str:
    """Return what a piece says in a line of a list."""
    match line.piece:
        case Statement():
            return line.piece.content
        case Position() as one:
            options = _(" or ").join(names.option(one.issue, value) for value in one.options)
            said = _(": ").join(part for part in (names.issue(one.issue), options or one.summary) if part)
            return f"{names.party(one.party)} – {said}"
        case Conflict() as one:
            return one.about


def detail(visit: Visit, line: Line, book: Register, part: int = 0) -> Detail:
    """Return a piece in full.

    Args:
        visit: who looks.
        line: the piece.
        book: the register.
        part: which part of the report's text is shown; 0 is the one with the piece in it.
    """
    backing = [] if isinstance(line.plain, Statement) else book.statements(line.plain.statements)
    sources = [book.sources[name] for name in line.sources if name in book.sources]
    shown = None
    if isinstance(line.piece, Statement):
        text = text_of(visit.room.talks, visit.who, line.piece.source)
        if text is not None:
            shown = passage(text, spans_of(line.piece), part)
    return Detail(
        line, title_of(line), sources, shown, backing, book.resting_on(line)[:_RESTING],
        list(_changes(line.suggested, line.plain)), book.judgements_of(line)[::-1],
    )  # fmt: skip


def _changes(before: Piece, after: Piece) -> Any:  # noqa: ANN401 - pairs of words
    """Yield what was edited, as words."""
    if before is after:
        return
    for field in msgspec.structs.fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new and field.name not in ("reader", "statements"):
            yield field.name, _written(old), _written(new)


def _written(value: Any) -> str:  # noqa: ANN401 - a field of a piece
    if value in (None, "", ()):
        return "–"
    if value is True or value is False:
        return _("yes") if value else _("no")
    if isinstance(value, tuple) and all(isinstance(one, msgspec.Struct) for one in value):
        return _("; ").join(f"{plain(one.value)} {one.of}" for one in value)
    if isinstance(value, tuple):
        return _(", ").join(str(one) for one in value)
    return str(value)
