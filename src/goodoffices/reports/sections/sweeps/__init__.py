"""The sections of the page of a sweep, in order: a sweep in, a section or None out."""

from __future__ import annotations

from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.sweeps.base import Sweep
from goodoffices.reports.sections.sweeps.ended import ended
from goodoffices.reports.sections.sweeps.measured import agreed, fair, near, rounds
from goodoffices.reports.sections.sweeps.setup import setup
from goodoffices.reports.sections.sweeps.told import told

__all__ = ["Sweep", "sweep_sections"]

_ALL = (agreed, near, rounds, fair, ended, told, setup)


def sweep_sections(sweep: Sweep) -> list[Section]:
    """Return the sections for which there is something to show, in order."""
    return [section for make in _ALL if (section := make(sweep)) is not None]
