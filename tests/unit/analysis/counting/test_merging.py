from __future__ import annotations

import math

import numpy as np

from goodoffices.analysis.counting.merging import merged_count
from goodoffices.analysis.counting.residues import joined, moduli_above
from goodoffices.analysis.counting.terms import Demand, layout_of, searched_count
from goodoffices.analysis.diagram import chain, diagram_of
from goodoffices.analysis.expressions import Expressions
from goodoffices.model import Condition, IntegerRange, Issue


def issues(many: int) -> tuple[Issue, ...]:
    return tuple(Issue(id=f"i{n}", integers=IntegerRange(low=0, high=5)) for n in range(many))


def neighbours(many: int) -> list[tuple[str, frozenset[tuple[str, int, int]]]]:
    """One term for each pair of neighbouring issues: both in the upper half."""
    return [("all", frozenset({("in", n, 0b111000), ("in", n + 1, 0b111000)})) for n in range(many - 1)]


def demand(many: int, floor: float) -> Demand:
    return Demand([[[0.0] * 6] * many], [floor], neighbours(many), np.ones((1, many - 1)), [])


def test_beginnings_alike_are_counted_where_a_search_would_take_ages() -> None:
    """The pairs of neighbours of 80 issues: as many as a recurrence over the issues counts."""
    many, floor = 80, 25
    ends: dict[tuple[bool, int], int] = {(False, 0): 3, (True, 0): 3}
    for _ in range(many - 1):
        after: dict[tuple[bool, int], int] = {}
        for (upper, pairs), ways in ends.items():
            for now in (False, True):
                key = (now, min(floor, pairs + (upper and now)))
                after[key] = after.get(key, 0) + 3 * ways
        ends = after
    truth = sum(ways for (_, pairs), ways in ends.items() if pairs >= floor)
    layout = layout_of(chain([6] * many), demand(many, floor), Expressions(issues(many)))
    assert layout is not None
    assert searched_count(layout, 10**6) is None
    assert merged_count(layout, 10**8) == truth > 2**64
    assert merged_count(layout, 10**3) is None


def test_conditions_and_diagrams_are_kept() -> None:
    over = issues(7)
    expressions = Expressions(over)
    total = Condition(sum={issue.id: 1.0 for issue in over}, at_most=17.0)
    asked = demand(7, 2.0)
    tied = layout_of(diagram_of([total], over), asked, expressions)
    free = layout_of(
        chain([6] * 7),
        Demand(asked.tables, asked.floors, asked.terms, asked.adds, [expressions.compile(total)]),
        expressions,
    )
    assert tied is not None
    assert free is not None
    counts = {merged_count(tied, 10**8), merged_count(free, 10**8), searched_count(tied, 10**9)}
    assert len(counts) == 1
    assert counts.pop() in range(1, 6**7)


def test_residues_hold_numbers_of_any_size() -> None:
    for number in (0, 1, 2**64 + 17, 10**60 + 7):
        moduli = moduli_above(number)
        assert math.prod(moduli) > number
        assert joined([number % one for one in moduli], moduli) == number
