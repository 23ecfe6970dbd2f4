"""What every record keeps to: one body of tests over SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.storage.records import RANKED, Item, Records
from goodoffices.storage.sqlite_records import SqliteRecords
from tests.conftest import new_database


@pytest.fixture(params=["sqlite", "postgres"])
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Records]:
    """Return a new record."""
    made: SqliteRecords
    if request.param == "sqlite":
        made = SqliteRecords(tmp_path / "record.sqlite3")
    else:
        from goodoffices.storage.postgres_records import PostgresRecords

        address = new_database(request.getfixturevalue("postgres"))
        made = PostgresRecords(address)  # type: ignore[assignment]  # both are records
    yield made
    made.close()


def item(name: str, text: str, kind: str = "statement") -> Item:
    return Item(name, kind, text, text.encode())


def ids(found: list[Item]) -> list[str]:
    return [one.id for one in found]


def test_what_is_kept_is_found_by_its_words(records: Records) -> None:
    assert records.put("mediators", [item("a", "Three crossings, he said"), item("b", "five crossings")]) == 2
    assert set(ids(records.search("mediators", "crossings"))) == {"a", "b"}
    assert ids(records.search("mediators", "THREE cross")) == ["a"]
    assert records.search("mediators", "seven") == []
    assert records.get("mediators", "a") == item("a", "Three crossings, he said")
    assert records.get("mediators", "z") is None


def test_what_an_audience_keeps_is_destroyed(records: Records, tmp_path: Path) -> None:
    records.put("party/alba", [item("a", "heptagonal crossings")])
    records.put("mediators", [item("a", "crossings")])
    records.forget("party/alba")
    records.forget("party/nobody")
    assert records.search("party/alba", "crossings") == []
    assert records.count("party/alba") == 0
    assert ids(records.search("mediators", "crossings")) == ["a"]
    assert all(b"heptagonal" not in path.read_bytes() for path in tmp_path.iterdir())
    records.put("party/alba", [item("b", "bridges")])
    assert ids(records.search("party/alba", "bridges")) == ["b"]


def test_an_item_is_replaced_and_its_old_words_are_gone(records: Records) -> None:
    records.put("mediators", [item("a", "five")])
    records.put("mediators", [item("a", "six")])
    assert records.count("mediators") == 1
    assert records.search("mediators", "five") == []
    assert ids(records.search("mediators", "six")) == ["a"]


def test_each_audience_has_its_own_record(records: Records) -> None:
    records.put("mediators", [item("a", "in confidence")])
    records.put("party/alba", [item("a", "in public")])
    assert ids(records.search("party/alba", "public")) == ["a"]
    assert records.search("party/alba", "confidence") == []
    assert records.search("party/borea", "public") == []
    assert records.get("party/borea", "a") is None
    assert records.count("party/borea") == 0


def test_the_ranking_of_one_audience_does_not_depend_on_anothers_record(records: Records) -> None:
    mine = [item(str(n), "truce " * (n % 3 + 1) + "crossings " * (3 - n % 3) + f"word{n}") for n in range(30)]
    records.put("party/alba", mine)
    before = ids(records.search("party/alba", "truce crossings"))
    records.put("mediators", [item(str(n), "truce " * 40) for n in range(300)])
    assert ids(records.search("party/alba", "truce crossings")) == before
    assert len(before) == 20


def test_where_very_many_fit_the_newest_are_ranked(records: Records) -> None:
    records.put("mediators", [item(str(n), "truce") for n in range(RANKED + 100)])
    found = records.search("mediators", "truce")
    assert len(found) == 20
    assert all(int(one.id) >= 100 for one in found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(
    st.text(max_size=60)
    | st.sampled_from(['"', "a OR b", "NEAR(a b)", "a & !b", "'; DROP TABLE x;--", "*", "text:a", "\x00"])
)
def test_no_query_is_a_command(records: Records, query: str) -> None:
    records.put("mediators", [item("a", "alpha beta")])
    assert isinstance(records.search("mediators", query), list)
