"""What happens to the mediators' working case."""

from __future__ import annotations

from goodoffices.model.case import Case
from goodoffices.model.record import Conflict, Judgement, Position, Source, Statement
from goodoffices.talks.events.base import Event


class FrameSet(Event, frozen=True, kw_only=True, tag="frame_set"):
    """The case without its record: issues, limits, preferences as mediators assume them. It replaces the last one."""

    frame: Case
    note: str = ""


class RecordGrown(Event, frozen=True, kw_only=True, tag="record_grown"):
    """The record of the case has these pieces more. Nothing in it is ever changed: judgements say what counts."""

    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    judgements: tuple[Judgement, ...] = ()


class ReportKept(Event, frozen=True, kw_only=True, tag="report_kept"):
    """The mediators keep the text of a report, so that what was read from it can be shown in it."""

    source: str
    text: str


class PrecedentsKept(Event, frozen=True, kw_only=True, tag="precedents_kept"):
    """The mediators keep a table of other agreements, in place of the one before. `data` is its content, in base 64."""

    name: str
    data: bytes


DossierEvent = FrameSet | RecordGrown | ReportKept | PrecedentsKept
