"""Ways to count agree: lattice, halves, search and a look at every package; and so where utilities hang together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis.counting.binding import Binding
from goodoffices.analysis.counting.halves import MOST_PARTIES, count_halves, halves_of
from goodoffices.analysis.counting.lattice import count_on, lattice_of, plan_of
from goodoffices.analysis.counting.sampled import sampled_count
from goodoffices.analysis.counting.searched import search
from goodoffices.analysis.diagram import Diagram, diagram_of
from goodoffices.analysis.expressions import Expressions
from goodoffices.analysis.interdependent import counting
from goodoffices.analysis.interdependent.counting import count_interdependent
from goodoffices.analysis.interdependent.worths import Worths, worths_of
from goodoffices.analysis.space import Space, extremes, space_of
from goodoffices.analysis.tolerance import floor_of
from goodoffices.model import Case, Issue, Party, holds
from goodoffices.model.conditions import Condition
from goodoffices.model.packages import package_at
from goodoffices.model.preferences import Additive, Box, Dependent, HyperRectangles, Interdependent
from tests import brute_force
from tests.strategies import cases, conditions, issues, preferences

#: Where between the least and the most each party's floor lies, in tenths.
TENTHS = st.lists(st.integers(1, 10), min_size=4, max_size=4)


def binding_of(space: Space, tenths: Sequence[int]) -> list[Binding]:
    """The parties for whom not all packages are worth the same, with a floor in between."""
    found = []
    for table, tenth in zip(space.values.tables, tenths, strict=False):
        lows, highs = extremes(space.feasible, table)
        floor = lows[0][0] + tenth / 10 * (highs[0][0] - lows[0][0]) - 1e-9
        if lows[0][0] < floor:
            found.append(Binding(table, floor, lows, highs))
    return found


def truth_of(case: Case, tenths: Sequence[int]) -> int:
    """Look at every package."""
    rows = [row.utilities for row in brute_force.feasible_rows(case)]
    reached = [True] * len(rows)
    for utilities, tenth in zip(zip(*rows, strict=True), tenths, strict=False):
        floor = min(utilities) + tenth / 10 * (max(utilities) - min(utilities)) - 1e-9
        reached = [so_far and utility >= floor for so_far, utility in zip(reached, utilities, strict=True)]
    return sum(reached)


@given(cases(conventions=("plain",)), TENTHS)
def test_every_exact_way_counts_what_brute_force_does(case: Case, tenths: list[int]) -> None:
    space = space_of(case)
    assume(not space.feasible.empty)
    binding = binding_of(space, tenths)
    assume(binding)
    truth = truth_of(case, tenths)
    assert search(space.feasible, binding) == truth
    if len(binding) <= MOST_PARTIES:
        assert count_halves(halves_of(space.feasible, binding)) == truth
    lattice = lattice_of(binding)
    if lattice is not None:
        plan = plan_of(space.feasible, lattice)
        # where its grids would take too much room it says so, and is not taken
        if math.isfinite(plan.seconds):
            assert count_on(space.feasible, lattice, plan) == truth


@given(cases(conventions=("plain",)), TENTHS, st.integers(0, 3))
def test_a_sample_encloses_what_brute_force_counts(case: Case, tenths: list[int], seed: int) -> None:
    """Misses are as rare as is said, and so small that no example fails by chance, and none passes that is wrong."""
    space = space_of(case)
    assume(not space.feasible.empty)
    binding = binding_of(space, tenths)
    assume(binding)
    truth = truth_of(case, tenths)
    found = sampled_count(space.feasible, binding, seconds=0.0, seed=seed)
    assert found.bounds is not None
    slack = 1 + 0.02 * truth
    assert found.bounds[0] - slack <= truth <= found.bounds[1] + slack
    assert found.bounds[0] <= found.packages <= found.bounds[1]
    assert truth > 0 or found.bounds[0] == 0


@st.composite
def tables_with_terms(
    draw: st.DrawFn,
) -> tuple[tuple[Issue, ...], tuple[Party, ...], tuple[Condition, ...]]:
    """Issues, parties of whom some have interdependent preferences or boxes, and conditions."""
    over = tuple(draw(issues(number)) for number in range(draw(st.integers(1, 4))))
    parties = []
    numbers = st.integers(-8, 8).map(lambda number: number / 4)
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["additive", "terms", "terms", "boxes"]))
        known: Additive | Interdependent | HyperRectangles
        if kind == "boxes" and all(issue.integers is not None for issue in over):
            known = HyperRectangles(
                boxes=tuple(
                    Box(
                        utility=draw(numbers),
                        within={
                            issue.id: (float(low), float(low + draw(st.integers(0, 4))))
                            for issue in draw(st.lists(st.sampled_from(over), max_size=2))
                            for low in [draw(st.integers(-3, 3))]
                        },
                    )
                    for _ in range(draw(st.integers(1, 4)))
                ),
                largest=4.0,
            )
        else:
            plain = draw(preferences(over, ("plain",)))
            known = plain
            if kind != "additive":
                dependent = draw(st.lists(st.tuples(conditions(over, 1), numbers), max_size=4))
                known = Interdependent(
                    weights=plain.weights,
                    values=plain.values,
                    bias=plain.bias,
                    dependent=tuple(Dependent(when=when, adds=adds) for when, adds in dependent),
                )
        parties.append(Party(id=f"p{number}", preferences=known))
    return over, tuple(parties), tuple(draw(st.lists(conditions(over, 1), max_size=2)))


def by_hand(
    worths: Worths, over: Sequence[Issue], floors: Sequence[float], required: Sequence[Condition]
) -> int:
    """Look at every package."""
    named = {issue.id: issue for issue in over}
    return sum(
        all(u >= floor for u, floor in zip(worths.utilities(places), floors, strict=True))
        and all(holds(one, package_at(places, over), named) for one in required)
        for places in product(*(range(issue.size) for issue in over))
    )


@given(tables_with_terms(), st.lists(st.integers(-6, 10), min_size=3, max_size=3))
def test_terms_are_counted_alike_by_search_and_by_hand(
    drawn: tuple[tuple[Issue, ...], tuple[Party, ...], tuple[Condition, ...]], quarters: list[int]
) -> None:
    over, parties, required = drawn
    expressions = Expressions(over)
    worths = worths_of(parties, over, expressions)
    floors = [floor_of(quarter / 4) for quarter in quarters[: len(parties)]]
    truth = by_hand(worths, over, floors, required)
    diagram: Diagram = diagram_of(required, over)
    assert count_interdependent(diagram, worths, floors, over) == (truth, "exact", None)
    compiled = [expressions.compile(one) for one in required]
    assert count_interdependent(None, worths, floors, over, conditions=compiled) == (truth, "exact", None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_EFFORT", 0)
        assert count_interdependent(diagram, worths, floors, over) == (truth, "exact", None)
        assert count_interdependent(None, worths, floors, over, conditions=compiled) == (truth, "exact", None)


@given(tables_with_terms(), st.lists(st.integers(-6, 10), min_size=3, max_size=3), st.booleans())
def test_a_sample_of_terms_encloses_the_count(
    drawn: tuple[tuple[Issue, ...], tuple[Party, ...], tuple[Condition, ...]],
    quarters: list[int],
    entangled: bool,
) -> None:
    over, parties, required = drawn
    expressions = Expressions(over)
    worths = worths_of(parties, over, expressions)
    floors = [floor_of(quarter / 4) for quarter in quarters[: len(parties)]]
    compiled = [expressions.compile(one) for one in required]
    truth = by_hand(worths, over, floors, required)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_EFFORT", 0)
        patch.setattr(counting, "_MERGING", 0)
        patch.setattr(counting, "_SPLITS", 1)
        if entangled:
            patch.setattr(counting, "layout_of", lambda *_: None)
        found = count_interdependent(None, worths, floors, over, conditions=compiled)
    low, high = found.bounds or (found.packages, found.packages)
    slack = 0.1 * max(truth, 5)
    assert low - slack <= truth <= high + slack
    assert low <= found.packages <= high
    if found.status == "exact":
        assert found.packages == truth
