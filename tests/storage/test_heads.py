"""What was dropped, emptied or put back behind our back is found: ends of streams, whole streams, keys, cases."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.keeping import purge
from goodoffices.services.saving import back_up, bring_back
from goodoffices.services.transcribing import check_workspace
from goodoffices.services.workspaces import Workspace, create, open_workspace
from goodoffices.storage.cases import begin, check_marks, rotate
from goodoffices.storage.errors import Conflict, StorageError, Tampered
from goodoffices.storage.history import SNAPSHOT_EVERY, History
from goodoffices.storage.port import ROOT, Store
from goodoffices.storage.sqlite import SqliteStore
from goodoffices.storage.vault import Vault, new_master
from goodoffices.talks.events import Happened
from goodoffices.talks.events.channel import Said
from goodoffices.talks.events.home import Noted
from goodoffices.talks.streams import Stream
from tests.storage.conftest import Opens
from tests.talks.table import Table, act, opening

AT = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
ALBA, BOREA = Stream("channel", "alba"), Stream("channel", "borea")


def said(text: str) -> Happened:
    return Happened(at=AT, by="alba:head", event=Said(message="m1", text=text))


def run(store: Store, *statements: tuple[str, tuple[Any, ...]]) -> None:
    """Write to the database behind our back."""
    holding = store.writing() if isinstance(store, SqliteStore) else store.transaction()  # type: ignore[attr-defined]  # one of the two
    with holding as cursor:
        for statement, values in statements:
            cursor.run(statement, values)


def dropped(table: str, name: str, more: str = "") -> tuple[str, tuple[Any, ...]]:
    column = "place" if table == "lists" else "stream"
    return f"DELETE FROM {table} WHERE {column} = ?{more}", (name,)  # noqa: S608 - names of ours


def emptied(table: str, like: str = "%") -> tuple[str, tuple[Any, ...]]:
    column = "place" if table == "lists" else "actor" if table == "receipts" else "stream"
    return f"DELETE FROM {table} WHERE {column} LIKE ?", (like,)  # noqa: S608 - as above


LATEST = " AND number = (SELECT MAX(number) FROM events WHERE stream = 'channel/alba')"
ANY = "channel/alba"
#: What somebody does who can write the database and has no key, and what is said of it.
TAMPERED: dict[str, tuple[list[tuple[str, tuple[Any, ...]]], str]] = {
    "the last event": ([dropped("events", ANY, LATEST)], "channel/alba: of 3 events, only 2 are there"),
    "all events of a stream": ([dropped("events", ANY)], "channel/alba: of 3 events, only 0 are there"),
    "the key": ([dropped("keys", ANY)], "channel/alba: the stream or its key was dropped"),
    "the events and the key": (
        [dropped("events", ANY), dropped("keys", ANY)],
        "channel/alba: the stream or its key was dropped",
    ),
    "all of a stream": (
        [dropped(table, ANY) for table in ("events", "keys", "heads")],
        "channel/alba: the stream or its key was dropped",
    ),
    "what its key holds": (
        [("UPDATE keys SET wrapped = ? WHERE stream = ?", (b"", ANY))],
        "channel/alba: the stream lost its key, and was not purged",
    ),
    "the key of one that is said to be purged": (
        [
            ("UPDATE keys SET wrapped = ? WHERE stream = ?", (b"", ANY)),
            ("UPDATE heads SET gone = 1 WHERE stream = ?", (ANY,)),
        ],
        "channel/alba: what says where it ends was not written by us",
    ),
    "the head": ([dropped("heads", ANY)], "channel/alba: what says where it ends is not there"),
    "the last event, with the head's number": (
        [dropped("events", ANY, LATEST), ("UPDATE heads SET version = 2 WHERE stream = ?", (ANY,))],
        "channel/alba: what says where it ends was not written by us",
    ),
    "the last event, with another's head": (
        [
            dropped("events", ANY, LATEST),
            (
                "UPDATE heads SET (version, link, mac) = (SELECT version, link, mac FROM heads WHERE stream = ?) WHERE stream = ?",
                ("channel/borea", ANY),
            ),
        ],
        "channel/alba: what says where it ends was not written by us",
    ),
    "the list of streams": ([dropped("lists", "")], "the list of the streams of case main is not there"),
    "a stream, with the list": (
        [
            *(dropped(table, ANY) for table in ("events", "keys", "heads")),
            ("UPDATE lists SET names = ? WHERE place = ?", ('["channel/borea"]', "")),
        ],
        "the list of the streams of case main was not written by us",
    ),
    "the list of cases": ([dropped("lists", ROOT)], "the list of the cases is not there"),
    "a case in the list": (
        [("UPDATE lists SET names = ? WHERE place = ?", ("[]", ROOT))],
        "the list of the cases was not written by us",
    ),
    "a whole case": (
        [
            *(emptied(table, "channel/%") for table in ("events", "keys", "heads")),
            dropped("lists", ""),
        ],
        "the list of the streams of case main is not there",
    ),
    "nothing; a key is added": (
        [("INSERT INTO keys (stream, wrapped) VALUES (?, ?)", ("channel/mars", b"x"))],
        "channel/mars: nothing of this name was begun here",
    ),
    "nothing; an event is added": (
        [
            (
                "INSERT INTO events (stream, number, sealed, link) VALUES (?, 1, ?, ?)",
                ("channel/mars", b"x", b"y"),
            )
        ],
        "channel/mars: nothing of this name was begun here",
    ),
    "nothing; a case is added": (
        [("INSERT INTO lists (place, names, mac) VALUES (?, ?, ?)", ("@k3v/", "[]", b"x"))],
        "@k3v/: nothing of this name was begun here",
    ),
}


def filled(store: Store) -> tuple[Workspace, History]:
    """Return a workspace over a store, in which two channels have some events."""
    workspace = Workspace(Path(), store, Vault(bytes(range(32))))
    begin(store, workspace.vault)
    history = workspace.case().history
    for text in "abc":
        history.write({ALBA: [said(text)], BOREA: [said(text)]}, {})
    history.write({BOREA: [said("d")]}, {})
    assert check_workspace(workspace) == {"channel/alba": 3, "channel/borea": 4}
    return workspace, history


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_dropped_behind_our_back_is_found(opens: Opens, what: str) -> None:
    statements, sentence = TAMPERED[what]
    workspace, _history = filled(opens())
    run(workspace.store, *statements)
    with pytest.raises(Tampered, match=sentence):
        check_workspace(workspace)


@pytest.mark.parametrize(
    "what", ["the last event", "all events of a stream", "all of a stream", "the head", "the list of streams"]
)
def test_what_was_dropped_is_not_covered_up_by_writing_on(opens: Opens, what: str) -> None:
    workspace, _history = filled(opens())
    run(workspace.store, *TAMPERED[what][0])
    later = History(opens(), Vault(bytes(range(32))))
    with pytest.raises(StorageError):
        later.write({ALBA if what != "the list of streams" else Stream("channel", "cora"): [said("on")]}, {})
    with pytest.raises(Tampered):
        check_workspace(workspace)


def test_what_was_purged_is_told_from_what_lost_its_key(opens: Opens) -> None:
    workspace, history = filled(opens())
    wrapped = workspace.store.key("channel/alba") or b""
    history.purge([ALBA])
    assert check_workspace(workspace) == {"channel/alba": 3, "channel/borea": 4}
    # Events of what was purged are still counted, and its key does not come back.
    run(workspace.store, ("UPDATE keys SET wrapped = ? WHERE stream = ?", (wrapped, "channel/alba")))
    with pytest.raises(Tampered, match="channel/alba: the stream was purged, and its key is there again"):
        check_workspace(workspace)
    run(workspace.store, ("UPDATE keys SET wrapped = ? WHERE stream = ?", (b"", "channel/alba")))
    check_workspace(workspace)
    run(workspace.store, dropped("events", ANY, LATEST))
    with pytest.raises(Tampered, match="channel/alba: of 3 events, only 2 are there"):
        check_workspace(workspace)


def rows_of(store: Store, name: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the database holds of a stream: its events, its key, its head."""
    return {
        table: [row for one, row in store.copy() if one == table and row[0] == name]
        for table in ("events", "keys", "heads")
    }


