"""The streams of a case: read, opened and folded; sealed, linked and written."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import msgspec

from goodoffices.storage.errors import Conflict, KeyMissing, Tampered
from goodoffices.storage.heads import Heads
from goodoffices.storage.port import (
    ROOT,
    Commit,
    Due,
    Head,
    HeadChange,
    ListChange,
    Receipt,
    Row,
    Snapshot,
    Streams,
)
from goodoffices.storage.vault import Key, Vault
from goodoffices.talks import chain
from goodoffices.talks.codec import canonical, decoded, encoded
from goodoffices.talks.events import Happened
from goodoffices.talks.states import STATES, State, evolve
from goodoffices.talks.streams import Kind, Stream

#: A snapshot is kept when a stream has grown by so many events since the last.
SNAPSHOT_EVERY: Final = 500
_NEVER: Final = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass
class Loaded:
    """A stream as it stands: its version, its state, when its last event was, and the last links of both chains."""

    version: int
    state: State
    last: dt.datetime
    content: bytes
    sealed: bytes
    key: Key | None
    kept: int = 0


class Entry(NamedTuple):
    """An event of a stream: its number, what happened, its canonical JSON, its link in the content chain."""

    number: int
    happened: Happened
    data: bytes
    link: bytes


class _Kept(msgspec.Struct, array_like=True, frozen=True):
    last: dt.datetime
    content: bytes
    sealed: bytes
    state: msgspec.Raw


class History:
    """The streams of one case. Safe among threads."""

    def __init__(self, store: Streams, vault: Vault) -> None:
        self.store = store
        self.vault = vault
        self._heads = Heads(vault)
        self._cache: dict[Stream, Loaded] = {}
        self.lock = threading.RLock()
        #: How many events each stream has, while what is loaded is loaded as of one moment.
        self._moment: dict[str, int | None] | None = None

    @contextmanager
    def at_once(self) -> Iterator[dict[str, int | None]]:
        """Load what is loaded meanwhile as of one moment: the database is asked for what is new there, and no more.

        Yields:
            how many events each stream has, by name; None for one whose key is destroyed.
        """
        with self.lock:
            if self._moment is not None:
                yield self._moment
                return
            self._moment = self.store.streams()
            try:
                yield self._moment
            finally:
                self._moment = None

    def follow(self, told: Callable[[list[str]], None]) -> None:
        """Call a function with the names of the streams whenever some have grown, by whichever server."""
        self.store.follow(told)

    def load(self, stream: Stream) -> Loaded:
        """Return how a stream stands now.

        Raises:
            Tampered: what is stored is not what was written.
            KeyMissing: the key of the stream is destroyed.
        """
        with self.lock:
            return self._load(stream)

    def _load(self, stream: Stream) -> Loaded:
        loaded = self._cache.get(stream)
        if loaded is None:
            loaded = self._from_snapshot(stream) or _empty(stream)
            self._cache[stream] = loaded
        if self._moment is not None:
            version = self._moment.get(str(stream), 0)
            if version is not None and version <= loaded.version:
                return loaded
        rows = self.store.read(str(stream), loaded.version)
        if rows:
            try:
                for entry, row in self._opened(stream, loaded, rows):
                    evolve(loaded.state, entry.happened)
                    loaded.version, loaded.last = entry.number, entry.happened.at
                    loaded.content, loaded.sealed = entry.link, row.link
            except BaseException:
                # A state that took part of the rows in is no state.
                del self._cache[stream]
                raise
            if loaded.version - loaded.kept >= SNAPSHOT_EVERY:
                self._snapshot(stream, loaded)
        return loaded

    def entries(self, stream: Stream) -> Iterator[Entry]:
        """Yield the events of a stream, with both chains checked from the start."""
        fresh = _empty(stream)
        for entry, row in self._opened(stream, fresh, self.store.read(str(stream))):
            fresh.version, fresh.content, fresh.sealed = entry.number, entry.link, row.link
            yield entry

    def tail(self, stream: Stream, after: int, most: int | None = None) -> list[Entry]:
        """Return the events of a stream after a number, or so many of them, each checked against the one before it."""
        rows = self.store.read(str(stream), max(0, after - 1))
        if most is not None:
            rows = rows[: most + (1 if after else 0)]
        fresh = _empty(stream)
        if after and rows:
            before = rows.pop(0)
            plain = self._key(str(stream)).open(before.sealed, str(before.number))
            fresh.version, fresh.content, fresh.sealed = before.number, plain[: chain.LENGTH], before.link
        return [entry for entry, _ in self._opened(stream, fresh, rows)]

    def _opened(self, stream: Stream, loaded: Loaded, rows: Iterable[Row]) -> Iterator[tuple[Entry, Row]]:
        """Open rows that follow what is loaded, and check the chains."""
        name = str(stream)
        key = loaded.key or self._key(name)
        loaded.key = key
        content, sealed, version = loaded.content, loaded.sealed, loaded.version
        for row in rows:
            version += 1
            sealed = chain.link(sealed, version, row.sealed)
            if row.number != version or row.link != sealed:
                message = f"{name}: event {version} is not the one that was written there; restore a backup"
                raise Tampered(message)
            plain = key.open(row.sealed, str(version))
            data = plain[chain.LENGTH :]
            content = chain.link(content, version, data)
            if plain[: chain.LENGTH] != content:
                message = f"{name}: event {version} does not follow the one before it; restore a backup"
                raise Tampered(message)
            yield Entry(version, decoded(stream.kind, data), data, content), row

    def _key(self, name: str) -> Key:
        wrapped = self.store.key(name)
        if wrapped is None:
            message = f"{name}: its key is not there; restore a backup"
            raise KeyMissing(message)
        return self.vault.unwrap(name, wrapped)

    def derived(self, stream: Stream, what: str) -> Key | None:
        """Return a key that is gone when the key of a stream is destroyed; None where the stream has no key.

        Raises:
            KeyMissing: it is destroyed.
        """
        wrapped = self.store.key(str(stream))
        return self.vault.unwrap(str(stream), wrapped).derived(what) if wrapped is not None else None

    def write(
        self,
        puts: Mapping[Stream, list[Happened]],
        expected: Mapping[str, int],
        receipt: tuple[str, str, bytes] | None = None,
        due: tuple[Due, ...] = (),
        done: tuple[tuple[str, str], ...] = (),
    ) -> dict[Stream, list[Entry]]:
        """Seal, link and write events at once, or not at all.

        An event is never earlier than the one before it in its stream: where a clock has gone back, it takes that
        one's time.

        Raises:
            Conflict: a stream has grown since it was read.
            Tampered: a stream does not end where it did, or is not there any more.
            StorageError: it cannot be written.
        """
        rows: dict[str, list[Row]] = {}
        keys: dict[str, bytes] = {}
        heads: dict[str, HeadChange] = {}
        opened: dict[str, Key] = {}
        written: dict[Stream, list[Entry]] = {}
        versions = dict(expected)
        for stream, events in puts.items():
            loaded, name = self.load(stream), str(stream)
            versions[name] = loaded.version
            key = loaded.key
            if key is None:
                wrapped = self.store.key(name)
                if wrapped is None:
                    key, keys[name] = self.vault.new(name)
                else:
                    key = self.vault.unwrap(name, wrapped)
            opened[name] = key
            content, sealed, last = loaded.content, loaded.sealed, loaded.last
            rows[name], written[stream] = [], []
            for number, event in enumerate(events, loaded.version + 1):
                last = max(last, event.at)
                happened = msgspec.structs.replace(event, at=last, version=type(event.event).VERSION)
                data = encoded(happened)
                content = chain.link(content, number, data)
                ciphertext = key.seal(content + data, str(number))
                sealed = chain.link(sealed, number, ciphertext)
                rows[name].append(Row(number, ciphertext, sealed))
                written[stream].append(Entry(number, happened, data, content))
            before = self._heads.head(name, loaded.version, loaded.sealed).mac if loaded.version else None
            heads[name] = before, self._heads.head(name, loaded.version + len(events), sealed)
        kept = None
        if receipt is not None:
            actor, name, act = receipt
            numbers = tuple((str(stream), one.number) for stream, found in written.items() for one in found)
            kept = (actor, name, Receipt(_digest(opened[numbers[0][0]], act), numbers))
        lists = self._grown(keys) if keys else {}
        total = self._heads.grown(heads.values(), first=ROOT in lists and lists[ROOT][0] is None)
        self.store.commit(Commit(versions, rows, keys, kept, due, done, heads, lists, total))
        return written

    def _grown(self, fresh: Iterable[str]) -> dict[str, ListChange]:
        """Return the lists with streams that are new, and with the case, where these are its first.

        Raises:
            Tampered: one of them was there before, or the lists are not those that were written.
        """
        case, known, root = self.store.case, self.store.listed(""), self.store.listed(ROOT)
        if known is not None:
            self._heads.check_streams(case, known)
            for name in fresh:
                if name in known.names:
                    raise Tampered(f"{name}: the stream was dropped; restore a backup")
            return {"": (known.mac, self._heads.streams({*known.names, *fresh}))}
        if (root is not None and case in root.names) or self.store.streams():
            raise Tampered(f"the list of the streams of case {case} is not there; restore a backup")
        return {"": (None, self._heads.streams(fresh)), ROOT: self._heads.with_case(root, case)}

    def is_of(self, receipt: Receipt, act: bytes) -> bool:
        """Whether a receipt is of this act.

        Raises:
            Destroyed: what came of it was.
        """
        return hmac.compare_digest(receipt.digest, _digest(self._key(receipt.events[0][0]), act))

    def _snapshot(self, stream: Stream, loaded: Loaded) -> None:
        assert loaded.key is not None
        plain = msgspec.msgpack.encode(
            _Kept(
                loaded.last, loaded.content, loaded.sealed, msgspec.Raw(msgspec.msgpack.encode(loaded.state))
            )
        )
        self.store.keep(
            str(stream), Snapshot(loaded.version, loaded.key.seal(plain, _place(stream, loaded.version)))
        )
        loaded.kept = loaded.version

    def _from_snapshot(self, stream: Stream) -> Loaded | None:
        found = self.store.snapshot(str(stream))
        if found is None:
            return None
        key = self._key(str(stream))
        try:
            kept = msgspec.msgpack.decode(key.open(found.sealed, _place(stream, found.number)), type=_Kept)
        except Tampered:
            # It was made where states had another shape, or by nobody: the events say how the stream stands.
            return None
        state = msgspec.msgpack.decode(kept.state, type=STATES[stream.kind])
        return Loaded(found.number, state, kept.last, kept.content, kept.sealed, key, kept=found.number)

    def purge(self, streams: Iterable[Stream]) -> None:
        """Destroy the keys of streams: what is in them cannot be read any more, by anybody."""
        names = [stream for stream in streams if self.store.key(str(stream)) is not None]
        while True:
            heads: dict[str, HeadChange] = {}
            for name in map(str, names):
                head = self._heads.check(name, self.store.head(name))
                heads[name] = head.mac, self._heads.head(name, head.version, head.link, gone=True)
            try:
                self.store.rewrap(dict.fromkeys(heads, b""), heads, None, self._heads.grown(heads.values()))
                break
            except Conflict:
                # Somebody has written to one of them meanwhile.
                continue
        for stream in names:
            self._cache.pop(stream, None)

    def check(self, stream: Stream) -> int:
        """Check a stream from its start to its head, and return how many events it has.

        One whose key is destroyed is checked by its sealed chain.

        Raises:
            Tampered: what is stored is not what was written.
        """
        name = str(stream)
        head, opens = self.store.head(name), self.store.key(name) != b""
        number, sealed = 0, chain.sealed_start(name)
        links = {0: sealed}
        rows = self.store.read(name)
        for row in self._checked(stream, rows) if opens else rows:
            number, sealed = number + 1, chain.link(sealed, number + 1, row.sealed)
            if row.number != number or row.link != sealed:
                message = f"{name}: event {number} is not the one that was written there; restore a backup"
                raise Tampered(message)
            if head is not None and number == head.version:
                links[number] = sealed
        if rows or head is not None:
            self._check_end(name, head, number, links)
        return number

    def _checked(self, stream: Stream, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows that open, each after the one before it."""
        return (row for _entry, row in self._opened(stream, _empty(stream), rows))

    def _check_end(self, name: str, head: Head | None, number: int, links: Mapping[int, bytes]) -> None:
        """Check that a stream of so many events ends where its head says, which was read before they were.

        What was written since then has another head. `links` has the link of the event with which that head ends.
        """
        known = self._heads.check(name, head)
        if known.version > number:
            message = f"{name}: of {known.version} events, only {number} are there; restore a backup"
            raise Tampered(message)
        later = self._heads.check(name, self.store.head(name)) if number > known.version else known
        if links.get(known.version) != known.link or later.version < number:
            message = f"{name}: it does not end where it did; restore a backup"
            raise Tampered(message)


def _place(stream: Stream, number: int) -> str:
    """Return what a snapshot is bound to: its number, and the shape that states of its kind have."""
    return f"snapshot {number} {_shape(stream.kind)}"


@cache
def _shape(kind: Kind) -> str:
    (schema,), parts = msgspec.json.schema_components([STATES[kind]])
    return hashlib.sha256(canonical([schema, parts])).hexdigest()


def _digest(key: Key, act: bytes) -> bytes:
    """Return the digest of an act under a stream's key: without it nobody can try what was answered, yes or no."""
    return hmac.digest(key.derived("receipts").raw, act, "sha256")


def _empty(stream: Stream) -> Loaded:
    name = str(stream)
    return Loaded(0, STATES[stream.kind](), _NEVER, chain.start(name), chain.sealed_start(name), None)
