"""The search for what cannot be folded agrees with looking at every package, and keeps its promise when it is ended."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from goodoffices.analysis.analyse import _searched, analyse_case
from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.analysis.glance import glance_at
from goodoffices.analysis.interdependent.alike import needed
from goodoffices.analysis.interdependent.entangled import Entangled
from goodoffices.analysis.interdependent.pace import Pace
from goodoffices.analysis.interdependent.regions import Regions
from goodoffices.analysis.interdependent.searching import Search, front_of
from goodoffices.model import Additive, Case, HyperRectangles, Interdependent, Issue, Party
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.packages import package_at
from goodoffices.model.possible import can_hold
from goodoffices.model.preferences import Box, Dependent
from tests import brute_force
from tests.agreeing import assert_as_by_brute_force
from tests.strategies import cases, conditions

_ADDS = st.sampled_from([-0.5, -0.25, 0.1, 0.25, 0.5, 1 / 3, 1.0])


@st.composite
def boxes(draw: st.DrawFn, over: list[Issue]) -> Box:
    """One box over some issues of numbers, including or excluding."""
    chosen = draw(st.lists(st.sampled_from(over), unique=True, min_size=1, max_size=3))
    bounds = {}
    for issue in chosen:
        low, high = sorted(draw(st.tuples(st.sampled_from(issue.values), st.sampled_from(issue.values))))
        bounds[issue.id] = (float(low), float(high))
    utility = float(draw(st.integers(1, 9)))
    if draw(st.integers(0, 2)):
        return Box(utility=utility, within=bounds)
    return Box(utility=utility, outside=bounds)


@st.composite
def entangled(draw: st.DrawFn, most_parties: int = 3) -> Case:
    """A case in which what one issue is worth depends on another, for one party at least."""
    case = draw(cases(most_parties=most_parties, most_issues=3, conventions=("plain",)))
    numbers = [issue for issue in case.issues if issue.integers is not None]
    over = case.issues_by_id
    whens = conditions(case.issues).filter(lambda one: bool(one.issues) and can_hold(one, over))
    parties = []
    for place, party in enumerate(case.parties):
        known = party.preferences
        assert isinstance(known, Additive)
        kind = draw(st.sampled_from(["interdependent", "additive", *(["boxes"] if numbers else [])]))
        if kind == "boxes":
            some = tuple(draw(st.lists(boxes(numbers), min_size=1, max_size=5)))
            largest = float(draw(st.integers(3, 20)))
            changed: object = HyperRectangles(boxes=some, largest=largest, reservation=known.reservation)
        elif kind == "interdependent" or place == 0:
            some_more = draw(st.lists(st.tuples(whens, _ADDS), min_size=1, max_size=4))
            changed = Interdependent(
                weights=known.weights,
                values=known.values,
                bias=known.bias,
                reservation=known.reservation,
                dependent=tuple(Dependent(when=when, adds=adds) for when, adds in some_more),
            )
        else:
            changed = known
        parties.append(structs.replace(party, preferences=changed))
    return structs.replace(case, parties=tuple(parties))


@given(entangled())
def test_a_searched_case_is_analysed_as_by_brute_force(case: Case) -> None:
    assert_as_by_brute_force(case, analyse_case(case))


@given(cases(most_parties=3, most_issues=3))
def test_what_can_be_folded_is_searched_alike(case: Case) -> None:
    assert_as_by_brute_force(case, _searched(case, 0.0, None))


class Patience(Pace):
    """Ends after so many looks at the time."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    @property
    def left(self) -> float:
        """Nothing once the looks are spent."""
        self.looks -= 1
        return float("inf") if self.looks > 0 else 0.0


@given(entangled(), st.integers(1, 30))
def test_a_search_that_is_ended_says_how_far_off_it_can_be(case: Case, looks: int) -> None:
    rows = brute_force.feasible_rows(case)
    assume(rows)
    one = Entangled(case)
    search = Search(one.model(), [None] * len(case.parties), Patience(looks))
    search.run()
    front = front_of(search, lambda _wanted: None)
    if front is None:
        assert not search.settled
        return
    vectors = np.array([row.utilities for row in rows])
    excess = (vectors[:, None, :] - front.utilities[None, :, :]).max(axis=2).min(axis=1)
    assert (excess <= front.loss + 1e-9).all()
    if search.settled:
        assert front.loss == 0


