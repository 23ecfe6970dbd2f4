"""From reports read one by one to one reading: copies counted once, positions united, conflicts found."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from goodoffices.record.clean.copies import Signature, originals
from goodoffices.record.conflicting.denials import denial_conflicts
from goodoffices.record.conflicting.estimates import estimate_conflicts
from goodoffices.record.conflicting.moves import move_conflicts
from goodoffices.record.conflicting.quantities import figure_conflicts
from goodoffices.record.results import ReadConflict, ReadPosition, ReadReport, ReadStatement
from goodoffices.record.standing.positions import united

#: Of the changes between two versions of a report, at most so many are named.
_NAMED = 20


def combined(
    reports: Sequence[ReadReport],
    positions: Sequence[Sequence[ReadPosition]],
    signatures: Sequence[Signature],
) -> tuple[tuple[ReadReport, ...], tuple[ReadPosition, ...], tuple[ReadConflict, ...]]:
    """Return reports that know their copies and earlier versions, all positions and all conflicts.

    Args:
        reports: the reports.
        positions: of each report, in the same order.
        signatures: of each report's text (`signature`), in the same order.
    """
    known = []
    for report, first in zip(reports, originals(signatures), strict=True):
        known.append(report if first is None else _related(report, reports[first]))
    taken = [
        one for report, own in zip(known, positions, strict=True) if report.copy_of is None for one in own
    ]
    stands = united(taken)
    figures = tuple(figure_conflicts(known))
    estimates = estimate_conflicts(known, {one.statements for one in figures})
    said = {one.id: one for report in known for one in report.statements}
    conflicts = (*figures, *estimates, *denial_conflicts(known), *move_conflicts(stands, said))
    return tuple(known), stands, conflicts


def _related(report: ReadReport, earlier: ReadReport) -> ReadReport:
    """Tell a later version of a report from a copy of it elsewhere."""
    here = (report.outlet, report.title)
    version = report.outlet is not None and report.outlet == earlier.outlet
    version |= (
        None in (report.outlet, earlier.outlet)
        and here[1] == earlier.title
        and report.sha256 != earlier.sha256
    )
    if not version:
        return msgspec.structs.replace(report, copy_of=earlier.copy_of or earlier.file)
    return msgspec.structs.replace(report, update_of=earlier.file, changes=changes(earlier, report))


def changes(earlier: ReadReport, later: ReadReport) -> tuple[str, ...]:
    """Say what a later version of a report adds and leaves out, statement by statement."""
    before = {_said(one): one for one in earlier.statements}
    after = {_said(one): one for one in later.statements}
    lines = [f"new: {_line(one)}" for said, one in after.items() if said not in before]
    lines += [f"gone: {_line(one)}" for said, one in before.items() if said not in after]
    if len(lines) > _NAMED:
        lines = [*lines[:_NAMED], f"and {len(lines) - _NAMED} more"]
    return tuple(lines)


def _said(statement: ReadStatement) -> tuple[str, str]:
    return statement.speaker.lower(), " ".join(statement.content.lower().split())


def _line(statement: ReadStatement) -> str:
    return f"{statement.speaker or 'no source named'}: {statement.content}"[:200]
