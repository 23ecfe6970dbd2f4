"""The one error of analysis: a sentence that says what cannot be computed and what to do."""

from __future__ import annotations


class AnalysisError(ValueError):
    """A case that cannot be analysed as asked."""
