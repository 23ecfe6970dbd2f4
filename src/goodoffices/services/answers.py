"""Heavy answers, computed beside the pages and kept in memory by what they were computed from.

Nothing of a case is written to disk, and what an answer does not rest on is not sent to the process that computes it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec

from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import Case
from goodoffices.services.workers import Done, Worker

Kind = Literal["analyse", "deadlock", "questions", "trades", "explain", "robust", "what_if", "implied"]

_TERMS: Final = (
    "as_of", "parties", "decision_bodies", "issues", "constraints", "red_lines", "mandates", "alternatives",
)  # fmt: skip
#: What of a case each kind of answer rests on: what is not here changes nothing in it.
RESTS_ON: Final[Mapping[Kind, tuple[str, ...]]] = {
    "analyse": (*_TERMS, "positions"),
    "deadlock": _TERMS,
    "questions": (*_TERMS, "positions"),
    "trades": _TERMS,
    "explain": (*_TERMS, "positions"),
    "robust": (*_TERMS, "positions"),
    "what_if": _TERMS,
    "implied": ("parties", "issues"),
}
#: An answer takes so many times as much memory as its bytes.
_SPREAD: Final = 8
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

    task: tuple[Kind, Case, Mapping[str, Any]]
    since: dt.datetime
    last: float
    begun: bool = False


@dataclass(frozen=True)
class _Kept:
    """An answer that is kept, how much memory it takes, and until when (None: as long as there is room)."""

    answer: Ready | Failed
    size: int
    until: float | None


class Answers:
    """Answers to questions about cases. Safe among threads.

    Args:
        workers: how many are computed at the same time, each in a process of its own.
        megabytes: how much memory the answers that are kept may take; those asked for longest ago go first.
        longest: after so many seconds an answer is given up.
        clock: counts seconds.
    """

    def __init__(
        self,
        workers: int = 1,
        megabytes: float = 200.0,
        longest: float = 600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = megabytes * 1e6
        self._clock = clock
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self._asked: OrderedDict[bytes, _Asked] = OrderedDict()
        self._change = threading.Condition()
        self._closed = False
        self._workers = [Worker(_compute, _prepare, longest) for _ in range(workers)]
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
                    threading.Thread(target=self._run, args=(worker,), daemon=True, name="answers")
                    for worker in self._workers
                ]
                for thread in self._threads:
                    thread.start()

    def ask(self, kind: Kind, case: Case, *, audience: str = "mediators", **options: Any) -> Answer:  # noqa: ANN401 - as the analysis takes them
        """Ask for an answer; it is there, or is being computed from now on, and can be asked for again.

        The same question is computed once. What is asked for last is computed first.

        Args:
            kind: what is asked.
            case: about what; as `current_case` returns it.
            audience: for whom: what one audience has asked is not there any sooner for another.
            options: as `analyse`, `trades` (`start`) and so on take them.
        """
        self._begin()
        bare = Case(**{name: getattr(case, name) for name in RESTS_ON[kind]})
        digest = digest_of(kind, bare, audience, options)
        now = self._clock()
        with self._change:
            kept = self._kept.get(digest)
            if kept is not None and (kept.until is None or now < kept.until):
                self._kept.move_to_end(digest)
                return kept.answer
            asked = self._asked.get(digest)
            if asked is None:
                asked = _Asked((kind, bare, options), dt.datetime.now(dt.UTC), now)
                self._asked[digest] = asked
            asked.last = now
            self._asked.move_to_end(digest)
            waiting = [name for name, one in self._asked.items() if not one.begun]
            for name in waiting[:-_MOST_WAITING]:
                del self._asked[name]
            self._change.notify_all()
            return Waiting(asked.since, asked.begun)

    def wait(
        self,
        kind: Kind,
        case: Case,
        *,
        patience: float,
        audience: str = "mediators",
        **options: Any,  # noqa: ANN401 - as above
    ) -> Answer:
        """Ask for an answer, and wait so many seconds for it at most."""
        until = self._clock() + patience
        while True:
            answer = self.ask(kind, case, audience=audience, **options)
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
                    self._kept[digest] = _Kept(Ready(result, seconds), size * _SPREAD, None)
                self._kept.move_to_end(digest)
                while len(self._kept) > 1 and sum(one.size for one in self._kept.values()) > self._most:
                    self._kept.popitem(last=False)
            self._change.notify_all()


def digest_of(kind: Kind, case: Case, audience: str, options: Mapping[str, Any]) -> bytes:
    """Return the digest of a question: the same for the same question, and for no other."""
    rests = {name: getattr(case, name) for name in RESTS_ON[kind]}
    encoded = msgspec.json.encode((kind, audience, rests, options), order="sorted", enc_hook=repr)
    return hashlib.sha256(encoded).digest()


def _prepare() -> None:
    """Make a process ready: the kernels are compiled, or read from where they were kept."""
    from goodoffices.analysis.warm import warm  # noqa: PLC0415 - in the process that computes alone

    warm()


def _compute(task: tuple[Kind, Case, Mapping[str, Any]]) -> tuple[Any, int]:
    """Compute an answer, and how many bytes it has."""
    from goodoffices.analysis.analyse import analyse_case  # noqa: PLC0415 - as above
    from goodoffices.analysis.trades.naming import given_of, unknown  # noqa: PLC0415 - as above
    from goodoffices.services import analysing  # noqa: PLC0415 - as above
    from goodoffices.services.what_if import what_if  # noqa: PLC0415 - as above

    kind, case, options = task
    start = options.get("start")
    if isinstance(start, str) and given_of(start, case, lambda: analyse_case(case)) is None:
        # What comes from a page names no file.
        raise unknown(start, case)
    if kind == "robust" and not all(isinstance(one, Mapping) for one in options.get("packages", ())):
        message = "packages: give each as options by issue"
        raise AnalysisError(message)
    ask: Callable[..., Any] = what_if if kind == "what_if" else getattr(analysing, kind)
    result = ask(case, **options)
    return result, len(msgspec.msgpack.encode(result))
