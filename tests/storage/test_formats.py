"""Tables are brought forward once, alone and as a whole; never under a server, and never by an older version."""

from __future__ import annotations

import pytest

from goodoffices.storage import formats
from goodoffices.storage.committing import Cursor
from goodoffices.storage.errors import StorageError
from goodoffices.storage.port import Commit, Row
from tests.storage.conftest import Opens


def rows() -> dict[str, list[Row]]:
    return {"a": [Row(1, b"sealed", b"l" * 32)]}


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Be a version whose tables have one column more; return how often the step was done."""
    done: list[int] = []

    def step(cursor: Cursor) -> None:
        cursor.run("ALTER TABLE keys ADD COLUMN made TEXT NOT NULL DEFAULT 'before'")
        done.append(1)

    monkeypatch.setattr(formats, "FORMAT", 2)
    monkeypatch.setitem(formats.STEPS, 1, step)
    return done


def test_a_step_is_done_once_and_an_older_version_is_refused_then(
    opens: Opens, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens().commit(Commit({}, rows(), keys={"a": b"key"}))
    done = request.getfixturevalue("newer")
    for _ in range(2):
        assert opens().read("a") == rows()["a"]
    assert done == [1]
    monkeypatch.setattr(formats, "FORMAT", 1)
    with pytest.raises(
        StorageError, match=r"a newer Good Offices has written this \(format 2; this one knows 1"
    ):
        opens()


def test_nothing_is_changed_while_a_server_runs(opens: Opens, request: pytest.FixtureRequest) -> None:
    server, beside = opens(), opens()
    server.hold()
    beside.hold()
    done = request.getfixturevalue("newer")
    for held in (server, beside):
        with pytest.raises(StorageError, match="a server runs on this"):
            opens()
        assert done == []
        held.close()
    opens()
    assert done == [1]


def test_a_step_that_fails_leaves_all_as_it_was(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    opens().commit(Commit({}, rows(), keys={"a": b"key"}))

    def fails(cursor: Cursor) -> None:
        cursor.run("ALTER TABLE keys ADD COLUMN made TEXT NOT NULL DEFAULT 'before'")
        raise KeyError("half-way")

    with monkeypatch.context() as broken:
        broken.setattr(formats, "FORMAT", 2)
        broken.setitem(formats.STEPS, 1, fails)
        with pytest.raises(KeyError):
            opens()
    store = opens()
    assert store.key("a") == b"key"
    # Its columns are as they were: a row of this format fits.
    store.commit(Commit({}, {"b": [Row(1, b"x", b"l" * 32)]}, keys={"b": b"key"}))


def test_who_is_alone_keeps_servers_away_and_a_lost_hold_is_taken_anew(opens: Opens) -> None:
    store, other = opens(), opens()
    with store.alone():
        with pytest.raises(StorageError, match="this is being changed"):
            other.hold()
        with pytest.raises(StorageError, match="a server runs on this"), other.alone():
            pass
    other.hold()
    other.hold()
    held = getattr(other, "_held")  # noqa: B009 - either store's own
    if hasattr(held, "pgconn"):
        held.close()
        with store.alone():
            pass
        other.hold()
    with pytest.raises(StorageError, match="a server runs"), store.alone():
        pass


def test_locks_have_numbers_of_their_own() -> None:
    from goodoffices.storage import postgres

    numbers = [
        value for name, value in vars(postgres).items() if name.strip("_").startswith(("MAKING", "SERVING"))
    ]
    assert len(set(numbers)) == len(numbers) == 3
