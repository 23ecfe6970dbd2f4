"""The working case as files for other people and tools: case file, record, tables as CSV and as one workbook."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from goodoffices.model import Case
from goodoffices.model.base import When
from goodoffices.model.casefile.reading import RECORD_KINDS
from goodoffices.model.casefile.writing import case_to_text
from goodoffices.model.conditions import describe
from goodoffices.model.limits import Mandate, RedLine
from goodoffices.model.record import Figure
from goodoffices.model.reviewing import in_force, standing_of

if TYPE_CHECKING:
    from goodoffices.analysis.results import Analysis

#: What a cell holds: a number stays one.
Cell = str | float | int | None
#: Whatever begins so, a spreadsheet may take for a formula or a command.
_SIGNS: Final = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
#: No spreadsheet holds a longer text in a cell.
_LONGEST: Final = 32_767
_CUT: Final = " …"
_WIDEST: Final = 60.0


class Table(NamedTuple):
    """A table: its name, the names of its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def exported(case: Case, analysis: Analysis | None = None) -> dict[str, bytes]:
    """Return a case as files, by their names.

    `case.yaml` and `case.json` hold all of it, `record.jsonl` its record, a piece a line; the tables are in `*.csv` and
    together in `case.xlsx`. The same case gives the same bytes. What a spreadsheet would take for a formula is a text.

    Args:
        case: the case.
        analysis: its analysis, for the table of the frontier.
    """
    tables = tables_of(case, analysis)
    return {
        "case.yaml": case_to_text(case).encode(),
        "case.json": case_to_text(case, is_json=True).encode(),
        "record.jsonl": "".join(_lines(case)).encode(),
        **{f"{table.name}.csv": csv_of(table) for table in tables},
        "case.xlsx": workbook_of(tables),
    }


