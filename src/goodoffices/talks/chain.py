"""Chains: each event of a stream carries a digest of all before it.

There are two. The *content chain* runs over the events themselves; whoever may read a stream can check it, and two
holders of one stream can compare its last link. The *sealed chain* runs over their ciphertext; it can still be checked
when the key of the stream is destroyed.
"""

from __future__ import annotations

import hashlib
from typing import Final

LENGTH: Final = 32


def start(stream: str) -> bytes:
    """Return what stands before the first link of a stream's content chain."""
    return hashlib.sha256(b"good offices content\n" + stream.encode()).digest()


def sealed_start(stream: str) -> bytes:
    """Return what stands before the first link of a stream's sealed chain."""
    return hashlib.sha256(b"good offices sealed\n" + stream.encode()).digest()


def link(before: bytes, number: int, data: bytes) -> bytes:
    """Return the link of the event with this number: SHA-256 over the link before it, the number and the bytes."""
    return hashlib.sha256(before + number.to_bytes(8, "big") + data).digest()
