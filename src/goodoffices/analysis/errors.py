"""The errors of analysis: sentences that say what cannot be computed and what to do."""

from __future__ import annotations

from goodoffices.analysis.tolerance import LARGEST


class AnalysisError(ValueError):
    """A case that cannot be analysed as asked."""


def check_size(party: str, size: float) -> None:
    """Refuse utilities that run beyond what can be computed with.

    Raises:
        AnalysisError: they do, or are no numbers.
    """
    if not size <= LARGEST:
        raise AnalysisError(
            f"the utilities of the party '{party}' run beyond {LARGEST:g}, too far to compute with; "
            "count them in larger units"
        )


class TooEntangled(AnalysisError):  # noqa: N818 - it says what conditions are
    """Conditions tie so many issues together that their packages cannot be followed exactly by a diagram."""
