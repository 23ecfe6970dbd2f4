"""What many ask at the same moment is asked once; what was before a ring is given to nobody after it."""

from __future__ import annotations

import asyncio
import threading

import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.following import Bells
from goodoffices.storage.history import History
from goodoffices.storage.sqlite import SqliteStore
from goodoffices.storage.vault import Vault


@pytest.fixture
def bells(tmp_path_factory: pytest.TempPathFactory) -> Bells:
    folder = tmp_path_factory.mktemp("bells")
    return Bells(Talks(History(SqliteStore(folder / "talks.sqlite3"), Vault(b"k" * 32))))


class Asking:
    """A question that is answered when it is let go; it counts how often it was asked."""

    def __init__(self) -> None:
        self.times = 0
        self.go = threading.Event()

    def __call__(self) -> int:
        self.times += 1
        mine = self.times
        self.go.wait(10)
        return mine


def test_many_ask_once_and_by_their_own_key(bells: Bells) -> None:
    async def run() -> None:
        mine, other = Asking(), Asking()
        other.go.set()
        waiting = [asyncio.ensure_future(bells.once("alba", mine)) for _ in range(20)]
        assert await bells.once("borea", other) == 1
        waiting[0].cancel()
        mine.go.set()
        assert await asyncio.gather(*waiting[1:]) == [1] * 19
        assert (mine.times, other.times) == (1, 1)
        # Nothing is kept once it is answered.
        assert await bells.once("alba", mine) == 2

    asyncio.run(run())


def test_after_a_ring_it_is_asked_anew(bells: Bells) -> None:
    async def run() -> None:
        asking = Asking()
        before = asyncio.ensure_future(bells.once("alba", asking))
        await asyncio.sleep(0.05)
        bells.ring([])
        after = asyncio.ensure_future(bells.once("alba", asking))
        await asyncio.sleep(0.05)
        asking.go.set()
        assert (await before, await after) == (1, 2)

    asyncio.run(run())


def test_an_error_reaches_all_who_ask(bells: Bells) -> None:
    def wrong() -> int:
        message = "not to be had"
        raise LookupError(message)

    async def run() -> None:
        found = await asyncio.gather(*(bells.once("alba", wrong) for _ in range(3)), return_exceptions=True)
        assert [str(one) for one in found] == ["not to be had"] * 3

    asyncio.run(run())