def archive_of(case: Case, analysis: Analysis | None = None) -> bytes:
    """Return what `exported` gives as one ZIP: the case files, and beside them the folder `tables`.

    Unpacked, it is a case folder: nothing in it is read twice.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in exported(case, analysis).items():
            inside = name if name in ("case.yaml", "case.json") else f"tables/{name}"
            entry = zipfile.ZipInfo(inside, date_time=(2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _lines(case: Case) -> Iterator[str]:
    """Yield the record as a case folder has it: statements as they are, the rest under the names of their kinds."""
    for statement in case.statements:
        yield json.dumps(msgspec.to_builtins(statement), ensure_ascii=False) + "\n"
    for kind, (name, _) in RECORD_KINDS.items():
        for one in getattr(case, name):
            yield json.dumps({kind: msgspec.to_builtins(one)}, ensure_ascii=False) + "\n"


def tables_of(case: Case, analysis: Analysis | None = None) -> list[Table]:
    """Return the tables of a case."""
    found = [
        _statements(case),
        _positions(case),
        _conflicts(case),
        _counts(case),
        _timeline(case),
        _limits(case),
    ]
    if analysis is not None and analysis.frontier is not None:
        found.append(_frontier(case, analysis))
    return found


def _statements(case: Case) -> Table:
    sources = {one.id: one for one in case.sources}
    force = in_force(case.judgements)
    columns = (
        "id", "source", "outlet", "published", "speaker", "named", "party", "via", "said on", "act", "content",
        "figures", "confidence", "standing", "note",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for one in case.statements:
        source = sources.get(one.source)
        rows.append(
            (
                one.id, source.title if source else one.source, source.outlet if source else None,
                _when(source.published if source else None), one.speaker, "yes" if one.speaker_named else "no",
                one.speaker_party, " > ".join(one.via), _when(one.said_on), one.act, one.content,
                "; ".join(map(_figure, one.figures)), one.confidence, standing_of(case, "statement", one, force),
                one.note,
            )
        )  # fmt: skip
    return Table("statements", columns, rows)


def _positions(case: Case) -> Table:
    issues, force = case.issues_by_id, in_force(case.judgements)
    columns = ("id", "party", "issue", "stand", "on", "options", "summary", "statements", "standing")
    rows: list[tuple[Cell, ...]] = []
    for one in case.positions:
        issue = issues.get(one.issue)
        options = (issue.label_of(value) if issue else str(value) for value in one.options)
        rows.append(
            (
                one.id, one.party, issue.name if issue else one.issue, one.stand, _when(one.on), "; ".join(options),
                one.summary, "; ".join(one.statements), standing_of(case, "position", one, force),
            )
        )  # fmt: skip
    return Table("positions", columns, rows)


def _conflicts(case: Case) -> Table:
    force = in_force(case.judgements)
    return Table(
        "conflicts",
        ("id", "kind", "about", "statements", "noted on", "note", "standing"),
        [
            (
                one.id, one.kind, one.about, "; ".join(one.statements), _when(one.noted_on), one.note,
                standing_of(case, "conflict", one, force),
            )
            for one in case.conflicts
        ],
    )  # fmt: skip


def _counts(case: Case) -> Table:
    return Table(
        "counts",
        ("id", "of", "value", "bound", "high", "on", "statements", "note"),
        [
            (
                one.id,
                one.of,
                one.value,
                one.bound,
                one.high,
                _when(one.on),
                "; ".join(one.statements),
                one.note,
            )
            for one in case.counts
        ],
    )


def _timeline(case: Case) -> Table:
    return Table(
        "timeline",
        ("id", "on", "until", "kind", "title", "parties", "round", "description", "statements"),
        [
            (
                one.id, _when(one.on), _when(one.ends_on), one.kind, one.title, "; ".join(one.parties), one.round,
                one.description, "; ".join(one.statements),
            )
            for one in case.timeline
        ],
    )  # fmt: skip


def _limits(case: Case) -> Table:
    issues = case.issues_by_id
    rows: list[tuple[Cell, ...]] = []
    limits: list[tuple[str, RedLine | Mandate]] = [("red line", one) for one in case.red_lines]
    limits += [("mandate", one) for one in case.mandates]
    for kind, one in limits:
        entered = one.entered_by if isinstance(one, RedLine) else one.given_by
        positions = one.positions if isinstance(one, RedLine) else ()
        expires = one.expires_on if isinstance(one, Mandate) else None
        rows.append(
            (
                one.party, kind, one.name, describe(one.requires, issues) if one.requires is not None else None,
                one.cost, _when(expires), "; ".join((*positions, *one.statements)), entered, one.assumption,
            )
        )  # fmt: skip
    columns = (
        "party",
        "kind",
        "name",
        "requires",
        "cost",
        "expires on",
        "rests on",
        "entered or given by",
        "assumption",
    )
    return Table("limits", columns, rows)


def _frontier(case: Case, analysis: Analysis) -> Table:
    assert analysis.frontier is not None
    issues = case.issues_by_id
    chosen = {name: one for name, one in analysis.solutions.items() if one is not None}
    rows: list[tuple[Cell, ...]] = []
    for point in analysis.frontier.points:
        names = [name for name, one in chosen.items() if one.utilities == point.utilities]
        package = (issues[name].label_of(point.package[name]) for name in issues)
        rows.append((*point.utilities, *package, "; ".join(names)))
    columns = (
        *(f"utility {party}" for party in analysis.parties),
        *(one.name for one in case.issues),
        "solution",
    )
    return Table("frontier", columns, rows)


def _when(when: When | None) -> str | None:
    if when is None:
        return None
    return f"{when[0]} to {when[1]}" if isinstance(when, tuple) else str(when)


def _figure(figure: Figure) -> str:
    high = f"–{figure.high:g}" if figure.high is not None else ""
    return f"{figure.bound.replace('_', ' ')} {figure.value:g}{high} {figure.of}"


def csv_of(table: Table) -> bytes:
    """Return a table as CSV, as spreadsheets read it: UTF-8 with its mark, and nothing in it that is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(name) for name in table.columns])
    for row in table.rows:
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _safe(cell: Cell) -> str | float | int:
    """Return what a cell of a CSV file holds: a text that would be a formula begins with an apostrophe."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return cell
    text = _clean(cell)
    # Spreadsheets pass over spaces, and signs that nobody sees, before a formula.
    first = next((c for c in text if not c.isspace() and unicodedata.category(c) != "Cf"), "")
    return f"'{text}" if first in _SIGNS or text.startswith(("\t", "\r", "\n")) else text


def _clean(text: str) -> str:
    """Return a text without what no table can hold, and cut where no spreadsheet would read on."""
    text = "".join(
        c
        for c in text
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def workbook_of(tables: Iterable[Table]) -> bytes:
    """Return tables as one XLSX workbook, a sheet each. Texts are texts: none becomes a formula, a link or a number."""
    import datetime as dt  # noqa: PLC0415 - beside its use

    from xlsxwriter import Workbook  # noqa: PLC0415 - only for a workbook

    out = io.BytesIO()
    options: Mapping[str, Any] = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }  # fmt: skip
    with Workbook(out, dict(options)) as book:
        # The day it was made would make other bytes of the same case.
        book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(table.columns):
                sheet.write_string(0, column, _clean(name), head)
                longest = max((len(str(row[column] or "")) for row in table.rows), default=0)
                sheet.set_column(column, column, min(_WIDEST, max(len(name), longest) + 2.0))
            for number, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, column, _clean(cell), wrapped)
                    elif cell is not None:
                        sheet.write_number(number, column, cell, wrapped)
            if table.rows:
                sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    return out.getvalue()
