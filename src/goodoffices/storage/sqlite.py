"""The store in one SQLite file, with a write-ahead log: readers never wait, one writes at a time."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from goodoffices.storage import committing, formats
from goodoffices.storage import statements as sql
from goodoffices.storage.errors import Conflict, StorageError
from goodoffices.storage.holding import Holder
from goodoffices.storage.port import (
    MAIN,
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

#: Seconds to wait for another writer.
_PATIENCE: Final = 10.0
#: So many connections are kept for the next.
_KEPT: Final = 8
_FULL: Final = ("database or disk is full", "disk i/o error")


class _Cursor:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values).fetchall()

    def each(self, statement: str) -> Iterable[tuple[Any, ...]]:
        return self._connection.execute(statement)

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        self._connection.execute(statement, values)

    def held(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        # Nobody else writes meanwhile anyway.
        return self.rows(statement, values)


class SqliteStore:
    """A store in a SQLite file. Safe among threads and processes; connections are lent and kept for the next."""

    case: str = MAIN

    def __init__(self, path: Path, patience: float = _PATIENCE) -> None:
        self._path = path
        self._patience = patience
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False
        self._told: list[Callable[[list[str]], None]] = []
        self._held: Holder | None = None
        with self.writing() as cursor:
            for table in sql.TABLES:
                cursor.run(table.format(bytes="BLOB", clustered=" WITHOUT ROWID"))
            formats.ready(cursor, str(path), self.alone)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=self._patience, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # What is acknowledged survives a power cut, not only a killed process.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection. A server's threads come and go with what is asked of it; its connections stay."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            yield connection
        finally:
            if self._closed or connection.in_transaction or len(self._idle) >= _KEPT:
                connection.close()
            else:
                self._idle.append(connection)

    @contextmanager
    def writing(self) -> Iterator[_Cursor]:
        """Hold a transaction that writes: all of it, or nothing.

        Raises:
            Conflict: what was written stands there already.
            StorageError: the database cannot be written.
        """
        try:
            with self._lent() as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield _Cursor(connection)
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
        except sqlite3.IntegrityError as error:
            raise Conflict(str(error)) from error
        except sqlite3.Error as error:
            raise _said(error, self._path) from error

    @contextmanager
    def reading(self) -> Iterator[_Cursor]:
        """Hold a connection that reads."""
        try:
            with self._lent() as connection:
                yield _Cursor(connection)
        except sqlite3.Error as error:
            raise _said(error, self._path) from error

    def read(self, stream: str, after: int = 0) -> list[Row]:
        """Return the events of a stream after a number, in order."""
        with self.reading() as cursor:
            return committing.events_of(cursor, stream, after)

    def streams(self) -> dict[str, int | None]:
        """Return all streams by name, in order, and how many events each has, all at one moment.

        None stands for one whose key is destroyed.
        """
        with self.reading() as cursor:
            return committing.streams_of(cursor)

    def key(self, stream: str) -> bytes | None:
        """Return the wrapped key of a stream; None where it has none; empty where it is destroyed."""
        with self.reading() as cursor:
            return committing.key_of(cursor, stream)

    def head(self, stream: str) -> Head | None:
        """Return where a stream ends."""
        with self.reading() as cursor:
            return committing.head_of(cursor, stream)

    def listed(self, place: str) -> Listing | None:
        """Return a list: of a case's streams, by what stands before their names, or of all cases (`ROOT`)."""
        with self.reading() as cursor:
            return committing.list_of(cursor, place)

    def marks(self) -> Marks:
        """Return all that says what there should be, as it stood at one moment."""
        with self.reading() as cursor:
            cursor.run("BEGIN")
            try:
                return committing.marks_of(cursor)
            finally:
                cursor.run("COMMIT")

    def rewrap(
        self,
        keys: Mapping[str, bytes],
        heads: Mapping[str, HeadChange] | None = None,
        lists: Mapping[str, ListChange] | None = None,
        total: TotalChange | None = None,
    ) -> None:
        """Replace wrapped keys; an empty one destroys the key, with the stream's snapshot and deadlines.

        Raises:
            Conflict: a head or a list is not the one that has to be there until then.
            Tampered: the total is none of ours.
        """
        with self.writing() as cursor:
            committing.rewrap(cursor, keys, heads or {}, lists or {}, total)
        self.truncate()

    def truncate(self) -> None:
        """Let the log go: its old pages would still hold what was destroyed."""
        with self.reading() as cursor:
            cursor.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def receipt(self, actor: str, key: str) -> Receipt | None:
        """Return the receipt of an act."""
        with self.reading() as cursor:
            return committing.receipt_of(cursor, actor, key)

    def due(self, until: dt.datetime) -> list[Due]:
        """Return what closes by itself until a time, the earliest first."""
        with self.reading() as cursor:
            return committing.due_until(cursor, until)

    def snapshot(self, stream: str) -> Snapshot | None:
        """Return the snapshot of a stream."""
        with self.reading() as cursor:
            return committing.snapshot_of(cursor, stream)

    def keep(self, stream: str, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of the one before it."""
        with self.writing() as cursor:
            cursor.run(sql.KEEP, (stream, snapshot.number, snapshot.sealed))

    def commit(self, commit: Commit) -> None:
        """Write.

        Raises:
            Conflict: a stream or a list has grown since it was read.
            Tampered: a stream's head is not the one of where it ends.
            StorageError: it cannot be written (disk full, locked, gone).
        """
        with self.writing() as cursor:
            committing.write(cursor, commit)
            committing.put_total(cursor, commit.total)
        for told in self._told:
            told(list(commit.rows))

    def follow(self, told: Callable[[list[str]], None]) -> None:
        """Call a function with the names of the streams whenever some have grown.

        One server works on a SQLite file; what another process writes is not told, and found when next read.
        """
        self._told.append(told)

    def copy(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield every row of every table, as it all stood at one moment, while others go on writing."""
        with self.reading() as cursor:
            cursor.run("BEGIN")
            try:
                yield from committing.copied(cursor)
            finally:
                cursor.run("COMMIT")

    def fill(self, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
        """Write rows that `copy` gave into a store that has none, all or nothing."""
        with self.writing() as cursor:
            committing.filled(cursor, rows)

    def add(
        self,
        rows: Iterable[tuple[str, tuple[Any, ...]]],
        lists: Mapping[str, ListChange] | None = None,
        total: TotalChange | None = None,
    ) -> None:
        """Write rows that `copy` gave of another store beside those that are here, all or nothing.

        Args:
            rows: the rows.
            lists: the lists that grow by them.
            total: how the total of all heads changes with them.

        Raises:
            Conflict: one of them is here already, or a list has grown meanwhile.
        """
        with self.writing() as cursor:
            committing.added(cursor, rows, lists or {}, total)

    def hold(self) -> None:
        """Hold the database for a server, until it is closed: `alone` is refused to everybody meanwhile.

        Raises:
            StorageError: somebody is alone with it.
        """
        if self._held is None:
            self._held = Holder(self._path, shared=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be alone with the database: no server runs on it, and none starts.

        Raises:
            StorageError: one runs.
        """
        holder = Holder(self._path, shared=False)
        try:
            yield
        finally:
            holder.release()

    def close(self) -> None:
        """Let the database go."""
        self._closed = True
        if self._held is not None:
            self._held.release()
        while self._idle:
            self._idle.pop().close()


def _said(error: sqlite3.Error, path: Path) -> StorageError:
    """Say what is wrong, and what to do."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return StorageError(
            f"{path}: the database is locked by another program; try again when it has finished"
        )
    if any(words in text for words in _FULL):
        return StorageError(
            f"{path}: the disk is full or cannot be written; nothing was saved. Make room and try again"
        )
    if "not a database" in text or "malformed" in text:
        return StorageError(f"{path}: this is no database of ours, or it is damaged; restore a backup")
    return StorageError(f"{path}: the database cannot be used ({error})")