def put_back(store: Store, earlier: dict[str, list[tuple[Any, ...]]]) -> None:
    """Put a stream back as it was, behind our back."""
    run(store, *(dropped(table, ANY) for table in earlier))
    store.add((table, row) for table, found in earlier.items() for row in found)


def test_a_stream_that_was_put_back_as_it_was_with_its_own_head_is_found(opens: Opens) -> None:
    workspace, history = filled(opens())
    earlier = rows_of(workspace.store, ANY)
    history.write({ALBA: [said("d")]}, {})
    put_back(workspace.store, earlier)
    sentence = "a stream was put back as it had been earlier, with its end"
    with pytest.raises(Tampered, match=sentence):
        check_workspace(workspace)
    # Neither writing on nor another master key covers it up.
    History(opens(), Vault(bytes(range(32)))).write({ALBA: [said("d")], BOREA: [said("e")]}, {})
    with pytest.raises(Tampered, match=sentence):
        check_workspace(workspace)
    with pytest.raises(Tampered, match=sentence):
        rotate(workspace.store, workspace.vault, Vault(new_master()))


def test_a_purge_that_was_undone_with_an_earlier_key_and_head_is_found(opens: Opens) -> None:
    workspace, history = filled(opens())
    earlier = rows_of(workspace.store, ANY)
    history.purge([ALBA])
    put_back(workspace.store, earlier)
    with pytest.raises(Tampered, match="a stream was put back as it had been earlier, with its end"):
        check_workspace(workspace)


