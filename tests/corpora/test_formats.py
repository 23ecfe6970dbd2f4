"""The table of the documentation is what the collections give."""

from __future__ import annotations

from pathlib import Path

from scripts.formats import table
from tests.conftest import ROOT


def test_the_table_of_formats_is_true(shared: Path) -> None:
    assert table(shared / "scenarios") in (ROOT / "docs" / "reference" / "formats.md").read_text()
