"""Tables as files: CSV with columns that programs can rely on, and workbooks in the words of whoever reads them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

#: What a cell holds: a number stays one.
Cell = str | float | int | None
Rows = Iterator[tuple[Cell, ...]]
#: Whatever begins so, a spreadsheet may take for a formula or a command.
_SIGNS: Final = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
#: No spreadsheet holds a longer text in a cell, or a longer name of a sheet.
_LONGEST: Final = 32_767
_LONGEST_NAME: Final = 31
_CUT: Final = " …"
_WIDEST: Final = 60.0


class Table(NamedTuple):
    """A table: its name, the names of its columns, its rows; and the columns whose cells are words of ours."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    words: frozenset[str] = frozenset()


def csv_of(table: Table) -> bytes:
    """Return a table as CSV, as spreadsheets read it: UTF-8 with its mark, and nothing in it that is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(name) for name in table.columns])
    for row in table.rows:
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def safe(cell: Cell) -> str | float | int:
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


def workbook_of(tables: Iterable[Table], say: Callable[[str], str] = str, *, leftward: bool = False) -> bytes:
    """Return tables as one XLSX workbook, a sheet each. Texts are texts: none becomes a formula, a link or a number.

    Args:
        tables: the tables.
        say: puts names of tables and columns, and words of ours, into the language of whoever reads it.
        leftward: whether that is written from right to left.
    """
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
            sheet = book.add_worksheet(say(table.name)[:_LONGEST_NAME])
            if leftward:
                sheet.right_to_left()
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(table.columns):
                sheet.write_string(0, column, _clean(say(name)), head)
                longest = max((len(str(row[column] or "")) for row in table.rows), default=0)
                sheet.set_column(column, column, min(_WIDEST, max(len(name), longest) + 2.0))
            for number, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        text = say(cell) if table.columns[column] in table.words else cell
                        sheet.write_string(number, column, _clean(text), wrapped)
                    elif cell is not None:
                        sheet.write_number(number, column, cell, wrapped)
            if table.rows:
                sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    return out.getvalue()
