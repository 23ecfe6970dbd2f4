"""A task that takes more memory than one may is given up alone, in a sentence; the process goes on."""

from __future__ import annotations

from goodoffices.services.workers import Worker


def take(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20))


def nothing() -> None:
    pass


def test_a_task_takes_no_more_memory_than_it_may() -> None:
    worker = Worker(take, nothing, longest=60, memory=200 * 2**20)
    try:
        assert worker.do(20).result == 20 * 2**20
        done = worker.do(4_000)
        assert "more memory" in done.sentence
        assert not done.crashed
        assert worker.do(20).result == 20 * 2**20
    finally:
        worker.close()