def test_the_total_of_an_earlier_time_or_none_at_all_is_found(opens: Opens) -> None:
    workspace, history = filled(opens())
    (total,) = [row[1] for table, row in workspace.store.copy() if table == "totals"]
    history.write({ALBA: [said("d")]}, {})
    for statement, sentence in (
        (("UPDATE totals SET sealed = ?", (total,)), "a stream was put back"),
        (("UPDATE totals SET sealed = ?", (b"x" * 60,)), "ends? together was not written by us"),
        (("DELETE FROM totals", ()), "what says where all streams end together is not there"),
    ):
        run(workspace.store, statement)
        with pytest.raises(Tampered, match=sentence):
            check_workspace(workspace)
    with pytest.raises(Tampered, match="is not there"):
        history.write({ALBA: [said("e")]}, {})


def test_a_purge_waits_for_whoever_writes_meanwhile(opens: Opens) -> None:
    store = opens()
    workspace, history = filled(store)
    other = History(opens(), Vault(bytes(range(32))))
    honest = store.rewrap
    wrote: list[object] = []

    def slow(*given: Any, **more: Any) -> None:
        if not wrote:
            wrote.append(other.write({ALBA: [said("meanwhile")]}, {}))
        honest(*given, **more)

    store.rewrap = slow  # type: ignore[method-assign]  # somebody writes between reading and destroying
    workspace.case().history.purge([ALBA])
    assert check_workspace(workspace)["channel/alba"] == 4
    assert history.store.key("channel/alba") == b""


def test_heads_go_with_a_new_master_key_and_another_does_not_pass(opens: Opens) -> None:
    workspace, history = filled(opens())
    history.purge([BOREA])
    old, new = workspace.vault, Vault(new_master())
    rotate(workspace.store, old, new)
    with pytest.raises(Tampered):
        check_marks(workspace.store, old)
    fresh = Workspace(Path(), workspace.store, new)
    assert check_workspace(fresh) == {"channel/alba": 3, "channel/borea": 4}
    run(
        workspace.store,
        dropped("events", ANY, LATEST),
        ("UPDATE heads SET version = 2 WHERE stream = ?", (ANY,)),
    )
    with pytest.raises(Tampered):
        rotate(workspace.store, new, Vault(new_master()))


