"""Several cases in one store: each sees its own streams, and nobody above the store knows of the others.

The streams of a case stand in the store under `@ID/` and their name; those of the first case, `main`, under their name
alone. Keys are wrapped for each case by a key of its own, and what they seal is bound to the name within the case: so
nothing can be moved from one case to another.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
import string
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from goodoffices.storage.port import Commit, Due, Receipt, Row, Snapshot, Store
from goodoffices.storage.records import Item, Records
from goodoffices.storage.vault import Vault

#: The first case of a workspace.
MAIN: Final = "main"
#: The stream that every case begins with.
_FIRST: Final = "case"
_ID: Final = re.compile(r"[a-z0-9]{1,40}\Z")
_LETTERS: Final = string.ascii_lowercase + string.digits
_LENGTH: Final = 10


def new_id() -> str:
    """Return an id for a new case: it says nothing, neither when it was made nor how many there are."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def is_id(text: str) -> bool:
    """Whether a text can be the id of a case."""
    return _ID.match(text) is not None


def prefix(case: str) -> str:
    """Return what stands before the names of a case."""
    return "" if case == MAIN else f"@{case}/"


def parted(name: str) -> tuple[str, str]:
    """Part a name in the store into the id of its case and the name within the case."""
    if not name.startswith("@"):
        return MAIN, name
    case, _, within = name[1:].partition("/")
    return case, within


def cases_of(store: Store) -> list[str]:
    """Return the ids of the cases that were opened, the first before the others."""
    found = [case for case, within in map(parted, store.streams()) if within == _FIRST]
    return sorted(found, key=lambda case: (case != MAIN, case))


def has_case(store: Store, case: str) -> bool:
    """Whether a case was opened."""
    return is_id(case) and store.key(f"{prefix(case)}{_FIRST}") is not None


def rotate(store: Store, old: Vault, new: Vault) -> None:
    """Wrap the keys of all cases by another master key, all at once."""
    keys = {}
    for name in store.streams():
        wrapped = store.key(name)
        if wrapped:
            case, within = parted(name)
            keys[name] = new.under(prefix(case)).wrap(old.under(prefix(case)).unwrap(within, wrapped).raw)
    store.rewrap(keys)


class CaseStore:
    """One case of a store."""

    def __init__(self, store: Store, case: str) -> None:
        self._store = store
        self._prefix = prefix(case)

    def _full(self, name: str) -> str:
        return self._prefix + name

    def _own(self, name: str) -> str | None:
        """Return the name within the case; None for what belongs to another."""
        if not self._prefix:
            return None if name.startswith("@") else name
        return name.removeprefix(self._prefix) if name.startswith(self._prefix) else None

    def read(self, stream: str, after: int = 0) -> list[Row]:
        """Return the events of a stream after a number, in order."""
        return self._store.read(self._full(stream), after)

    def streams(self) -> dict[str, int | None]:
        """Return all streams of the case by name, in order, and how many events each has, all at one moment.

        None stands for one whose key is destroyed.
        """
        found = ((self._own(name), version) for name, version in self._store.streams().items())
        return {name: version for name, version in found if name is not None}

    def key(self, stream: str) -> bytes | None:
        """Return the wrapped key of a stream; None where it has none; empty where it is destroyed."""
        return self._store.key(self._full(stream))

    def rewrap(self, keys: Mapping[str, bytes]) -> None:
        """Replace wrapped keys; an empty one destroys the key, with the stream's snapshot and deadlines."""
        self._store.rewrap({self._full(name): wrapped for name, wrapped in keys.items()})

    def receipt(self, actor: str, key: str) -> Receipt | None:
        """Return the receipt of an act."""
        return self._store.receipt(self._full(actor), key)

    def due(self, until: dt.datetime) -> list[Due]:
        """Return what closes by itself until a time, the earliest first."""
        found = ((self._own(due.stream), due) for due in self._store.due(until))
        return [due._replace(stream=name) for name, due in found if name is not None]

    def snapshot(self, stream: str) -> Snapshot | None:
        """Return the snapshot of a stream."""
        return self._store.snapshot(self._full(stream))

    def keep(self, stream: str, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of the one before it."""
        self._store.keep(self._full(stream), snapshot)

    def commit(self, commit: Commit) -> None:
        """Write.

        Raises:
            Conflict: a stream has grown since it was read.
            StorageError: it cannot be written (disk full, locked, gone).
        """
        full, receipt = self._full, commit.receipt
        self._store.commit(
            Commit(
                {full(name): version for name, version in commit.expected.items()},
                {full(name): rows for name, rows in commit.rows.items()},
                {full(name): wrapped for name, wrapped in commit.keys.items()},
                (full(receipt[0]), *receipt[1:]) if receipt is not None else None,
                tuple(due._replace(stream=full(due.stream)) for due in commit.due),
                tuple((full(stream), name) for stream, name in commit.done),
            )
        )

    def follow(self, told: Callable[[list[str]], None]) -> None:
        """Call a function with the names of the case's streams whenever some have grown, from any thread."""

        def own(names: list[str]) -> None:
            found = [name for name in map(self._own, names) if name is not None]
            # An empty list is "look at everything".
            if found or not names:
                told(found)

        self._store.follow(own)


class CaseRecords:
    """The records of one case."""

    def __init__(self, records: Records, case: str) -> None:
        self._records = records
        self._prefix = prefix(case)

    def put(self, audience: str, items: Iterable[Item]) -> int:
        """Keep items; one of the same id is replaced. Return how many there were."""
        return self._records.put(self._prefix + audience, items)

    def get(self, audience: str, name: str) -> Item | None:
        """Return an item."""
        return self._records.get(self._prefix + audience, name)

    def search(self, audience: str, query: str, most: int = 20) -> list[Item]:
        """Return the items that have all words of a query, the best first."""
        return self._records.search(self._prefix + audience, query, most)

    def forget(self, audience: str) -> None:
        """Destroy all that an audience keeps, and its index."""
        self._records.forget(self._prefix + audience)

    def count(self, audience: str) -> int:
        """Return how many items an audience keeps."""
        return self._records.count(self._prefix + audience)
