"""Write what was read into a case, as suggestions; and what people judge of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from goodoffices.model import Case
from goodoffices.model.base import free, last_day
from goodoffices.model.casefile import write_case
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.writing import write_record
from goodoffices.model.record import Conflict, Figure, Position, Source, Statement
from goodoffices.record.clean.versions import Said, said
from goodoffices.record.results import ReadConflict, Reading, ReadPosition, ReadReport, ReadStatement


@dataclass(frozen=True)
class Added:
    """What a reading added to a case, the files it had already, and how many statements they repeated."""

    reports: int
    statements: int
    positions: int
    conflicts: int
    known: tuple[str, ...]
    repeated: int = 0


def add_reading(case: Case, reading: Reading) -> tuple[Case, Added]:
    """Return the case with a reading's suggestions. A report that is in its record already adds nothing.

    A copy of a report adds its source alone, a later version what it says anew. Read with the same case, so that what
    it holds is known. Each piece carries the reader's name in `reader`, as long as no person has judged it.
    """
    reader = f"goodoffices {reading.reader}"
    had = {source.sha256 for source in case.sources if source.sha256}
    known = tuple(report.file for report in reading.reports if report.sha256 in had)
    fresh = [report for report in reading.reports if report.sha256 not in had]
    named = _named(fresh, case)
    told = _told(case)
    sources, statements = [], []
    have = {statement.id for statement in case.statements}
    repeated = 0
    for report in _in_order(fresh):
        source = _source(report, named, reader)
        sources.append(source)
        before = told.get(source.update_of or source.copy_of or "", set())
        new = [
            one
            for one in report.statements
            if source.copy_of is None and said(one) not in before and one.id not in have
        ]
        repeated += len(report.statements) - len(new)
        statements += [_statement(one, source.id, case, reader) for one in new]
        told[source.id] = before | {said(one) for one in new}
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
    return grown, Added(len(fresh), len(statements), len(positions), len(conflicts), known, repeated)


def save_record(case: Case, path: Path) -> None:
    """Save a case whose record alone has changed: in a folder, the main file stays as it is, with its comments.

    Raises:
        CaseFileError: the place cannot be written.
    """
    if path.is_dir():
        write_record(case, path)
    else:
        write_case(case, path)


def _named(fresh: Sequence[ReadReport], case: Case) -> dict[str, str]:
    """Return the ids of sources by what reports are named: their files, or the ids of the case's own."""
    named = {source.id: source.id for source in case.sources}
    taken = set(named)
    for report in fresh:
        name = free(_slug(f"{report.outlet or 'report'}-{last_day(report.published) or 'undated'}"), taken)
        taken.add(name)
        named[report.file] = name
    return named


def _told(case: Case) -> dict[str, set[Said]]:
    """Return what each source said, and the versions of it before."""
    told: dict[str, set[Said]] = {source.id: set() for source in case.sources}
    for one in case.statements:
        told[one.source].add(said(one))
    for source in case.sources:
        told[source.id] |= told.get(source.update_of or "", set())
    return told


def _in_order(fresh: Sequence[ReadReport]) -> list[ReadReport]:
    """Return reports so that each comes after the one whose version or copy it is."""
    waiting = {report.file: report for report in fresh}
    out: list[ReadReport] = []
    for report in fresh:
        line = []
        one: ReadReport | None = report
        while one is not None and waiting.pop(one.file, None) is not None:
            line.append(one)
            one = waiting.get(one.update_of or one.copy_of or "")
        out += reversed(line)
    return out


def _source(report: ReadReport, named: Mapping[str, str], reader: str) -> Source:
    return Source(
        id=named[report.file],
        title=report.title or Path(report.file).name or "a report",
        outlet=report.outlet,
        published=report.published,
        file=Path(report.file).name,
        language=report.language,
        sha256=report.sha256,
        copy_of=named.get(report.copy_of or ""),
        update_of=named.get(report.update_of or ""),
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
        name = free(f"{one.party}-{one.issue}-{one.stand}-{_day(one.on)}", taken)
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
