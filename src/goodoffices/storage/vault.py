"""Keys: one for each stream, wrapped by the master key, and what they seal.

AES-256-GCM with a random nonce seals each event; the stream's name and the event's number are authenticated with it, so
that nothing can be moved. AES key wrap (RFC 3394) wraps the keys. Whoever destroys a stream's wrapped key has destroyed
the stream's content, in backups made later as well.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from goodoffices.storage.errors import Destroyed, KeyMissing, StorageError, Tampered

#: The environment variable that holds the master key, as 64 hexadecimal digits.
VARIABLE: Final = "GOODOFFICES_MASTER_KEY"
_LENGTH: Final = 32
_NONCE: Final = 12


class Key:
    """The key of one stream, or of something else that is sealed."""

    def __init__(self, stream: str, raw: bytes) -> None:
        self.stream = stream
        self.raw = raw
        self._cipher = AESGCM(raw)

    def derived(self, what: str) -> Key:
        """Return a key for something that is to be gone when this key is destroyed (HKDF, RFC 5869)."""
        return Key(what, _derived(self.raw, what))

    def seal(self, data: bytes, what: str) -> bytes:
        """Encrypt; `what` (an event's number) is bound to it."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, data, f"{self.stream}\n{what}".encode())

    def open(self, sealed: bytes, what: str) -> bytes:
        """Decrypt.

        Raises:
            Tampered: it is not what was sealed, or not in its place.
        """
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], f"{self.stream}\n{what}".encode())
        except (InvalidTag, ValueError):
            message = f"{self.stream}, {what}: this is not what was written there; restore a backup"
            raise Tampered(message) from None


class Vault:
    """The master key, and what it wraps."""

    def __init__(self, master: bytes, root: Vault | None = None) -> None:
        if len(master) != _LENGTH:
            message = f"a master key has {_LENGTH} bytes; this one has {len(master)}"
            raise StorageError(message)
        self._master = master
        #: The vault of the whole store, where this is one of its parts.
        self.root = root or self

    @property
    def fingerprint(self) -> str:
        """A short name of the master key, from which the key cannot be found."""
        return fingerprint(self._master)

    def new(self, stream: str) -> tuple[Key, bytes]:
        """Make a key for a stream; return it, and wrapped."""
        raw = secrets.token_bytes(_LENGTH)
        return Key(stream, raw), self.wrap(raw)

    def wrap(self, raw: bytes) -> bytes:
        """Wrap a key."""
        return aes_key_wrap(self._master, raw)

    def under(self, prefix: str) -> Vault:
        """Return the vault for the streams whose names in the store begin with a prefix.

        A wrapped key is bound to its place by that: put where another prefix holds, it opens nothing.
        """
        return Vault(self.derived(f"keys under {prefix}").raw, self.root) if prefix else self

    def derived(self, what: str) -> Key:
        """Return a key for something that is no stream, made from the master key (HKDF, RFC 5869)."""
        return Key(what, _derived(self._master, what))

    def unwrap(self, stream: str, wrapped: bytes) -> Key:
        """Unwrap the key of a stream.

        Raises:
            Destroyed: it is.
            KeyMissing: it is wrapped by another master key.
        """
        if not wrapped:
            message = f"{stream}: its key was destroyed; what was in it cannot be read any more"
            raise Destroyed(message)
        try:
            return Key(stream, aes_key_unwrap(self._master, wrapped))
        except InvalidUnwrap:
            message = (
                f"{stream}: its key was wrapped by another master key, or for another place; give the master key of "
                f"this workspace ({VARIABLE}, or its file master.key), or restore a backup"
            )
            raise KeyMissing(message) from None


def _derived(raw: bytes, what: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_LENGTH, salt=None, info=what.encode()).derive(raw)


def fingerprint(master: bytes) -> str:
    """Return a short name of a master key, from which the key cannot be found."""
    return hashlib.sha256(b"good offices master\n" + master).hexdigest()[:16]


def new_master() -> bytes:
    """Return a new master key."""
    return secrets.token_bytes(_LENGTH)


def write_master(path: Path, master: bytes) -> None:
    """Write a master key to a file that only its owner reads.

    Raises:
        StorageError: there is a file already, or it cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(master.hex() + "\n")
    except OSError as error:
        message = f"{path}: the master key cannot be written ({error.strerror})"
        raise StorageError(message) from error


def read_master(path: Path) -> bytes:
    """Return the master key: from the environment, else from a file.

    Raises:
        StorageError: there is none, or it is not one.
    """
    text, where = os.environ.get(VARIABLE), VARIABLE
    if text is None:
        where = str(path)
        try:
            text = path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            message = f"{path}: there is no master key here; put its file back, or set {VARIABLE}"
            raise StorageError(message) from error
    try:
        master = bytes.fromhex(text.strip())
    except ValueError:
        master = b""
    if len(master) != _LENGTH:
        message = f"{where}: this is no master key; it has {2 * _LENGTH} hexadecimal digits"
        raise StorageError(message)
    return master
