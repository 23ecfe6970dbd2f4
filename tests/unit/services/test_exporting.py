"""A reading as CSV: nothing in it is a formula to a spreadsheet, and what is empty is empty."""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec
import pytest

from goodoffices.services.exporting import save_reading
from goodoffices.services.reading import read
from goodoffices.services.sheets import safe
from tests.unit.record.samples import REPORT, frame


def test_nothing_of_a_reading_is_a_formula(tmp_path: Path) -> None:
    reading = read([("=report.txt", REPORT.encode())], case=frame(), reader="rules")
    report = reading.reports[0]
    hostile = [
        msgspec.structs.replace(one, via=("=cmd|' /C calc'!A0", "x"), content="\uff1dHYPERLINK(1)")
        for one in report.statements
    ]
    changed = msgspec.structs.replace(report, statements=tuple(hostile), title="+1", outlet="")
    save_reading(tmp_path / "out.csv", msgspec.structs.replace(reading, reports=(changed,)), None)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        assert row["via"].startswith("'=cmd")
        assert row["content"].startswith("'\uff1d")
        assert row["file"] == "'=report.txt"
        assert row["title"] == "'+1"
        assert row["outlet"] == ""


@pytest.mark.parametrize("text", ["=1", " =1", "\t1", "\u200b@x", "\uff0bx", "-x", "\n=1"])
def test_what_a_spreadsheet_would_take_for_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert str(safe(text)).startswith("'")


@pytest.mark.parametrize("text", ["", "a=1", "1 - 2", "'"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text
