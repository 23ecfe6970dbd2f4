"""The solution concepts, one file each, over the points of a front.

Each takes the candidates (gains and utilities of points that nobody loses by) and returns the values to be maximised.
`choose` picks the best and settles ties the same way for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from goodoffices.analysis.results import Solution, SolutionName
from goodoffices.analysis.solutions import egalitarian, kalai_smorodinsky, nash, utilitarian
from goodoffices.analysis.solutions.choice import Candidates, Judge, Objective, choose
from goodoffices.model.issues import Issue

__all__ = ["OBJECTIVES", "Candidates", "choose", "choose_all", "nash"]

#: What each concept maximises.
OBJECTIVES: Final[Mapping[SolutionName, Objective]] = {
    "nash": nash.objective,
    "kalai_smorodinsky": kalai_smorodinsky.objective,
    "egalitarian": egalitarian.objective,
    "utilitarian": utilitarian.objective,
}


def choose_all(
    everywhere: Candidates | None,
    zone: Candidates | None,
    values: Judge,
    issues: tuple[Issue, ...],
    *,
    certain: bool = True,
) -> dict[str, Solution | None]:
    """Choose by every concept: the utilitarian one among all feasible packages, the others within the zone.

    Args:
        everywhere: the points of the feasible packages.
        zone: those of the zone; None where it is empty, and then only the utilitarian solution is there.
        values: says what a package is worth.
        issues: the issues.
        certain: as for `choose`; a sum of utilities does not hang on what gains are.
    """
    chosen: dict[str, Solution | None] = {}
    for name, objective in OBJECTIVES.items():
        sums = name == "utilitarian"
        candidates = everywhere if sums else zone
        chosen[name] = (
            None
            if candidates is None
            else choose(objective, candidates, values, issues, certain=certain or sums)
        )
    return chosen
