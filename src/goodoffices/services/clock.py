"""The time of a server, which never goes back while it runs."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class SteadyClock:
    """Says what time it is; where the machine's clock is set back, the last time that was said, until it is passed.

    So no deadline that has passed is ahead again, whoever asks. Safe among threads.

    Args:
        read: the machine's clock.
    """

    def __init__(self, read: Callable[[], dt.datetime] = _now) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._last = dt.datetime.min.replace(tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """Return the time, in UTC."""
        with self._lock:
            self._last = max(self._last, self._read())
            return self._last
