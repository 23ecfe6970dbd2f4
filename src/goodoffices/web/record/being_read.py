"""What somebody has given to be read, and what came of it: kept sealed, as their drafts are, for them alone.

Whichever server is asked knows how far it is; a reading that was cut off with its server is told as such.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any, Final

import msgspec
from django.db import connections
from msgspec import Struct

from goodoffices.services.reading_beside import Outcome, Progress
from goodoffices.web.accounts import drafts
from goodoffices.web.accounts.models import Account
from goodoffices.web.project import House
from goodoffices.web.shell.visits import Visit

#: The draft in which they are kept.
_KEPT: Final = "readings"
#: So many readings are told of, the last ones, and so many sentences of each report.
_MOST: Final = 5
_SENTENCES: Final = 4
_LETTERS: Final = 400
#: What nobody has heard of for so long was cut off.
_SILENT: Final = dt.timedelta(minutes=10)
_lock = threading.Lock()


class Report(Struct):
    """What came of one report; `added` is empty where it could not be read."""

    file: str
    source: str = ""
    known: bool = False
    read: bool = False
    statements: int = 0
    positions: int = 0
    conflicts: int = 0
    repeated: int = 0
    notes: list[str] = []


class Job(Struct):
    """A reading, of one report or several."""

    key: str
    at: dt.datetime
    heard: dt.datetime
    total: int
    state: str = "waiting"
    reports: list[Report] = []

    @property
    def is_running(self) -> bool:
        """Whether it is still being read."""
        if self.state == "done":
            return False
        return House.readings.is_running(self.key) or _now() - self.heard < _SILENT


def jobs(visit: Visit) -> list[Job]:
    """Return what somebody has given to be read, the last first."""
    return _decoded(visit.drafts.get(_KEPT, {}))


def keeper(account: Account, case: str, key: str) -> Callable[[Progress], None]:
    """Return what keeps how far a reading is; it may be called from any thread."""
    begun = _now()

    def keep(progress: Progress) -> None:
        job = Job(
            key, begun, _now(), progress.total, progress.state, [_report(one) for one in progress.outcomes]
        )
        with _lock:
            written = drafts.find(account, case).get(_KEPT)
            before = (
                [] if written is None else _decoded(msgspec.json.decode(written.text, type=dict[str, str]))
            )
            kept = [job, *(one for one in before if one.key != key)][:_MOST]
            text = msgspec.json.encode({"jobs": msgspec.json.encode(kept).decode()}).decode()
            drafts.keep(account, case, _KEPT, text)
        if threading.current_thread().name == "readings":
            connections.close_all()

    return keep


def _report(one: Outcome) -> Report:
    notes = [note[:_LETTERS] for note in one.notes[:_SENTENCES]]
    file = one.file[:_LETTERS]
    if one.added is None:
        return Report(file, notes=notes)
    added = one.added
    return Report(
        file, one.source, known=bool(added.known), read=True, statements=added.statements, positions=added.positions,
        conflicts=added.conflicts, repeated=added.repeated, notes=notes,
    )  # fmt: skip


def _decoded(kept: dict[str, Any]) -> list[Job]:
    try:
        return msgspec.json.decode(kept.get("jobs", "[]"), type=list[Job])
    except msgspec.DecodeError:
        return []


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
