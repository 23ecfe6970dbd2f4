"""The record that a case holds already, in the shape of reports that were read, so that new ones are set beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from goodoffices.model import Case
from goodoffices.model.base import Span
from goodoffices.model.record import Figure, Source, Statement
from goodoffices.model.reviewing import current
from goodoffices.record.results import ReadFigure, ReadPosition, ReadReport, ReadStatement


@dataclass(frozen=True)
class Recorded:
    """What a case's record holds.

    `reports` and `positions` are the record as it stands, without what was rejected; `files` of reports are the ids of
    sources. `suggested` has all statements that were ever entered, by source: what was rejected once is not suggested
    again by the next version of a report.
    """

    reports: tuple[ReadReport, ...] = ()
    positions: tuple[ReadPosition, ...] = ()
    suggested: tuple[ReadReport, ...] = field(default=())


def recorded(case: Case | None, without: Iterable[str] = ()) -> Recorded:
    """Return what a case holds already, but for the reports of these SHA-256 sums."""
    if case is None or not case.sources:
        return Recorded()
    left_out = {sum_ for sum_ in without if sum_}
    kept = {source.id for source in case.sources if source.sha256 not in left_out}
    now = current(case)
    reports = _reports(now, kept)
    held = {one.id for report in reports for one in report.statements}
    positions = (
        ReadPosition(
            party=one.party, issue=one.issue, stand=one.stand, on=one.on, options=one.options,
            statements=tuple(name for name in one.statements if name in held),
        )
        for one in now.positions
    )  # fmt: skip
    return Recorded(reports, tuple(one for one in positions if one.statements), _reports(case, kept))


def _reports(case: Case, kept: set[str]) -> tuple[ReadReport, ...]:
    by_source: dict[str, list[ReadStatement]] = {name: [] for name in kept}
    for one in case.statements:
        if one.source in kept:
            by_source[one.source].append(_statement(one))
    return tuple(_report(source, by_source[source.id]) for source in case.sources if source.id in kept)


def _report(source: Source, statements: list[ReadStatement]) -> ReadReport:
    return ReadReport(
        file=source.id, title=source.title, published=source.published, outlet=source.outlet,
        language=source.language, statements=tuple(statements), figures=(), sha256=source.sha256,
        copy_of=source.copy_of or None, update_of=source.update_of or None,
    )  # fmt: skip


def _statement(one: Statement) -> ReadStatement:
    # A paraphrase has no place in the report's text: its own words are the text then.
    spans = one.content_spans or ((0, len(one.content)),)
    figures = ((figure, _place(figure, one)) for figure in one.figures)
    return ReadStatement(
        id=one.id, content=one.content, content_spans=spans, cue=one.cue, cue_spans=one.cue_spans,
        speaker=one.speaker, speaker_spans=one.speaker_spans, speaker_named=one.speaker_named,
        speaker_party=one.speaker_party, via=one.via, said_on=one.said_on, act=one.act, confidence=one.confidence,
        figures=tuple(
            ReadFigure(value=f.value, of=f.of, bound=f.bound, high=f.high, span=span, statement=one.id)
            for f, span in figures
            if span is not None
        ),
    )  # fmt: skip


def _place(figure: Figure, statement: Statement) -> Span | None:
    """Return where a figure stands: as recorded, or where a paraphrase has its number in digits."""
    if statement.content_spans:
        return figure.span
    found = re.search(rf"(?<![\d.,]){figure.value:,.12g}(?![\d])", statement.content)
    return found.span() if found else None
