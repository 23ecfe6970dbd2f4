"""The working case as files: read again it is the same; what would hurt in a spreadsheet is a text."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import msgspec
import pytest
from defusedxml import ElementTree

from goodoffices.analysis.analyse import analyse_case
from goodoffices.model import Case, describe
from goodoffices.model.casefile.reading import read_case_text
from goodoffices.model.record import Judgement, Source, Statement
from goodoffices.services.importing import case_from
from goodoffices.services.tables import archive_of, exported, frontier_of, tables_of

EXAMPLES = Path(__file__).parents[3] / "examples"
NASTY = [
    "=cmd|'/c calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\uff1d1", "<script>&\"'",
    "x" * 40_000, "a\x00b\x1fc", "\u202e=1", "https://example.org/", "0012", "1e5", 'a;b,c"d\nE',
]  # fmt: skip


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.load(EXAMPLES / "cairo-2024")


def rows_of(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheets_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_case_files_are_the_case(case: Case) -> None:
    files = exported(case, [frontier_of(case, analyse_case(case))])
    assert read_case_text(files["case.yaml"].decode()) == case
    assert read_case_text(files["case.json"].decode(), "case.json") == case
    assert len(files["record.jsonl"].splitlines()) == len(case.statements) + len(case.sources) + len(
        case.positions
    ) + len(case.conflicts)
    brought = case_from("case.zip", archive_of(case))
    assert (brought.case, brought.format) == (case, "case")


def test_the_same_case_gives_the_same_bytes(case: Case) -> None:
    assert exported(case) == exported(case)
    assert archive_of(case) == archive_of(case)


def test_tables_have_every_piece(case: Case) -> None:
    analysis = analyse_case(case)
    files = exported(case, [frontier_of(case, analysis)])
    assert analysis.frontier is not None
    for name, many in (
        ("statements", len(case.statements)), ("positions", len(case.positions)), ("conflicts", len(case.conflicts)),
        ("counts", len(case.counts)), ("timeline", len(case.timeline)), ("limits", len(case.red_lines) + len(case.mandates)),
        ("frontier", analysis.frontier.size),
    ):  # fmt: skip
        assert len(rows_of(files[f"{name}.csv"])) == many + 1, name
    assert "frontier.csv" not in exported(case)
    book = sheets_of(files["case.xlsx"])
    assert re.findall(r'sheet name="(\w+)"', book["xl/workbook.xml"]) == [
        *(one.name for one in tables_of(case)),
        "frontier",
    ]
    assert rows_of(files["limits.csv"])[1][3] == describe(case.red_lines[0].requires, case.issues_by_id)


def nasty(case: Case) -> Case:
    source = Source(id="n", title="=1+1")
    statements = tuple(
        Statement(
            id=f"n{place}",
            source="n",
            content=text,
            speaker=text,
            speaker_named=True,
            act="asserts",
            reader="r",
        )
        for place, text in enumerate(NASTY)
    )
    return msgspec.structs.replace(case, sources=(*case.sources, source), statements=statements)


def test_nothing_in_csv_is_a_formula(case: Case) -> None:
    rows = rows_of(exported(nasty(case))["statements.csv"])
    assert len(rows) == len(NASTY) + 1
    for row in rows:
        for cell in row:
            assert not re.match(r"[\s\u00a0\u202e]*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell), cell[:20]
            assert len(cell) <= 32_768
            assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", cell)
    contents = [row[10] for row in rows[1:]]
    assert contents[0] == "'=cmd|'/c calc'!A0"
    assert contents[15] == "0012"
    assert contents[17] == 'a;b,c"d\nE'


def test_nothing_in_the_workbook_is_a_formula_or_a_link(case: Case) -> None:
    book = sheets_of(exported(nasty(case))["case.xlsx"])
    for name, text in book.items():
        ElementTree.fromstring(text)
        assert "<f>" not in text, name
        assert "hyperlink" not in text, name
    assert "=cmd|" in book["xl/sharedStrings.xml"]
    assert not any(name.startswith("xl/externalLinks") for name in book)


def test_how_pieces_stand_is_in_the_tables(case: Case) -> None:
    judged = Judgement(
        what="statement",
        of=case.statements[0].id,
        at=dt.datetime(2031, 3, 1, tzinfo=dt.UTC),
        verdict="rejected",
        by="lunn",
    )
    rows = rows_of(exported(msgspec.structs.replace(case, judgements=(judged,)))["statements.csv"])
    assert [row[13] for row in rows[:3]] == ["standing", "rejected", "own"]


def test_a_case_of_nothing_has_tables() -> None:
    assert {len(rows_of(data)) for name, data in exported(Case()).items() if name.endswith(".csv")} == {1}
