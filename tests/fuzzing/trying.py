"""Try one file on a parser: within its time and memory it gives a result, or one sentence of its own error type."""

from __future__ import annotations

import contextlib
import resource
import signal
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Final, NamedTuple

from tests.fuzzing.targets import Target

#: Bytes beyond what is loaded already that a file may take.
MEMORY: Final = 1_500 * 2**20


class Fault(NamedTuple):
    """What is wrong: which kind, where in the code, and all that is said of it."""

    kind: str
    where: str
    said: str


class TooLongError(BaseException):
    """A file takes longer than any may."""


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """Hold this process to the memory that a file may take."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def tried(target: Target, data: bytes) -> Fault | None:
    """Read a file; return what is wrong, if anything is. To be called in the main thread."""
    before = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, target.slow * 1.5)
    begun = time.process_time()
    try:
        target.read(data)
    except target.raises() as error:
        if fault := _no_sentence(str(error)):
            return Fault("sentence", _where(error), fault)
    except TooLongError as error:
        return Fault("slow", _where(error), "".join(traceback.format_exception(error)[-6:]))
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return Fault(type(error).__name__, _where(error), "".join(traceback.format_exception(error)[-12:]))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    took = time.process_time() - begun
    return Fault("slow", "", f"it took {took:.1f} s of a processor") if took > target.slow else None


def _no_sentence(said: str) -> str:
    """Say what keeps an error from being one sentence that a person can read on a terminal."""
    if not said.strip():
        return "the error says nothing"
    if len(said) > 3_000:
        return f"the error has {len(said)} characters"
    if "Traceback" in said:
        return "the error holds a traceback"
    try:
        said.encode()
    except UnicodeEncodeError:
        return "the error cannot be printed"
    return ""


def _where(error: BaseException) -> str:
    """Return the last line of ours that an error came through."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "goodoffices" in one.filename]
    return f"{frames[-1].filename.rpartition('goodoffices/')[2]}:{frames[-1].lineno}" if frames else ""
