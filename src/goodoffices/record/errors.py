"""What can be wrong with a report."""

from __future__ import annotations


class ReadingError(Exception):
    """A sentence: what is wrong, in which report, and what to do."""
