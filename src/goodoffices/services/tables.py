"""The working case as files for other people and tools: case file, record, tables as CSV and as one workbook."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from goodoffices.model import Case
from goodoffices.model.base import When
from goodoffices.model.casefile.reading import RECORD_KINDS
from goodoffices.model.casefile.writing import case_to_text
from goodoffices.model.conditions import describe
from goodoffices.model.limits import Mandate, RedLine
from goodoffices.model.record import Figure
from goodoffices.model.reviewing import in_force, standing_of
from goodoffices.services.sheets import Cell, Table, csv_of, workbook_of

if TYPE_CHECKING:
    from goodoffices.analysis.results import Analysis


def exported(case: Case, more: Iterable[Table] = ()) -> dict[str, bytes]:
    """Return a case as files, by their names.

    `case.yaml` and `case.json` hold all of it, `record.jsonl` its record, a piece a line; the tables are in `*.csv` and
    together in `case.xlsx`. The same case gives the same bytes. What a spreadsheet would take for a formula is a text.

    Args:
        case: the case.
        more: tables beside its own, such as those of its analysis.
    """
    tables = [*tables_of(case), *more]
    return {
        **{name: text_of(case, name) for name in TEXTS},
        **{f"{table.name}.csv": csv_of(table) for table in tables},
        "case.xlsx": workbook_of(tables),
    }


def archive_of(case: Case, more: Iterable[Table] = ()) -> bytes:
    """Return what `exported` gives as one ZIP: the case files, and beside them the folder `tables`, with more tables.

    Unpacked, it is a case folder: nothing in it is read twice.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in exported(case, more).items():
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


def tables_of(case: Case) -> list[Table]:
    """Return the tables of a case."""
    return [made(case) for made in TABLES.values()]


def text_of(case: Case, name: str) -> bytes:
    """Return one of the files that hold the case or its record: `case.yaml`, `case.json`, `record.jsonl`."""
    if name == "record.jsonl":
        return "".join(_lines(case)).encode()
    return case_to_text(case, is_json=name == "case.json").encode()


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
    return Table("statements", columns, rows, frozenset({"named", "act", "standing"}))


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
    return Table("positions", columns, rows, frozenset({"stand", "standing"}))


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
        frozenset({"kind", "standing"}),
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
        frozenset({"kind"}),
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
    return Table("limits", columns, rows, frozenset({"kind"}))


def frontier_of(case: Case, analysis: Analysis) -> Table:
    """Return the frontier: what each efficient package is worth to whom, what it settles, which solution it is."""
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


#: The files that hold the case as text.
TEXTS: Final = ("case.yaml", "case.json", "record.jsonl")
#: The tables of every case, by their names.
TABLES: Final[Mapping[str, Callable[[Case], Table]]] = {
    "statements": _statements, "positions": _positions, "conflicts": _conflicts, "counts": _counts,
    "timeline": _timeline, "limits": _limits,
}  # fmt: skip
