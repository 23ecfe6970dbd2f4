"""Analyse a case, or find out why it is deadlocked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.analysis.results import Analysis, Deadlock
from goodoffices.model import Case
from goodoffices.services.opening import Opened, open_scenario

if TYPE_CHECKING:
    from goodoffices.analysis.explaining.shapes import Explanations


def analyse(case_or_path: Case | Opened | str | Path, *, profiles: Sequence[str] | None = None) -> Analysis:
    """Analyse a case exactly: zone of agreement, frontier, four solutions.

    Args:
        case_or_path: a case, one that was opened, or the path of one or of another tool's domain.
        profiles: the profiles at the table where the path holds several.

    Raises:
        CaseFileError: the path cannot be read.
        AnalysisError: the case cannot be analysed.
    """
    case, seconds = _case(case_or_path, profiles)
    return analyse_case(case, load_seconds=seconds)


def deadlock(case_or_path: Case | Opened | str | Path, *, profiles: Sequence[str] | None = None) -> Deadlock:
    """Say whether any package is acceptable to all; if none is, what blocks and what opens the zone, cheapest first.

    Arguments and errors as for `analyse`.
    """
    case, seconds = _case(case_or_path, profiles)
    return deadlock_of(case, load_seconds=seconds)


def explain(
    case_or_path: Case | Opened | str | Path,
    *,
    profiles: Sequence[str] | None = None,
    analysis: Analysis | None = None,
) -> Explanations:
    """Explain every figure of the analysis: status, inputs, method, and which input moved by how much changes it.

    Arguments and errors as for `analyse`; `analysis` is its answer, where it is at hand.
    """
    from goodoffices.analysis.explaining.explain import explain_case  # noqa: PLC0415 - only on request

    case, seconds = _case(case_or_path, profiles)
    return explain_case(case, analysis=analysis, load_seconds=seconds)


def _case(case_or_path: Case | Opened | str | Path, profiles: Sequence[str] | None) -> tuple[Case, float]:
    if isinstance(case_or_path, Case):
        return case_or_path, 0.0
    opened = case_or_path if isinstance(case_or_path, Opened) else open_scenario(case_or_path, profiles)
    return opened.case, opened.seconds
