"""New databases for the tests of this folder: each of them runs over SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goodoffices.storage.port import Store
from goodoffices.storage.sqlite import SqliteStore
from tests.conftest import new_database

Opens = Callable[[], Store]


@pytest.fixture(params=["sqlite", "postgres"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opens]:
    """Return what opens the same new database again and again, as several servers would."""
    opened: list[Store] = []
    if request.param == "sqlite":

        def make() -> Store:
            return SqliteStore(tmp_path / "talks.sqlite3")
    else:
        from goodoffices.storage.postgres import PostgresStore

        address = new_database(request.getfixturevalue("postgres"), "talks")

        def make() -> Store:
            return PostgresStore(address)

    def opens() -> Store:
        opened.append(make())
        return opened[-1]

    yield opens
    for store in opened:
        store.close()
