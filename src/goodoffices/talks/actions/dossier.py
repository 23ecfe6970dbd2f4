"""What mediators do with their working case."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from goodoffices.model.base import Id
from goodoffices.model.case import Case
from goodoffices.model.record import Conflict, Judgement, Position, Source, Statement
from goodoffices.talks.actions.base import Action, FileName, Short

#: The text of a report: as long as a book, and no longer.
LONGEST_REPORT = 400_000
#: A table of agreements has so many bytes at most.
LARGEST_TABLE = 8 * 2**20


class SetFrame(Action, frozen=True, kw_only=True, tag="set_frame"):
    """Set the working case without its record: issues, limits, preferences as the mediators assume them.

    `seen` is how many had been set when the writer looked: who would overwrite what another has set since is told so.
    """

    frame: Case
    seen: int | None = None
    note: Short = ""


class TakeCase(Action, frozen=True, kw_only=True, tag="take_case"):
    """Take a whole case in: its frame replaces that of the working case, its record is added to what is there.

    `seen` is as for `set_frame`. Pieces of the record that are there already, and the same, are passed over.
    """

    case: Case
    seen: int | None = None
    note: Short = ""


class GrowRecord(Action, frozen=True, kw_only=True, tag="grow_record"):
    """Add to the record of the working case: what was read or entered, and what people judge of it."""

    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    judgements: tuple[Judgement, ...] = ()


class KeepReport(Action, frozen=True, kw_only=True, tag="keep_report"):
    """Keep the text of a report whose source is in the record."""

    source: Id
    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_REPORT)]


class KeepPrecedents(Action, frozen=True, kw_only=True, tag="keep_precedents"):
    """Keep a table of other agreements with the working case, in place of the one before; `data` in base 64."""

    name: FileName
    data: Annotated[bytes, Meta(min_length=1, max_length=LARGEST_TABLE)]
