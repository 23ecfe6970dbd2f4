"""Several cases in one store: none sees another, in SQLite and in PostgreSQL."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.services.acting import Talks
from goodoffices.services.keeping import purge, rotate
from goodoffices.services.records import keep
from goodoffices.services.replaying import play, play_new
from goodoffices.services.saving import back_up, bring_back
from goodoffices.services.scripts import command_of
from goodoffices.services.transcribing import check_workspace, transcript
from goodoffices.services.workspaces import Workspace, WorkspaceError, create, open_workspace
from goodoffices.storage import cases
from goodoffices.storage.cases import MAIN, CaseRecords, CaseStore, cases_of, has_case, is_id, new_id, prefix
from goodoffices.storage.errors import Conflict, KeyMissing, StorageError
from goodoffices.storage.history import History
from goodoffices.storage.port import Commit, Due, Receipt, Row, Snapshot
from goodoffices.storage.records import Item
from goodoffices.storage.sqlite_records import SqliteRecords
from goodoffices.storage.vault import Vault, new_master
from goodoffices.talks.actions.case import OpenCase
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import Happened
from goodoffices.talks.events.channel import Said
from goodoffices.talks.streams import Stream
from tests.storage.conftest import Opens
from tests.talks.table import LEAD, Act, act, minute, opening

AT = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
ALBA = Stream("channel", "alba")
IDS = (MAIN, "k3v9", "k3v")


def row(number: int, text: str) -> Row:
    return Row(number, text.encode(), bytes(32))


def said(text: str) -> Happened:
    return Happened(at=AT, by="alba:head", event=Said(message="m1", text=text))


def test_two_cases_with_the_same_streams_do_not_see_each_other(opens: Opens) -> None:
    store = opens()
    parts = {name: CaseStore(store, name) for name in IDS}
    told: dict[str, list[list[str]]] = {name: [] for name in IDS}
    for name, part in parts.items():
        part.follow(told[name].append)
        part.commit(
            Commit(
                {"case": 0, "channel/alba": 0},
                {"case": [row(1, name)], "channel/alba": [row(1, name), row(2, name)]},
                {"case": name.encode(), "channel/alba": name.encode()},
                ("alba:head", "k", Receipt(name.encode(), (("channel/alba", 2),))),
                (Due(AT, "joint/alba", name), Due(AT, "joint/alba", "same")),
            )
        )
        part.keep("case", Snapshot(1, name.encode()))
    first, *others = parts.values()
    others[0].commit(Commit({"room/borea": 0}, {"room/borea": [row(1, "x")]}, {"room/borea": b"x"}))
    others[0].commit(Commit({}, {}, done=(("joint/alba", "same"),)))
    for name, part in parts.items():
        more = {"room/borea": 1} if part is others[0] else {}
        assert part.streams() == {"case": 1, "channel/alba": 2, **more}
        assert part.read("channel/alba", 1) == [row(2, name)]
        assert part.key("case") == name.encode()
        assert part.snapshot("case") == Snapshot(1, name.encode())
        assert part.receipt("alba:head", "k") == Receipt(name.encode(), (("channel/alba", 2),))
        left = {Due(AT, "joint/alba", name), Due(AT, "joint/alba", "same")}
        assert set(part.due(AT)) == (left if not more else {Due(AT, "joint/alba", name)})
    others[1].rewrap({"case": b""})
    assert [part.key("case") for part in parts.values()] == [b"main", b"k3v9", b""]
    assert [part.streams()["case"] for part in parts.values()] == [1, 1, None]
    with pytest.raises(Conflict):
        first.commit(Commit({"case": 0}, {"case": [row(2, "y")]}))
    assert cases_of(store) == [MAIN, "k3v", "k3v9"]
    assert [has_case(store, name) for name in (*IDS, "k3", "nowhere", "", "@k3v9", "k3v9/")] == [True] * 3 + [
        False
    ] * 5


def test_each_case_is_told_of_its_own_alone(opens: Opens) -> None:
    store, writing = opens(), opens()
    told: dict[str, list[str]] = {name: [] for name in IDS}
    for name in IDS:
        CaseStore(store, name).follow(told[name].extend)

    def written(name: str) -> None:
        for one in {id(store): store, id(writing): writing}.values():
            part = CaseStore(one, name)
            version = len(part.read("desk"))
            part.commit(Commit({}, {"desk": [row(version + 1, "x")]}, {"desk": b"x"} if not version else {}))

    written("k3v")
    end = time.monotonic() + 10
    while not told["k3v"] and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.2)
    assert set(told["k3v"]) == {"desk"}
    assert told[MAIN] == told["k3v9"] == []


def test_an_empty_list_is_told_to_every_case(opens: Opens) -> None:
    told: list[list[str]] = []
    ringing: list[Any] = []

    class Ringing(type(opens())):  # type: ignore[misc]  # a store whose bell is at hand
        def follow(self, ring: Any) -> None:
            ringing.append(ring)

    store = opens()
    store.__class__ = Ringing
    CaseStore(store, "k3v").follow(told.append)
    for names in (["case", "@k3v9/case"], [], ["@k3v/desk", "desk"]):
        ringing[0](names)
    assert told == [[], ["desk"]]


@pytest.mark.parametrize("what", ["key", "key and events"])
def test_what_is_moved_from_one_case_to_another_opens_nothing(opens: Opens, what: str) -> None:
    store, vault = opens(), Vault(bytes(range(32)))
    one, other = (History(CaseStore(store, name), vault.under(prefix(name))) for name in (MAIN, "k3v"))
    for history in (one, other):
        history.write({ALBA: [said("in confidence")]}, {})
    assert [history.check(ALBA) for history in (one, other)] == [1, 1]
    keys = [store.key(name) or b"" for name in ("channel/alba", "@k3v/channel/alba")]
    store.rewrap({"channel/alba": keys[1], "@k3v/channel/alba": keys[0]})
    if what == "key and events":
        rows = [store.read(name) for name in ("channel/alba", "@k3v/channel/alba")]

        class Moved(type(store)):  # type: ignore[misc]  # a store in which the events went with their keys
            def read(self, stream: str, after: int = 0) -> list[Row]:
                return [found for found in rows[stream == "channel/alba"] if found.number > after]

        store.__class__ = Moved
    for name in (MAIN, "k3v"):
        with pytest.raises(KeyMissing, match=r"another master key, or for another place"):
            History(CaseStore(store, name), vault.under(prefix(name))).check(ALBA)


def test_all_cases_have_a_new_master_key_at_once(opens: Opens) -> None:
    store, old, new = opens(), Vault(new_master()), Vault(new_master())
    for name in IDS:
        History(CaseStore(store, name), old.under(prefix(name))).write({ALBA: [said(name)]}, {})
    cases.rotate(store, old, new)
    for name in IDS:
        history = History(CaseStore(store, name), new.under(prefix(name)))
        assert [one.happened.event for one in history.entries(ALBA)] == [Said(message="m1", text=name)]
        with pytest.raises(KeyMissing):
            History(CaseStore(store, name), old.under(prefix(name))).check(ALBA)


def test_ids_are_of_chance_and_of_one_shape() -> None:
    made = {new_id() for _ in range(100)}
    assert len(made) == 100
    assert all(len(one) == 10 and is_id(one) for one in made)
    assert not any(map(is_id, ("", "@a", "a/b", "A", "a\n", "x" * 41, "a b")))


def test_each_case_has_records_of_its_own(tmp_path: Path) -> None:
    held = SqliteRecords(tmp_path / "record.sqlite3")
    for name in IDS:
        CaseRecords(held, name).put("mediators", [Item("a", "statement", f"crossings {name}", name.encode())])
    for name in IDS:
        part = CaseRecords(held, name)
        assert part.count("mediators") == 1
        assert part.get("mediators", "a") == Item("a", "statement", f"crossings {name}", name.encode())
        assert [one.data for one in part.search("mediators", "crossings")] == [name.encode()]
    held.close()


def seated(workspace: Workspace, case: str = "") -> str:
    """Open a case of the usual cast; return its id."""
    made = workspace.new_case(case)
    script = [(n, command_of({"at": minute(n), **one})) for n, one in enumerate(opening())]
    assert not play(Talks(made.history), script, lambda _line, _why: None).refused
    return made.id


def test_a_workspace_has_its_cases_kept_checked_rotated_and_purged(tmp_path: Path) -> None:
    workspace = create(tmp_path / "w")
    assert workspace.cases() == []
    with pytest.raises(WorkspaceError, match="there is no case 'k3v'; none was opened yet"):
        workspace.case("k3v")
    ids = [seated(workspace), seated(workspace), seated(workspace, "k3v")]
    assert workspace.cases() == [MAIN, *sorted(ids[1:])]
    assert ids[0] == MAIN
    with pytest.raises(WorkspaceError, match="'k3v' already"):
        workspace.new_case("k3v")
    with pytest.raises(WorkspaceError, match="is no id"):
        workspace.new_case("K3/V")
    assert workspace.case("k3v") is workspace.case("k3v")
    events = check_workspace(workspace)
    assert {"channel/alba", "@k3v/channel/alba"} <= set(events)
    views = {case: transcript(workspace.case(case).history, "alba") for case in ids}
    assert len(set(views.values())) == 1, "a transcript does not tell which case it is of"

    back_up(workspace, tmp_path / "backup")
    again, counted, _ = bring_back(tmp_path / "backup", tmp_path / "again", tmp_path / "w" / "master.key")
    assert counted == events
    assert {case: transcript(again.case(case).history, "alba") for case in again.cases()} == views
    again.close()

    assert "channel/alba" in purge(workspace.case("k3v"), "alba")
    assert b"consent_given" not in transcript(workspace.case("k3v").history, "alba")
    assert transcript(workspace.case().history, "alba") == views[MAIN]
    assert check_workspace(workspace) == events

    seen: list[object] = []
    rotate(workspace, lambda old, new: seen.extend((old, new)))
    assert len(seen) == 2
    workspace.close()
    workspace = open_workspace(tmp_path / "w")
    assert check_workspace(workspace) == events
    assert transcript(workspace.case(ids[1]).history, "alba") == views[ids[1]]
    with workspace.store.writing() as cursor:  # type: ignore[attr-defined]  # it is in SQLite
        cursor.run("INSERT INTO keys (stream, wrapped) VALUES ('@k3v/mars', x'00')")
    with pytest.raises(StorageError, match="@k3v/mars: nothing of this name was begun here"):
        check_workspace(workspace)
    workspace.close()


def test_a_case_is_opened_whole_or_not_at_all(tmp_path: Path) -> None:
    workspace = create(tmp_path / "w")
    action = command_of({"at": minute(0), **opening()[0]}).action
    assert isinstance(action, OpenCase)
    with pytest.raises(Refused):
        workspace.open_case(action, "alba:head", AT)
    assert list(workspace.store.streams()) == []
    first, second = (workspace.open_case(action, LEAD, AT) for _ in range(2))
    assert (first.id, len(second.id)) == (MAIN, 10)
    assert workspace.cases() == [MAIN, second.id]
    with pytest.raises(Refused, match="open already"):
        Talks(second.history).do(command_of({"at": minute(1), **opening()[0]}))
    workspace.close()


#: What is done in the other case, or in this one.
ACTS: list[Act] = [
    act("alba:head", "say", text="elsewhere", key="k"),
    act("alba:head", "note", text="elsewhere"),
    act("borea:head", "say", text="elsewhere"),
    act(LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "short"}, deadline=minute(60)),
    act("alba:head", "answer_final", final="f1", yes=True),
    act("alba:head", "announce", text="not mine to do"),
    act(LEAD, "tell", to=["alba"], text="elsewhere"),
    act(LEAD, "announce", text="elsewhere"),
]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(ACTS)), max_size=12))
def test_what_one_sees_of_a_case_does_not_depend_on_what_passes_in_another(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[bool, Act]]
) -> None:
    seen = []
    for busy in (False, True):
        workspace = create(tmp_path_factory.mktemp("cases") / "w")
        seated(workspace)
        here, there = Talks(workspace.case().history), Talks(workspace.case(seated(workspace, "k3v")).history)
        answers = []
        for number, (elsewhere, one) in enumerate(history, 50):
            at = minute(number)
            if elsewhere and busy:
                play(there, [(number, command_of({"at": at, **one}))], lambda _line, _why: None)
                keep(workspace.case("k3v"), there.standing(LEAD), [])
            elif not elsewhere:
                answers.append(
                    play(here, [(number, command_of({"at": at, **one}))], lambda _line, _why: None)
                )
        viewers = ("alba", "borea", "mediators", "observer:un")
        seen.append((answers, [transcript(workspace.case().history, who) for who in viewers]))
        workspace.close()
    assert seen[0] == seen[1]


def test_a_script_is_there_as_a_whole_or_not_at_all(opens: Opens, tmp_path: Path) -> None:
    """While it is played, and where that ends before its end, nobody sees anything of it."""
    workspace = Workspace(tmp_path, opens(), Vault(bytes(32)))
    script = [(number, command_of({"at": minute(number), **one})) for number, one in enumerate(opening())]
    script.append((99, command_of({"at": minute(99), **act("alba:head", "open_round", round="r")})))

    def stops(line: int, why: str) -> None:
        assert not workspace.cases()
        assert not workspace.store.streams()
        raise InterruptedError(line, why)

    for case in ("", "second"):
        with pytest.raises(InterruptedError):
            play_new(workspace, case, script, stops)
        assert not workspace.store.streams()
    for case in ("", "second"):
        made, played = play_new(workspace, case, script, lambda _line, _why: None)
        assert (made.id, played.done, len(played.refused)) == (case or MAIN, len(script) - 1, 1)
    assert workspace.cases() == [MAIN, "second"]
    check_workspace(workspace)
    assert transcript(workspace.case().history, "alba") == transcript(
        workspace.case("second").history, "alba"
    )
    before = workspace.store.streams()
    with pytest.raises(WorkspaceError, match="there is a case 'second' already"):
        play_new(workspace, "second", script, lambda _line, _why: None)
    with pytest.raises(Conflict):
        workspace.store.add([("keys", ("case", b"another"))])
    assert workspace.store.streams() == before


def test_a_script_in_which_all_is_refused_opens_no_case_and_leaves_a_workspace_that_holds(
    tmp_path: Path,
) -> None:
    workspace = create(tmp_path / "w")
    refused = [(1, command_of({"at": minute(1), **act(LEAD, "announce", text="x")}))]
    for case in ("main", "second"):
        _made, played = play_new(workspace, case, refused, lambda _line, _why: None)
        assert (played.done, len(played.refused)) == (0, 1)
    assert workspace.cases() == []
    assert check_workspace(workspace) == {}
    # What was refused is in nobody's way.
    opens = [(n, command_of({"at": minute(n), **one})) for n, one in enumerate(opening())]
    play_new(workspace, "main", opens, lambda _line, _why: None)
    assert workspace.cases() == [MAIN]
    assert check_workspace(workspace)
    workspace.close()
