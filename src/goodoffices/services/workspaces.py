"""Workspaces: a folder with the talks of one case or several, their master key, and the server's signing key."""

from __future__ import annotations

import datetime as dt
import os
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from goodoffices._extras import require
from goodoffices.model.wording import in_our_words
from goodoffices.services.acting import Talks
from goodoffices.storage.cases import (
    MAIN,
    CaseRecords,
    CaseStore,
    begin,
    cases_of,
    has_case,
    is_id,
    new_id,
    prefix,
)
from goodoffices.storage.errors import StorageError
from goodoffices.storage.history import History
from goodoffices.storage.port import Store
from goodoffices.storage.records import Records
from goodoffices.storage.vault import VARIABLE, Vault, new_master, read_master, write_master
from goodoffices.talks.actions import Command
from goodoffices.talks.actions.case import OpenCase
from goodoffices.talks.actions.teaching import OpenClass

_FILE: Final = "workspace.json"
_MASTER: Final = "master.key"
_SIGNING: Final = "signing.key"
#: Nobody but its owner enters the folder of a workspace, or reads what it says of its database.
_OWN_FOLDER: Final = 0o700
_OWN_FILE: Final = 0o600
_DATABASE: Final = "talks.sqlite3"
_RECORD: Final = "record.sqlite3"
#: The files in which the secrets of a workspace are.
KEYS: Final = (_MASTER, _SIGNING, "web.key")


class WorkspaceError(Exception):
    """A workspace that is not there, or cannot be made; the message says what to do."""


