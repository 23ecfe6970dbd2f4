"""Look at a database without changing it: whether it answers, and of which format it is."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from goodoffices._extras import require
from goodoffices.storage import statements as sql
from goodoffices.storage.errors import StorageError
from goodoffices.storage.formats import PLACE

#: Seconds for which an answer is waited for.
_PATIENCE = 5


class Probe(NamedTuple):
    """What was found: the format of the tables (None where there are none yet), and the time of the database."""

    format: int | None
    at: dt.datetime


def probe_file(path: Path) -> Probe:
    """Look at a SQLite file; its time is that of its last change.

    Raises:
        StorageError: it is not there, or is no database.
    """
    if not path.is_file():
        message = f"{path}: the database is not there; put it back, or restore a backup"
        raise StorageError(message)
    changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
        ) as opened:
            tables = {
                name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            found = opened.execute(sql.FORMAT, (PLACE,)).fetchone() if "formats" in tables else None
    except sqlite3.Error as error:
        message = f"{path}: this is no database of ours, or it is damaged ({error}); restore a backup"
        raise StorageError(message) from error
    return Probe(_format(tables, found), changed)


def probe_server(address: str) -> Probe:
    """Look at a PostgreSQL database.

    Raises:
        StorageError: it does not answer.
        ExtraMissing: the extra `postgres` is not installed.
    """
    require("postgres")
    import psycopg  # noqa: PLC0415 - slow to load, and an extra

    try:
        with psycopg.connect(address, connect_timeout=_PATIENCE, autocommit=True) as opened:
            opened.read_only = True
            listed = opened.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))"
            ).fetchall()
            tables = {str(name) for (name,) in listed}
            asked = sql.FORMAT.replace("?", "%s").encode()
            found = opened.execute(asked, (PLACE,)).fetchone() if "formats" in tables else None
            row = opened.execute("SELECT clock_timestamp()").fetchone()
    except psycopg.Error as error:
        said = str(error).strip().partition("\n")[0]
        message = f"the PostgreSQL database cannot be reached ({said}); check its address, and that it runs"
        raise StorageError(message) from error
    assert row is not None
    return Probe(_format(tables, found), row[0])


def _format(tables: set[str], found: tuple[int] | tuple[object, ...] | None) -> int | None:
    """Return the format; tables that say nothing of it are of the first."""
    if found is not None:
        return int(str(found[0]))
    return 1 if "events" in tables else None
