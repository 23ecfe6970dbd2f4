"""What reading gives back: reports with their statements and figures, positions, conflicts."""

from __future__ import annotations

from typing import Any, Literal

from goodoffices.model.base import Span, When
from goodoffices.model.record import Act, Bound, Stand
from goodoffices.model.result import Result


class ReadFigure(Result, frozen=True, kw_only=True):
    """A number with what it counts, its bound and its place; `statement` is the id of the one it stands in, if any.

    `part`: it is part of another that stands before it ("800 prisoners, including 100").
    """

    value: float
    of: str
    bound: Bound
    high: float | None = None
    part: bool = False
    span: Span
    statement: str | None = None


class ReadStatement(Result, frozen=True, kw_only=True):
    """Words or a stance attributed to someone, as the machine reads them.

    Spans are [start, end) in characters of the report's text. `speaker` is as written; `speaker_is` names who is meant
    where that is a pronoun or "the official". `via` runs from the outlet nearest the reader to the one nearest the
    speaker. `confidence`, from 0 to 1, estimates the chance that people would find the same.
    """

    id: str
    content: str
    content_spans: tuple[Span, ...]
    cue: str
    cue_spans: tuple[Span, ...]
    speaker: str
    speaker_spans: tuple[Span, ...]
    speaker_is: str | None = None
    speaker_named: bool
    speaker_party: str | None
    via: tuple[str, ...]
    said_on: When | None
    act: Act
    confidence: float
    figures: tuple[ReadFigure, ...] = ()


class ReadReport(Result, frozen=True, kw_only=True):
    """One report. `text` is there where spans count in an extracted text (HTML, PDF, DOCX).

    `sha256` is that of the file as given. `copy_of` names the report whose text this one carries as well: both count as
    one source. `update_of` names the version of this report that was there before, and `changes` says what is new
    and what is gone since the versions before it. Both name a file among the reports, or a source of the case.
    """

    file: str
    title: str
    published: When | None
    outlet: str | None
    language: str
    statements: tuple[ReadStatement, ...]
    figures: tuple[ReadFigure, ...]
    text: str | None = None
    sha256: str = ""
    copy_of: str | None = None
    update_of: str | None = None
    changes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Skipped(Result, frozen=True, kw_only=True):
    """A file that could not be read, and why."""

    file: str
    why: str


class ReadPosition(Result, frozen=True, kw_only=True):
    """A party's stand, backed by statements. `issue` and `options` are the case's; null and empty without one.

    `order` gives the options from best to worst for the party, where the stand implies that; numbers by their ends.
    """

    party: str
    issue: str | None
    stand: Stand
    on: When | None
    options: tuple[str | int | float, ...] = ()
    order: tuple[str | int | float, ...] = ()
    statements: tuple[str, ...]


class ReadConflict(Result, frozen=True, kw_only=True):
    """Statements that disagree, and about what; `why` says it in a sentence."""

    kind: Literal["figure", "denial", "position"]
    statements: tuple[str, ...]
    about: str
    why: str


class Reading(Result, frozen=True, kw_only=True):
    """Everything read from some reports."""

    reports: tuple[ReadReport, ...]
    positions: tuple[ReadPosition, ...]
    conflicts: tuple[ReadConflict, ...]
    reader: str = ""
    skipped: tuple[Skipped, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of `goodoffices read`; `text` only where it was extracted."""
        plain = super().to_dict()
        for report in plain["reports"]:
            if report["text"] is None:
                del report["text"]
        return plain
