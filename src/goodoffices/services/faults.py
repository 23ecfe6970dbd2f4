"""Faults that stop nothing else: they are said in the log of whoever runs the server, and the rest goes on.

The log says what kind of fault it is and where it arose, and nothing of the talks: what an error says may be words of
them, as the option in `KeyError: 'six-weeks'`.
"""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from goodoffices.storage.errors import StorageError

_log = logging.getLogger(__name__)

#: So many seconds pass before the same fault is said again: what fails is tried again twice a second.
_QUIET: Final = 600.0
#: So many callers are named, the nearest first.
_CALLERS: Final = 5


def where(error: BaseException) -> str:
    """Return what kind of fault an error is, and where it arose."""
    if isinstance(error, StorageError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)[-_CALLERS:]
    places = (f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} in {', '.join(places)}"


def wordless(record: logging.LogRecord) -> bool:
    """Leave what an error says out of a log's line, as a filter of a logger; the line is always written."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.msg, record.args = "%s: %s", (record.getMessage(), where(error))
        record.exc_info = record.exc_text = None
    return True


class Faults:
    """Says each fault, and not again for some minutes."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._told: dict[str, float] = {}

    def tell(self, what: str, error: BaseException) -> None:
        """Say that something waits, for it has failed, and why."""
        line, now = f"goodoffices: {what} waits: {where(error)}", self._now()
        with self._lock:
            self._told = {one: at for one, at in self._told.items() if now - at < _QUIET}
            if line in self._told:
                return
            self._told[line] = now
        _log.error("%s", line)

    @contextmanager
    def withstood(self, what: str) -> Iterator[None]:
        """Do something that may fail without stopping what comes after it."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, the rest goes on
            self.tell(what, error)


#: What fails in this process.
FAULTS: Final = Faults()
