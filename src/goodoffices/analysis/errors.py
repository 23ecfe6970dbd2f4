"""The errors of analysis: sentences that say what cannot be computed and what to do."""

from __future__ import annotations


class AnalysisError(ValueError):
    """A case that cannot be analysed as asked."""


class TooEntangled(AnalysisError):  # noqa: N818 - it says what is the matter
    """Conditions tie so many issues together that their packages cannot be followed exactly by a diagram."""
