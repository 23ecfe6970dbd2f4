"""Reports that are being read into working cases: one after the other, in a process beside the pages."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from goodoffices.model import Case
from goodoffices.model.base import When
from goodoffices.record.errors import ReadingError
from goodoffices.record.results import Reading
from goodoffices.services.dossiers import Place, framed
from goodoffices.services.growing import take_in
from goodoffices.services.reading import read
from goodoffices.services.recording import Added
from goodoffices.services.workers import Worker
from goodoffices.storage.errors import StorageError
from goodoffices.talks.errors import Refused

_log = logging.getLogger(__name__)
#: A report that takes longer is given up (seconds).
_LONGEST: Final = 300.0
#: Nor may it take more memory (bytes).
_MEMORY: Final = 2 * 2**30
#: A process that has had nothing to read for so long ends: what it has loaded takes memory.
_IDLE: Final = 300.0


@dataclass(frozen=True)
class Outcome:
    """What came of one report.

    Attributes:
        file: what it is called.
        source: the id of its source in the record; empty where there is none.
        added: how much of what came into the record; None where it could not be read.
        notes: what else there is to say, in sentences; why it could not be read.
    """

    file: str
    source: str
    added: Added | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Progress:
    """How far a reading is."""

    state: Literal["waiting", "reading", "done"]
    total: int
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class _Task:
    place: Place
    files: Sequence[tuple[str, bytes]]
    published: When | None
    key: str
    tell: Callable[[Progress], None]


@dataclass
class Readings:
    """What is being read, for all cases. Safe among threads; its process starts with the first report."""

    _tasks: queue.Queue[_Task] = field(default_factory=queue.Queue)
    _running: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None
    _worker: Worker = field(default_factory=lambda: Worker(_read, _prepare, _LONGEST, _MEMORY))

    def ask(
        self,
        place: Place,
        files: Sequence[tuple[str, bytes]],
        *,
        published: When | None,
        key: str,
        tell: Callable[[Progress], None],
    ) -> bool:
        """Let reports be read into the working case; return at once.

        Args:
            place: the talks, who does it, and when.
            files: names and bytes.
            published: their day, where it is known better than from themselves.
            key: the same key is the same reading, done once.
            tell: is told how far it is, after each report, from another thread.

        Returns:
            Whether it was begun; not where the same reading is under way already.
        """
        with self._lock:
            if key in self._running:
                return False
            self._running.add(key)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True, name="readings")
                self._thread.start()
        tell(Progress("waiting", len(files)))
        self._tasks.put(_Task(place, files, published, key, tell))
        return True

    def is_running(self, key: str) -> bool:
        """Whether a reading is under way here."""
        return key in self._running

    def settle(self) -> None:
        """Wait until all that was asked for is read."""
        self._tasks.join()

    def _run(self) -> None:
        while True:
            try:
                task = self._tasks.get(timeout=_IDLE)
            except queue.Empty:
                self._worker.kill()
                continue
            try:
                self._do(task)
            except Exception as error:  # noqa: BLE001 - who asked is not there to be told; the next ones are read
                # What it says of itself may hold words of a report.
                _log.error("a reading was cut off (%s)", type(error).__name__)
            finally:
                self._running.discard(task.key)
                self._tasks.task_done()

    def _do(self, task: _Task) -> None:
        progress = Progress("reading", len(task.files))
        task.tell(progress)
        for number, (name, data) in enumerate(task.files, 1):
            outcome = self._one(task, name, data, f"{task.key}-{number}")
            state: Literal["reading", "done"] = "done" if number == len(task.files) else "reading"
            progress = replace(progress, state=state, outcomes=(*progress.outcomes, outcome))
            task.tell(progress)

    def _one(self, task: _Task, name: str, data: bytes, key: str) -> Outcome:
        """Read one report, and take it into the record: each is set beside those before it."""
        try:
            case = framed(task.place)
            done = self._worker.do((name, data, task.published, case))
            found: Reading | str = done.sentence or done.result
            if isinstance(found, str):
                return Outcome(name, "", None, (found,))
            taken = take_in(task.place, [(name, data)], found, key=key)
        except (Refused, ReadingError, StorageError) as error:
            return Outcome(name, "", None, (str(error),))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong with one report is said of that one
            why = f"{name}: this could not be read ({type(error).__name__}); please report it"
            return Outcome(name, "", None, (why,))
        return Outcome(name, taken.sources.get(name, ""), taken.added, taken.notes)


def _prepare() -> None:
    """Load what reading needs, so that the first report does not wait for it alone."""
    read([("warming up", b"She said so.")])


def _read(task: tuple[str, bytes, When | None, Case]) -> Any:  # noqa: ANN401 - a reading, or a sentence
    name, data, published, case = task
    try:
        return read([(name, data)], published=published, case=case)
    except ReadingError as error:
        return str(error)
