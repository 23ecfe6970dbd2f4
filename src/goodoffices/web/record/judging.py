"""What people make of a piece of the record: accepted, rejected, edited, taken back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from django import forms

from goodoffices.language import gettext as _
from goodoffices.model.record import Conflict, Position, Statement
from goodoffices.model.reviewing import edited
from goodoffices.record.errors import ReadingError
from goodoffices.services.dossiers import Place
from goodoffices.services.growing import review
from goodoffices.services.listing import Line, Register
from goodoffices.talks.errors import Refused
from goodoffices.web.accounts import limits
from goodoffices.web.project import House
from goodoffices.web.record.pieces import (
    ConflictFields,
    PositionFields,
    StatementFields,
    conflict_initial,
    position_initial,
    statement_initial,
)
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.words import gettext_lazy


class RecordForm(BaseForm):
    """A form that adds to the record of the working case."""

    def place(self) -> Place:
        """Return where and when it is done, and by whom."""
        return Place(self.visit.room.talks, self.visit.who, House.now())

    def once(self) -> str:
        """Return the key by which it is done once."""
        return self.cleaned_data.get("key") or secrets.token_urlsafe(12)

    def do(self) -> None:
        """Do what the form is for.

        Raises:
            Refused, ReadingError: it is not possible; a sentence.
        """
        raise NotImplementedError

    def perform(self) -> bool:
        """Do what the form is for, or say why it cannot be."""
        if not self.is_valid():
            return False
        if not limits.allows("act", f"{self.visit.room.id}\n{self.visit.who.actor}"):
            return self.wrong(_("These were too many acts in a minute; wait a little, then send it again."))
        try:
            self.do()
        except (Refused, ReadingError) as error:
            name, colon, what = str(error).partition(": ")
            field = {"said_on": "on", "speaker_party": "party", "speaker_named": "named"}.get(name, name)
            return self.wrong(what, field) if colon and field in self.fields else self.wrong(str(error))
        return True


class LineForm(RecordForm):
    """A form about one piece of the record; it carries how many judgements of it there were."""

    def __init__(self, *given: Any, line: Line, book: Register, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.line, self.book = line, book
        self.fields["seen-key"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, min_value=0, initial=len(book.judgements_of(line))
        )

    def judge(
        self,
        verdict: Literal["accepted", "rejected", "edited", "undone"],
        fields: Mapping[str, Any] | None = None,
    ) -> None:
        """Judge the piece.

        Raises:
            Refused, ReadingError: it is not possible.
        """
        review(
            self.place(), [self.line.suggested.id], verdict, fields=fields, key=self.once(),
            seen=self.cleaned_data.get("seen-key"),
        )  # fmt: skip


class AcceptForm(LineForm):
    """Accept a piece as it stands."""

    said = gettext_lazy("Accepted.")

    def do(self) -> None:
        """Accept it; what was edited and rejected since is accepted as it was edited."""
        self.judge("accepted")


class RejectForm(LineForm):
    """Reject a piece: it stays in the list, and counts for nothing."""

    said = gettext_lazy("Rejected. It stays in the list, and counts for nothing.")

    def do(self) -> None:
        """Reject it."""
        self.judge("rejected")


class UndoForm(LineForm):
    """Take the judgement of a piece back."""

    said = gettext_lazy("Taken back.")

    def do(self) -> None:
        """Take it back."""
        self.judge("undone")


class BackForm(RecordForm):
    """Take back what one judged last: one piece, or all that a rule judged."""

    said = gettext_lazy("Taken back.")

    def __init__(self, *given: Any, lines: Sequence[Line], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.lines = lines

    def do(self) -> None:
        """Take it back."""
        review(self.place(), [line.suggested.id for line in self.lines], "undone", key=self.once())


class _EditForm(LineForm):
    """Say what a piece ought to say. What it was suggested as stays with it."""

    said = gettext_lazy("Changed. What had been suggested is kept beside it.")

    def fields_of(self) -> dict[str, Any]:
        """Return the fields as the record has them."""
        raise NotImplementedError

    def do(self) -> None:
        """Change what differs; where nothing does, it is accepted as it was suggested."""
        fields = self.fields_of()
        made = edited(self.line.suggested, fields)  # type: ignore[type-var]  # one of the three, whichever
        changed = {
            name: value for name, value in fields.items()
            if getattr(made, name) != getattr(self.line.suggested, name)
        }  # fmt: skip
        self.judge("edited" if changed else "accepted", changed or None)


class EditStatementForm(StatementFields, _EditForm):
    """Edit a statement."""

    def __init__(self, *given: Any, line: Line, book: Register, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        assert isinstance(line.plain, Statement)
        more["initial"] = statement_initial(line.plain) | more.get("initial", {})
        super().__init__(*given, line=line, book=book, **more)
        self.prepare(book.case, len(line.plain.figures) + 1)


class EditPositionForm(PositionFields, _EditForm):
    """Edit a position."""

    def __init__(self, *given: Any, line: Line, book: Register, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        assert isinstance(line.plain, Position)
        issue = book.case.issue(line.plain.issue)
        more["initial"] = position_initial(line.plain, issue, book) | more.get("initial", {})
        super().__init__(*given, line=line, book=book, **more)
        self.prepare(book.case, issue)


class EditConflictForm(ConflictFields, _EditForm):
    """Edit a conflict."""

    def __init__(self, *given: Any, line: Line, book: Register, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        assert isinstance(line.plain, Conflict)
        more["initial"] = conflict_initial(line.plain, book) | more.get("initial", {})
        super().__init__(*given, line=line, book=book, **more)


EDITS: Final[Mapping[str, type[_EditForm]]] = {
    "statement": EditStatementForm, "position": EditPositionForm, "conflict": EditConflictForm,
}  # fmt: skip
