"""A budget holds for the diagram of the constraints, too: what takes longer is searched without one."""

from __future__ import annotations

import random
from typing import Any

import pytest
from msgspec import structs

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.counting.binding import Count
from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.analysis.interdependent import entangled
from goodoffices.analysis.interdependent.entangled import Entangled
from goodoffices.analysis.interdependent.pace import Pace
from goodoffices.model import (
    Additive,
    Case,
    Condition,
    Constraint,
    Interdependent,
    Issue,
    Option,
    Party,
    Table,
)
from goodoffices.model.limits import RedLine
from goodoffices.model.preferences import Dependent


def _clauses(issues: int, constraints: int) -> Case:
    """Constraints on three issues each, drawn at random, so that no order of the issues keeps them apart."""
    draw = random.Random(1)  # noqa: S311 - not for secrets
    names = [f"i{number}" for number in range(issues)]

    def clause() -> Condition:
        return Condition(any=tuple(Condition(issue=i, is_=draw.choice("ny")) for i in draw.sample(names, 3)))

    return Case(
        title="Entangled",
        issues=tuple(Issue(id=name, options=(Option(id="n"), Option(id="y"))) for name in names),
        parties=tuple(
            Party(
                id=party,
                preferences=Interdependent(
                    dependent=tuple(Dependent(when=clause(), adds=0.25) for _ in range(5)), reservation=0.5
                ),
            )
            for party in "ab"
        ),
        constraints=tuple(Constraint(name=f"c{number}", requires=clause()) for number in range(constraints)),
    )


def test_a_diagram_takes_a_share_of_the_budget() -> None:
    assert Entangled(_clauses(60, 180), Pace(0.5)).feasible is None
    assert Entangled(_clauses(10, 10), Pace(60.0)).feasible is not None


def test_what_has_no_diagram_in_time_is_searched() -> None:
    found = analyse_case(_clauses(60, 180), pace=Pace(5.0))
    assert found.feasible is None
    assert found.frontier is not None
    assert found.zone is not None


def test_so_is_what_would_be_folded() -> None:
    case = _clauses(60, 180)
    sums = Additive(weights={"i0": 1.0}, values={"i0": Table(evaluations={"n": 0.0, "y": 1.0})})
    case = structs.replace(
        case, parties=tuple(structs.replace(one, preferences=sums) for one in case.parties)
    )
    found = analyse_case(case, pace=Pace(4.0))
    assert found.feasible is None
    assert found.frontier is not None


def test_a_deadlock_is_told_without_a_diagram() -> None:
    case = _clauses(60, 180)
    lines = tuple(
        RedLine(
            party=party, name=f"line {option}", requires=Condition(issue="i0", is_=option), entered_by="test"
        )
        for party, option in (("a", "n"), ("b", "y"))
    )
    found = deadlock_of(structs.replace(case, red_lines=lines), budget=10.0)
    assert found.deadlocked
    assert ("a: line n", "b: line y") in found.blocking_sets
    assert {way.relax for way in found.ways_out} >= {("a: line n",), ("b: line y",)}


def test_constraints_that_contradict_one_another_are_told_without_a_diagram() -> None:
    case = _clauses(60, 180)
    no, yes = (Condition(issue="i7", is_=option) for option in "ny")
    both = (Constraint(name="no", requires=no), Constraint(name="yes", requires=yes))
    case = structs.replace(case, constraints=(*case.constraints, *both))
    assert deadlock_of(case, budget=10.0).infeasible
    found = analyse_case(case, pace=Pace(10.0))
    assert found.zone is not None
    assert found.zone.packages == 0
    assert "constraints leave no package" in " ".join(found.notes)


def test_even_no_time_gives_a_package_and_how_far_off_it_can_be() -> None:
    found = analyse_case(_clauses(20, 3), pace=Pace(0.001))
    assert found.frontier is not None
    assert found.frontier.points
    assert found.frontier.status == "exact" or (found.frontier.bound or 0) > 0


class Left(Pace):
    """So much time is left, and always will be."""

    left = 6.0


@pytest.mark.parametrize(("issues", "constraints"), [(60, 180), (10, 10)])
def test_counting_takes_no_more_than_is_left(
    monkeypatch: pytest.MonkeyPatch, issues: int, constraints: int
) -> None:
    """Each count may spend its budget three times over: searching, merging, drawing."""
    given: list[float] = []

    def count(*_: object, budget: float | None, **__: Any) -> Count:
        given.append(budget if budget is not None else 1e9)
        return Count(1)

    monkeypatch.setattr(entangled, "count_interdependent", count)
    case = Entangled(_clauses(issues, constraints), Pace(0.5))
    case.zone((), [0.0, 0.0], 1, Left())
    assert 0 < 3 * sum(given) <= 6.0
