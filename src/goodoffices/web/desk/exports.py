"""Everything that one sees, to take away as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goodoffices.analysis.errors import AnalysisError
from goodoffices.language import direction
from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.model.reviewing import current
from goodoffices.services.agreeing import data_of
from goodoffices.services.answers import Failed, Waiting
from goodoffices.services.dossiers import dossier
from goodoffices.services.sheets import Table, csv_of, workbook_of
from goodoffices.services.tables import TABLES, TEXTS, archive_of, text_of
from goodoffices.services.texts import agreed_case
from goodoffices.services.transcribing import transcript_of
from goodoffices.talks.streams import LEDGER
from goodoffices.talks.visibility import sees
from goodoffices.web.analysis.study import Study
from goodoffices.web.desk.case_tables import RESTS_ON, Worked, matrix_of
from goodoffices.web.desk.headings import said
from goodoffices.web.desk.own_tables import own_tables
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.navigation import in_talks, shares_all
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit

_KINDS: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
    "zip": "application/zip",
}
#: Makes a file; None where it rests on what is not worked out yet.
_Maker = Callable[[], bytes | None]


@page()
def exports(visit: Visit) -> HttpResponse:
    """Show what there is to take away, and what is being worked out."""
    visit.acted(())
    whole = _working_case(visit)
    own = ["transcript.jsonl", "talks.xlsx", *(f"{name}.csv" for name in own_tables(visit)), *_agreed(visit)]
    case_files, worked = list[str](), None
    if whole is not None:
        tables = [f"{name}.csv" for name in TABLES]
        case_files = ["case.zip", *TEXTS, "case.xlsx", *tables, "matrix.csv", *_open_data("terms", whole)]
        worked = Worked(Study.of(visit))
    return visit.page(
        "desk/exports.html.jinja", seen_by=_("Each takes away what they see, and nothing else."), own=own,
        case_files=case_files, analysed=tuple(RESTS_ON), worked=worked, words=_words(), Waiting=Waiting, Failed=Failed,
    )  # fmt: skip


@page()
def download(visit: Visit, name: str) -> HttpResponse:
    """Give a file; that one alone is made. Of one that is not worked out yet, the page says how far it is."""
    makers = _own(visit)
    if (whole := _working_case(visit)) is not None:
        makers |= _whole(visit, whole)
    if name not in makers:
        raise Problem(404, NOT_THERE)
    data = makers[name]()
    if data is None:
        return HttpResponseRedirect(reverse("desk:exports", args=[visit.room.id]))
    response = HttpResponse(data, content_type=_KINDS[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _own(visit: Visit) -> dict[str, _Maker]:
    tables = own_tables(visit)
    return {
        "transcript.jsonl": lambda: transcript_of(visit.room.history, visit.who),
        "talks.xlsx": lambda: _workbook([made() for made in tables.values()]),
        **{f"{name}.csv": _csv(made) for name, made in tables.items()},
        **_agreed(visit),
    }


def _agreed(visit: Visit) -> dict[str, _Maker]:
    """Return the files of the agreement and its ledger as far as somebody sees them; none before one is declared."""
    if not in_talks(visit.who):
        return {}
    ledger = visit.lens.ledger if sees(visit.who, LEDGER) else None
    case = agreed_case(visit.case, ledger)
    return _open_data("agreement", case) if case is not None else {}


def _open_data(name: str, case: Case) -> dict[str, _Maker]:
    return {f"{name}.{kind}": partial(_data, case, kind) for kind in ("jsonl", "csv")}


def _data(case: Case, kind: str) -> bytes:
    try:
        return data_of(current(case), kind)
    except AnalysisError as error:
        raise Problem(422, str(error)) from None


def _whole(visit: Visit, case: Case) -> dict[str, _Maker]:
    """Return the files of the mediators' working case."""
    study = Study.of(visit)
    worked = Worked(study)
    asked = visit.request.GET.get("day", "")
    place = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0  # noqa: PLR2004 - digits

    def matrix() -> Table:
        return matrix_of(study, place)

    def workbook() -> bytes:
        return _workbook([*(made(case) for made in TABLES.values()), matrix(), *worked.tables()])

    return {
        "case.zip": lambda: archive_of(case, more=[matrix(), *worked.tables()]),
        "case.xlsx": workbook,
        **{name: partial(text_of, case, name) for name in TEXTS},
        **{f"{name}.csv": _csv(partial(made, case)) for name, made in TABLES.items()},
        "matrix.csv": _csv(matrix),
        **_open_data("terms", case),
        **{f"{name}.csv": _csv(partial(worked.table, name)) for name in RESTS_ON},
    }


