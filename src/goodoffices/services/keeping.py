"""Keep a workspace safe: backups and their return, new master keys, and what is to be gone for good."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goodoffices.services.acting import Talks
from goodoffices.services.transcribing import check_workspace
from goodoffices.services.workspaces import (
    CaseWorkspace,
    Workspace,
    WorkspaceError,
    create,
    discard,
    master_file,
)
from goodoffices.storage.cases import rotate as rewrap_all
from goodoffices.storage.errors import StorageError
from goodoffices.storage.records import Item
from goodoffices.storage.vault import Vault, fingerprint, new_master, read_master, write_master
from goodoffices.talks.errors import Refused
from goodoffices.talks.streams import Stream

_MAGIC: Final = b"good offices backup 1\n"
_CHUNK: Final = 1 << 20
_NONCE: Final = 12
#: What a party confided, or told those it answers to: the streams that a purge destroys.
PURGED: Final = (
    "channel", "mandate", "home", "entered", "ballots", "room", "answers", "sealed", "audit", "briefing",
    "constituency",
)  # fmt: skip


def back_up(workspace: Workspace, target: Path, beside: bytes = b"") -> dict[str, int]:
    """Write a whole workspace to one file, while it runs; return how many rows of what it holds.

    The file is encrypted with a key made from the master key, and not the master key itself: keep that elsewhere.

    Args:
        workspace: the workspace.
        target: the file; it is there when it is whole, and read back.
        beside: what the caller keeps beside the talks (the accounts).

    Raises:
        WorkspaceError: it cannot be written.
    """
    counts: dict[str, int] = {}
    key = workspace.vault.derived("backup").raw

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
            _seal(rows(), key, file)
            file.flush()
            os.fsync(file.fileno())
        with part.open("rb") as written:
            for _ in _opened(written, key, str(part)):
                pass
        part.replace(target)
    except OSError as error:
        message = f"{target}: the backup cannot be written ({error.strerror})"
        raise WorkspaceError(message) from error
    finally:
        part.unlink(missing_ok=True)
    return counts


def bring_back(
    source: Path, path: Path, key: Path, database: str = ""
) -> tuple[Workspace, dict[str, int], bytes]:
    """Make a workspace from a backup: all of it, checked, or nothing.

    Args:
        source: the backup.
        path: the folder of the new workspace.
        key: the file of the master key it was made with (the environment goes before it).
        database: the address of a PostgreSQL database, where the talks are to be kept there.

    Returns:
        the workspace, how many events each stream has, and what was kept beside the talks.

    Raises:
        WorkspaceError: the backup is not whole or not made with this key, or something is in the way.
    """
    try:
        master = read_master(key)
        sealing = Vault(master).derived("backup").raw
        with source.open("rb") as file:
            # Once through, before anything is made.
            for _ in _opened(file, sealing, str(source)):
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
        for table, row in _opened(file, sealing, str(source)):
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


def _seal(rows: Iterable[Any], key: bytes, file: BinaryIO) -> None:
    """Write rows in sealed chunks; the number of each, and whether it is the last, is bound to it."""
    cipher = AESGCM(key)
    file.write(_MAGIC)
    number, held = 0, io.BytesIO()

    def flush(*, last: bool) -> None:
        nonlocal number, held
        nonce = os.urandom(_NONCE)
        sealed = nonce + cipher.encrypt(nonce, held.getvalue(), _place(number, last=last))
        file.write(len(sealed).to_bytes(4, "big") + bytes([last]) + sealed)
        number, held = number + 1, io.BytesIO()

    for row in rows:
        data = msgspec.msgpack.encode(row)
        held.write(len(data).to_bytes(4, "big") + data)
        if held.tell() >= _CHUNK:
            flush(last=False)
    flush(last=True)


def _place(number: int, *, last: bool) -> bytes:
    return hashlib.sha256(f"backup {number} {last}".encode()).digest()


def _opened(file: BinaryIO, key: bytes, name: str) -> Iterator[tuple[str, list[Any]]]:
    """Yield the rows of a backup.

    Raises:
        WorkspaceError: it is not whole, was changed, or was made with another key.
    """
    cipher, number, last = AESGCM(key), 0, False
    if file.read(len(_MAGIC)) != _MAGIC:
        message = f"{name}: this is no backup of a workspace"
        raise WorkspaceError(message)
    while not last:
        head = file.read(5)
        size, last = int.from_bytes(head[:4], "big"), head[4:] == b"\x01"
        sealed = file.read(size)
        try:
            plain = cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _place(number, last=last))
        except (InvalidTag, ValueError):
            message = f"{name}: it is not whole, was changed, or was made with another master key"
            raise WorkspaceError(message) from None
        number, place = number + 1, 0
        while place < len(plain):
            length = int.from_bytes(plain[place : place + 4], "big")
            table, row = msgspec.msgpack.decode(plain[place + 4 : place + 4 + length])
            place += 4 + length
            yield table, row
    if file.read(1):
        message = f"{name}: there is something behind its end"
        raise WorkspaceError(message)


def rotate(workspace: Workspace, beside: Callable[[Vault, Vault], None]) -> tuple[str, str]:
    """Give a workspace a new master key; the old one is kept in `master.key.old`. Return the fingerprints of both.

    Backups made before can be read with the old key only: when it is destroyed, so are they.

    Args:
        workspace: the workspace; nobody else may use it meanwhile, and it is to be opened anew.
        beside: seals anew what the caller keeps beside the talks (the accounts), from the old key to the new.

    Raises:
        WorkspaceError: the key comes from the environment, or the old one is still kept.
    """
    file = master_file(workspace.path)
    old_file = file.with_name(file.name + ".old")
    if old_file.exists():
        message = f"{old_file}: the key before this one is still here; put it where it belongs, or destroy it, first"
        raise WorkspaceError(message)
    old, new = read_master(file), new_master()
    fresh = file.with_name(file.name + ".new")
    write_master(fresh, new)
    rewrap_all(workspace.store, Vault(old), Vault(new))
    beside(Vault(old), Vault(new))
    file.replace(old_file)
    fresh.replace(file)
    return fingerprint(old), fingerprint(new)


def purge(case: CaseWorkspace, party: str) -> list[str]:
    """Destroy the keys of all that a party confided, and its record: nobody can read it any more. Return the streams.

    Raises:
        Refused: there is no such party.
    """
    check_party(case, party)
    streams = map(Stream.parse, case.history.store.streams())
    gone = [one for one in streams if one.kind in PURGED and _whose(one) == party]
    case.history.purge(gone)
    case.records.forget(f"party/{party}")
    return [str(stream) for stream in gone]


def _whose(stream: Stream) -> str:
    """Return the party of a stream that a party confided; of a constituency, the one that it hears from."""
    return stream.of.partition("+")[0] if stream.kind == "constituency" else stream.of


def check_party(case: CaseWorkspace, party: str) -> None:
    """Refuse a party that does not take part.

    Raises:
        Refused: there is no such party.
    """
    if party not in Talks(case.history).parties():
        raise Refused(f"there is no party '{party}'")
