"""What a store of events is. SQLite and PostgreSQL pass the same tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol


class Row(NamedTuple):
    """A stored event: its number in the stream, its ciphertext, its link in the sealed chain."""

    number: int
    sealed: bytes
    link: bytes


class Due(NamedTuple):
    """Something that closes by itself: when, in which stream, by which name."""

    at: dt.datetime
    stream: str
    name: str


class Receipt(NamedTuple):
    """What came of an act with a key: its digest under a key of ours, and the events it wrote, by stream and number."""

    digest: bytes
    events: tuple[tuple[str, int], ...]


class Snapshot(NamedTuple):
    """How a stream stood after so many events, sealed."""

    number: int
    sealed: bytes


@dataclass(frozen=True)
class Commit:
    """What is written at once, or not at all.

    Attributes:
        expected: the versions at which streams were read; if one has grown since, nothing is written.
        rows: the new events of each stream.
        keys: the wrapped keys of new streams.
        receipt: the actor, the key and the receipt of an act.
        due: what will close by itself.
        done: what no longer will: stream and name.
    """

    expected: Mapping[str, int]
    rows: Mapping[str, list[Row]]
    keys: Mapping[str, bytes] = field(default_factory=dict)
    receipt: tuple[str, str, Receipt] | None = None
    due: tuple[Due, ...] = ()
    done: tuple[tuple[str, str], ...] = ()


class Streams(Protocol):
    """The streams of one case: their events and wrapped keys, receipts, deadlines and snapshots."""

    def read(self, stream: str, after: int = 0) -> list[Row]:
        """Return the events of a stream after a number, in order."""
        ...

    def streams(self) -> dict[str, int | None]:
        """Return all streams by name, in order, and how many events each has, all at one moment.

        None stands for one whose key is destroyed.
        """
        ...

    def key(self, stream: str) -> bytes | None:
        """Return the wrapped key of a stream; None where it has none; empty where it is destroyed."""
        ...

    def rewrap(self, keys: Mapping[str, bytes]) -> None:
        """Replace wrapped keys; an empty one destroys the key, with the stream's snapshot and deadlines."""
        ...

    def receipt(self, actor: str, key: str) -> Receipt | None:
        """Return the receipt of an act."""
        ...

    def due(self, until: dt.datetime) -> list[Due]:
        """Return what closes by itself until a time, the earliest first."""
        ...

    def snapshot(self, stream: str) -> Snapshot | None:
        """Return the snapshot of a stream."""
        ...

    def keep(self, stream: str, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of the one before it."""
        ...

    def commit(self, commit: Commit) -> None:
        """Write.

        Raises:
            Conflict: a stream has grown since it was read.
            StorageError: it cannot be written (disk full, locked, gone).
        """
        ...

    def follow(self, told: Callable[[list[str]], None]) -> None:
        """Call a function with the names of the streams whenever some have grown, from any thread.

        An empty list says that any of them may have.
        """
        ...


class Store(Streams, Protocol):
    """A database with the streams of all cases."""

    def copy(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield every row of every table, as it all stood at one moment, while others go on writing."""
        ...

    def fill(self, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
        """Write rows that `copy` gave into a store that has none, all or nothing."""
        ...

    def add(self, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
        """Write rows that `copy` gave of another store beside those that are here, all or nothing.

        Raises:
            Conflict: one of them is here already.
        """
        ...

    def close(self) -> None:
        """Let the database go."""
        ...
