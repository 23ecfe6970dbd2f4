"""The sections of the page of a rehearsal, in order: what was found in, a section or None out."""

from __future__ import annotations

from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.rehearsals.answers import answers, later
from goodoffices.reports.sections.rehearsals.base import Rehearsed, in_a_line
from goodoffices.reports.sections.rehearsals.endings import endings, package
from goodoffices.reports.sections.rehearsals.grounds import hangs, inputs

__all__ = ["Rehearsed", "in_a_line", "rehearsal_sections"]

_ALL = (package, endings, answers, hangs, later, inputs)


def rehearsal_sections(rehearsed: Rehearsed) -> list[Section]:
    """Return the sections for which there is something to show, in order."""
    return [section for make in _ALL if (section := make(rehearsed)) is not None]
