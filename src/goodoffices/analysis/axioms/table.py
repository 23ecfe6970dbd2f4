"""Which solution keeps which axiom: a counterexample for each cell that fails; every other cell holds.

The cells that hold are tested on generated problems, the counterexamples are run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goodoffices.analysis.axioms.axioms import AXIOMS, Axiom, Instance
from goodoffices.analysis.axioms.problem import Problem, Vector
from goodoffices.analysis.results import SOLUTIONS, SolutionName

_ZERO: Final = (0.0, 0.0)


def _alone(*points: Vector, at: Vector = _ZERO) -> Instance:
    problem = Problem(points, at)
    return Instance(problem, problem)


def _added(*points: Vector) -> Instance:
    """The last point is the one that is added."""
    return Instance(Problem(points[:-1], _ZERO), Problem(points, _ZERO))


#: Nobody's point: two packages, each better for one side.
_MIRRORED: Final = _alone((1.0, 2.0), (2.0, 1.0))

#: The first party's utility in a third of the unit.
_RESCALED: Final = Instance(
    Problem(((1.0, 4.0), (2.0, 2.0)), _ZERO),
    Problem(((3.0, 4.0), (6.0, 2.0)), _ZERO),
    factors=(3.0, 1.0),
    terms=_ZERO,
)

#: A package between two extremes that takes from the first party.
_BETWEEN: Final = _added((4.0, 1.0), (1.0, 2.0), (3.0, 2.0))
_OTHER: Final = _added((4.0, 1.0), (3.0, 2.0))

#: A package that gives the first party much and the second less than before.
_LOPSIDED: Final = _added((2.0, 2.0), (5.0, 1.0))

#: By axiom, then by solution.
FAILS: Final[dict[str, dict[SolutionName, Instance]]] = {
    "rationality": {"utilitarian": _alone((0.0, 0.0), at=(1.0, 0.0))},
    "symmetry": dict.fromkeys(SOLUTIONS, _MIRRORED),
    "scale": {"egalitarian": _RESCALED, "utilitarian": _RESCALED},
    "scale-ties": dict.fromkeys(SOLUTIONS, _RESCALED),
    "iia": {
        "kalai_smorodinsky": Instance(
            Problem(((2.0, 4.0), (4.0, 3.0), (0.0, 12.0)), _ZERO), Problem(((2.0, 4.0), (4.0, 3.0)), _ZERO)
        )
    },
    "irrational": {"utilitarian": _alone((0.0, 2.0), (1.0, 0.0), at=(1.0, 0.0))},
    "individual": dict.fromkeys(SOLUTIONS, _BETWEEN),
    "restricted": dict.fromkeys(SOLUTIONS, _BETWEEN),
    "strong": dict.fromkeys(SOLUTIONS, _OTHER),
    "smallest-share": {
        "nash": _added((2.0, 1.0), (5.0, 0.0), (0.0, 4.0), (1.0, 3.0)),
        "egalitarian": _added((1.0, 6.0), (2.0, 0.0), (2.0, 2.0)),
        "utilitarian": _added((3.0, 3.0), (4.0, 0.0), (0.0, 5.0), (2.0, 5.0)),
    },
    "smallest-gain": {"nash": _LOPSIDED, "kalai_smorodinsky": _LOPSIDED, "utilitarian": _LOPSIDED},
    "disagreement": {
        "kalai_smorodinsky": Instance(
            Problem(((6.0, 3.0, 2.0), (5.0, 2.0, 5.0), (1.0, 6.0, 4.0)), (0.0, 0.0, 0.0)),
            Problem(((6.0, 3.0, 2.0), (5.0, 2.0, 5.0), (1.0, 6.0, 4.0)), (2.0, 0.0, 0.0)),
            party=0,
        )
    },
}


def counterexample(axiom: Axiom, name: SolutionName) -> Instance | None:
    """Return the instance by which a solution breaks an axiom; None where it keeps it."""
    return FAILS.get(axiom.key, {}).get(name)


def cells() -> Iterator[tuple[Axiom, SolutionName, Instance | None]]:
    """Yield every cell of the table."""
    for axiom in AXIOMS:
        for name in SOLUTIONS:
            yield axiom, name, counterexample(axiom, name)
