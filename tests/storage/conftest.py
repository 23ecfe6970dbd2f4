"""New databases for the tests of this folder: each of them runs over SQLite and PostgreSQL."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from goodoffices.storage.port import Store
from goodoffices.storage.sqlite import SqliteStore

Opens = Callable[[], Store]
_names = itertools.count()


@pytest.fixture(params=["sqlite", "postgres"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opens]:
    """Return what opens the same new database again and again, as several servers would."""
    opened: list[Store] = []
    if request.param == "sqlite":

        def make() -> Store:
            return SqliteStore(tmp_path / "talks.sqlite3")
    else:
        from goodoffices.storage.postgres import PostgresStore

        server: str = request.getfixturevalue("postgres")
        name = f"talks_{next(_names)}_{threading.get_native_id()}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())

        def make() -> Store:
            return PostgresStore(f"{server}/{name}")

    def opens() -> Store:
        opened.append(make())
        return opened[-1]

    yield opens
    for store in opened:
        store.close()
