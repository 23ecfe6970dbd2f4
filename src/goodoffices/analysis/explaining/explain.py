"""The explanations of one case, each figure by its own explainer.

An explainer takes the ground that all share and yields explanations by the key of their figure; a new part of the
analysis adds its own to `EXPLAINERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Final

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.explaining.alternatives import explain_alternatives
from goodoffices.analysis.explaining.deadlock import explain_deadlock
from goodoffices.analysis.explaining.decisions import explain_decisions
from goodoffices.analysis.explaining.frontier import explain_frontier
from goodoffices.analysis.explaining.ground import Ground
from goodoffices.analysis.explaining.robust import explain_robust
from goodoffices.analysis.explaining.shapes import Explanation, Explanations
from goodoffices.analysis.explaining.solutions import explain_solutions
from goodoffices.analysis.explaining.zone import explain_zone
from goodoffices.analysis.results import Analysis
from goodoffices.analysis.space import space_of
from goodoffices.model.case import Case
from goodoffices.model.preferences import NonAdditive

Explainer = Callable[[Ground], Iterator[Explanation]]

#: What explains, in the order in which it is shown.
EXPLAINERS: Final[tuple[Explainer, ...]] = (
    explain_zone,
    explain_solutions,
    explain_frontier,
    explain_deadlock,
    explain_robust,
    explain_decisions,
    explain_alternatives,
)


def explain_case(case: Case, *, analysis: Analysis | None = None, load_seconds: float = 0.0) -> Explanations:
    """Explain every figure of an analysis, and of the deadlock where there is one.

    Args:
        case: a checked case.
        analysis: its analysis, where it is known already.
        load_seconds: how long reading it took, for the `seconds` of the answer.

    Raises:
        AnalysisError: the case cannot be analysed, or some preferences are not additive.
    """
    start = perf_counter()
    for party in case.parties:
        if isinstance(party.preferences, NonAdditive):
            raise AnalysisError(
                f"the preferences of the party '{party.id}' are not additive; what a figure rests on, and what would "
                "change it, can be said of additive ones only"
            )
    analysis = analysis or analyse_case(case)
    blocked = analysis.zone is not None and not analysis.zone.packages and analysis.zone.bounds is None
    ground = Ground(case, space_of(case), analysis, deadlock_of(case) if blocked else None)
    figures = {}
    for explainer in EXPLAINERS:
        ground.allowance.renew()
        for explanation in explainer(ground):
            figures[explanation.figure] = explanation
    return Explanations(
        figures=figures, seconds={"load": load_seconds, "total": load_seconds + perf_counter() - start}
    )
