"""What both databases do alike: read rows, and write a commit inside a transaction."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from goodoffices.storage import statements as sql
from goodoffices.storage.errors import Conflict, StorageError
from goodoffices.storage.port import Commit, Due, Receipt, Row, Snapshot


class Cursor(Protocol):
    """What runs a statement."""

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        ...

    def each(self, statement: str) -> Iterable[tuple[Any, ...]]:
        """Yield the rows of a query, a few at a time."""
        ...

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement."""
        ...


def stamp(at: dt.datetime) -> str:
    """Return a time as text that sorts."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def write(cursor: Cursor, commit: Commit) -> None:
    """Write a commit inside a transaction that its caller holds.

    Raises:
        Conflict: a stream has grown since it was read.
    """
    for stream, version in sorted(commit.expected.items()):
        if cursor.rows(sql.VERSION, (stream,))[0][0] != version:
            raise Conflict(stream)
    for stream, wrapped in commit.keys.items():
        cursor.run(sql.ADD_KEY, (stream, wrapped))
    for stream, rows in commit.rows.items():
        for row in rows:
            cursor.run(sql.ADD_EVENT, (stream, row.number, row.sealed, row.link))
    for stream, name in commit.done:
        cursor.run(sql.NO_LONGER_DUE, (stream, name))
    for due in commit.due:
        cursor.run(sql.ADD_DUE, (stamp(due.at), due.stream, due.name))
    if commit.receipt is not None:
        actor, key, receipt = commit.receipt
        cursor.run(sql.ADD_RECEIPT, (actor, key, receipt.digest, json.dumps(receipt.events)))


def streams_of(cursor: Cursor) -> dict[str, int | None]:
    """Return all streams by name, in order, and how many events each has; None where its key is destroyed."""
    rows = sorted(cursor.rows(sql.STREAMS))
    return {str(name): int(version) if kept else None for name, kept, version in rows}


def events_of(cursor: Cursor, stream: str, after: int) -> list[Row]:
    """Return the events of a stream."""
    return [
        Row(number, bytes(sealed), bytes(link))
        for number, sealed, link in cursor.rows(sql.READ, (stream, after))
    ]


def key_of(cursor: Cursor, stream: str) -> bytes | None:
    """Return the wrapped key of a stream."""
    found = cursor.rows(sql.KEY, (stream,))
    return bytes(found[0][0]) if found else None


def rewrap(cursor: Cursor, keys: Mapping[str, bytes]) -> None:
    """Replace wrapped keys, inside a transaction."""
    for stream, wrapped in keys.items():
        cursor.run(sql.REWRAP, (wrapped, stream))
        if not wrapped:
            for statement in sql.FORGET:
                cursor.run(statement, (stream,))


def receipt_of(cursor: Cursor, actor: str, key: str) -> Receipt | None:
    """Return the receipt of an act."""
    found = cursor.rows(sql.RECEIPT, (actor, key))
    if not found:
        return None
    digest, events = found[0]
    return Receipt(bytes(digest), tuple((stream, number) for stream, number in json.loads(events)))


def due_until(cursor: Cursor, until: dt.datetime) -> list[Due]:
    """Return what closes by itself until a time."""
    found = cursor.rows(sql.DUE, (stamp(until),))
    return [Due(dt.datetime.fromisoformat(at), stream, name) for at, stream, name in found]


def snapshot_of(cursor: Cursor, stream: str) -> Snapshot | None:
    """Return the snapshot of a stream."""
    found = cursor.rows(sql.SNAPSHOT, (stream,))
    return Snapshot(int(found[0][0]), bytes(found[0][1])) if found else None


def copied(cursor: Cursor) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield every row of every table, inside a transaction that sees one moment."""
    for table, columns in sql.COLUMNS.items():
        names = ", ".join(columns)
        for row in cursor.each(f"SELECT {names} FROM {table} ORDER BY {columns[0]}, {columns[1]}"):  # noqa: S608 - names of ours
            yield table, tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)


def filled(cursor: Cursor, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
    """Write rows, inside a transaction.

    Raises:
        StorageError: the store has some already.
    """
    if cursor.rows(sql.STREAMS):
        message = "there are talks in this database already; restore into a new one"
        raise StorageError(message)
    added(cursor, rows)


def added(cursor: Cursor, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
    """Write rows beside those that are there, inside a transaction."""
    for table, row in rows:
        columns = sql.COLUMNS[table]
        marks = ", ".join("?" * len(columns))
        cursor.run(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", row)  # noqa: S608 - as above