def test_another_master_key_is_told_from_what_was_tampered_with(opens: Opens) -> None:
    workspace, _history = filled(opens())
    with pytest.raises(Tampered, match=r"or with another master key; give that of this workspace"):
        check_workspace(Workspace(Path(), workspace.store, Vault(new_master())))


def test_two_servers_that_begin_streams_and_cases_at_once_lose_none(opens: Opens) -> None:
    first, second = opens(), opens()
    vault = Vault(bytes(range(32)))
    begin(first, vault)
    workspaces = [Workspace(Path(), store, vault) for store in (first, second)]
    failed: list[BaseException] = []

    def opens_cases(which: int) -> None:
        try:
            for number in range(6):
                history = workspaces[which].case("main").history if number % 2 else None
                fresh = history or workspaces[which].new_case(f"c{which}{number}").history
                while True:
                    try:
                        fresh.write({Stream("room", f"p{which}{number}"): [_noted()]}, {})
                        break
                    except Conflict:
                        continue
        except BaseException as error:  # noqa: BLE001 - it is looked at below
            failed.append(error)

    threads = [threading.Thread(target=opens_cases, args=(which,)) for which in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed, failed
    assert len(check_workspace(workspaces[0])) == 12


def _noted() -> Happened:
    return Happened(at=AT, by="x", event=Noted(text="x"))


def test_a_workspace_is_whole_through_all_that_keeps_it(tmp_path: Path) -> None:
    workspace = create(tmp_path / "w")
    assert check_workspace(workspace) == {}
    tables = [Table(Talks(workspace.case(case).history)) for case in ("main",)]
    tables.append(Table(Talks(workspace.new_case("k3v").history)))
    for table in tables:
        assert not table.play(opening()).refused
        words = [act("alba:head", "say", text=f"{n}") for n in range(SNAPSHOT_EVERY // 10)]
        assert not table.play(words).refused
    purge(workspace.case("k3v"), "alba")
    counted = check_workspace(workspace)
    back_up(workspace, tmp_path / "backup")
    workspace.close()
    key = tmp_path / "w" / "master.key"
    again, restored, _ = bring_back(tmp_path / "backup", tmp_path / "again", key)
    assert restored == counted == check_workspace(again)
    assert (
        not Table(Talks(again.case().history), 500).play([act("alba:head", "say", text="on we go")]).refused
    )
    assert check_workspace(again)["channel/alba"] == counted["channel/alba"] + 1
    again.close()


def test_a_backup_of_what_was_tampered_with_does_not_come_back(tmp_path: Path) -> None:
    workspace = create(tmp_path / "w")
    assert not Table(Talks(workspace.case().history)).play(opening()).refused
    run(workspace.store, dropped("events", ANY, LATEST))
    back_up(workspace, tmp_path / "backup")
    workspace.close()
    with pytest.raises(Tampered, match="channel/alba"):
        bring_back(tmp_path / "backup", tmp_path / "again", tmp_path / "w" / "master.key")
    assert not (tmp_path / "again").exists()
    with pytest.raises(Tampered):
        check_workspace(open_workspace(tmp_path / "w"))


def test_an_emptied_database_is_found(tmp_path: Path) -> None:
    workspace = create(tmp_path / "w")
    assert not Table(Talks(workspace.case().history)).play(opening()).refused
    tables = ("events", "keys", "heads", "lists", "due", "receipts", "snapshots")
    run(workspace.store, *map(emptied, tables))
    workspace.close()
    with pytest.raises(Tampered, match="the list of the cases is not there"):
        check_workspace(open_workspace(tmp_path / "w"))
