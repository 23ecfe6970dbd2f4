"""The record in SQLite, searched with FTS5 and ranked with BM25."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from goodoffices.storage.records import RANKED, Item, forget, number_of, words_of
from goodoffices.storage.sqlite import SqliteStore


class SqliteRecords:
    """The records in a SQLite file of their own."""

    def __init__(self, path: Path) -> None:
        self._store = SqliteStore(path)
        with self._store.writing() as cursor:
            number_of(cursor, "mediators", make=True)

    def put(self, audience: str, items: Iterable[Item]) -> int:
        """Keep items; one of the same id is replaced. Return how many there were."""
        count = 0
        with self._store.writing() as cursor:
            number = number_of(cursor, audience, make=True)
            cursor.run(
                f"CREATE TABLE IF NOT EXISTS items_{number} "
                "(n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, "
                "data BLOB NOT NULL)"
            )
            cursor.run(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS words_{number} USING fts5"
                f"(text, content='items_{number}', content_rowid='n', tokenize='porter unicode61 remove_diacritics 2')"
            )
            for item in items:
                old = cursor.rows(f"SELECT n, text FROM items_{number} WHERE id = ?", (item.id,))
                if old:
                    cursor.run(
                        f"INSERT INTO words_{number} (words_{number}, rowid, text) VALUES ('delete', ?, ?)",
                        old[0],
                    )
                    cursor.run(f"DELETE FROM items_{number} WHERE n = ?", (old[0][0],))
                cursor.run(f"INSERT INTO items_{number} (id, kind, text, data) VALUES (?, ?, ?, ?)", item)
                place = cursor.rows("SELECT last_insert_rowid()")[0][0]
                cursor.run(f"INSERT INTO words_{number} (rowid, text) VALUES (?, ?)", (place, item.text))
                count += 1
        return count

    def get(self, audience: str, name: str) -> Item | None:
        """Return an item."""
        with self._store.reading() as cursor:
            number = number_of(cursor, audience, make=False)
            if number is None or not _has(cursor.rows, number):
                return None
            found = cursor.rows(f"SELECT id, kind, text, data FROM items_{number} WHERE id = ?", (name,))
        return Item(*found[0]) if found else None

    def search(self, audience: str, query: str, most: int = 20) -> list[Item]:
        """Return the items that have all words of a query, the best first; of very many, the newest are ranked."""
        words = words_of(query)
        with self._store.reading() as cursor:
            number = number_of(cursor, audience, make=False)
            if not words or number is None or not _has(cursor.rows, number):
                return []
            match = " ".join(f'"{word}"' for word in words)
            beyond = cursor.rows(
                f"SELECT rowid FROM words_{number} WHERE words_{number} MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
                (match, RANKED),
            )
            first = beyond[0][0] if beyond else 0
            found = cursor.rows(
                f"SELECT i.id, i.kind, i.text, i.data FROM words_{number} w JOIN items_{number} i ON i.n = w.rowid "
                f"WHERE words_{number} MATCH ? AND w.rowid > ? ORDER BY w.rank, w.rowid DESC LIMIT ?",
                (match, first, most),
            )
        return [Item(*row) for row in found]

    def count(self, audience: str) -> int:
        """Return how many items an audience keeps."""
        with self._store.reading() as cursor:
            number = number_of(cursor, audience, make=False)
            if number is None or not _has(cursor.rows, number):
                return 0
            return int(cursor.rows(f"SELECT COUNT(*) FROM items_{number}")[0][0])

    def forget(self, audience: str) -> None:
        """Destroy all that an audience keeps, and its index."""
        with self._store.writing() as cursor:
            forget(cursor, audience, ("words", "items"))
        self._store.truncate()

    def all(self) -> Iterator[tuple[str, Item]]:
        """Yield every item of every audience."""
        with self._store.reading() as cursor:
            for audience, number in cursor.rows("SELECT audience, number FROM audiences ORDER BY audience"):
                if _has(cursor.rows, number):
                    for row in cursor.rows(f"SELECT id, kind, text, data FROM items_{number} ORDER BY n"):
                        yield str(audience), Item(*row)

    def close(self) -> None:
        """Let the database go."""
        self._store.close()


def _has(rows: object, number: int) -> bool:
    assert callable(rows)
    return bool(rows("SELECT 1 FROM sqlite_master WHERE name = ?", (f"items_{number}",)))
