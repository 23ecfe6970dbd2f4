"""Examine this machine and a workspace, changing nothing: what is wrong, and what to do about it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

import goodoffices
from goodoffices._extras import EXTRAS, ExtraMissing, missing
from goodoffices._version import __version__
from goodoffices.analysis.caching import kept
from goodoffices.analysis.warm import compiled
from goodoffices.services.findings import Finding, found
from goodoffices.services.workspaces import KEYS, WorkspaceError, database_of, is_postgres, master_file
from goodoffices.storage.errors import StorageError
from goodoffices.storage.formats import FORMAT, newer
from goodoffices.storage.heads import Heads
from goodoffices.storage.port import ROOT
from goodoffices.storage.probing import Probe, probe_file, probe_server
from goodoffices.storage.vault import VARIABLE, Vault, read_master

_MEGABYTE: Final = 2**20
#: Less is to be minded, and even less is wrong: a backup, or a full log, ends it.
_LITTLE: Final = 1024 * _MEGABYTE
_TOO_LITTLE: Final = 100 * _MEGABYTE
#: Seconds by which clocks may differ: a deadline is a minute's matter.
_APART: Final = 5.0
#: No machine that runs this is earlier.
_RELEASED: Final = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
_OTHERS: Final = 0o077


def machine(settings: Sequence[str]) -> Iterator[Finding]:
    """Yield what is to be said of this machine and of what is installed.

    Args:
        settings: what is wrong with variables of the environment, each in a sentence.
    """
    yield Finding(
        what="version", state="fine", says=f"Good Offices {__version__} on Python {sys.version.split()[0]}"
    )
    yield _files()
    for extra, one in EXTRAS.items():
        lacking = missing(extra)
        says = f"{one.purpose}: " + (
            f'not installed ({lacking[0]}); pip install "goodoffices[{extra}]" if you need it'
            if lacking
            else "installed"
        )
        yield Finding(what=f"extra {extra}", state="absent" if lacking else "fine", says=says)
    ready, every = compiled()
    if not kept():
        says = (
            f"neither the installation nor {Path.home()} can be written, so each run compiles anew; set HOME"
        )
        yield Finding(what="kernels' folder", state="mind", says=says)
    yield Finding(
        what="kernels", state="fine" if ready == every else "absent",
        says=f"{ready} of {every} compiled"
        + ("" if ready == every else "; the first analyses compile them, or goodoffices doctor --compile does now"),
    )  # fmt: skip
    for one_wrong in settings:
        yield Finding(what="settings", state="wrong", says=one_wrong)
    if not settings:
        yield Finding(what="settings", state="fine", says="no variable is unknown")
    if (now := dt.datetime.now(dt.UTC)) < _RELEASED:
        says = f"this machine's clock says {now:%Y-%m-%d %H:%M} UTC, before this version was made; set it"
        yield Finding(what="clock", state="wrong", says=says)
    else:
        yield Finding(what="clock", state="fine", says=f"{now:%Y-%m-%d %H:%M} UTC")


def _files() -> Finding:
    """Look whether all files of the installed package are there."""
    try:
        listed = metadata.files("goodoffices") or []
    except metadata.PackageNotFoundError:
        listed = []
    ours = [file for file in listed if file.parts[0] == "goodoffices" and file.suffix != ".pyc"]
    if not any(Path(str(file.locate())) == Path(str(goodoffices.__file__)) for file in ours):
        return Finding(what="files", state="fine", says="run from a source tree")
    lost = [file for file in ours if not _whole(Path(str(file.locate())), file.size)]
    if lost:
        says = f"{len(lost)} of {len(ours)} are lost or cut off ({lost[0]}, …); install Good Offices again"
        return Finding(what="files", state="wrong", says=says)
    return Finding(what="files", state="fine", says=f"{len(ours)} as they were built")


def _whole(path: Path, size: int | None) -> bool:
    return path.is_file() and (size is None or path.stat().st_size == size)


def workspace(path: Path) -> Iterator[Finding]:
    """Yield what is to be said of a workspace: its keys, its database, its disk.

    Raises:
        WorkspaceError: there is none.
    """
    database = database_of(path)
    yield from _keys(path)
    yield _disk(path)
    probed: list[Probe] = []

    def look() -> str:
        probed.append(probe_server(database) if is_postgres(database) else probe_file(path / database))
        (one,) = probed
        if one.format is not None and one.format > FORMAT:
            raise StorageError(newer("the database", one.format))
        return f"{'PostgreSQL' if is_postgres(database) else database} answers"

    yield found("database", look, StorageError, ExtraMissing)
    if not probed:
        return
    yield _clock(probed[0], database)
    if probed[0].format is None:
        yield Finding(
            what="talks", state="absent", says="none yet: the tables are made when it is opened first"
        )
    elif probed[0].format < FORMAT:
        says = (
            f"of format {probed[0].format}; this version brings them to {FORMAT} when no server runs: make a backup "
            "first, with the version of before"
        )
        yield Finding(what="talks", state="mind", says=says)
    elif probed[0].format == FORMAT:
        yield found("talks", lambda: _opened(path), WorkspaceError, StorageError, ExtraMissing)


def _keys(path: Path) -> Iterator[Finding]:
    """Yield what is to be said of the folder of a workspace, and of the keys in it."""
    if path.stat().st_mode & _OTHERS:
        says = f"{path}: others than its owner may look into it; chmod 700 {path}"
        yield Finding(what="folder", state="mind", says=says)
    else:
        yield Finding(what="folder", state="fine", says="for its owner alone")
    for name in KEYS:
        file = path / name
        try:
            held = file.stat()
        except FileNotFoundError:
            continue
        except OSError as error:
            yield Finding(what=name, state="wrong", says=f"{file}: it cannot be seen ({error.strerror})")
            continue
        if held.st_mode & _OTHERS:
            says = f"{file}: others than its owner may use it; chmod 600 {file}"
            yield Finding(what=name, state="wrong", says=says)
        elif not os.access(file, os.R_OK):
            yield Finding(
                what=name, state="wrong", says=f"{file}: you may not read it; run this as its owner"
            )
        else:
            yield Finding(what=name, state="fine", says="its owner alone reads it")
    where = VARIABLE if VARIABLE in os.environ else master_file(path).name
    yield found(
        "master key",
        lambda: f"{Vault(read_master(master_file(path))).fingerprint} (of {where})",
        StorageError,
    )
    for ending, says in (
        ("old", "it opens earlier backups: keep it elsewhere, or destroy it, and them with it"),
        ("new", "a rotation was cut off; it is the right one if master.key no longer opens"),
    ):
        if (other := master_file(path).with_name(f"master.key.{ending}")).exists():
            yield Finding(what=other.name, state="mind", says=f"{other}: {says}")


def _disk(path: Path) -> Finding:
    free = shutil.disk_usage(path).free
    says = f"{free // _MEGABYTE:,} MB are free in {path}"
    if free < _LITTLE:
        return Finding(
            what="disk", state="wrong" if free < _TOO_LITTLE else "mind", says=f"{says}; make room"
        )
    return Finding(what="disk", state="fine", says=says)


def _clock(probe: Probe, database: str) -> Finding:
    """Hold this machine's clock to that of the database, or to when it was last written."""
    apart = (dt.datetime.now(dt.UTC) - probe.at).total_seconds()
    if is_postgres(database):
        if abs(apart) > _APART:
            says = f"this machine's clock and the database's are {abs(apart):.0f} s apart; set them by one source"
            return Finding(what="database clock", state="wrong", says=says)
        return Finding(what="database clock", state="fine", says="as this machine's")
    if apart < -_APART:
        says = f"the database was last written {-apart:.0f} s from now: this machine's clock was set back; set it right"
        return Finding(what="database clock", state="wrong", says=says)
    return Finding(what="database clock", state="fine", says=f"last written {max(apart, 0):.0f} s ago")


def _opened(path: Path) -> str:
    """Open a workspace whose tables are of our format, and hold its key to what it has written.

    Raises:
        WorkspaceError, StorageError: it cannot be opened, or by another key.
    """
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - it is opened here alone

    place = open_workspace(path)
    try:
        Heads(place.vault).check_cases(place.store.listed(ROOT))
    finally:
        place.close()
    return f"of format {FORMAT}, by this master key; goodoffices verify {path} checks all of it"
