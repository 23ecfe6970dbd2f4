"""Backups of a workspace, and their return: one encrypted file, which says without the key what made it.

The file begins with a line of what it is and a head in the clear: the version that wrote it, the format of its tables,
and a fingerprint of the master key, by which nobody finds the key. So what does not fit is refused for what it is. The
head is bound to everything behind it: changed, it opens nothing.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goodoffices._version import __version__
from goodoffices.services.transcribing import check_workspace
from goodoffices.services.workspaces import Workspace, WorkspaceError, create, discard
from goodoffices.storage.errors import StorageError
from goodoffices.storage.formats import FORMAT
from goodoffices.storage.records import Item
from goodoffices.storage.vault import VARIABLE, Vault, read_master

_WORDS: Final = b"good offices backup "
_MAGIC: Final = _WORDS + b"2\n"
#: No head is longer.
_LONGEST_HEAD: Final = 4096
_CHUNK: Final = 1 << 20
_NONCE: Final = 12


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself in the clear.

    Attributes:
        version: the version of Good Offices that wrote it.
        format: the format of its tables (`storage.formats`).
        accounts: the last step that was done to the tables of accounts.
        key: the fingerprint of the master key that opens it.
    """

    version: str
    format: int
    accounts: str = ""
    key: str


def back_up(workspace: Workspace, target: Path, beside: bytes = b"", accounts: str = "") -> dict[str, int]:
    """Write a whole workspace to one file, while it runs; return how many rows of what it holds.

    The file is encrypted with a key made from the master key, and not the master key itself: keep that elsewhere.

    Args:
        workspace: the workspace.
        target: the file; it is there when it is whole, and read back.
        beside: what the caller keeps beside the talks (the accounts).
        accounts: the last step that was done to the tables of accounts.

    Raises:
        WorkspaceError: it cannot be written.
    """
    counts: dict[str, int] = {}
    key = workspace.vault.derived("backup").raw
    about = About(version=__version__, format=FORMAT, accounts=accounts, key=workspace.vault.fingerprint)

    def rows() -> Iterator[Any]:
        for table, row in workspace.store.copy():
            counts[table] = counts.get(table, 0) + 1
            yield [table, row]
        for audience, item in workspace.records.all():
            counts["record"] = counts.get("record", 0) + 1
            yield ["record", [audience, *item]]
        yield ["beside", [beside]]
        yield ["end", [dict(counts)]]

    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            _seal(about, rows(), key, file)
            file.flush()
            os.fsync(file.fileno())
        with part.open("rb") as written:
            for _ in _opened(written, workspace.vault, str(part)):
                pass
        part.replace(target)
    except OSError as error:
        message = f"{target}: the backup cannot be written ({error.strerror})"
        raise WorkspaceError(message) from error
    finally:
        part.unlink(missing_ok=True)
    return counts


def bring_back(
    source: Path, path: Path, key: Path, database: str = "", accounts: Container[str] | None = None
) -> tuple[Workspace, dict[str, int], bytes]:
    """Make a workspace from a backup: all of it, checked, or nothing.

    Args:
        source: the backup.
        path: the folder of the new workspace.
        key: the file of the master key it was made with (the environment goes before it).
        database: the address of a PostgreSQL database, where the talks are to be kept there.
        accounts: the steps of the tables of accounts that the caller knows; a backup with another one is newer.

    Returns:
        the workspace, how many events each stream has, and what was kept beside the talks.

    Raises:
        WorkspaceError: it is no backup, of a newer version, of another key, or not whole; or something is in the way.
    """
    try:
        with source.open("rb") as file:
            about = _about(file, str(source))[0]
            _check_version(about, str(source), accounts)
            master = read_master(key)
            vault = Vault(master)
            file.seek(0)
            # Once through, before anything is made.
            for _ in _opened(file, vault, str(source)):
                pass
    except OSError as error:
        message = f"{source}: the backup cannot be read ({error.strerror})"
        raise WorkspaceError(message) from error
    except StorageError as error:
        raise WorkspaceError(str(error)) from error
    workspace = create(path, database, master)
    beside = b""
    pieces: dict[str, list[Item]] = {}

    def rows(file: BinaryIO) -> Iterator[tuple[str, tuple[Any, ...]]]:
        nonlocal beside
        for table, row in _opened(file, vault, str(source)):
            if table == "beside":
                beside = row[0]
            elif table == "record":
                pieces.setdefault(row[0], []).append(Item(*row[1:]))
            elif table != "end":
                yield table, tuple(row)

    try:
        with source.open("rb") as file:
            workspace.store.fill(rows(file))
        for audience, items in pieces.items():
            workspace.records.put(audience, items)
        return workspace, check_workspace(workspace), beside
    except BaseException:
        workspace.close()
        discard(path)
        raise


