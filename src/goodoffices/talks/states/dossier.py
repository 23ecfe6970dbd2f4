"""The mediators' working case as it stands."""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import Any

import msgspec
from msgspec import Struct, field

from goodoffices.model.case import Case
from goodoffices.model.record import Conflict, Judgement, Position, Source, Statement
from goodoffices.talks.events import dossier as events
from goodoffices.talks.events.base import Happened


class FrameMark(Struct, kw_only=True):
    """A frame that was set: the number of its event in the stream, when, by whom, and what was changed."""

    number: int
    at: dt.datetime
    by: str
    note: str = ""


class TextMark(Struct, kw_only=True):
    """The text of a report that is kept: the number of its event, which holds it, and how long it is."""

    number: int
    length: int


class TableMark(Struct, kw_only=True):
    """The table of other agreements that is kept: the number of its event, which holds it, its name and its bytes."""

    number: int
    at: dt.datetime
    by: str
    name: str
    size: int


class DossierState(Struct, kw_only=True, dict=True):
    """The case in its pieces. Earlier frames and the texts of reports stand in their events."""

    events: int = 0
    frame: Case | None = None
    frames: list[FrameMark] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    texts: dict[str, TextMark] = field(default_factory=dict)
    precedents: TableMark | None = None

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        self.events += 1
        match happened.event:
            case events.RecordGrown() as grown:
                self.sources |= {one.id: one for one in grown.sources}
                self.statements |= {one.id: one for one in grown.statements}
                self.positions |= {one.id: one for one in grown.positions}
                self.conflicts |= {one.id: one for one in grown.conflicts}
                self.judgements += grown.judgements
            case events.FrameSet(frame=frame, note=note):
                self.frame = frame
                self.frames.append(FrameMark(number=self.events, at=happened.at, by=happened.by, note=note))
            case events.ReportKept(source=source, text=text):
                self.texts[source] = TextMark(number=self.events, length=len(text))
            case events.PrecedentsKept(name=name, data=data):
                self.precedents = TableMark(
                    number=self.events, at=happened.at, by=happened.by, name=name, size=len(data)
                )

    @property
    def case(self) -> Case | None:
        """The whole case, put together when it is asked for; None before a frame was set."""
        if self.frame is None:
            return None
        made: tuple[int, Case] | None = self.__dict__.get("made")
        if made is None or made[0] != self.events:
            made = self.events, self.with_record(self.frame)
            self.__dict__["made"] = made
        return made[1]

    def copied(self) -> DossierState:
        """Return the state as it is now, which later events do not change; the pieces themselves never change."""
        other = copy(self)
        # What was put together, and what others work out of it, is shared.
        other.__dict__["made"] = (self.events, case) if (case := self.case) is not None else None
        for name in ("frames", "sources", "statements", "positions", "conflicts", "judgements", "texts"):
            setattr(other, name, copy(getattr(self, name)))
        return other

    def with_record(self, frame: Case) -> Case:
        """Return another frame with this record."""
        record: dict[str, Any] = {
            name: tuple(getattr(self, name).values())
            for name in ("sources", "statements", "positions", "conflicts")
        }
        return msgspec.structs.replace(frame, **record, judgements=tuple(self.judgements))