def _csv(made: Callable[[], Table | None]) -> _Maker:
    def make() -> bytes | None:
        table = made()
        return csv_of(table) if table is not None else None

    return make


def _workbook(tables: list[Table]) -> bytes:
    return workbook_of(tables, said, leftward=direction() == "rtl")


def _working_case(visit: Visit) -> Case | None:
    if not shares_all(visit.who, visit.room.talks.parties()):
        return None
    return dossier(visit.room.talks, visit.who)


def _words() -> Mapping[str, str]:
    """Return what each file is."""
    return {
        "transcript.jsonl": _("All that you see, event by event, as a file that anybody can check offline"),
        "talks.xlsx": _("All tables of the talks as one workbook"),
        "events.csv": _("What happened, in words"),
        "rounds.csv": _("Rounds"),
        "people.csv": _("Who takes part"),
        "delegations.csv": _("Who comes to which round"),
        "proposals.csv": _("Proposals with their answers"),
        "mandates.csv": _("Mandates"),
        "bodies.csv": _("Who decides at home"),
        "questions.csv": _("Questions at home, and what came of them"),
        "votes.csv": _("Votes, as far as they may be seen"),
        "messages.csv": _("Messages, and what may be done with each"),
        "soundings.csv": _("Soundings, and what was answered"),
        "biddings.csv": _("Blind biddings, and where bids met"),
        "contacts.csv": _("The contact balance"),
        "briefing-items.csv": _("What may be told: items, due or held, and to whom"),
        "briefings.csv": _("Who was told what and when, with the corrections"),
        "summaries.csv": _("What affected people had passed on"),
        "told.csv": _("What you were told, with the corrections"),
        "inputs.csv": _("What was said, what may become of it, and what was passed on"),
        "signatures.csv": _("Who has signed the agreement"),
        "obligations.csv": _("What is owed by the agreement, and how much of it is done"),
        "performance.csv": _("Reports of what was done, step by step"),
        "claims.csv": _("Claims of violations, and to whom they are attributed"),
        "counted.csv": _("What is counted, line by line, with sources"),
        "agreement.jsonl": _("The agreement and what is done of it as open data, a record a line"),
        "agreement.csv": _("The same as a table, in columns near those of PA-X"),
        "terms.jsonl": _("The agreement and the counts of the working case as open data, a record a line"),
        "terms.csv": _("The same as a table, in columns near those of PA-X"),
        "case.zip": _("The whole working case as a folder: it can be read in again, here and elsewhere"),
        "case.yaml": _("The working case as one file"),
        "case.json": _("The same in JSON"),
        "record.jsonl": _("The record, a piece a line"),
        "case.xlsx": _(
            "All tables of the case as one workbook, with those of the analysis that are worked out"
        ),
        "statements.csv": _("Statements"),
        "positions.csv": _("Positions"),
        "conflicts.csv": _("Conflicts"),
        "counts.csv": _("Counts"),
        "timeline.csv": _("Timeline"),
        "limits.csv": _("Limits"),
        "matrix.csv": _("Where each party stands on each issue, on the last day"),
        "frontier.csv": _("The frontier"),
        "solutions.csv": _("Solutions"),
        "power.csv": _("How much each vote counts"),
        "blocking-sets.csv": _("Limits that cannot stand together"),
        "ways-out.csv": _("Ways out"),
        "trades.csv": _("Trades from the package that you chose"),
    }
