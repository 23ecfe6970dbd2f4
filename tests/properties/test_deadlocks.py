"""Ways out, whole and by steps, against looking at every set of limits and every vector of steps."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.analysis import consistency as consistency_module
from goodoffices.analysis.consistency import Consistency
from goodoffices.analysis.deadlock import Diagnosis, deadlock_of
from goodoffices.analysis.lines import Stand, stepped_lines
from goodoffices.analysis.results import Deadlock, WayBySteps
from goodoffices.analysis.space import space_of
from goodoffices.model import Case
from goodoffices.model.moving import Move, moved
from tests import brute_force
from tests.strategies import cases

#: Few of the cases drawn are deadlocked, so more are drawn than elsewhere by day.
MANY = settings(max_examples=max(60, settings().max_examples))

#: Of more vectors than these the brute force is left out.
MOST_VECTORS = 3_000


def is_open(case: Case, moves: Iterable[Move]) -> bool:
    """Whether any package is left when the limits are moved, by the model's own words for it."""
    there = moved(case, moves)
    return bool(brute_force.zone_rows(there, brute_force.feasible_rows(there)))


def moves_of(way: WayBySteps) -> list[Move]:
    """The moves of a way out by steps, as the model makes them."""
    return [
        Move(limit=one.limit, drop=True)
        if one.to is None
        else Move(limit=one.limit, path=one.path, to=one.to)
        for one in way.moves
    ]


def vectors(case: Case) -> tuple[set[tuple[Stand, ...]], Consistency]:
    """All minimal vectors of steps, by trying every one."""
    space = space_of(case)
    lines = stepped_lines(space, space.limits)
    every = []
    for line in lines.lines:
        stands: list[Stand] = [*itertools.product(*(range(len(one.to) + 1) for one in line.ladders))]
        stands = [one for one in stands if line.rest or set(line.items(one))]
        every.append([*stands, None])
    assume(math.prod(len(one) for one in every) <= MOST_VECTORS)
    rows = brute_force.feasible_rows(case)

    def opens(vector: Sequence[Stand]) -> bool:
        limits = [lines.limit(number, stand) for number, stand in enumerate(vector)]
        parties = [party.id for party in case.parties]
        standing = [
            (parties.index(one.party), one.reservation) if one.condition is None else one.condition
            for one in limits
            if one is not None
        ]
        return any(all(brute_force.keeps(case, row, one) for one in standing) for row in rows)  # type: ignore[arg-type]  # a floor has a number

    found = {vector: lines.numbered(vector) for vector in itertools.product(*every) if opens(vector)}
    kept = set(found.values())
    return {
        vector for vector, items in found.items() if not any(items < other for other in kept)
    }, Consistency(space, lines)


@MANY
@given(cases(most_parties=2, most_issues=3))
def test_ways_out_by_steps_are_the_minimal_vectors(case: Case) -> None:
    expected, consistency = vectors(case)
    assume(brute_force.feasible_rows(case))
    diagnosis = deadlock_of(case, steps=True)
    assert diagnosis.steps_complete is not None
    if not diagnosis.deadlocked:
        assert diagnosis.ways_out_by_steps == ()
        return
    ways = diagnosis.ways_out_by_steps
    assert [way.cost for way in ways] == pytest.approx(sorted(way.cost for way in ways))
    costs = {limit.name: limit.cost for limit in diagnosis.limits}
    for way in ways:
        assert way.cost == pytest.approx(sum(costs[one.limit] * one.steps / one.of for one in way.moves))
        assert is_open(case, moves_of(way))
    lines = consistency.lines
    if diagnosis.steps_complete:
        assert len(ways) == len(expected)
    told = [
        sum(
            line.limit.cost
            * (
                line.whole
                if stand is None
                else sum(one.steps[at - 1] for one, at in zip(line.ladders, stand, strict=True) if at)
            )
            / line.whole
            for line, stand in zip(lines.lines, vector, strict=True)
        )
        for vector in expected
    ]
    assert [way.cost for way in ways] == pytest.approx(sorted(told)[: len(ways)])


@MANY
@given(cases(most_parties=3, most_issues=3), st.booleans())
def test_what_is_streamed_is_what_brute_force_finds(case: Case, entangled: bool) -> None:
    """Cheapest first, nothing twice, nothing left out; and no other where a solver decides in place of diagrams."""
    rows = brute_force.feasible_rows(case)
    with pytest.MonkeyPatch.context() as patch:
        if entangled:
            patch.setattr(consistency_module, "_MANY_LIMITS", -1)
            patch.setattr(consistency_module, "_MANY_ISSUES", -1)
            patch.setattr(consistency_module, "_FEW", -1)
        diagnosis = Diagnosis(case)
        events = [event.to_dict() for event in diagnosis]
        answer = diagnosis.known()
    assert [events[0]["event"], events[-1]["event"]] == ["begun", "end"]
    ways = [frozenset(one["relax"]) for one in events if one["event"] == "way_out"]
    sets = [frozenset(one["limits"]) for one in events if one["event"] == "blocking_set"]
    if not rows or not answer.deadlocked:
        assert (ways, sets) == ([], [])
        assert answer.deadlocked == (not brute_force.zone_rows(case, rows))
        return
    assert len(ways) == len(set(ways))
    assert len(sets) == len(set(sets))
    assert set(ways) == brute_force.ways_out(case, rows)
    assert set(sets) == brute_force.blocking_sets(case, rows)
    costs = [one["cost"] for one in events if one["event"] == "way_out"]
    assert costs == sorted(costs)
    assert_same(events, answer)
    for way in answer.ways_out:
        opened = len(brute_force.zone_rows(case, rows, without=way.relax))
        low, high = way.opens.bounds or (way.opens.packages, way.opens.packages)
        assert low <= opened <= high


def assert_same(events: Sequence[dict[str, object]], answer: Deadlock) -> None:
    """What was told one by one is the answer."""
    told = [one["way_out"] for one in events if one["event"] == "worked_out"]
    assert sorted(told, key=str) == sorted((way.to_dict() for way in answer.ways_out), key=str)
    assert answer.complete
    assert events[-1]["complete"] is True


@MANY
@given(cases(most_parties=3, most_issues=3))
def test_helps_are_the_extremes_of_what_is_efficient_there(case: Case) -> None:
    rows = brute_force.feasible_rows(case)
    assume(rows)
    for way in deadlock_of(case).ways_out:
        opened = brute_force.zone_rows(case, rows, without=way.relax)
        front = brute_force.frontier(opened)
        givers = {name.partition(":")[0] for name in way.relax}
        for number, one in enumerate(way.helps):
            assert one.gives == (one.party in givers)
            assert one.best == pytest.approx(max(point[number] for point in front))
            assert one.worst == pytest.approx(min(point[number] for point in front))
            assert one.reservation == pytest.approx(brute_force.reservations(case, rows)[number])
