"""From reports read one by one to one reading: copies counted once, positions united, conflicts found."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from goodoffices.record.clean.copies import Signature
from goodoffices.record.clean.versions import related
from goodoffices.record.conflicting.denials import denial_conflicts
from goodoffices.record.conflicting.estimates import estimate_conflicts
from goodoffices.record.conflicting.moves import move_conflicts
from goodoffices.record.conflicting.quantities import figure_conflicts
from goodoffices.record.recorded import Recorded
from goodoffices.record.results import ReadConflict, ReadPosition, ReadReport
from goodoffices.record.standing.positions import united


def combined(
    reports: Sequence[ReadReport],
    positions: Sequence[Sequence[ReadPosition]],
    signatures: Sequence[Signature],
    record: Recorded,
) -> tuple[tuple[ReadReport, ...], tuple[ReadPosition, ...], tuple[ReadConflict, ...]]:
    """Return reports that know their copies and earlier versions, their positions and their conflicts.

    What a later version of a report repeats is counted where it was told first. Conflicts are those among the reports,
    and between them and the record.

    Args:
        reports: the reports.
        positions: of each report, in the same order.
        signatures: of each report's text (`signature`), in the same order.
        record: what the case holds already.
    """
    known, repeated = related(reports, signatures, record.suggested)
    counted = [_without(report, repeated) for report in known if report.copy_of is None]
    new = {one.id for report in counted for one in report.statements}
    stands = united([stand for own in positions for one in own if (stand := _backed(one, new)) is not None])
    both = (*record.reports, *counted)
    figures = tuple(figure_conflicts(both))
    estimates = estimate_conflicts(counted, {one.statements for one in figures})
    said = {one.id: one for report in both for one in report.statements}
    moves = move_conflicts((*record.positions, *stands), said)
    conflicts = (*figures, *estimates, *denial_conflicts(both), *moves)
    return known, stands, tuple(one for one in conflicts if not new.isdisjoint(one.statements))


def _without(report: ReadReport, repeated: frozenset[str]) -> ReadReport:
    if report.update_of is None:
        return report
    statements = tuple(one for one in report.statements if one.id not in repeated)
    return msgspec.structs.replace(report, statements=statements)


def _backed(position: ReadPosition, statements: set[str]) -> ReadPosition | None:
    """Return a position on those of its statements that count, None where it has none."""
    kept = tuple(name for name in position.statements if name in statements)
    return msgspec.structs.replace(position, statements=kept) if kept else None
