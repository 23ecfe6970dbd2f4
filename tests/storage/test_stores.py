"""What every store of events keeps to: one body of tests over SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from pathlib import Path

import psycopg
import pytest

from goodoffices.storage import history as histories
from goodoffices.storage.cases import rotate
from goodoffices.storage.errors import Conflict, Destroyed, KeyMissing, StorageError, Tampered
from goodoffices.storage.history import SNAPSHOT_EVERY, History
from goodoffices.storage.port import Commit, Due, Receipt, Row, Snapshot
from goodoffices.storage.sqlite import SqliteStore
from goodoffices.storage.vault import Vault, new_master, read_master, write_master
from goodoffices.talks.events import Happened
from goodoffices.talks.events.channel import Said
from goodoffices.talks.events.home import Noted
from goodoffices.talks.states import STATES, ChannelState
from goodoffices.talks.streams import Stream
from tests.storage.conftest import Opens

AT = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
ALBA = Stream("channel", "alba")
MASTER = bytes(range(32))


def row(number: int) -> Row:
    return Row(number, bytes([number]) * 5, bytes([number]) * 32)


def said(text: str, at: dt.datetime = AT, message: str = "m1") -> Happened:
    return Happened(at=at, by="alba:head", event=Said(message=message, text=text))


def test_what_is_written_is_read_in_order_by_every_server(opens: Opens) -> None:
    first, second = opens(), opens()
    first.commit(Commit({}, {"b": [row(1)], "a": [row(1), row(2)]}, keys={"b": b"y", "a": b"x"}))
    second.commit(Commit({"a": 2}, {"a": [row(3)]}))
    assert first.read("a") == [row(1), row(2), row(3)]
    assert first.read("a", after=2) == [row(3)]
    assert list(first.streams().items()) == [("a", 3), ("b", 1)]
    assert second.streams() == first.streams()


def test_a_stream_that_has_grown_since_it_was_read_is_a_conflict_and_nothing_is_written(opens: Opens) -> None:
    store = opens()
    store.commit(Commit({}, {"a": [row(1)]}))
    receipt = ("alba:head", "k", Receipt(b"d" * 32, (("b", 1),)))
    due = (Due(AT, "b", "x"),)
    for commit in (
        Commit({"a": 0}, {"b": [row(1)]}, {"b": b"key"}, receipt, due),
        Commit({}, {"b": [row(1)], "a": [row(1)]}, {"b": b"key"}, receipt, due),
    ):
        with pytest.raises(Conflict):
            store.commit(commit)
    assert store.read("b") == []
    assert store.key("b") is None
    assert store.receipt("alba:head", "k") is None
    assert store.due(AT) == []


def test_an_act_with_a_key_is_kept_once(opens: Opens) -> None:
    store = opens()
    receipt = Receipt(b"d" * 32, (("a", 1),))
    store.commit(Commit({}, {"a": [row(1)]}, receipt=("alba:head", "k", receipt)))
    assert store.receipt("alba:head", "k") == receipt
    assert store.receipt("borea:head", "k") is None
    with pytest.raises(Conflict):
        store.commit(Commit({}, {"a": [row(2)]}, receipt=("alba:head", "k", receipt)))
    assert len(store.read("a")) == 1


def test_deadlines_come_in_order_and_go(opens: Opens) -> None:
    store = opens()
    later = AT + dt.timedelta(hours=1, microseconds=5)
    store.commit(Commit({}, {}, due=(Due(later, "a", "x"), Due(AT, "a", "y"))))
    assert store.due(AT - dt.timedelta(seconds=1)) == []
    assert store.due(later) == [Due(AT, "a", "y"), Due(later, "a", "x")]
    store.commit(Commit({}, {}, done=(("a", "y"),)))
    assert store.due(later) == [Due(later, "a", "x")]


def test_a_destroyed_key_takes_the_snapshot_and_deadlines_with_it(opens: Opens) -> None:
    store = opens()
    store.commit(Commit({}, {"a": [row(1)], "b": [row(1)]}, keys={"a": b"wrapped", "b": b"wrapped"}))
    store.commit(Commit({}, {}, due=(Due(AT, "a", "x"), Due(AT, "b", "x"))))
    store.keep("a", Snapshot(1, b"old"))
    store.keep("a", Snapshot(1, b"sealed"))
    assert store.snapshot("a") == Snapshot(1, b"sealed")
    store.rewrap({"a": b""})
    assert store.key("a") == b""
    assert store.streams() == {"a": None, "b": 1}
    assert store.due(AT) == [Due(AT, "b", "x")]
    assert store.snapshot("a") is None
    assert store.read("a") == [row(1)]


def test_two_who_write_at_once_do_so_one_after_the_other(opens: Opens) -> None:
    stores = [opens() for _ in range(4)]
    won: list[int] = []

    def write(which: int) -> None:
        for _ in range(10):
            version = len(stores[which].read("a"))
            try:
                stores[which].commit(Commit({"a": version}, {"a": [row(version + 1)]}))
                won.append(which)
            except Conflict:
                continue

    threads = [threading.Thread(target=write, args=(which,)) for which in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.number for one in stores[0].read("a")] == list(range(1, len(won) + 1))
    assert won


def test_nothing_of_what_was_said_stands_in_the_database(opens: Opens, tmp_path: Path) -> None:
    history = History(opens(), Vault(MASTER))
    for _ in range(SNAPSHOT_EVERY + 1):
        history.write({ALBA: [said("the bridge at noon")]}, {})
        history.load(ALBA)
    assert history.store.snapshot(str(ALBA)) is not None
    sealed = b"".join(one.sealed + one.link for one in history.store.read(str(ALBA)))
    kept = history.store.snapshot(str(ALBA))
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for stored in (sealed, kept.sealed if kept else b"", files):
        assert b"bridge" not in stored


def test_a_server_that_comes_later_stands_where_the_first_does(opens: Opens) -> None:
    first = History(opens(), Vault(MASTER))
    for number in range(SNAPSHOT_EVERY + 7):
        first.write({ALBA: [said(str(number), message=f"m{number}")]}, {})
    first.load(ALBA)
    second = History(opens(), Vault(MASTER))
    assert second.load(ALBA).version == SNAPSHOT_EVERY + 7
    assert second.load(ALBA).state == first.load(ALBA).state
    assert second.check(ALBA) == SNAPSHOT_EVERY + 7


def test_a_snapshot_of_another_shape_is_passed_over(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    first = History(opens(), Vault(MASTER))
    for number in range(SNAPSHOT_EVERY):
        first.write({ALBA: [said(str(number), message=f"m{number}")]}, {})
    first.load(ALBA)

    class Changed(ChannelState, kw_only=True):
        counted: int = 0

        def take(self, happened: Happened) -> None:
            super().take(happened)
            self.counted += 1

    histories._shape.cache_clear()
    monkeypatch.setitem(STATES, "channel", Changed)
    try:
        state = History(opens(), Vault(MASTER)).load(ALBA).state
        assert isinstance(state, Changed)
        assert state.counted == SNAPSHOT_EVERY
    finally:
        histories._shape.cache_clear()


def test_what_was_answered_cannot_be_tried_out_without_the_key(opens: Opens) -> None:
    history, streams = History(opens(), Vault(MASTER)), (ALBA, Stream("channel", "borea"))
    for stream in streams:
        history.write({stream: [said("yes")]}, {}, ("alba:head", stream.of, b"yes"))
    receipts = [history.store.receipt("alba:head", stream.of) for stream in streams]
    assert len({receipt.digest for receipt in receipts if receipt} | {hashlib.sha256(b"yes").digest()}) == 3
    for stream, receipt in zip(streams, receipts, strict=True):
        assert receipt is not None
        assert history.is_of(receipt, b"yes")
        assert not history.is_of(receipt, b"no")
        history.purge([stream])
        with pytest.raises(Destroyed):
            history.is_of(receipt, b"yes")


def test_an_event_is_never_earlier_than_the_one_before_it(opens: Opens) -> None:
    history = History(opens(), Vault(MASTER))
    for hours in (2, 1, 3):
        history.write({ALBA: [said("x", AT + dt.timedelta(hours=hours))]}, {})
    hours_kept = [(one.happened.at - AT) // dt.timedelta(hours=1) for one in history.entries(ALBA)]
    assert hours_kept == [2, 2, 3]


def test_threads_that_come_and_go_leave_few_connections(
    opens: Opens, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    store = opens()
    threads = [threading.Thread(target=store.streams) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if isinstance(store, SqliteStore):
        links = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.exists()]
        count = sum(link == str(tmp_path / "talks.sqlite3") for link in links)
    else:
        with psycopg.connect(f"{request.getfixturevalue('postgres')}/postgres") as connection:
            statement = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname LIKE 'talks_%' AND state = 'idle'"
            )
            count = connection.execute(statement).fetchall()[0][0]
    assert 1 <= count <= 32


def test_connections_that_the_database_dropped_are_made_anew(postgres: str) -> None:
    from goodoffices.storage.postgres import PostgresStore

    name = f"dropped_{threading.get_native_id()}"
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        store = PostgresStore(f"{postgres}/{name}")
        store.commit(Commit(rows={"channel/alba": [row(1)]}, expected={}, keys={}))
        dropped = connection.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s", (name,)
        ).fetchall()
    assert dropped[0][0] >= 1
    assert store.read("channel/alba") == [row(1)]
    store.close()


def test_what_is_destroyed_is_gone_and_the_chain_still_holds(opens: Opens) -> None:
    history, room = History(opens(), Vault(MASTER)), Stream("room", "alba")
    history.write({ALBA: [said("a"), said("b")], room: [Happened(at=AT, by="x", event=Noted(text="c"))]}, {})
    history.purge([ALBA, Stream("channel", "nobody")])
    assert history.check(ALBA) == 2
    with pytest.raises(KeyMissing, match="channel/alba: its key was destroyed"):
        list(history.entries(ALBA))
    with pytest.raises(KeyMissing):
        history.write({ALBA: [said("again")]}, {})
    assert [one.happened.event for one in history.entries(room)] == [Noted(text="c")]


def test_another_master_key_opens_nothing_until_the_keys_are_wrapped_by_it(opens: Opens) -> None:
    history = History(opens(), Vault(MASTER))
    history.write({ALBA: [said("a")]}, {})
    stranger = History(opens(), Vault(new_master()))
    with pytest.raises(KeyMissing, match="another master key"):
        stranger.load(ALBA)
    other = new_master()
    rotate(opens(), Vault(MASTER), Vault(other))
    assert isinstance(History(opens(), Vault(other)).load(ALBA).state, ChannelState)
    with pytest.raises(KeyMissing):
        History(opens(), Vault(MASTER)).load(ALBA)


@pytest.mark.parametrize("what", ["changed", "dropped", "moved", "from elsewhere", "relinked"])
def test_what_was_tampered_with_is_found(opens: Opens, what: str) -> None:
    history = History(opens(), Vault(MASTER))
    for text in "abc":
        history.write({ALBA: [said(text)], Stream("channel", "borea"): [said(text)]}, {})
    rows = history.store.read(str(ALBA))
    match what:
        case "changed":
            rows[1] = rows[1]._replace(sealed=rows[1].sealed[:-1] + bytes([rows[1].sealed[-1] ^ 1]))
        case "dropped":
            rows = [rows[0], rows[2]._replace(number=2)]
        case "moved":
            rows[1], rows[2] = rows[2]._replace(number=2), rows[1]._replace(number=3)
        case "from elsewhere":
            rows[1] = history.store.read("channel/borea")[1]
        case "relinked":
            # Whoever can write the database can make the sealed chain anew; what the seals hold, they cannot.
            from goodoffices.talks import chain

            link, kept = chain.sealed_start(str(ALBA)), []
            for number, one in enumerate([rows[0], rows[2]], 1):
                link = chain.link(link, number, one.sealed)
                kept.append(Row(number, one.sealed, link))
            rows = kept
    forged = opens()
    wrapped = history.store.key(str(ALBA))
    assert wrapped is not None
    history.store.commit(Commit({}, {"room/forged": rows}, {"room/forged": wrapped}))

    class Forged(type(forged)):  # type: ignore[misc]  # a store whose channel holds the forged rows
        def read(self, stream: str, after: int = 0) -> list[Row]:
            found: list[Row] = super().read("room/forged" if stream == str(ALBA) else stream, after)
            return found

    forged.__class__ = Forged
    with pytest.raises(Tampered, match="channel/alba"):
        History(forged, Vault(MASTER)).check(ALBA)


def test_a_locked_database_is_a_sentence(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "talks.sqlite3", patience=0.05)
    other = SqliteStore(tmp_path / "talks.sqlite3")
    with other.writing(), pytest.raises(StorageError, match="locked by another program"):
        store.commit(Commit({}, {"a": [row(1)]}))
    store.commit(Commit({}, {"a": [row(1)]}))
    store.close()
    other.close()


def test_a_full_disk_is_a_sentence_and_nothing_is_half_written(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "talks.sqlite3")
    store.commit(Commit({}, {"a": [row(1)]}))
    with store.reading() as cursor:
        pages = cursor.rows("PRAGMA page_count")[0][0]
        cursor.rows(f"PRAGMA max_page_count = {pages}")
    big = [Row(number, bytes(5_000), bytes(32)) for number in range(2, 40)]
    with pytest.raises(StorageError, match="full"):
        store.commit(Commit({"a": 1}, {"a": big}, receipt=("x", "k", Receipt(b"", ()))))
    assert store.read("a") == [row(1)]
    assert store.receipt("x", "k") is None
    store.close()


def test_what_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "talks.sqlite3"
    path.write_bytes(b"this is a letter and no database, and it is long enough to be read as one" * 20)
    with pytest.raises(StorageError, match="no database of ours"):
        SqliteStore(path)


def test_the_master_key_comes_from_the_environment_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "master.key"
    with pytest.raises(StorageError, match="no master key here"):
        read_master(path)
    write_master(path, MASTER)
    assert path.stat().st_mode & 0o077 == 0
    assert read_master(path) == MASTER
    with pytest.raises(StorageError, match="cannot be written"):
        write_master(path, MASTER)
    monkeypatch.setenv("GOODOFFICES_MASTER_KEY", "ab" * 31)
    with pytest.raises(StorageError, match="64 hexadecimal digits"):
        read_master(path)
    monkeypatch.setenv("GOODOFFICES_MASTER_KEY", "ab" * 32)
    assert read_master(path) == bytes([0xAB]) * 32


def test_many_who_read_at_once_take_each_event_in_once(opens: Opens) -> None:
    history = History(opens(), Vault(MASTER))
    for number in range(60):
        history.write({ALBA: [said(str(number), message=f"m{number}")]}, {})
    fresh = History(opens(), Vault(MASTER))
    start = threading.Barrier(8)
    states: list[object] = []

    def look() -> None:
        start.wait()
        loaded = fresh.load(ALBA)
        states.append((loaded.version, len(getattr(loaded.state, "messages", ()))))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert states == [(60, 60)] * 8


def test_a_copy_is_whole_and_of_one_moment_and_fills_a_new_store(opens: Opens, tmp_path: Path) -> None:
    store = opens()
    history = History(store, Vault(MASTER))
    for number in range(5):
        history.write(
            {
                ALBA: [said(str(number))],
                Stream("room", "alba"): [Happened(at=AT, by="x", event=Noted(text="n"))],
            },
            {},
            ("alba:head", f"k{number}", b"d" * 32),
            (Due(AT, str(ALBA), f"n{number}"),),
        )
    copying = store.copy()
    rows = [next(copying)]
    opens().commit(Commit({str(ALBA): 5}, {str(ALBA): [row(6)]}))
    rows += copying
    other = SqliteStore(tmp_path / "copy.sqlite3")
    other.fill(rows)
    copied = History(other, Vault(MASTER))
    texts = [one.happened.event for one in copied.entries(ALBA)]
    assert texts == [Said(message="m1", text=str(number)) for number in range(5)]
    assert copied.check(ALBA) == 5
    assert other.receipt("alba:head", "k3") == store.receipt("alba:head", "k3")
    assert other.due(AT) == store.due(AT)
    with pytest.raises(StorageError, match="talks in this database already"):
        other.fill(rows)
    other.close()
