"""The format of the tables: which one a database has, and from an earlier one to ours.

What an event says has versions of its own (`talks.codec`); this is about the tables that hold it. Each change of them
is one more format, with the step that makes it of the one before. Nothing is brought forward while a server runs on it,
and what a newer Good Offices has brought forward is refused by an older one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

from goodoffices.storage import statements as sql
from goodoffices.storage.committing import Cursor
from goodoffices.storage.errors import StorageError

#: The format of the tables in `statements`.
FORMAT: Final = 1
#: From each earlier format to the next: what changes the tables, inside the transaction in which the store is opened.
STEPS: Final[dict[int, Callable[[Cursor], None]]] = {}
#: What the format is of; the rest of the database is Django's, which keeps its own account of it.
PLACE: Final = "talks"


def newer(where: str, found: int) -> str:
    """Say that something was written by a newer Good Offices."""
    return (
        f"{where}: a newer Good Offices has written this (format {found}; this one knows {FORMAT} at most); "
        "install that version, or one after it"
    )


def format_of(cursor: Cursor) -> int | None:
    """Return the format of the tables; None where nothing says, as in tables that were just made."""
    found = cursor.rows(sql.FORMAT, (PLACE,))
    return int(found[0][0]) if found else None


def ready(cursor: Cursor, where: str, alone: Callable[[], AbstractContextManager[None]]) -> None:
    """Bring tables that are there to our format, inside the transaction that has made those that were not.

    Args:
        cursor: the transaction.
        where: what a refusal calls the database.
        alone: keeps servers away meanwhile, or refuses because one runs.

    Raises:
        StorageError: they are of a newer format, or they would have to change while a server runs.
    """
    found = format_of(cursor)
    if found is None:
        # One that was just made, or that is older than this account of formats.
        found = 1 if cursor.rows(sql.ANYTHING) else FORMAT
        cursor.run(sql.PUT_FORMAT, (PLACE, found))
    if found > FORMAT:
        raise StorageError(newer(where, found))
    if found == FORMAT:
        return
    with alone():
        for number in range(found, FORMAT):
            STEPS[number](cursor)
        cursor.run(sql.PUT_FORMAT, (PLACE, FORMAT))
