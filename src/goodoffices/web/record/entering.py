"""What comes into the record: reports to be read, and what mediators enter by hand."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model.issues import Issue
from goodoffices.services.growing import add_conflict, add_position, add_statement
from goodoffices.services.listing import Register
from goodoffices.services.reading import ENDINGS
from goodoffices.talks.actions.dossier import LONGEST_REPORT
from goodoffices.web.project import House
from goodoffices.web.record.being_read import keeper
from goodoffices.web.record.judging import RecordForm
from goodoffices.web.record.pieces import ConflictFields, PositionFields, StatementFields, day
from goodoffices.web.shell.forms import choice, text
from goodoffices.web.shell.naming import TURNING
from goodoffices.web.shell.words import gettext_lazy

#: So many files at a time, each of so many bytes, all together of so many, at most.
MOST_FILES: Final = 20
LARGEST: Final = 8 * 2**20
ALL: Final = 15 * 2**20
_NAME: Final = 120
#: So many reports stand in the list of sources to choose from, the newest first.
_SOURCES: Final = 100
_TITLE: Final = 80


class _Several(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class Reports(forms.FileField):
    """A field for reports; cleaned to names and bytes."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Files"), required=False, allow_empty_file=True,
            widget=_Several(attrs={"accept": ",".join(ENDINGS)}),
            help_text=gettext_lazy("Text, HTML, PDF or DOCX; up to 20 files of 8 MB, 15 MB together."),
        )  # fmt: skip

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:  # noqa: ANN401, ARG002 - as Django's fields
        """Return the reports.

        Raises:
            ValidationError: a sentence, with the name of the file.
        """
        files = [one for one in (data if isinstance(data, list) else [data]) if isinstance(one, UploadedFile)]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("These are %(count)s files; give %(most)s at a time at most.")
                % {"count": whole(len(files)), "most": whole(MOST_FILES)}
            )
        for one in files:
            _check(one)
        if sum(one.size or 0 for one in files) > ALL:
            raise forms.ValidationError(_("Together these files are too large; give fewer at a time."))
        return [(shown(one.name or ""), one.read()) for one in files]


def _check(file: UploadedFile[Any]) -> None:
    """Refuse a file that is none of those that are read."""
    name = shown(file.name or "")
    if not name.lower().endswith(ENDINGS):
        raise forms.ValidationError(
            _("“%(name)s” is no text, HTML, PDF or DOCX file; only these are read.") % {"name": name}
        )
    if not file.size:
        raise forms.ValidationError(_("“%(name)s” is empty.") % {"name": name})
    if file.size > LARGEST:
        raise forms.ValidationError(
            _("“%(name)s” is larger than 8 MB; give its text, or a part of it.") % {"name": name}
        )


def shown(name: str) -> str:
    """Return a file's name as it is shown: without folders and without signs that cannot be seen."""
    seen = "".join(sign for sign in PurePath(name).name if sign.isprintable() and sign not in TURNING)
    return seen.strip()[-_NAME:] or "report"


class ReadForm(RecordForm):
    """Let reports be read: a text that is pasted, or files."""

    said = gettext_lazy("It is being read; what is found in it will wait for review.")
    text = text(
        gettext_lazy("Text of a report"), rows=8, most=LONGEST_REPORT, required=False,
        hint=gettext_lazy("The whole of it, with its headline and its day."),
    )  # fmt: skip
    reports = Reports()
    published = day(
        gettext_lazy("Day of the report"),
        gettext_lazy("Where it is known better than the report says itself."),
    )

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        field = self.fields["text"]
        assert isinstance(field, forms.CharField)
        # A text that is pasted is the same report as its file.
        field.strip = False

    def clean_text(self) -> str:
        """Return the text with the line ends of files: browsers send others."""
        pasted: str = self.cleaned_data["text"]
        return pasted.replace("\r\n", "\n") if pasted.strip() else ""

    def clean(self) -> dict[str, Any]:
        """Check that there is anything to read."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("text") and not given["reports"]:
            self.add_error("text", _("Paste the text of a report, or choose a file."))
        return given

    def do(self) -> None:
        """Have it read, beside the pages."""
        given, place, key = self.cleaned_data, self.place(), self.once()
        pasted = [(_("pasted text"), given["text"].encode("utf-8", "replace"))] if given["text"] else []
        tell = keeper(self.visit.account, self.visit.room.id, key)
        House.readings.ask(
            place, [*pasted, *given["reports"]], published=given["published"], key=key, tell=tell
        )


class EnterStatementForm(StatementFields, RecordForm):
    """Enter a statement by hand, with the meeting or the report that tells it."""

    said = gettext_lazy("The statement is in the record.")
    source = choice(gettext_lazy("From where"), (), required=False)
    title = text(
        gettext_lazy("Which meeting, or which report"), most=300, required=False,
        hint=gettext_lazy("For instance: meeting with the delegation in Cairo."),
    )  # fmt: skip

    field_order = (*StatementFields.field_order, "source", "title")

    def __init__(self, *given: Any, book: Register, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        more["initial"] = {"named": True} | more.get("initial", {})
        super().__init__(*given, **more)
        self.prepare(book.case, 1)
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        newest = [(one.id, one.title[:_TITLE]) for one in book.case.sources[-_SOURCES:][::-1]]
        field.choices = [("", _("a meeting, or a report that is not in this list")), *newest]

    def clean(self) -> dict[str, Any]:
        """Check that it is said whence it comes."""
        given = super().clean()
        if not given.get("source") and not given.get("title") and "title" not in self.errors:
            self.add_error("title", _("Say at which meeting, or in which report, it was said."))
        return given

    def do(self) -> None:
        """Add it."""
        given = self.cleaned_data
        fields = self.fields_of()
        told = None if given["source"] else {"title": given["title"], "published": fields["said_on"]}
        if given["source"]:
            fields["source"] = given["source"]
        add_statement(self.place(), fields, told=told, key=self.once())


class EnterPositionForm(PositionFields, RecordForm):
    """Enter a position on an issue by hand."""

    said = gettext_lazy("The position is in the record.")

    def __init__(self, *given: Any, book: Register, issue: Issue, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.book = book
        self.prepare(book.case, issue)

    def do(self) -> None:
        """Add it."""
        add_position(self.place(), {"issue": self.issue.id, **self.fields_of()}, key=self.once())


class EnterConflictForm(ConflictFields, RecordForm):
    """Enter a conflict by hand."""

    said = gettext_lazy("The conflict is in the record.")

    def __init__(self, *given: Any, book: Register, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.book = book

    def do(self) -> None:
        """Add it."""
        noted = House.now().date().isoformat()
        add_conflict(self.place(), {**self.fields_of(), "noted_on": noted}, key=self.once())
