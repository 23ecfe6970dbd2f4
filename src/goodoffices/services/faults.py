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

from goodoffices.storage.errors import KeyMissing, StorageError, Tampered

_log = logging.getLogger(__name__)

#: So many seconds pass before the same fault is said again: what fails is tried again twice a second.
_QUIET: Final = 600.0
#: So many callers are named, the nearest first.
_CALLERS: Final = 5


def where(error: BaseException) -> str:
    """Return what kind of fault an error is, and where it arose; of a database, what it says of itself.

    What speaks of one stream names it, and with it a party or a case: that is left out.
    """
    if isinstance(error, StorageError) and not isinstance(error, KeyMissing | Tampered):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)[-_CALLERS:]
    places = (f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} in {', '.join(places)}"


def first_line(error: BaseException) -> str:
    """Return what a database that does not answer says of itself: the line before any of what was asked of it."""
    if isinstance(error, StorageError):
        return where(error)
    return str(error).strip().partition("\n")[0]


#: Whose lines are kept as they are: they say nothing of what was asked or said.
_PLAIN: Final = ("goodoffices", "uvicorn.error")


def wordless(record: logging.LogRecord) -> bool:
    """Leave what an error says, and what others say of what was asked, out of a log's line; it is always written.

    As a filter of a logger or of a handler; what went through it once passes unchanged.
    """
    if getattr(record, "wordless", False):
        return True
    record.wordless = True
    error = record.exc_info[1] if record.exc_info else None
    said = _said_of(record)
    record.msg, record.args = ("%s: %s", (said, where(error))) if error is not None else ("%s", (said,))
    record.exc_info = record.exc_text = record.stack_info = None
    return True


def _said_of(record: logging.LogRecord) -> str:
    """Return what a line may say: ours as it is; of a request its kind, and never its address; of others the place."""
    if record.name.partition(".")[0] in _PLAIN or record.name in _PLAIN:
        try:
            return record.getMessage()
        except (TypeError, ValueError):
            return (
                f"{record.name} has said something that cannot be written in {record.module}:{record.lineno}"
            )
    if record.name == "django.request":
        found = getattr(getattr(record, "request", None), "resolver_match", None)
        return (
            f"a request went wrong ({getattr(record, 'status_code', 500)} at {getattr(found, 'route', '?')})"
        )
    return f"{record.name} has said something in {record.module}:{record.lineno}"


class Faults:
    """Says each fault, and not again for some minutes."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._told: dict[str, float] = {}
        #: How many there were, those that were not said again as well.
        self.count = 0

    def tell(self, what: str, error: BaseException) -> None:
        """Say that something waits, for it has failed, and why."""
        line, now = f"goodoffices: {what} waits: {where(error)}", self._now()
        with self._lock:
            self.count += 1
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
