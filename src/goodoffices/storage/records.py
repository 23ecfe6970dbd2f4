"""The record in the database: statements, positions, judgements, and their full-text search.

Each audience has a table and an index of its own, so that neither what is found nor how it is ranked depends on what
another audience keeps. What passes in channels is not here: it stays sealed, and is searched where it is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, Protocol

#: At most so many words of a query count.
_WORDS: Final = 12
#: Where more fit than this, the newest of them are ranked.
RANKED: Final = 1_000


class Item(NamedTuple):
    """A piece of the record: its id, its kind (statement, position, judgement), the words to find it by, and itself."""

    id: str
    kind: str
    text: str
    data: bytes


class Records(Protocol):
    """The records of all audiences."""

    def put(self, audience: str, items: Iterable[Item]) -> int:
        """Keep items; one of the same id is replaced. Return how many there were."""
        ...

    def get(self, audience: str, name: str) -> Item | None:
        """Return an item."""
        ...

    def search(self, audience: str, query: str, most: int = 20) -> list[Item]:
        """Return the items that have all words of a query, the best first."""
        ...

    def count(self, audience: str) -> int:
        """Return how many items an audience keeps."""
        ...

    def forget(self, audience: str) -> None:
        """Destroy all that an audience keeps, and its index."""
        ...

    def all(self) -> Iterator[tuple[str, Item]]:
        """Yield every item of every audience."""
        ...

    def close(self) -> None:
        """Let the database go."""
        ...


def words_of(query: str, most: int | None = _WORDS) -> list[str]:
    """Return the words of a query, without anything that a database would read as a command."""
    return re.findall(r"\w+", query.lower())[:most]


class Runs(Protocol):
    """What runs statements: `committing.Cursor` by another name."""

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        ...

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement."""
        ...


_AUDIENCES: Final = (
    "CREATE TABLE IF NOT EXISTS audiences (audience TEXT PRIMARY KEY, number INTEGER NOT NULL)"
)


def forget(cursor: Runs, audience: str, tables: Iterable[str]) -> None:
    """Destroy an audience's tables, inside a transaction."""
    number = number_of(cursor, audience, make=False)
    if number is not None:
        for table in tables:
            cursor.run(f"DROP TABLE IF EXISTS {table}_{number}")
        cursor.run("DELETE FROM audiences WHERE audience = ?", (audience,))


def number_of(cursor: Runs, audience: str, *, make: bool) -> int | None:
    """Return the number of an audience's tables; `make`: give it one if it has none."""
    cursor.run(_AUDIENCES) if make else None
    found = cursor.rows("SELECT number FROM audiences WHERE audience = ?", (audience,))
    if found:
        return int(found[0][0])
    if not make:
        return None
    number = int(cursor.rows("SELECT COALESCE(MAX(number), 0) + 1 FROM audiences")[0][0])
    cursor.run("INSERT INTO audiences (audience, number) VALUES (?, ?)", (audience, number))
    return number
