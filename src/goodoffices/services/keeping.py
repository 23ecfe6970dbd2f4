"""Keep a workspace safe: what is to be gone for good, and new master keys. Backups are in `saving`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from goodoffices.services.acting import Talks
from goodoffices.services.workspaces import (
    CaseWorkspace,
    Workspace,
    WorkspaceError,
    master_file,
)
from goodoffices.storage.cases import rotate as rewrap_all
from goodoffices.storage.vault import VARIABLE, Vault, fingerprint, new_master, read_master, write_master
from goodoffices.talks.errors import Refused
from goodoffices.talks.streams import Stream

#: What a party confided, or told those it answers to: the streams that a purge destroys.
PURGED: Final = (
    "channel", "mandate", "home", "entered", "ballots", "room", "answers", "sealed", "audit", "briefing",
    "constituency",
)  # fmt: skip


def rotate(workspace: Workspace, beside: Callable[[Vault, Vault], None]) -> tuple[str, str]:
    """Give a workspace a new master key; the old one is kept in `master.key.old`. Return the fingerprints of both.

    Backups made before can be read with the old key only: when it is destroyed, so are they.

    Args:
        workspace: the workspace; it is to be opened anew.
        beside: seals anew what the caller keeps beside the talks (the accounts), from the old key to the new.

    Raises:
        WorkspaceError: the key comes from the environment, or the old one is still kept.
        StorageError: a server runs on the workspace.
    """
    if VARIABLE in os.environ:
        message = (
            f"{VARIABLE}: the master key comes from here, where no new one can be put; write it to "
            f"{master_file(workspace.path)}, unset {VARIABLE}, and rotate again"
        )
        raise WorkspaceError(message)
    file = master_file(workspace.path)
    old_file = file.with_name(file.name + ".old")
    if old_file.exists():
        message = f"{old_file}: the key before this one is still here; put it where it belongs, or destroy it, first"
        raise WorkspaceError(message)
    old, new = read_master(file), new_master()
    fresh = file.with_name(file.name + ".new")
    with workspace.store.alone():
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