def read_about(source: Path) -> About:
    """Return what a backup says of itself, without its key.

    Raises:
        WorkspaceError: it is none of ours, or cannot be read.
    """
    try:
        with source.open("rb") as file:
            return _about(file, str(source))[0]
    except OSError as error:
        message = f"{source}: the backup cannot be read ({error.strerror})"
        raise WorkspaceError(message) from error


def _about(file: BinaryIO, name: str) -> tuple[About, bytes]:
    """Read the head of a backup; return it, and its bytes.

    Raises:
        WorkspaceError: this is no backup, or one of a newer kind.
    """
    line = file.readline(len(_MAGIC) + 8)
    if not line.startswith(_WORDS) or not line.endswith(b"\n"):
        message = (
            f"{name}: this is no backup of a workspace; name a file that `goodoffices backup` has written"
        )
        raise WorkspaceError(message)
    head = file.read(int.from_bytes(file.read(2), "big") % (_LONGEST_HEAD + 1))
    try:
        return msgspec.json.decode(head, type=About), line + head
    except (msgspec.MsgspecError, UnicodeDecodeError):  # text in it that is no UTF-8 is told as the latter
        if line != _MAGIC:
            message = (
                f"{name}: another version of Good Offices has written this backup, in a way that {__version__} does "
                "not read; restore it with that version"
            )
        else:
            message = f"{name}: its beginning is damaged; take another copy of it"
        raise WorkspaceError(message) from None


def _check_version(about: About, name: str, accounts: Container[str] | None) -> None:
    """Refuse a backup of a newer version.

    Raises:
        WorkspaceError: it is one.
    """
    steps = accounts is not None and about.accounts and about.accounts not in accounts
    if about.format > FORMAT or steps:
        message = (
            f"{name}: a newer Good Offices ({about.version}) has written this backup; this is {__version__}: install "
            f"{about.version}, or one after it, and restore with that"
        )
        raise WorkspaceError(message)


def _check_key(about: About, vault: Vault, name: str) -> None:
    """Refuse a backup that another master key opens.

    Raises:
        WorkspaceError: it is one.
    """
    if about.key != vault.fingerprint:
        message = (
            f"{name}: it was made with another master key ({about.key}; this one is {vault.fingerprint}); give the key "
            f"of its time with --key, or in {VARIABLE}"
        )
        raise WorkspaceError(message)


def _seal(about: About, rows: Iterable[Any], key: bytes, file: BinaryIO) -> None:
    """Write a head, and rows in sealed chunks; the head, the number and whether it is the last are bound to it."""
    cipher = AESGCM(key)
    head = msgspec.json.encode(about)
    file.write(_MAGIC + len(head).to_bytes(2, "big") + head)
    bound = _MAGIC + head
    number, held = 0, io.BytesIO()

    def flush(*, last: bool) -> None:
        nonlocal number, held
        nonce = os.urandom(_NONCE)
        sealed = nonce + cipher.encrypt(nonce, held.getvalue(), _place(bound, number, last=last))
        file.write(len(sealed).to_bytes(4, "big") + bytes([last]) + sealed)
        number, held = number + 1, io.BytesIO()

    for row in rows:
        data = msgspec.msgpack.encode(row)
        held.write(len(data).to_bytes(4, "big") + data)
        if held.tell() >= _CHUNK:
            flush(last=False)
    flush(last=True)


def _place(bound: bytes, number: int, *, last: bool) -> bytes:
    return hashlib.sha256(bound + f"backup {number} {last}".encode()).digest()


def _opened(file: BinaryIO, vault: Vault, name: str) -> Iterator[tuple[str, list[Any]]]:
    """Yield the rows of a backup.

    Raises:
        WorkspaceError: it is none, not whole, was changed, or was made with another key.
    """
    about, bound = _about(file, name)
    _check_key(about, vault, name)
    cipher, number, last = AESGCM(vault.derived("backup").raw), 0, False
    while not last:
        head = file.read(5)
        size, last = int.from_bytes(head[:4], "big"), head[4:] == b"\x01"
        sealed = file.read(size)
        try:
            plain = cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _place(bound, number, last=last))
        except (InvalidTag, ValueError):
            message = (
                f"{name}: it is not whole, or was changed; take another copy of it, or an earlier backup"
            )
            raise WorkspaceError(message) from None
        number, place = number + 1, 0
        while place < len(plain):
            length = int.from_bytes(plain[place : place + 4], "big")
            table, row = msgspec.msgpack.decode(plain[place + 4 : place + 4 + length])
            place += 4 + length
            yield table, row
    if file.read(1):
        message = f"{name}: there is something behind its end; take another copy of it"
        raise WorkspaceError(message)
