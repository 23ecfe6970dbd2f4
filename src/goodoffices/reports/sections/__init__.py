"""The sections of the page, one file each where there is something to compute: material in, section or None out."""

from __future__ import annotations

from goodoffices.reports.sections.agreement import alternatives, briefings, counts, phases, tallies
from goodoffices.reports.sections.base import Material, Section
from goodoffices.reports.sections.bodies import bodies
from goodoffices.reports.sections.deadlock import deadlock
from goodoffices.reports.sections.explanations import explanations
from goodoffices.reports.sections.frontier import frontier
from goodoffices.reports.sections.positions import conflicts, positions
from goodoffices.reports.sections.preferences import limits, notes, preferences
from goodoffices.reports.sections.questions import questions
from goodoffices.reports.sections.record import record, timeline
from goodoffices.reports.sections.robust import robust
from goodoffices.reports.sections.solutions import solutions
from goodoffices.reports.sections.talks import talks
from goodoffices.reports.sections.trades import trades

__all__ = ["Material", "Section", "sections"]

_ALL = (
    deadlock, frontier, solutions, robust, questions, trades, explanations, positions, conflicts, record, timeline,
    bodies, talks, alternatives, phases, counts, tallies, briefings, limits, preferences, notes,
)  # fmt: skip


def sections(material: Material) -> list[Section]:
    """Return the sections for which there is something to show, in order."""
    return [section for make in _ALL if (section := make(material)) is not None]
