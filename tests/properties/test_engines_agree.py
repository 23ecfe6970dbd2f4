"""Independent engines agree: the folds and the solver against looking at every package and every set of limits."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from goodoffices.analysis import solver
from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.analysis.diagram import diagram_of
from goodoffices.analysis.folding.many import fold_many
from goodoffices.analysis.folding.pair import fold_pair
from goodoffices.analysis.folding.small import fold_small
from goodoffices.analysis.space import space_of
from goodoffices.analysis.tolerance import floor_of
from goodoffices.analysis.zone import count_within
from goodoffices.analysis.zone_bounds import bounded_count
from goodoffices.model import Case, holds
from goodoffices.model.casefile.checks import check_case
from tests import brute_force
from tests.agreeing import assert_as_by_brute_force
from tests.strategies import cases


@given(cases())
def test_generated_cases_are_sound(case: Case) -> None:
    assert list(check_case(case)) == []


@given(cases())
def test_zone_frontier_and_solutions_are_those_of_brute_force(case: Case) -> None:
    analysis = analyse_case(case)
    assert analysis.packages == math.prod(issue.size for issue in case.issues)
    assert_as_by_brute_force(case, analysis)


@given(cases(most_parties=2))
def test_the_three_folds_give_the_same_points(case: Case) -> None:
    space = space_of(case)
    assume(not space.feasible.empty)
    small = fold_small(space.feasible, space.values)
    pair = fold_pair(space.feasible, space.values)
    many = fold_many(space.feasible, space.values)
    np.testing.assert_array_equal(small.utilities, pair.utilities)
    np.testing.assert_array_equal(small.places, pair.places)
    np.testing.assert_allclose(small.utilities, many.utilities, rtol=1e-9, atol=1e-9)
    for utilities in small.utilities.tolist():
        first = small.first_package(utilities)
        assert first is not None
        assert first == pair.first_package(utilities) == many.first_package(utilities)
    beyond = (small.utilities.max(axis=0) + 1).tolist()
    assert small.first_package(beyond) is None
    assert pair.first_package(beyond) is None
    assert many.first_package(beyond) is None


@given(cases())
def test_a_thinned_fold_keeps_its_promise(case: Case) -> None:
    space = space_of(case)
    assume(not space.feasible.empty)
    rows = brute_force.feasible_rows(case)
    fronts = [fold_many(space.feasible, space.values, most=4)]
    if space.values.parties == 2:
        fronts.append(fold_pair(space.feasible, space.values, most=4))
    for front in fronts:
        for row in rows:
            excess = (np.array(row.utilities) - front.utilities).max(axis=1).min()
            assert excess <= front.loss + 1e-9


@given(cases())
def test_diagrams_hold_exactly_the_packages_that_satisfy_the_conditions(case: Case) -> None:
    conditions = [constraint.requires for constraint in case.constraints]
    conditions += [line.requires for line in case.red_lines]
    diagram = diagram_of(conditions, case.issues)
    issues = case.issues_by_id
    fits = [
        row
        for row in brute_force.feasible_rows(Case(parties=case.parties, issues=case.issues))
        if all(holds(condition, row.package, issues) for condition in conditions)
    ]
    assert diagram.packages == len(fits)
    assert diagram.empty == (not fits)


@given(cases())
def test_the_zone_is_counted_alike_and_lies_within_its_bounds(case: Case) -> None:
    space = space_of(case)
    assume(not space.admissible.empty)
    count, status, bounds = count_within(space.admissible, space.values, space.reservations)
    assert (status, bounds) == ("exact", None)
    assert count == len(brute_force.zone_rows(case, brute_force.feasible_rows(case)))
    floors = [floor_of(r) - b for r, b in zip(space.reservations, space.values.biases, strict=True)]
    binding = [
        (table, floor)
        for table, floor, ceiling in zip(space.values.tables, floors, space.values.ceilings, strict=True)
        if sum(map(min, table)) < floor <= ceiling
    ]
    assume(
        len(binding)
        == sum(floor > sum(map(min, t)) for t, floor in zip(space.values.tables, floors, strict=True))
    )
    if binding:
        estimate, (low, high) = bounded_count(space.admissible, binding)
        assert low <= count <= high
        assert low <= estimate <= high


@given(cases(most_parties=3, most_issues=3))
def test_blocking_sets_and_ways_out_are_those_of_brute_force(case: Case) -> None:
    rows = brute_force.feasible_rows(case)
    diagnosis = deadlock_of(case)
    assert diagnosis.complete
    assert diagnosis.infeasible == (not rows)
    if not rows:
        assert diagnosis.deadlocked
        assert (diagnosis.blocking_sets, diagnosis.ways_out) == ((), ())
        return
    assert diagnosis.deadlocked == (not brute_force.zone_rows(case, rows))
    if not diagnosis.deadlocked:
        assert (diagnosis.blocking_sets, diagnosis.ways_out) == ((), ())
        return
    assert {frozenset(names) for names in diagnosis.blocking_sets} == brute_force.blocking_sets(case, rows)
    assert {frozenset(way.relax) for way in diagnosis.ways_out} == brute_force.ways_out(case, rows)
    costs = [way.cost for way in diagnosis.ways_out]
    assert costs == sorted(costs)
    lows = brute_force.lowest(case, rows)
    at = brute_force.reservations(case, rows)
    for way in diagnosis.ways_out:
        opened = brute_force.zone_rows(case, rows, without=way.relax)
        assert way.opens.packages == len(opened)
        given_up = [
            low if f"{party.id}: reservation value" in way.relax else value
            for party, low, value in zip(case.parties, lows, at, strict=True)
        ]
        assert way.opens.nash is not None
        assert way.opens.nash.package == brute_force.solutions(case, rows, opened, given_up)["nash"]


@given(cases())
def test_partial_packages_are_judged_as_their_completions(case: Case) -> None:
    """What is said to be decided on a partial package is so for every completion, and the other way round for one."""
    issues = case.issues_by_id
    rows = brute_force.feasible_rows(Case(parties=case.parties, issues=case.issues))
    first = rows[0].package
    for condition in (constraint.requires for constraint in case.constraints):
        for cut in range(len(first) + 1):
            partial = dict(list(first.items())[:cut])
            judged = holds(condition, partial, issues)
            completions = {
                holds(condition, row.package, issues)
                for row in rows
                if all(row.package[name] == value for name, value in partial.items())
            }
            if judged is not None:
                assert completions == {judged}
            assert None not in completions


@given(cases(most_parties=3, most_issues=3), st.lists(st.frozensets(st.integers(0, 2)), max_size=3))
def test_the_diagnosis_does_not_rest_on_the_solver(case: Case, proposed: list[frozenset[int]]) -> None:
    """A solver that proposes nothing, or nonsense, costs time but changes no answer."""
    limits = range(len(space_of(case).limits))
    proposed = [frozenset(one & frozenset(limits)) for one in proposed]
    expected = deadlock_of(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solver.Solver, "corrections", lambda _self, _most: proposed)
        found = deadlock_of(case)
    assert structs.replace(found, seconds={}) == structs.replace(expected, seconds={})
