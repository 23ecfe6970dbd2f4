"""Sums of whole numbers: ends, and smallest sets that cannot stand, are those that looking at every number finds."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis.wholes import Wholes
from goodoffices.analysis.wholes.relaxing import Relaxed
from goodoffices.analysis.wholes.rows import Row
from goodoffices.analysis.wholes.solving import least, least_slack, solvable

TOP = 4


@st.composite
def systems(draw: st.DrawFn) -> tuple[int, list[Row]]:
    """So many unknowns from 0 to TOP, and some rows over them."""
    unknowns = draw(st.integers(1, 4))
    factors = st.sampled_from([-2, -1, 1, 1, 2])
    rows = []
    for label in range(draw(st.integers(1, 4))):
        terms = draw(st.dictionaries(st.integers(0, unknowns - 1), factors, min_size=1))
        low = draw(st.integers(-4, 6))
        high = draw(st.none() | st.integers(low, low + 3))
        rows.append(Row(terms, draw(st.sampled_from([low, low, None])), high, label))
    return unknowns, rows


def sum_of(row: Row, values: tuple[int, ...]) -> int:
    return sum(factor * values[number] for number, factor in row.terms.items())


def off(row: Row, values: tuple[int, ...]) -> int:
    """By how much numbers miss a row."""
    found = sum_of(row, values)
    below = 0 if row.low is None else max(0, row.low - found)
    return below + (0 if row.high is None else max(0, found - row.high))


def system_of(unknowns: int, rows: list[Row]) -> Wholes:
    sums = Wholes()
    for _ in range(unknowns):
        sums.unknown(0, TOP)
    for row in rows:
        sums.row(row.terms, row.low, row.high, label=row.label)
    return sums


@given(systems(), st.data())
def test_ends_and_conflicts_are_those_that_brute_force_finds(
    system: tuple[int, list[Row]], data: st.DataObject
) -> None:
    unknowns, rows = system
    sums = system_of(unknowns, rows)
    everything = list(itertools.product(range(TOP + 1), repeat=unknowns))
    solutions = [values for values in everything if not any(off(row, values) for row in rows)]
    bounds: list[tuple[int, int | None]] = [(0, TOP)] * unknowns
    assert sums.stands() == bool(solutions) == solvable(bounds, rows)
    assert (
        sums.gap() == least_slack(bounds, rows) == min(sum(off(row, v) for row in rows) for v in everything)
    )
    if solutions:
        wanted = Row(
            data.draw(st.dictionaries(st.integers(0, unknowns - 1), st.sampled_from([-1, 1, 2]))), None, None
        )
        values = [sum_of(wanted, solution) for solution in solutions]
        found = sums.extent(wanted.terms)
        assert (found.low, found.high, found.exact) == (min(values), max(values), True)
        assert least(wanted.terms, bounds, rows)[:2] == (min(values), True)
        relaxed = Relaxed([(0, TOP)] * unknowns, rows).least(wanted.terms)
        # a linear program may fall short of whole numbers, and then says nothing
        assert relaxed is None or (relaxed[0], sum_of(wanted, tuple(relaxed[1]))) == (
            min(values),
            min(values),
        )
        return
    assert Relaxed([(0, TOP)] * unknowns, rows).least({}) is None

    def stand(labels: tuple[int, ...]) -> bool:
        return any(not any(off(rows[label], values) for label in labels) for values in everything)

    conflict, fewest = sums.conflict()
    assert fewest
    assert not stand(conflict)
    for size in range(len(conflict)):
        assert all(stand(labels) for labels in itertools.combinations(range(len(rows)), size))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 5))
def test_what_has_no_upper_end_is_told_from_what_has(low: int, more: int, unknowns: int) -> None:
    sums = Wholes()
    numbers = [sums.unknown() for _ in range(unknowns)]
    free = sums.unknown()
    sums.row(dict.fromkeys(numbers, 1), low, low + more)
    sums.row({numbers[0]: 1, free: -1}, None, 0)
    assert sums.extent({numbers[0]: 1}).high == low + more
    assert sums.extent({free: 1}).high is None
    assert sums.extent({free: 2, numbers[0]: -1}).high is None


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 9)), min_size=1, max_size=12))
def test_flows_are_proven_by_their_linear_program(moves: list[tuple[int, int, int]]) -> None:
    rows: list[Row] = []
    for number, (before, after, most) in enumerate(moves):
        rows.append(Row({number: 1}, 0, most))
        if before != after:
            rows.append(Row({number: 1, len(moves) + before: -1}, None, 0))
    bounds = [(0, 9)] * (len(moves) + 3)
    relaxed = Relaxed(bounds, rows)
    for terms in (dict.fromkeys(range(len(moves)), -1), {0: 1, len(moves): 1}):
        found = relaxed.least(terms)
        assert found is not None
        assert (found[0], True) == least(terms, list(bounds), rows)[:2]
