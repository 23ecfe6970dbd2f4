"""The store in PostgreSQL, for several servers at once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, LiteralString, TypeVar

import psycopg
from psycopg import errors
from psycopg_pool import ConnectionPool, PoolTimeout

from goodoffices.storage import committing, formats
from goodoffices.storage import statements as sql
from goodoffices.storage.errors import Conflict, StorageError
from goodoffices.storage.holding import changing, served
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

_Told = TypeVar("_Told")
#: Our locks in a database, each with a number of its own. Under these, tables are made (here, and those of the
#: record), so that servers which start together do not trip over one another.
_MAKING, MAKING_RECORD = 4_071_903, 4_071_904
#: This one servers hold together, and whoever changes what they rest on holds it alone.
_SERVING = 4_071_905
#: What a refusal calls it: an address may hold a password.
_NAME = "the PostgreSQL database"
#: On which servers tell one another that streams have grown.
_GROWN = "goodoffices_grown"
#: Seconds to wait until listening has begun, and for a connection.
_PATIENCE = 10.0
#: So many connections at most; who needs one more waits.
_MOST = 16


class _Cursor:
    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self._connection = connection

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(_translated(statement), values).fetchall()

    def each(self, statement: str) -> Iterator[tuple[Any, ...]]:
        with self._connection.cursor(name="copying") as cursor:
            cursor.execute(_translated(statement))
            yield from cursor

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        self._connection.execute(_translated(statement), values)

    def held(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self.rows(f"{statement} FOR UPDATE", values)


def _translated(statement: str) -> bytes:
    # The statements are constants of `statements`; only the mark for a value differs.
    return statement.replace("?", "%s").encode()


@contextmanager
def _explained() -> Iterator[None]:
    """Say what the database says as an error of ours."""
    try:
        yield
    except (errors.UniqueViolation, errors.SerializationFailure, errors.DeadlockDetected) as error:
        raise Conflict(str(error)) from error
    except (errors.DiskFull, errors.OutOfMemory) as error:
        message = "the database's disk is full; nothing was saved. Make room and try again"
        raise StorageError(message) from error
    except PoolTimeout as error:
        raise _unreached(error) from error
    except psycopg.Error as error:
        # The lines after the first may hold what was to be written.
        said = str(error).strip().partition("\n")[0]
        message = f"the database cannot be used ({said}); nothing was saved"
        raise StorageError(message) from error


class PostgresStore:
    """A store in a PostgreSQL database. Connections are lent from a pool, and made anew when they are lost."""

    case: str = MAIN

    def __init__(self, address: str) -> None:
        self._address = address
        self._pool = ConnectionPool(
            address,
            # A server's threads come and go with what is asked of it; its connections stay.
            min_size=0,
            max_size=_MOST,
            timeout=_PATIENCE,
            reconnect_timeout=0,
            open=False,
            kwargs={"autocommit": True},
        )
        self._held: psycopg.Connection[tuple[Any, ...]] | None = None
        self._closed = threading.Event()
        self._listening = threading.Event()
        #: One connection listens for all who follow.
        self._told: list[Callable[[list[str]], None]] = []
        self._following = threading.Lock()
        self._reached()
        self._pool.open()
        with self.transaction() as cursor:
            cursor.rows("SELECT pg_advisory_xact_lock(?)", (_MAKING,))
            for table in sql.TABLES:
                cursor.run(table.format(bytes="BYTEA", clustered=""))
            formats.ready(cursor, _NAME, self.alone)

    def _reached(self) -> None:
        """Say at once where there is no database, instead of waiting for one."""
        try:
            psycopg.connect(self._address).close()
        except psycopg.Error as error:
            raise _unreached(error) from error

    def _begun(self) -> psycopg.Connection[tuple[Any, ...]]:
        """Lend a connection in a transaction. One that was lost since it was last used is replaced."""
        connection = self._pool.getconn()
        try:
            connection.execute("BEGIN")
        except psycopg.OperationalError:
            # The pool lets go of what is lost, also of the others that went with it.
            self._pool.putconn(connection)
            self._pool.check()
            connection = self._pool.getconn()
            try:
                connection.execute("BEGIN")
            except BaseException:
                self._pool.putconn(connection)
                raise
        return connection

    @contextmanager
    def _lent(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        connection = self._begun()
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if not connection.closed:
                connection.execute("ROLLBACK")
            raise
        finally:
            self._pool.putconn(connection)

    @contextmanager
    def transaction(self) -> Iterator[_Cursor]:
        """Hold a transaction: all of it, or nothing."""
        with _explained(), self._lent() as connection:
            yield _Cursor(connection)

    def _asked(self, ask: Callable[[_Cursor], _Told]) -> _Told:
        """Ask with one statement, which needs no transaction around it: one way there and back, not three.

        A connection that was lost since it was last used is replaced.
        """
        with _explained():
            connection = self._pool.getconn()
            try:
                return ask(_Cursor(connection))
            except psycopg.OperationalError:
                if not connection.broken:
                    raise
            finally:
                self._pool.putconn(connection)
            self._pool.check()
            with self._pool.connection() as connection:
                return ask(_Cursor(connection))

    def read(self, stream: str, after: int = 0) -> list[Row]:
        """Return the events of a stream after a number, in order."""
        return self._asked(lambda cursor: committing.events_of(cursor, stream, after))

    def streams(self) -> dict[str, int | None]:
        """Return all streams by name, in order, and how many events each has, all at one moment.

        None stands for one whose key is destroyed.
        """
        return self._asked(committing.streams_of)

    def key(self, stream: str) -> bytes | None:
        """Return the wrapped key of a stream; None where it has none; empty where it is destroyed."""
        return self._asked(lambda cursor: committing.key_of(cursor, stream))

    def head(self, stream: str) -> Head | None:
        """Return where a stream ends."""
        with self.transaction() as cursor:
            return committing.head_of(cursor, stream)

    def listed(self, place: str) -> Listing | None:
        """Return a list: of a case's streams, by what stands before their names, or of all cases (`ROOT`)."""
        with self.transaction() as cursor:
            return committing.list_of(cursor, place)

    def marks(self) -> Marks:
        """Return all that says what there should be, as it stood at one moment."""
        with self.transaction() as cursor:
            cursor.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return committing.marks_of(cursor)

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
        with self.transaction() as cursor:
            _lock(cursor, {*keys, *(heads or {}), *(lists or {})})
            committing.rewrap(cursor, keys, heads or {}, lists or {}, total)
        if not all(keys.values()):
            # The dead rows would still hold the key.
            with self._pool.connection() as connection:
                connection.execute("VACUUM FULL keys")

    def receipt(self, actor: str, key: str) -> Receipt | None:
        """Return the receipt of an act."""
        return self._asked(lambda cursor: committing.receipt_of(cursor, actor, key))

    def due(self, until: dt.datetime) -> list[Due]:
        """Return what closes by itself until a time, the earliest first."""
        return self._asked(lambda cursor: committing.due_until(cursor, until))

    def snapshot(self, stream: str) -> Snapshot | None:
        """Return the snapshot of a stream."""
        return self._asked(lambda cursor: committing.snapshot_of(cursor, stream))

    def keep(self, stream: str, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of the one before it."""
        with self.transaction() as cursor:
            cursor.run(sql.KEEP, (stream, snapshot.number, snapshot.sealed))

    def commit(self, commit: Commit) -> None:
        """Write.

        Raises:
            Conflict: a stream or a list has grown since it was read.
            Tampered: a stream's head is not the one of where it ends.
            StorageError: it cannot be written (disk full, gone).
        """
        with self.transaction() as cursor:
            _lock(cursor, {*commit.expected, *commit.rows, *commit.lists})
            committing.write(cursor, commit)
            for stream in commit.rows:
                # Told when the transaction is done, and not if it fails.
                cursor.rows("SELECT pg_notify(?, ?)", (_GROWN, stream))
            committing.put_total(cursor, commit.total)

    def follow(self, told: Callable[[list[str]], None]) -> None:
        """Call a function with the names of the streams whenever some have grown, by whichever server."""
        with self._following:
            self._told.append(told)
            if len(self._told) == 1:
                threading.Thread(target=self._listen, daemon=True, name="listening").start()
        self._listening.wait(_PATIENCE)

    def _tell(self, names: list[str]) -> None:
        for told in tuple(self._told):
            told(names)

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True) as connection:
                    connection.execute(f"LISTEN {_GROWN}".encode())
                    self._listening.set()
                    # What grew while nobody listened is told as well: an empty list is "look at everything".
                    self._tell([])
                    while not self._closed.is_set():
                        found = {one.payload for one in connection.notifies(timeout=0.5, stop_after=1)}
                        if found:
                            self._tell(sorted(found))
            except psycopg.Error:
                self._closed.wait(1.0)

    def copy(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield every row of every table, as it all stood at one moment, while others go on writing."""
        with self.transaction() as cursor:
            cursor.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield from committing.copied(cursor)

    def fill(self, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
        """Write rows that `copy` gave into a store that has none, all or nothing."""
        with self.transaction() as cursor:
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
        with self.transaction() as cursor:
            _lock(cursor, set(lists or {}))
            committing.added(cursor, rows, lists or {}, total)

    def hold(self) -> None:
        """Hold the database for a server, until it is closed: `alone` is refused to everybody meanwhile.

        A hold ends with its connection: ask again now and then, and it is taken anew where it was lost.

        Raises:
            StorageError: somebody is alone with it, or it cannot be reached.
        """
        if self._held is not None:
            try:
                self._held.execute("SELECT 1")
            except psycopg.Error:
                self._held.close()
            else:
                return
        self._held = self._locked("SELECT pg_try_advisory_lock_shared(%s)", changing(_NAME))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be alone with the database: no server runs on it, and none starts.

        Raises:
            StorageError: one runs, or it cannot be reached.
        """
        with self._locked("SELECT pg_try_advisory_lock(%s)", served(_NAME)):
            yield

    def _locked(self, statement: LiteralString, refusal: str) -> psycopg.Connection[tuple[Any, ...]]:
        """Return a connection that has the servers' lock."""
        try:
            connection = psycopg.connect(self._address, autocommit=True)
            [(had,)] = connection.execute(statement, (_SERVING,)).fetchall()
        except psycopg.Error as error:
            raise _unreached(error) from error
        if not had:
            connection.close()
            raise StorageError(refusal)
        return connection

    def close(self) -> None:
        """Let the database go."""
        self._closed.set()
        if self._held is not None:
            self._held.close()
        self._pool.close()


def _lock(cursor: _Cursor, names: Iterable[str]) -> None:
    """Lock streams and lists, in the order of their names, so that two writers wait and do not block each other."""
    for name in sorted(names):
        cursor.rows("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", (name,))


def _unreached(error: psycopg.Error) -> StorageError:
    return StorageError(
        f"the PostgreSQL database cannot be reached ({str(error).strip()}); check its address"
    )
