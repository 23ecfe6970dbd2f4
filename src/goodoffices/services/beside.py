"""What takes long, computed beside the pages and kept in memory by what it was computed from.

Nothing of it is written to disk.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from goodoffices.services.workers import Done, Worker

#: What nobody has asked for again within so many seconds is not computed any more, if it was not begun.
_FORGOTTEN: Final = 120.0
#: So many questions wait at most; of more, those asked for longest ago are dropped.
_MOST_WAITING: Final = 100
#: What ended with its process may be tried again after so many seconds.
_AGAIN: Final = 30.0


@dataclass(frozen=True)
class Ready:
    """An answer, and how long it took."""

    result: Any
    seconds: float


@dataclass(frozen=True)
class Waiting:
    """An answer that is being computed, or waits for others: since when, and whether it has been begun."""

    since: dt.datetime
    begun: bool


@dataclass(frozen=True)
class Failed:
    """Why there is no answer, in a sentence."""

    sentence: str


Answer = Ready | Waiting | Failed


@dataclass
class _Asked:
    """A question that is not answered yet."""

    task: Any
    since: dt.datetime
    last: float
    begun: bool = False


@dataclass(frozen=True)
class _Kept:
    """An answer that is kept, how much memory it takes, and until when (None: as long as there is room)."""

    answer: Ready | Failed
    size: int
    until: float | None


class Beside:
    """Answers to questions, each computed once, in a process of its own. Safe among threads.

    Args:
        work: computes a task, and returns the answer with the number of its bytes.
        prepare: makes a process ready.
        name: what the threads are called.
        workers: how many are computed at the same time, each in its own process.
        megabytes: how much memory the answers that are kept may take; those asked for longest ago go first.
        spread: an answer takes so many times as much memory as its bytes.
        longest: after so many seconds an answer is given up.
        memory: bytes that one may take in its process; see `Worker`.
        clock: counts seconds.
    """

    def __init__(  # noqa: PLR0913 - what is computed, and within which bounds
        self,
        work: Callable[[Any], Any],
        prepare: Callable[[], None],
        *,
        name: str,
        workers: int = 1,
        megabytes: float = 200.0,
        spread: int = 1,
        longest: float = 600.0,
        memory: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name, self._spread = name, spread
        self._most = megabytes * 1e6
        self._clock = clock
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self._asked: OrderedDict[bytes, _Asked] = OrderedDict()
        self._change = threading.Condition()
        self._closed = False
        self._workers = [Worker(work, prepare, longest, memory) for _ in range(workers)]
        self._threads: list[threading.Thread] = []

    def warm(self) -> None:
        """Start the processes now, so that the first question does not wait for them."""
        self._begin()
        for worker in self._workers:
            threading.Thread(target=worker.start, daemon=True).start()

    def _begin(self) -> None:
        with self._change:
            if not self._threads and not self._closed:
                self._threads = [
                    threading.Thread(target=self._run, args=(worker,), daemon=True, name=self._name)
                    for worker in self._workers
                ]
                for thread in self._threads:
                    thread.start()

    def asked(self, digest: bytes, task: Callable[[], Any]) -> Answer:
        """Return the answer to a question; it is there, or is being computed from now on, and can be asked for again.

        The same question is computed once. What is asked for last is computed first.

        Args:
            digest: the same for the same question of the same audience, and for no other.
            task: makes what the process is sent.
        """
        self._begin()
        now = self._clock()
        with self._change:
            kept = self._kept.get(digest)
            if kept is not None and (kept.until is None or now < kept.until):
                self._kept.move_to_end(digest)
                return kept.answer
            asked = self._asked.get(digest)
            if asked is None:
                asked = _Asked(task(), dt.datetime.now(dt.UTC), now)
                self._asked[digest] = asked
            asked.last = now
            self._asked.move_to_end(digest)
            waiting = [name for name, one in self._asked.items() if not one.begun]
            for name in waiting[:-_MOST_WAITING]:
                del self._asked[name]
            self._change.notify_all()
            return Waiting(asked.since, asked.begun)

    def waited(self, ask: Callable[[], Answer], patience: float) -> Answer:
        """Ask for an answer, and wait so many seconds for it at most."""
        until = self._clock() + patience
        while True:
            answer = ask()
            left = until - self._clock()
            if not isinstance(answer, Waiting) or left <= 0:
                return answer
            with self._change:
                self._change.wait(min(left, 1.0))

    def close(self) -> None:
        """End the processes; nothing is answered any more."""
        with self._change:
            self._closed = True
            self._asked.clear()
            self._kept.clear()
            self._change.notify_all()
        for worker in self._workers:
            worker.close()
        for thread in self._threads:
            thread.join()

    def _run(self, worker: Worker) -> None:
        """Compute what is asked, one after the other, with one process."""
        while (found := self._next()) is not None:
            digest, asked = found
            start = self._clock()
            done = worker.do(asked.task)
            self._keep(digest, done, self._clock() - start)

    def _next(self) -> tuple[bytes, _Asked] | None:
        """Return what was asked for last and is not begun; None when nothing is answered any more."""
        with self._change:
            while not self._closed:
                now = self._clock()
                for digest in [
                    name for name, one in self._asked.items() if not one.begun and now - one.last > _FORGOTTEN
                ]:
                    del self._asked[digest]
                for digest, asked in reversed(self._asked.items()):
                    if not asked.begun:
                        asked.begun = True
                        return digest, asked
                self._change.wait()
        return None

    def _keep(self, digest: bytes, done: Done, seconds: float) -> None:
        with self._change:
            self._asked.pop(digest, None)
            if not self._closed:
                if done.sentence:
                    until = self._clock() + _AGAIN if done.crashed else None
                    self._kept[digest] = _Kept(Failed(done.sentence), len(done.sentence), until)
                else:
                    result, size = done.result
                    self._kept[digest] = _Kept(Ready(result, seconds), size * self._spread, None)
                self._kept.move_to_end(digest)
                while len(self._kept) > 1 and sum(one.size for one in self._kept.values()) > self._most:
                    self._kept.popitem(last=False)
            self._change.notify_all()
