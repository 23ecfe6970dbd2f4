"""Write what was read into a case, as suggestions; and what people judge of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from goodoffices.model import Case
from goodoffices.model.casefile import write_case
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.writing import write_record
from goodoffices.model.record import Conflict, Figure, Position, Source, Statement
from goodoffices.record.results import ReadConflict, Reading, ReadPosition, ReadReport, ReadStatement


@dataclass(frozen=True)
class Added:
    """What a reading added to a case, and the files it had already."""

    reports: int
    statements: int
    positions: int
    conflicts: int
    known: tuple[str, ...]


def add_reading(case: Case, reading: Reading) -> tuple[Case, Added]:
    """Return the case with a reading's suggestions. A report that is in its record already adds nothing.

    Each piece carries the reader's name in `reader`, as long as no person has judged it.
    """
    reader = f"goodoffices {reading.reader}"
    had = {source.sha256 for source in case.sources if source.sha256}
    known = tuple(report.file for report in reading.reports if report.sha256 in had)
    fresh = [report for report in reading.reports if report.sha256 not in had]
    taken = {source.id for source in case.sources}
    sources, statements = [], []
    have = {statement.id for statement in case.statements}
    for report in fresh:
        source = _source(report, taken, reader)
        taken.add(source.id)
        sources.append(source)
        statements += [
            _statement(one, source.id, case, reader) for one in report.statements if one.id not in have
        ]
    have |= {one.id for one in statements}
    positions = _positions(reading.positions, case, have, reader)
    conflicts = _conflicts(reading.conflicts, case, have, reader)
    grown = msgspec.structs.replace(
        case,
        sources=(*case.sources, *sources),
        statements=(*case.statements, *statements),
        positions=(*case.positions, *positions),
        conflicts=(*case.conflicts, *conflicts),
    )
    for path, problem in check_case(grown):
        message = f"what was read does not fit the case, at {path}: {problem}"
        raise AssertionError(message)
    return grown, Added(len(fresh), len(statements), len(positions), len(conflicts), known)


def save_record(case: Case, path: Path) -> None:
    """Save a case whose record alone has changed: in a folder, the main file stays as it is, with its comments.

    Raises:
        CaseFileError: the place cannot be written.
    """
    if path.is_dir():
        write_record(case, path)
    else:
        write_case(case, path)


def _source(report: ReadReport, taken: set[str], reader: str) -> Source:
    day = report.published[1] if isinstance(report.published, tuple) else report.published
    base = _slug(f"{report.outlet or 'report'}-{day or 'undated'}")
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return Source(
        id=name,
        title=report.title or Path(report.file).name or "a report",
        outlet=report.outlet,
        published=report.published,
        file=Path(report.file).name,
        language=report.language,
        sha256=report.sha256,
        reader=reader,
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _statement(one: ReadStatement, source: str, case: Case, reader: str) -> Statement:
    known = {party.id for party in case.parties} | {mediator.id for mediator in case.mediators}
    return Statement(
        id=one.id,
        source=source,
        content=one.content,
        content_spans=one.content_spans,
        cue=one.cue,
        cue_spans=one.cue_spans,
        speaker=one.speaker,
        speaker_spans=one.speaker_spans,
        speaker_named=one.speaker_named,
        speaker_party=one.speaker_party if one.speaker_party in known else None,
        via=one.via,
        said_on=one.said_on,
        act=one.act,
        confidence=one.confidence,
        figures=tuple(
            Figure(value=f.value, of=f.of, bound=f.bound, high=f.high, span=f.span)
            for f in one.figures
            if f.of
        ),
        note=f"Who is meant: {one.speaker_is}." if one.speaker_is else "",
        reader=reader,
    )


def _positions(found: Sequence[ReadPosition], case: Case, have: set[str], reader: str) -> list[Position]:
    parties = {party.id for party in case.parties}
    taken = {position.id for position in case.positions}
    same = {(p.party, p.issue, p.stand, p.on, p.statements) for p in case.positions}
    out: list[Position] = []
    for one in found:
        statements = tuple(name for name in one.statements if name in have)
        if one.issue is None or one.party not in parties or not statements:
            continue
        if (one.party, one.issue, one.stand, one.on, statements) in same:
            continue
        issue = case.issue(one.issue)
        name = base = f"{one.party}-{one.issue}-{one.stand}-{_day(one.on)}"
        number = 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        options = tuple(option for option in one.options if issue.index_of(option) is not None)
        out.append(
            Position(
                id=name, party=one.party, issue=one.issue, stand=one.stand, on=one.on, options=options,
                statements=statements, reader=reader,
            )
        )  # fmt: skip
    return out


def _day(when: dt.date | tuple[dt.date, dt.date] | None) -> str:
    return f"{when[0]}" if isinstance(when, tuple) else str(when or "undated")


def _conflicts(found: Sequence[ReadConflict], case: Case, have: set[str], reader: str) -> list[Conflict]:
    taken = {conflict.id for conflict in case.conflicts}
    out = []
    for one in found:
        name = f"{one.kind}-{'-'.join(one.statements)}"
        if name in taken or not set(one.statements) <= have:
            continue
        taken.add(name)
        out.append(
            Conflict(
                id=name,
                kind=one.kind,
                statements=one.statements,
                about=one.about,
                note=one.why,
                reader=reader,
            )
        )
    return out