class _Settings(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    goodoffices_workspace: int = 1
    database: str = _DATABASE


@dataclass(frozen=True)
class CaseWorkspace:
    """One case of an open workspace: its streams, and the record of each audience."""

    id: str
    history: History
    workspace: Workspace

    @cached_property
    def records(self) -> CaseRecords:
        """The record in the database, for each audience its own."""
        return CaseRecords(self.workspace.records, self.id)


@dataclass(frozen=True)
class Workspace:
    """An open workspace: one database and one master key, and the cases in it."""

    path: Path
    store: Store
    vault: Vault
    database: str = _DATABASE
    _held: dict[str, CaseWorkspace] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def cases(self) -> list[str]:
        """Return the ids of the cases that were opened, the first (`main`) before the others."""
        return cases_of(self.store)

    def has_case(self, case: str) -> bool:
        """Whether a case was opened."""
        return has_case(self.store, case)

    def case(self, case: str = MAIN) -> CaseWorkspace:
        """Return a case by its id. The first, `main`, is there before it is opened.

        Raises:
            WorkspaceError: it was not opened.
        """
        if case != MAIN and case not in self._held and not self.has_case(case):
            raise WorkspaceError(f"{self.path}: there is no case '{case}'; {_named(self.cases())}")
        return self._case(case)

    def new_case(self, case: str = "") -> CaseWorkspace:
        """Return a case that was not opened yet: `main` where it was not, else one with an id of chance, or this id.

        Raises:
            WorkspaceError: the id cannot be one, or is that of a case.
        """
        if not case:
            case = MAIN if not self.has_case(MAIN) else new_id()
        if not is_id(case):
            raise WorkspaceError(f"'{case}' is no id for a case; use small letters and digits, 40 at most")
        if self.has_case(case):
            raise WorkspaceError(f"{self.path}: there is a case '{case}' already; give another id")
        return self._case(case)

    def open_case(self, action: OpenCase | OpenClass, by: str, at: dt.datetime) -> CaseWorkspace:
        """Open talks, or a class: the first case of the workspace, or one more.

        Raises:
            Refused: it is not possible, in a sentence.
        """
        made = self.new_case()
        Talks(made.history).do(Command(at=at, by=by, action=action))
        return made

    def _case(self, case: str) -> CaseWorkspace:
        with self._lock:
            held = self._held.get(case)
            if held is None:
                history = History(CaseStore(self.store, case), self.vault.under(prefix(case)))
                held = self._held[case] = CaseWorkspace(case, history, self)
            return held

    @cached_property
    def records(self) -> Records:
        """The records of all cases."""
        if is_postgres(self.database):
            from goodoffices.storage.postgres_records import PostgresRecords  # noqa: PLC0415 - slow to load

            return PostgresRecords(self.database)
        from goodoffices.storage.sqlite_records import SqliteRecords  # noqa: PLC0415 - only where it is used

        return SqliteRecords(self.path / _RECORD)

    def close(self) -> None:
        """Let the databases go."""
        self.store.close()
        if "records" in self.__dict__:
            self.records.close()


def _named(cases: list[str]) -> str:
    return f"there are: {', '.join(cases)}" if cases else "none was opened yet"


def master_file(path: Path) -> Path:
    """Return where the master key of a workspace is kept, if it does not come from the environment."""
    return path / _MASTER


def create(path: Path, database: str = "", master: bytes | None = None) -> Workspace:
    """Make a workspace in a folder that is new or empty.

    Args:
        path: the folder.
        database: the address of a PostgreSQL database (`postgresql://…`); where it is empty, a SQLite file in the
            folder.
        master: the master key; a new one where it is None. One that comes from the environment stays there alone.

    Raises:
        WorkspaceError: something is there already, or it cannot be made.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        message = f"{path}: there is something here already; name a new or empty folder"
        raise WorkspaceError(message)
    try:
        path.mkdir(mode=_OWN_FOLDER, parents=True, exist_ok=True)
        # The accounts lie here too, and whatever a database writes beside its files.
        path.chmod(_OWN_FOLDER)
        settings = _Settings(database=database or _DATABASE)
        if VARIABLE not in os.environ:
            write_master(path / _MASTER, master or new_master())
        # It may hold the password of a database; made before anything is in it, so that nobody reads it meanwhile.
        (path / _FILE).touch(mode=_OWN_FILE)
        (path / _FILE).write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")
    except OSError as error:
        message = f"{path}: the workspace cannot be made ({error.strerror})"
        raise WorkspaceError(message) from error
    except StorageError as error:
        raise WorkspaceError(str(error)) from error
    try:
        workspace = open_workspace(path)
    except BaseException:
        discard(path)
        raise
    begin(workspace.store, workspace.vault)
    return workspace


def discard(path: Path) -> None:
    """Take a workspace away that could not be made whole, so that it can be made in the same place."""
    for one in path.iterdir():
        one.unlink()
    path.rmdir()


def open_workspace(path: Path) -> Workspace:
    """Open a workspace.

    Raises:
        WorkspaceError: there is none, or its key or database cannot be opened.
    """
    database = database_of(path)
    try:
        vault = Vault(read_master(path / _MASTER))
        return Workspace(path, _store(path, database), vault, database)
    except StorageError as error:
        raise WorkspaceError(str(error)) from error


def database_of(path: Path) -> str:
    """Return where the database of a workspace is: the name of a file in its folder, or an address.

    Raises:
        WorkspaceError: there is no workspace.
    """
    file = path / _FILE
    try:
        settings = msgspec.json.decode(file.read_bytes(), type=_Settings)
    except OSError:
        message = f"{path}: this is no workspace; make one with: goodoffices create {path}"
        raise WorkspaceError(message) from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        message = f"{file}: {in_our_words(str(error))}"
        raise WorkspaceError(message) from None
    return settings.database


def is_postgres(database: str) -> bool:
    """Whether a database is a PostgreSQL database, and no file."""
    return database.startswith(("postgresql://", "postgres://"))


def _store(path: Path, database: str) -> Store:
    if is_postgres(database):
        require("postgres")
        from goodoffices.storage.postgres import PostgresStore  # noqa: PLC0415 - slow to load

        return PostgresStore(database)
    from goodoffices.storage.sqlite import SqliteStore  # noqa: PLC0415 - only where it is used

    return SqliteStore(path / database)


def signing_key(path: Path) -> bytes:
    """Return the private key with which a workspace signs transcripts."""
    return secret(path, _SIGNING)


def secret(path: Path, name: str) -> bytes:
    """Return a secret of a workspace, of 32 bytes; it is made when first asked for.

    Raises:
        WorkspaceError: it cannot be read or written.
    """
    file = path / name
    try:
        if not file.exists():
            write_master(file, new_master())
        return bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError, StorageError) as error:
        message = f"{file}: this key cannot be used ({error})"
        raise WorkspaceError(message) from error
