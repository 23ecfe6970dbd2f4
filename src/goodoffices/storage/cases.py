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

from goodoffices.storage.errors import Tampered
from goodoffices.storage.heads import Heads
from goodoffices.storage.port import (
    MAIN,
    ROOT,
    Commit,
    Due,
    Head,
    HeadChange,
    ListChange,
    Listing,
    Receipt,
    Row,
    Snapshot,
    Store,
    TotalChange,
)
from goodoffices.storage.records import Item, Records
from goodoffices.storage.vault import Vault

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
    """Wrap the keys of all cases by another master key, and authenticate anew what there is, all at once.

    Raises:
        Tampered: what says what there should be was not written under the old one.
    """
    keys, marks = {}, store.marks()
    heads: dict[str, HeadChange] = {}
    known: list[Head] = []
    lists: dict[str, ListChange] = {}
    for name in marks.streams:
        wrapped = store.key(name)
        case, within = parted(name)
        theirs, ours = (vault.under(prefix(case)) for vault in (old, new))
        if wrapped:
            keys[name] = ours.wrap(theirs.unwrap(within, wrapped).raw)
        head = Heads(theirs).check(within, marks.heads.get(name))
        known.append(head)
        heads[name] = head.mac, Heads(ours).head(within, head.version, head.link, gone=head.gone)
    # Else what was put back would be as it should be, under the new key.
    Heads(old).check_total(marks.total, known)
    for place, listing in marks.lists.items():
        if place == ROOT:
            Heads(old).check_cases(listing)
            lists[place] = listing.mac, Heads(new).cases(listing.names)
            continue
        case, _ = parted(place)
        Heads(old.under(place)).check_streams(case, listing)
        lists[place] = listing.mac, Heads(new.under(place)).streams(listing.names)
    store.rewrap(keys, heads, lists, Heads(new).anew(heads.values(), marks.total))


def begin(store: Store, vault: Vault) -> None:
    """Begin the list of a new store's cases, and the total of its heads: from then on both are always there."""
    if store.listed(ROOT) is None and not store.streams():
        heads = Heads(vault)
        store.rewrap({}, {}, {ROOT: (None, heads.cases(()))}, heads.grown((), first=True))


def check_marks(store: Store, vault: Vault) -> None:
    """Check that there is what there should be: every case, every stream, every key.

    Raises:
        Tampered: something was dropped, added, emptied or put back.
    """
    marks, expected = store.marks(), set()
    for case in Heads(vault).check_cases(marks.lists.get(ROOT)).names:
        place = prefix(case)
        heads = Heads(vault.under(place))
        for name in heads.check_streams(case, marks.lists.get(place)).names:
            expected.add(place + name)
            if place + name not in marks.streams:
                raise Tampered(f"{place}{name}: the stream or its key was dropped; restore a backup")
            head = heads.check(name, marks.heads.get(place + name))
            if (marks.streams[place + name] is None) != head.gone:
                what = (
                    "was purged, and its key is there again"
                    if head.gone
                    else "lost its key, and was not purged"
                )
                raise Tampered(f"{place}{name}: the stream {what}; restore a backup")
    places = {*map(prefix, Heads(vault).check_cases(marks.lists.get(ROOT)).names), ROOT}
    for name in sorted({*marks.streams, *marks.heads, *marks.strays} - expected) + sorted(
        set(marks.lists) - places
    ):
        raise Tampered(f"{name}: nothing of this name was begun here; restore a backup")
    Heads(vault).check_total(marks.total, marks.heads.values())


class CaseStore:
    """One case of a store."""

    def __init__(self, store: Store, case: str) -> None:
        self.case = case
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

    def head(self, stream: str) -> Head | None:
        """Return where a stream ends."""
        return self._store.head(self._full(stream))

    def listed(self, place: str) -> Listing | None:
        """Return a list: of the case's streams (an empty place), or of all cases (`ROOT`)."""
        return self._store.listed(self._place(place))

    def _place(self, place: str) -> str:
        return place if place == ROOT else self._full(place)

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
        self._store.rewrap(
            {self._full(name): wrapped for name, wrapped in keys.items()},
            {self._full(name): change for name, change in (heads or {}).items()},
            {self._place(place): change for place, change in (lists or {}).items()},
            total,
        )

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
            Conflict: a stream or a list has grown since it was read.
            Tampered: a stream's head is not the one of where it ends.
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
                {full(name): change for name, change in commit.heads.items()},
                {self._place(place): change for place, change in commit.lists.items()},
                commit.total,
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


__all__ = [
    "MAIN", "CaseRecords", "CaseStore", "begin", "cases_of", "check_marks", "has_case", "is_id", "new_id", "parted",
    "prefix", "rotate",
]  # fmt: skip
