"""What can go wrong with a store, as sentences."""

from __future__ import annotations


class StorageError(Exception):
    """The store cannot be read or written; the message says what to do."""


class Conflict(Exception):  # noqa: N818 - it names what happened
    """Somebody else has written to a stream in the meantime. Nothing was written; decide again."""


class KeyMissing(StorageError):  # noqa: N818 - as above
    """What is in a stream cannot be read: its key is not there, or the master key is another one."""


class Destroyed(KeyMissing):
    """What was in a stream is gone: its key was destroyed."""


class Tampered(StorageError):  # noqa: N818 - as above
    """A chain does not hold: what is stored is not what was written."""
