"""Everything that one sees, to take away as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.services.dossiers import dossier
from goodoffices.services.tables import Table, archive_of, csv_of, exported, workbook_of
from goodoffices.services.transcribing import transcript_of
from goodoffices.services.viewing import newest
from goodoffices.talks.streams import Kind
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.happening import lines
from goodoffices.web.shell.navigation import shares_all
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit

#: So many events a table holds; the transcript has all.
_EVENTS: Final = 20_000
#: The working case is exported as itself.
_LEFT_OUT: Final[tuple[Kind, ...]] = ("dossier",)
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "xlsx": _XLSX,
    "yaml": "application/yaml",
    "zip": "application/zip",
}
#: Files that everybody may have: of what they see.
_OWN: Final = ("transcript.jsonl", "events.csv", "events.xlsx")
#: Files of the mediators' working case.
_CASE: Final = (
    "case.zip", "case.yaml", "case.json", "record.jsonl", "case.xlsx", "statements.csv", "positions.csv",
    "conflicts.csv", "counts.csv", "timeline.csv", "limits.csv",
)  # fmt: skip


@page()
def exports(visit: Visit) -> HttpResponse:
    """Show what there is to take away."""
    whole = _working_case(visit)
    return visit.page(
        "desk/exports.html.jinja", seen_by=_("Each takes away what they see, and nothing else."), own=_OWN,
        case_files=_CASE if whole is not None else (), words=_words(),
    )  # fmt: skip


@page()
def download(visit: Visit, name: str) -> HttpResponse:
    """Give a file."""
    whole = _working_case(visit)
    made: dict[str, Callable[[], bytes]] = {
        "transcript.jsonl": lambda: transcript_of(visit.room.history, visit.who),
        "events.csv": lambda: csv_of(_events(visit)),
        "events.xlsx": lambda: workbook_of([_events(visit)]),
    }
    if whole is not None:
        made["case.zip"] = lambda: archive_of(whole)
    if name in made:
        data = made[name]()
    elif whole is not None and name in _CASE:
        files = exported(whole)
        data = files.get(name, b"")
    else:
        raise Problem(404, NOT_THERE)
    response = HttpResponse(data, content_type=_KINDS[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _working_case(visit: Visit) -> Case | None:
    if not shares_all(visit.who, visit.room.talks.parties()):
        return None
    return dossier(visit.room.talks, visit.who)


def _events(visit: Visit) -> Table:
    found = lines(visit, reversed(newest(visit.room.talks, visit.who, _EVENTS, but=_LEFT_OUT)))
    rows: list[tuple[str | float | int | None, ...]] = [
        (one.moment.isoformat() if one.moment else "", one.place, one.by, one.text, one.note) for one in found
    ]
    return Table("events", ("at", "place", "by", "what", "entered"), rows)


def _words() -> Mapping[str, str]:
    """Return what each file is."""
    return {
        "transcript.jsonl": _("All that you see, event by event, as a file that anybody can check offline"),
        "events.csv": _("What happened, in words, as a table"),
        "events.xlsx": _("The same as a workbook"),
        "case.zip": _("The whole working case as a folder: it can be read in again, here and elsewhere"),
        "case.yaml": _("The working case as one file"),
        "case.json": _("The same in JSON"),
        "record.jsonl": _("The record, a piece a line"),
        "case.xlsx": _("All tables as one workbook"),
        "statements.csv": _("Statements"),
        "positions.csv": _("Positions"),
        "conflicts.csv": _("Conflicts"),
        "counts.csv": _("Counts"),
        "timeline.csv": _("Timeline"),
        "limits.csv": _("Limits"),
    }
