"""Processes that compute beside the pages, one task at a time; one that dies takes its task with it and no other."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
import warnings
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.text.errors import TextError
from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import CaseFileError
from goodoffices.reports.documents.errors import DocumentError
from goodoffices.simulation.errors import SimulationError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_NICE: Final = 10
#: What is said as it is to whoever asked.
_SENTENCES: Final = (AnalysisError, CaseFileError, AgreementError, TextError, DocumentError, SimulationError)
#: So long a process may take to end by itself.
_PATIENCE: Final = 2.0
#: So long it may take to start: kernels may have to be compiled.
_START: Final = 300.0
#: So often it is looked whether the time is up.
_GLANCE: Final = 0.2


class Done(NamedTuple):
    """What came of a task: its result; or a sentence. `crashed`: the process that computed it is gone."""

    result: Any = None
    sentence: str = ""
    crashed: bool = False


class Worker:
    """One process, started when it is first needed and again when it has died.

    Args:
        work: computes a task.
        prepare: makes the process ready.
        longest: seconds after which a task is given up.
        memory: bytes that a task may take beside what is loaded, where the system counts them; 0 sets no bound.
    """

    def __init__(
        self, work: Callable[[Any], Any], prepare: Callable[[], None], longest: float, memory: int = 0
    ) -> None:
        self._work, self._prepare, self._longest, self._memory = work, prepare, longest, memory
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._lock = threading.Lock()
        self._closed = False

    def start(self) -> None:
        """Start the process, if it does not run."""
        with self._lock, contextlib.suppress(EOFError, OSError):
            self._running()

    def _running(self) -> Connection:
        if self._closed:
            raise EOFError
        if self._line is None or self._process is None or not self._process.is_alive():
            self._let_go()
            context = get_context("spawn")
            self._line, theirs = context.Pipe()
            process = context.Process(
                target=_serve,
                args=(theirs, self._work, self._prepare, self._memory),
                daemon=True,
                name="answers",
            )
            process.start()
            # Only what was started can be ended.
            self._process = process
            theirs.close()
            self._heard(self._line, _START)
        return self._line

    def _heard(self, line: Connection, longest: float) -> Any:  # noqa: ANN401 - as below
        """Return what comes from the process.

        Raises:
            TimeoutError: nothing does.
            EOFError: it has ended, or is to end.
        """
        until = time.monotonic() + longest
        while not line.poll(_GLANCE):
            if self._closed:
                raise EOFError
            if time.monotonic() > until:
                raise TimeoutError
        return line.recv()

    def do(self, task: Any) -> Done:  # noqa: ANN401 - whatever the work takes
        """Compute one task; return what came of it. One at a time."""
        with self._lock:
            try:
                line = self._running()
                line.send(task)
                done: Done = self._heard(line, self._longest)
            except TimeoutError:
                self._let_go()
                why = f"this took longer than {self._longest:g} seconds and was stopped"
                return Done(sentence=why, crashed=True)
            except (EOFError, OSError):
                self._let_go()
                return Done(
                    sentence="the process that computed this has ended before it was done", crashed=True
                )
            except Exception as error:  # noqa: BLE001 - what cannot be sent or read is a sentence too
                self._let_go()
                return Done(sentence=f"this could not be asked ({type(error).__name__}); please report it")
            return done

    def _let_go(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join(_PATIENCE)
        self._line = self._process = None

    def kill(self) -> None:
        """End the process, whatever it does; it is started again when it is needed."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process; it is not started again."""
        self._closed = True
        self.kill()
        with self._lock:
            self._let_go()


def _serve(line: Connection, work: Callable[[Any], Any], prepare: Callable[[], None], memory: int) -> None:
    """Do tasks until the line is cut: what runs in the process."""
    # What is said here by whoever computes may be words of a case.
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    with contextlib.suppress(OSError):
        os.nice(_NICE)
    with contextlib.suppress(KeyboardInterrupt, EOFError, OSError):
        prepare()
        if memory:
            _bound(memory)
        line.send(None)
        while True:
            task = line.recv()
            line.send(_done(work, task))


def _bound(memory: int) -> None:
    """Take no more memory from now on than what is held and so many bytes: a file that is made to hurt fails alone."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        resource.setrlimit(
            resource.RLIMIT_AS, (pages * resource.getpagesize() + memory, resource.RLIM_INFINITY)
        )


def _done(work: Callable[[Any], Any], task: Any) -> Done:  # noqa: ANN401 - as above
    try:
        return Done(work(task))
    except _SENTENCES as error:
        return Done(sentence=str(error))
    except MemoryError:
        return Done(sentence="this takes more memory than one task may; give less at a time")
    except Exception as error:  # noqa: BLE001 - whatever a computation raises is a sentence for who asked
        return Done(sentence=f"this could not be computed ({type(error).__name__}); please report it")
