"""The record in PostgreSQL, searched with its full-text search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goodoffices.storage.postgres import MAKING_RECORD, PostgresStore
from goodoffices.storage.records import RANKED, Item, forget, number_of, words_of

#: The newest items are looked at first; where enough of them fit, the older are left.
_NEWEST = 4_000
#: So many at once are a record brought in.
_MANY = 10_000


class PostgresRecords:
    """The records in a PostgreSQL database."""

    def __init__(self, address: str) -> None:
        self._store = PostgresStore(address)
        with self._store.transaction() as cursor:
            cursor.rows("SELECT pg_advisory_xact_lock(?)", (MAKING_RECORD,))
            number_of(cursor, "mediators", make=True)

    def put(self, audience: str, items: Iterable[Item]) -> int:
        """Keep items; one of the same id is replaced. Return how many there were."""
        count = 0
        with self._store.transaction() as cursor:
            cursor.rows("SELECT pg_advisory_xact_lock(?)", (MAKING_RECORD,))
            number = number_of(cursor, audience, make=True)
            cursor.run(
                f"CREATE TABLE IF NOT EXISTS items_{number} (n BIGSERIAL PRIMARY KEY, id TEXT UNIQUE NOT NULL, "
                "kind TEXT NOT NULL, text TEXT NOT NULL, data BYTEA NOT NULL, "
                "words TSVECTOR GENERATED ALWAYS AS (to_tsvector('english', text)) STORED)"
            )
            # What is new waits in a list that every search reads through: it is kept short.
            cursor.run(
                f"CREATE INDEX IF NOT EXISTS words_{number} ON items_{number} USING gin (words) "
                "WITH (gin_pending_list_limit = 256)"
            )
            for item in items:
                cursor.run(f"DELETE FROM items_{number} WHERE id = ?", (item.id,))
                cursor.run(f"INSERT INTO items_{number} (id, kind, text, data) VALUES (?, ?, ?, ?)", item)
                count += 1
            if count >= _MANY:
                # The planner learns of them now, not when the database gets round to it.
                cursor.run(f"ANALYZE items_{number}")
        return count

    def get(self, audience: str, name: str) -> Item | None:
        """Return an item."""
        with self._store.transaction() as cursor:
            number = number_of(cursor, audience, make=False)
            if number is None or not _has(cursor.rows, number):
                return None
            found = cursor.rows(f"SELECT id, kind, text, data FROM items_{number} WHERE id = ?", (name,))
        return _item(found[0]) if found else None

    def search(self, audience: str, query: str, most: int = 20) -> list[Item]:
        """Return the items that have all words of a query, the best first; of very many, the newest are ranked."""
        words = words_of(query)
        with self._store.transaction() as cursor:
            number = number_of(cursor, audience, make=False)
            if not words or number is None or not _has(cursor.rows, number):
                return []
            asked = " & ".join(words)
            newest = int(cursor.rows(f"SELECT COALESCE(MAX(n), 0) FROM items_{number}")[0][0])
            statement = (
                f"SELECT id, kind, text, data FROM (SELECT * FROM items_{number} WHERE %s "
                "words @@ to_tsquery('english', ?) ORDER BY n DESC LIMIT ?) AS held "
                "ORDER BY ts_rank_cd(words, to_tsquery('english', ?)) DESC, n DESC LIMIT ?"
            )
            values = (asked, RANKED, asked, most)
            # A common word fits a great many, and the newest are enough: they are read one by one. What is rare
            # among them is rare, and the index finds it; left to itself the planner takes one way for the other
            # where it knows too little of the words (few statistics, words that never come together).
            cursor.run("SET LOCAL enable_bitmapscan = off")
            found = cursor.rows(statement % "n > ? AND", (newest - _NEWEST, *values))
            if len(found) < most and newest > _NEWEST:
                cursor.run("SET LOCAL enable_bitmapscan = on")
                cursor.run("SET LOCAL enable_indexscan = off")
                cursor.run("SET LOCAL enable_seqscan = off")
                found = cursor.rows(statement % "", values)
        return [_item(row) for row in found]

    def count(self, audience: str) -> int:
        """Return how many items an audience keeps."""
        with self._store.transaction() as cursor:
            number = number_of(cursor, audience, make=False)
            if number is None or not _has(cursor.rows, number):
                return 0
            return int(cursor.rows(f"SELECT COUNT(*) FROM items_{number}")[0][0])

    def forget(self, audience: str) -> None:
        """Destroy all that an audience keeps, and its index."""
        with self._store.transaction() as cursor:
            cursor.rows("SELECT pg_advisory_xact_lock(?)", (MAKING_RECORD,))
            forget(cursor, audience, ("items",))

    def all(self) -> Iterator[tuple[str, Item]]:
        """Yield every item of every audience."""
        with self._store.transaction() as cursor:
            for audience, number in cursor.rows("SELECT audience, number FROM audiences ORDER BY audience"):
                if _has(cursor.rows, number):
                    for row in cursor.rows(f"SELECT id, kind, text, data FROM items_{number} ORDER BY n"):
                        yield str(audience), _item(row)

    def close(self) -> None:
        """Let the database go."""
        self._store.close()


def _item(row: tuple[object, ...]) -> Item:
    name, kind, text, data = row
    assert isinstance(data, (bytes, memoryview))
    return Item(str(name), str(kind), str(text), bytes(data))


def _has(rows: object, number: int) -> bool:
    assert callable(rows)
    return rows("SELECT to_regclass(?)::text", (f"items_{number}",))[0][0] is not None
