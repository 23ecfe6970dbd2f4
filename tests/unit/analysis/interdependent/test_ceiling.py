"""Utilities of boxes are cut at 1, also where 1 lies between two whole units of their sums."""

from __future__ import annotations

import pytest

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.model import Case, HyperRectangles, Issue, Party
from goodoffices.model.issues import IntegerRange
from goodoffices.model.preferences import Box
from tests import brute_force
from tests.agreeing import assert_as_by_brute_force


def _case(largest: float, reservation: float) -> Case:
    first = (Box(utility=10, within={"x": (1, 3)}), Box(utility=1, within={"y": (2, 3)}))
    second = (Box(utility=6, within={"y": (1, 1)}), Box(utility=2, within={"x": (1, 2)}))
    return Case(
        title="Cut",
        issues=tuple(Issue(id=name, integers=IntegerRange(low=1, high=4)) for name in "xy"),
        parties=(
            Party(
                id="a",
                preferences=HyperRectangles(boxes=first, largest=largest, reservation=reservation),
            ),
            Party(id="b", preferences=HyperRectangles(boxes=second, largest=10.0, reservation=0.0)),
        ),
    )


@pytest.mark.parametrize("largest", [1e-5, 0.5, 3.5, 10.5, 11.0])
@pytest.mark.parametrize("reservation", [0.0, 0.96, 1.0, 1.02])
def test_what_reaches_the_cut_is_told_from_what_does_not(largest: float, reservation: float) -> None:
    case = _case(largest, reservation)
    assert_as_by_brute_force(case, analyse_case(case))
    zone = brute_force.zone_rows(case, brute_force.feasible_rows(case))
    assert deadlock_of(case).deadlocked == (not zone)