@given(entangled())
def test_worths_are_those_of_the_definition(case: Case) -> None:
    one = Entangled(case)
    every = brute_force.feasible_rows(Case(parties=case.parties, issues=case.issues))
    sizes = [range(issue.size) for issue in case.issues]
    for places, row in zip(np.ndindex(*[len(size) for size in sizes]), every, strict=True):
        assert package_at(places, case.issues) == row.package
        np.testing.assert_allclose(one.worths.utilities(places), row.utilities, rtol=1e-12, atol=1e-12)


@given(entangled())
def test_values_that_no_frontier_needs_leave_it_as_it_is(case: Case) -> None:
    one = Entangled(case)
    kept = needed(case.issues, one.worths, one.constraints)
    assert all(some.any() for some in kept)
    rows = brute_force.feasible_rows(case)
    left = [
        row
        for row in rows
        if all(
            some[list(issue.values).index(row.package[issue.id])]
            for some, issue in zip(kept, case.issues, strict=True)
        )
    ]
    np.testing.assert_allclose(brute_force.frontier(left), brute_force.frontier(rows), rtol=1e-9, atol=1e-9)


@given(st.integers(2, 4), st.data())
def test_regions_lead_to_every_point_and_to_no_other(parties: int, data: st.DataObject) -> None:
    vector = st.tuples(*[st.integers(0, 6)] * parties)
    points = np.array(data.draw(st.lists(vector, min_size=1, max_size=25)), np.int64)
    best = {
        tuple(one.tolist())
        for one in points
        if not ((points >= one).all(axis=1) & (points != one).any(axis=1)).any()
    }
    regions = Regions(np.full(parties, -1, np.int64), np.full(parties, 6, np.int64), np.ones(parties))
    found: set[tuple[int, ...]] = set()
    asked = 0
    while len(corners := regions.open()):
        asked += 1
        corner = corners[0]
        above = points[(points > corner).all(axis=1)]
        tops = regions.tops(corners[:1])[0]
        assert (above <= tops).all()
        if not len(above):
            regions.close(corner)
            continue
        point = above[above.sum(axis=1).argmax()]
        assert tuple(point.tolist()) not in found
        found.add(tuple(point.tolist()))
        regions.split(point)
    assert found == best
    if parties == 2:
        assert asked <= 2 * len(best) + 1


@given(entangled())
def test_generated_cases_are_sound(case: Case) -> None:
    assert list(check_case(case)) == []
    assert isinstance(case.parties[0], Party)


@given(entangled(most_parties=2))
def test_a_deadlock_is_that_of_brute_force(case: Case) -> None:
    rows = brute_force.feasible_rows(case)
    found = deadlock_of(case)
    if not rows:
        assert found.infeasible
        return
    zone = brute_force.zone_rows(case, rows)
    assert found.deadlocked == (not zone)
    assert found.complete
    if zone:
        return
    assert {frozenset(one) for one in found.blocking_sets} == brute_force.blocking_sets(case, rows)
    assert {frozenset(way.relax) for way in found.ways_out} == brute_force.ways_out(case, rows)
    for way in found.ways_out:
        assert way.opens.packages == len(brute_force.zone_rows(case, rows, way.relax))


@given(entangled(most_parties=2))
def test_a_glance_is_the_answer_in_short(case: Case) -> None:
    glance = glance_at(case, most_seconds=60.0)
    rows = brute_force.feasible_rows(case)
    assert glance.infeasible == (not rows)
    if not rows:
        return
    assert glance.zone.packages == len(brute_force.zone_rows(case, rows))
    assert glance.deadlocked == (not glance.zone.packages)
    if glance.deadlocked:
        assert glance.complete
        assert {frozenset(one) for one in glance.blocking_sets} == brute_force.blocking_sets(case, rows)
