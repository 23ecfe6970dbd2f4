"""Numbers of very different sizes: a term that says \"never\", next to nothing, and too much."""

from __future__ import annotations

import random

import numpy as np
import pytest

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import (
    Additive,
    Case,
    Condition,
    HyperRectangles,
    IntegerRange,
    Interdependent,
    Issue,
    Option,
    Party,
    Table,
)
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.preferences import Box, Dependent
from tests import brute_force

ISSUES = tuple(
    Issue(id=f"i{n}", options=tuple(Option(id=f"o{k}") for k in range(3)), ordered=True) for n in range(3)
)


def scaled(factor: float, never: float = 0.0, *, digits: int = 2, seed: int = 0) -> Case:
    """A case with values drawn at random, times a factor; what is never to be takes so much away."""
    draw = random.Random(seed)  # noqa: S311 - not for secrets

    def two(*places: int) -> Condition:
        return Condition(all=tuple(Condition(issue=f"i{n}", is_=f"o{k}") for n, k in enumerate(places)))

    def worth() -> float:
        return factor * round(draw.random(), digits)

    def preferences() -> Interdependent:
        out = Dependent(when=two(draw.randrange(3), draw.randrange(3)), adds=-never or factor)
        return Interdependent(
            weights={issue.id: 1.0 for issue in ISSUES},
            values={issue.id: Table(evaluations={f"o{k}": worth() for k in range(3)}) for issue in ISSUES},
            dependent=(out, Dependent(when=two(1, 2, 0), adds=worth())),
        )

    return Case(parties=tuple(Party(id=name, preferences=preferences()) for name in "ab"), issues=ISSUES)


@pytest.mark.parametrize("never", [1e6, 1e9, 1e12])
@pytest.mark.parametrize("seed", range(3))
def test_a_term_that_says_never_hides_no_point(never: float, seed: int) -> None:
    case = scaled(1.0, never, seed=seed)
    found = analyse_case(case).frontier
    expected = brute_force.frontier(brute_force.feasible_rows(case))
    assert found is not None
    assert found.status == "exact"
    np.testing.assert_allclose([one.utilities for one in found.points], expected, rtol=1e-9, atol=1e-9)


def test_what_may_be_lost_in_rounding_is_said() -> None:
    case = scaled(1.0, 1e7, digits=12)
    found = analyse_case(case)
    rows = brute_force.feasible_rows(case)
    assert found.frontier is not None
    assert found.frontier.status == "bounded"
    assert "rounding" in " ".join(found.notes)
    points = np.array([one.utilities for one in found.frontier.points])
    above = (np.array([row.utilities for row in rows])[:, None] - points[None]).max(axis=2).min(axis=1)
    assert above.max() <= (found.frontier.bound or 0.0)


@pytest.mark.parametrize("factor", [1e-12, 1e-20, 1e-300])
def test_next_to_nothing_is_nothing(factor: float) -> None:
    case = scaled(factor)
    found = analyse_case(case)
    assert found.zone is not None
    assert found.zone.packages == 27
    assert found.frontier is not None
    assert (found.frontier.status, found.frontier.size) == ("exact", 1)
    assert not deadlock_of(case).deadlocked


@pytest.mark.parametrize("factor", [1e60, 1e160, 1e307])
def test_what_runs_too_far_is_refused_in_a_sentence(factor: float) -> None:
    sums = Additive(
        weights={"i0": factor}, values={"i0": Table(evaluations={"o0": 0.0, "o1": 9.0, "o2": 99.0})}
    )
    added = Case(parties=tuple(Party(id=name, preferences=sums) for name in "ab"), issues=ISSUES)
    box = Box(utility=factor, weight=factor, within={"n": (1.0, 2.0)})
    boxed = Case(
        parties=tuple(Party(id=p, preferences=HyperRectangles(boxes=(box,), largest=1.0)) for p in "ab"),
        issues=(Issue(id="n", integers=IntegerRange(low=1, high=4)),),
    )
    for case in (scaled(factor), added, boxed):
        for answer in (analyse_case, deadlock_of):
            with pytest.raises(AnalysisError, match="'a' run beyond 1e\\+50"):
                answer(case)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("field", ["utility", "weight", "reservation"])
def test_boxes_count_in_numbers(number: float, field: str) -> None:
    numbers = {"utility": 1.0, "weight": 1.0, "reservation": 0.0} | {field: number}
    box = Box(utility=numbers["utility"], weight=numbers["weight"], within={"n": (1.0, 2.0)})
    known = HyperRectangles(boxes=(box,), largest=1.0, reservation=numbers["reservation"])
    case = Case(
        parties=(Party(id="a", preferences=known), Party(id="b", preferences=known)),
        issues=(Issue(id="n", integers=IntegerRange(low=1, high=4)),),
    )
    [found, _] = check_case(case)
    assert found[0][-1] == field
    assert "finite" in found[1]


def test_boxes_divided_by_too_much_are_worth_nothing() -> None:
    box = Box(utility=9.0, within={"n": (1.0, 2.0)})
    parties = tuple(
        Party(id=name, preferences=HyperRectangles(boxes=(box,), largest=largest, reservation=0.0))
        for name, largest in (("a", 9.0), ("b", 1e308))
    )
    case = Case(parties=parties, issues=(Issue(id="n", integers=IntegerRange(low=1, high=4)),))
    found = analyse_case(case).frontier
    assert found is not None
    assert (found.status, found.size, found.points[0].utilities[0]) == ("exact", 1, 1.0)
    assert not deadlock_of(case).deadlocked
