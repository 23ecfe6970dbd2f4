"""Filters of dominated points agree with looking at every pair, and points that stand for all do what they promise."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis import covering, dominance
from goodoffices.analysis.covering import nearest_cover
from goodoffices.analysis.diagram import chain
from goodoffices.analysis.folding import many
from goodoffices.analysis.representing import choose
from goodoffices.analysis.space import Values

Floats = np.ndarray


@st.composite
def clouds(draw: st.DrawFn, fewest: int = 2, most: int = 6) -> Floats:
    """Draw points whose parties want the same or the opposite, with many ties and repetitions."""
    dice = np.random.default_rng(draw(st.integers(0, 2**32)))
    count, parties = draw(st.integers(1, 160)), draw(st.integers(fewest, most))
    points = dice.dirichlet(np.ones(parties), count) + draw(st.sampled_from([0.0, 0.1, 1.0])) * dice.random(
        (count, parties)
    )
    steps = draw(st.sampled_from([2, 5, 30, 10**12]))
    points = np.round(points * steps)
    again: Floats = points[dice.integers(count, size=count + draw(st.integers(0, 20)))]
    return again


def by_every_pair(points: Floats) -> list[bool]:
    """Say of every point whether none dominates it and none before it is equal."""
    return [
        not any(
            (other >= one).all() and ((other > one).any() or place < number)
            for place, other in enumerate(points)
        )
        for number, one in enumerate(points)
    ]


def above(utilities: Floats, chosen: Floats) -> float:
    """The most that any point is above the nearest of those chosen."""
    return float(max((one - utilities[chosen]).max(axis=1).clip(0).min() for one in utilities))


@given(clouds())
def test_all_filters_agree_with_every_pair(points: Floats) -> None:
    expected = by_every_pair(points)
    assert dominance.by_moocore(points).tolist() == expected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "COMPILED", 2)
        patch.setattr(dominance, "_LOADED", {})
        patch.setattr(dominance, "_LEFT", 2)
        assert dominance.non_dominated(points).tolist() == expected
    if points.shape[1] > 2:
        assert dominance.by_kernel(points).tolist() == expected


@pytest.mark.parametrize("parties", [3, 4, 5, 6])
def test_filters_agree_on_clouds_of_several_tiles(parties: int) -> None:
    dice = np.random.default_rng(parties)
    points = np.round((dice.dirichlet(np.ones(parties), 9_000) + 0.15 * dice.random((9_000, parties))) * 500)
    expected = dominance.by_moocore(points)
    assert 500 < expected.sum() < 8_900
    np.testing.assert_array_equal(dominance.by_kernel(points), expected)
    # the ends of all sides beat one another in no other way when the parties change places
    np.testing.assert_array_equal(
        np.unique(points[dominance.by_kernel(points[:, ::-1])], axis=0), np.unique(points[expected], axis=0)
    )


@given(st.integers(0, 1_000), st.integers(3, 6))
def test_sums_that_differ_by_rounding_only_are_one_point(seed: int, parties: int) -> None:
    """The same worth in another order of addition gives another last digit, and no second point."""
    dice = np.random.default_rng(seed)
    shares = dice.dirichlet(np.ones(parties), 3)
    worth = [shares] * 4
    tables = tuple(tuple(issue[:, party].tolist() for issue in worth) for party in range(parties))
    front = many.fold_many(chain([3] * 4), Values(tables, (0.0,) * parties, (float("inf"),) * parties))
    counts = {tuple(sorted(row)) for row in np.ndindex(3, 3, 3, 3)}
    assert len(front.utilities) == len(counts)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=3, max_size=9),
    st.integers(2, 8),
    st.sets(st.integers(0, 8), max_size=3),
)
def test_two_parties_points_stand_for_all_as_well_as_so_many_can(
    steps: list[tuple[int, int]], most: int, kept: set[int]
) -> None:
    rises = np.array(steps, np.float64) / 7
    utilities = np.column_stack([rises[:, 0].cumsum(), rises[:, 1].sum() - rises[:, 1].cumsum()])
    count = len(utilities)
    kept = {number for number in kept if number < count}
    assume(len(kept) < most < count)
    best = min(
        above(utilities, np.array(some)) for some in combinations(range(count), most) if kept <= set(some)
    )
    chosen = nearest_cover(utilities, sorted(kept), most)
    assert kept <= set(chosen.tolist())
    assert above(utilities, chosen) == best
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(covering, "_COMPILED", 0)
        np.testing.assert_array_equal(nearest_cover(utilities, sorted(kept), most), chosen)
    whole = choose(utilities, sorted(kept), most)
    assert len(set(whole.tolist())) == most
    assert above(utilities, whole) == best


@given(clouds(3, 5), st.integers(2, 12), st.integers(0, 2**32))
def test_many_parties_points_stand_for_all_within_twice_the_best(
    points: Floats, most: int, seed: int
) -> None:
    front = points[dominance.by_moocore(points)]
    front = front[np.lexsort(front.T[::-1])]
    assume(len(front) > most)
    chosen = choose(front, [], most)
    assert len(set(chosen.tolist())) == most
    assert sorted(chosen.tolist()) == chosen.tolist()
    # whatever else so many could be: twice as near, above and below together, it cannot be
    other = np.random.default_rng(seed).choice(len(front), most, replace=False)
    gaps = max(np.abs(one - front[other]).max(axis=1).min() for one in front)
    assert above(front, chosen) <= 2 * gaps
    kept = [0, len(front) - 1]
    assert set(kept) <= set(choose(front, kept, most).tolist())
