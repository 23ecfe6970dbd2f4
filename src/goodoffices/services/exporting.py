"""Write a record for other tools and other people: JSON Lines, CSV, and a page of the positions as of a day."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from goodoffices.model import Case
from goodoffices.model.base import last_day
from goodoffices.model.casefile.writing import write_atomically
from goodoffices.record.errors import ReadingError
from goodoffices.record.results import Reading
from goodoffices.services.sheets import safe

_COLUMNS = (
    "id", "file", "title", "outlet", "published", "speaker", "speaker_is", "speaker_named", "speaker_party", "via",
    "said_on", "act", "content", "figures", "confidence",
)  # fmt: skip


def save_reading(path: Path, reading: Reading, case: Case | None) -> None:
    """Write a reading: `.jsonl` and `.csv` hold one statement a line, `.html` is a page of positions and conflicts.

    Raises:
        ReadingError: the ending is none of these.
        CaseFileError: the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".jsonl":
        write_atomically(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(reading)))
    elif ending == ".csv":
        write_atomically(path, _csv(reading))
    elif ending in (".html", ".htm"):
        from goodoffices.reports.page import render_page  # noqa: PLC0415 - heavy, only for a page
        from goodoffices.services.recording import add_reading  # noqa: PLC0415 - as above

        if case is None:
            raise ReadingError(
                f"{path}: a page shows positions on a case's issues; say which case with --case"
            )
        grown, _ = add_reading(case, reading)
        days = [day for report in reading.reports if (day := last_day(report.published)) is not None]
        title = "Positions of all parties" + (f" as of {max(days)}" if days else "")
        write_atomically(path, render_page(grown, None, None, title=title))
    else:
        raise ReadingError(f"{path}: a reading is written as .jsonl, .csv or .html, by the name's ending")


def _rows(reading: Reading) -> list[dict[str, object]]:
    rows = []
    for report in reading.reports:
        plain = report.to_dict()
        about = {name: plain[name] for name in ("file", "title", "outlet", "published")}
        rows += [{**one, **about} for one in plain["statements"]]
    return rows


def _csv(reading: Reading) -> str:
    """Return CSV with a line of column names; what a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in _rows(reading):
        writer.writerow([_cell(row.get(name)) for name in _COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str | float | int:
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return safe("; ".join(_figure(one) for one in value))
        return safe(" > ".join(str(one) for one in value))
    if isinstance(value, str):
        return safe(" ".join(value.split()))
    return safe(value if value is None or isinstance(value, (int, float)) else str(value))


def _figure(figure: dict[str, object]) -> str:
    high = f"–{figure['high']}" if figure.get("high") is not None else ""
    return f"{figure['bound']} {figure['value']}{high} {figure['of']}".strip()
