"""What a store of events is. SQLite and PostgreSQL pass the same tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, Protocol


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


class Head(NamedTuple):
    """Where a stream ends: how many events it has, the last link of its sealed chain, whether its key was destroyed.

    `mac` authenticates it under a key that the store does not have.
    """

    version: int
    link: bytes
    gone: bool
    mac: bytes


class Listing(NamedTuple):
    """The streams of a case, or the cases of a store, by name; `mac` is as in a head."""

    names: tuple[str, ...]
    mac: bytes


class Marks(NamedTuple):
    """All that says what there should be, as it stood at one moment.

    Attributes:
        streams: as `Streams.streams` returns them.
        heads: the head of each stream.
        lists: the streams of each case, and the cases (`ROOT`), by their places.
        strays: streams that have events and no key.
        total: what says where all streams end together, sealed; None where it is not there.
    """

    streams: Mapping[str, int | None]
    heads: Mapping[str, Head]
    lists: Mapping[str, Listing]
    strays: tuple[str, ...]
    total: bytes | None


#: The first case of a workspace.
MAIN: Final = "main"
#: The place of the list of all cases; that of a case's streams is what stands before their names.
ROOT: Final = "@"

#: What replaces a head or a list, after the `mac` of the one that has to be there until then.
HeadChange = tuple[bytes | None, Head]
ListChange = tuple[bytes | None, Listing]
#: What makes of the sealed total that is there (None: there is none) the one that is to be there.
TotalChange = Callable[[bytes | None], bytes]


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
        heads: where streams end then.
        lists: the lists that grow by new streams.
        total: how the total of all heads changes with them.
    """

    expected: Mapping[str, int]
    rows: Mapping[str, list[Row]]
    keys: Mapping[str, bytes] = field(default_factory=dict)
    receipt: tuple[str, str, Receipt] | None = None
    due: tuple[Due, ...] = ()
    done: tuple[tuple[str, str], ...] = ()
    heads: Mapping[str, HeadChange] = field(default_factory=dict)
    lists: Mapping[str, ListChange] = field(default_factory=dict)
    total: TotalChange | None = None


class Streams(Protocol):
    """The streams of one case: their events and wrapped keys, receipts, deadlines and snapshots.

    `case` is its id.
    """

    case: str

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

    def head(self, stream: str) -> Head | None:
        """Return where a stream ends."""
        ...

    def listed(self, place: str) -> Listing | None:
        """Return a list: of the case's streams (an empty place), or of all cases (`ROOT`)."""
        ...

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
            Conflict: a stream or a list has grown since it was read.
            Tampered: a stream's head is not the one of where it ends.
            StorageError: it cannot be written (disk full, locked, gone).
        """
        ...

    def follow(self, told: Callable[[list[str]], None]) -> None:
        """Call a function with the names of the streams whenever some have grown, from any thread.

        An empty list says that any of them may have.
        """
        ...


class Store(Streams, Protocol):
    """A database with the streams of all cases; by itself, of the first (`MAIN`)."""

    def marks(self) -> Marks:
        """Return all that says what there should be, as it stood at one moment."""
        ...

    def copy(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield every row of every table, as it all stood at one moment, while others go on writing."""
        ...

    def fill(self, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
        """Write rows that `copy` gave into a store that has none, all or nothing."""
        ...

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
        ...

    def hold(self) -> None:
        """Hold the database for a server, until it is closed: `alone` is refused to everybody meanwhile.

        Raises:
            StorageError: somebody is alone with it, or it cannot be reached.
        """
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Be alone with the database: no server runs on it, and none starts.

        Raises:
            StorageError: one runs, or it cannot be reached.
        """
        ...

    def close(self) -> None:
        """Let the database go."""
        ...
