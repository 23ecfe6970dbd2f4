"""What both databases do alike: read rows, and write a commit inside a transaction."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from goodoffices.storage import statements as sql
from goodoffices.storage.errors import Conflict, StorageError, Tampered
from goodoffices.storage.port import (
    ROOT,
    Commit,
    Due,
    Head,
    HeadChange,
    ListChange,
    Listing,
    Marks,
    Receipt,
    Row,
    Snapshot,
    TotalChange,
)


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

    def held(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a query, as they are when nobody else holds them, and hold them until the end."""
        ...


def stamp(at: dt.datetime) -> str:
    """Return a time as text that sorts."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def write(cursor: Cursor, commit: Commit) -> None:
    """Write a commit inside a transaction that its caller holds.

    Raises:
        Conflict: a stream or a list has grown since it was read.
        Tampered: a stream's head is not the one of where it ends.
    """
    for stream, version in sorted(commit.expected.items()):
        if cursor.rows(sql.VERSION, (stream,))[0][0] != version:
            raise Conflict(stream)
    for stream in refused_heads(cursor, commit.heads):
        raise Tampered(f"{stream}: its end is not the one that was written there; restore a backup")
    put_marks(cursor, commit.heads, commit.lists)
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


def head_of(cursor: Cursor, stream: str) -> Head | None:
    """Return where a stream ends."""
    found = cursor.rows(sql.HEAD, (stream,))
    return _head(*found[0]) if found else None


def _head(version: int, link: bytes, gone: int, mac: bytes) -> Head:
    return Head(int(version), bytes(link), bool(gone), bytes(mac))


def list_of(cursor: Cursor, place: str) -> Listing | None:
    """Return a list."""
    found = cursor.rows(sql.LIST, (place,))
    return _listing(*found[0]) if found else None


def _listing(names: str, mac: bytes) -> Listing:
    return Listing(tuple(json.loads(names)), bytes(mac))


def marks_of(cursor: Cursor) -> Marks:
    """Return all that says what there should be, inside a transaction that sees one moment."""
    return Marks(
        streams_of(cursor),
        {stream: _head(*row) for stream, *row in cursor.rows(sql.HEADS)},
        {place: _listing(*row) for place, *row in cursor.rows(sql.LISTS)},
        tuple(sorted(stream for (stream,) in cursor.rows(sql.STRAYS))),
        next((bytes(sealed) for (sealed,) in cursor.rows(sql.TOTAL, (ROOT,))), None),
    )


def refused_heads(cursor: Cursor, heads: Mapping[str, HeadChange]) -> Iterator[str]:
    """Yield the streams whose head is not the one that has to be there."""
    for stream, (before, _head_then) in heads.items():
        found = cursor.rows(sql.HEAD_MAC, (stream,))
        if (bytes(found[0][0]) if found else None) != before:
            yield stream


def put_total(cursor: Cursor, total: TotalChange | None) -> None:
    """Write the total of all heads, at the end of a transaction: all who write wait for one another here.

    Raises:
        Tampered: the total is none of ours.
    """
    if total is not None:
        found = cursor.held(sql.TOTAL, (ROOT,))
        cursor.run(sql.PUT_TOTAL, (ROOT, total(bytes(found[0][0]) if found else None)))


def put_marks(cursor: Cursor, heads: Mapping[str, HeadChange], lists: Mapping[str, ListChange]) -> None:
    """Write heads and lists, inside a transaction.

    Raises:
        Conflict: a list is not the one that has to be there until then.
    """
    for stream, (_before, head) in heads.items():
        cursor.run(sql.PUT_HEAD, (stream, head.version, head.link, int(head.gone), head.mac))
    for place, (before, listing) in lists.items():
        known = list_of(cursor, place)
        if (known.mac if known is not None else None) != before:
            raise Conflict(place)
        cursor.run(sql.PUT_LIST, (place, json.dumps(listing.names), listing.mac))


def rewrap(
    cursor: Cursor,
    keys: Mapping[str, bytes],
    heads: Mapping[str, HeadChange],
    lists: Mapping[str, ListChange],
    total: TotalChange | None,
) -> None:
    """Replace wrapped keys, inside a transaction.

    Raises:
        Conflict: a head or a list is not the one that has to be there until then.
        Tampered: the total is none of ours.
    """
    for stream in refused_heads(cursor, heads):
        raise Conflict(stream)
    put_marks(cursor, heads, lists)
    for stream, wrapped in keys.items():
        cursor.run(sql.REWRAP, (wrapped, stream))
        if not wrapped:
            for statement in sql.FORGET:
                cursor.run(statement, (stream,))
    put_total(cursor, total)


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
    # The list of no cases that a new store begins with, and its total, give way to those that come.
    for statement in sql.BEGUN:
        cursor.run(statement)
    added(cursor, rows, {}, None)


def added(
    cursor: Cursor,
    rows: Iterable[tuple[str, tuple[Any, ...]]],
    lists: Mapping[str, ListChange],
    total: TotalChange | None,
) -> None:
    """Write rows beside those that are there, inside a transaction.

    Raises:
        Conflict: a list is not the one that has to be there until then.
        Tampered: the total is none of ours.
    """
    put_marks(cursor, {}, lists)
    for table, row in rows:
        columns = sql.COLUMNS[table]
        marks = ", ".join("?" * len(columns))
        cursor.run(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", row)  # noqa: S608 - as above
    put_total(cursor, total)
