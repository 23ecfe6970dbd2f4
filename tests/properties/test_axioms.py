"""Every cell of the table solution × axiom that holds, on generated problems."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from goodoffices.analysis.axioms.axioms import Axiom, Change, Instance
from goodoffices.analysis.axioms.problem import Problem, Vector
from goodoffices.analysis.axioms.table import cells
from goodoffices.analysis.results import SolutionName

HOLDING = [(axiom, name) for axiom, name, instance in cells() if instance is None]

#: Whole numbers make ties, others hardly any.
WHOLE = st.integers(0, 6).map(float)
REAL = st.floats(0, 9).map(lambda number: round(number, 3))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A few packages for two or three parties."""
    parties = draw(st.integers(2, 3))
    numbers = draw(st.sampled_from([WHOLE, REAL]))
    point = st.tuples(*([numbers] * parties))
    points = draw(st.lists(point, min_size=1, max_size=7, unique=True))
    disagreement = draw(st.one_of(st.just((0.0,) * parties), point))
    return Problem(tuple(points), disagreement)


@st.composite
def symmetric_problems(draw: st.DrawFn) -> Problem:
    """Two parties whose exchange leaves the problem as it is."""
    points = draw(st.lists(st.tuples(WHOLE, WHOLE), min_size=1, max_size=4))
    both = dict.fromkeys(pair for a, b in points for pair in ((a, b), (b, a)))
    at = draw(WHOLE)
    return Problem(tuple(both), (at, at))


@st.composite
def instances(draw: st.DrawFn, change: Change) -> Instance:
    """A problem and what an axiom does to it."""
    before = draw(st.one_of(problems(), symmetric_problems()) if change == "nothing" else problems())
    parties = before.parties
    match change:
        case "nothing":
            return Instance(before, before)
        case "rename":
            order = draw(st.permutations(range(parties)))
            return Instance(before, renamed(before, tuple(order)), order=tuple(order))
        case "rescale" | "shift" | "enlarge":
            factors, terms = draw(affine(parties, change))
            return Instance(before, moved(before, factors, terms), factors=factors, terms=terms)
        case "leave out":
            kept = draw(st.lists(st.sampled_from(before.points), min_size=1, unique=True))
            points = tuple(point for point in before.points if point in kept)
            return Instance(before, Problem(points, before.disagreement))
        case "add":
            cut = draw(st.integers(1, len(before.points)))
            return Instance(Problem(before.points[:cut], before.disagreement), before)
        case "add dominated":
            over = draw(st.sampled_from(before.points))
            losses = draw(st.tuples(*([st.integers(0, 3)] * parties)))
            assume(any(losses))
            under = tuple(u - loss for u, loss in zip(over, losses, strict=True))
            place = draw(st.integers(0, len(before.points)))
            points = (*before.points[:place], under, *before.points[place:])
            return Instance(before, Problem(points, before.disagreement))
        case "raise":
            party = draw(st.integers(0, parties - 1))
            by = draw(st.integers(1, 4)) / draw(st.integers(1, 3))
            raised = tuple(d + by * (n == party) for n, d in enumerate(before.disagreement))
            return Instance(before, Problem(before.points, raised), party=party)


@st.composite
def affine(draw: st.DrawFn, parties: int, change: Change) -> tuple[Vector, Vector]:
    """Factors and terms by which utilities are written in another way."""
    factor = st.sampled_from([0.25, 0.5, 1.0, 2.0, 3.0, 7.0])
    if change == "shift":
        return (1.0,) * parties, draw(st.tuples(*([st.integers(-5, 5).map(float)] * parties)))
    if change == "enlarge":
        return (draw(factor),) * parties, (0.0,) * parties
    return draw(st.tuples(*([factor] * parties))), draw(
        st.tuples(*([st.integers(-5, 5).map(float)] * parties))
    )


def moved(problem: Problem, factors: Vector, terms: Vector) -> Problem:
    def image(point: Vector) -> Vector:
        return tuple(f * u + t for f, u, t in zip(factors, point, terms, strict=True))

    return Problem(tuple(map(image, problem.points)), image(problem.disagreement))


def renamed(problem: Problem, order: tuple[int, ...]) -> Problem:
    def image(point: Vector) -> Vector:
        return tuple(point[party] for party in order)

    return Problem(tuple(map(image, problem.points)), image(problem.disagreement))


@pytest.mark.parametrize(("axiom", "name"), HOLDING, ids=[f"{axiom.key}-{name}" for axiom, name in HOLDING])
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_the_axiom_holds(axiom: Axiom, name: SolutionName, data: st.DataObject) -> None:
    instance = data.draw(instances(axiom.change))
    judged = axiom.judge(name, instance)
    assume(judged is not None)
    assert judged
