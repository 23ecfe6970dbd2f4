"""The log of a server: lines for people, or one JSON object each. Nothing of a case stands in any.

What may be said is decided in `services.faults.wordless`, which every line goes through, whoever writes it.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import threading
from typing import Any, Final, Literal

from goodoffices.services.faults import where, wordless

Kind = Literal["text", "json"]
_log: Final = logging.getLogger("goodoffices.server")


class Lines(logging.Formatter):
    """One JSON object a line: `at`, `level`, `from`, `says`, and what an event of the server brings with it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "from": record.name, "says": record.getMessage()}
        return json.dumps(line | getattr(record, "told", {}), ensure_ascii=False)


def begin(kind: Kind) -> None:
    """Write the log of this process to stderr from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines() if kind == "json" else logging.Formatter("%(message)s"))
    handler.addFilter(wordless)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    # The server's own events are few: that it starts, is ready, stops.
    _log.setLevel(logging.INFO if kind == "json" else logging.WARNING)
    # Else a line that cannot be written is shown with all that it was to say.
    logging.raiseExceptions = False
    threading.excepthook = _thread_failed
    sys.excepthook = _failed
    sys.unraisablehook = _unraisable


def tell(what: str, **told: Any) -> None:  # noqa: ANN401 - plain values of any type
    """Write an event of the server itself, with what belongs to it."""
    _log.info("%s", what, extra={"told": told})


def _thread_failed(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None and not isinstance(given.exc_value, SystemExit):
        _log.error("a thread has ended: %s", where(given.exc_value))


def _failed(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
    _log.error("the server has failed: %s", where(error))


def _unraisable(given: sys.UnraisableHookArgs) -> None:
    if given.exc_value is not None:
        _log.error("something could not be raised: %s", where(given.exc_value))
