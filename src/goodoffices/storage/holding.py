"""Who works on a SQLite database: servers together, or one alone that changes what they rest on.

It is a lock on a file beside the database, which ends with the process that holds it, however that ends.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from goodoffices.storage.errors import StorageError


def served(where: str) -> str:
    """Say that a server is in the way."""
    return f"{where}: a server runs on this, and it must not change under it; stop the server, then try again"


def changing(where: str) -> str:
    """Say that somebody else is in the way of a server."""
    return f"{where}: this is being changed (a new version, or a new master key); try again when that is done"


class Holder:
    """A hold on a database, until it is released.

    Args:
        database: the file of the database; nobody else can have one in memory.
        shared: whether others may hold it so too.

    Raises:
        StorageError: somebody holds it, and not so.
    """

    def __init__(self, database: Path, *, shared: bool) -> None:
        self._handle: int | None = None
        if database == Path(":memory:"):
            return
        place = database.with_name(database.name + ".held")
        try:
            handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            message = f"{place}: the database cannot be held ({error.strerror})"
            raise StorageError(message) from error
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise StorageError(changing(str(database)) if shared else served(str(database))) from None
        self._handle = handle

    def release(self) -> None:
        """Let others have it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
