"""Minimal hitting sets, cut short and not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis.hitting_sets import minimal_hitting_sets

FAMILIES = st.lists(st.frozensets(st.integers(0, 8), min_size=1, max_size=4), max_size=10)


@given(FAMILIES, st.integers(1, 6))
def test_every_set_is_minimal_even_where_the_list_is_cut_short(
    family: list[frozenset[int]], most: int
) -> None:
    every, whole = minimal_hitting_sets(family, 10_000)
    assert whole
    found, all_of_them = minimal_hitting_sets(family, most)
    assert set(found) <= set(every)
    assert len(found) == len(set(found))
    if all_of_them:
        assert found == every
    for one in every:
        assert all(one & member for member in family)
        assert not any(all((one - {number}) & member for member in family) for number in one)
