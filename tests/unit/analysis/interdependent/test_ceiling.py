"""Utilities of boxes are cut at 1, also where 1 lies between two whole units of their sums."""

from __future__ import annotations

import pytest

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.analysis.interdependent.pace import Pace
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


def test_a_cut_of_numbers_on_no_lattice_takes_no_time() -> None:
    """A bound from above alone had the solver climb to it by a millionth of a millionth at a time."""
    boxes = {
        "a": [(1.8860672, {"x": (0, 2)}), (4.0161825, {"x": (0, 0)}), (1.5088252, {"x": (0, 3), "y": (0, 0)}), (0.6844377, {"x": (1, 3)})],
        "b": [(2.025742, {"x": (0, 1)}), (2.0556928, {"y": (2, 3)}), (0.1398413, {"x": (1, 3), "y": (2, 4)}), (0.7323937, {"x": (1, 3), "y": (1, 2)})],
        "c": [(0.1393363, {"x": (0, 1), "y": (1, 2)}), (0.8188653, {"y": (1, 2)}), (1.4027265, {"x": (0, 4)}), (1.2423249, {"x": (1, 4), "y": (0, 4)})],
    }  # fmt: skip
    parties = [
        Party(
            id=name,
            preferences=HyperRectangles(
                boxes=tuple(Box(utility=utility, within=within) for utility, within in some),
                largest=3.0,
                reservation=0.1,
            ),
        )
        for name, some in boxes.items()
    ]
    case = Case(
        title="Cut",
        issues=tuple(Issue(id=name, integers=IntegerRange(low=0, high=4)) for name in "xy"),
        parties=tuple(parties),
    )
    found = analyse_case(case, pace=Pace(20.0))
    assert found.frontier is not None
    assert found.frontier.status == "exact"
    assert_as_by_brute_force(case, found)
