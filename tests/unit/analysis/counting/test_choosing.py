from __future__ import annotations

import pytest

from goodoffices.analysis.counting.binding import Count
from goodoffices.analysis.counting.choosing import count
from goodoffices.analysis.counting.halves import count_halves, halves_of
from tests.unit.analysis.counting.spaces import real, whole


def test_what_can_be_counted_is() -> None:
    space = real(2, 10, 10, 0.6)
    assert count(*space) == Count(count_halves(halves_of(*space)))
    assert count(*whole(2, 60, 10, 0.6), budget=20).status == "exact"
    assert count(*real(4, 6, 6, 0.6), budget=0).status == "exact"


def test_a_budget_too_small_leaves_an_interval_around_the_count() -> None:
    space = real(2, 11, 9, 0.6)
    truth = count(*space).packages
    found = count(*space, budget=0.05)
    assert (found.status, found.bounds is None) == ("sampled", False)
    assert found.bounds is not None
    assert found.bounds[0] <= truth <= found.bounds[1]
    proven = count(*space, budget=0.05, sample=False)
    assert proven.status == "bounded"
    assert proven.bounds is not None
    assert proven.bounds[0] <= truth <= proven.bounds[1]
    assert found.spread < proven.spread


def test_one_party_is_bounded_so_closely_that_no_sample_is_drawn() -> None:
    found = count(*real(1, 30, 10, 0.6))
    assert found.status == "bounded"
    assert found.spread < 0.01


def test_what_a_sample_cannot_settle_is_bounded() -> None:
    diagram, binding = real(1, 30, 10, 0.5)
    found = count(diagram, binding * 6, budget=0.0)
    assert found.status in {"bounded", "sampled"}
    assert found.bounds is not None
    assert found.bounds[0] > 0


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, Count(9, "sampled", (5, 20))),
        (7, 15, Count(9, "sampled", (7, 15))),
        (12, 100, Count(12, "sampled", (12, 20))),
        (30, 100, Count(30, "sampled", (30, 30))),
        (8, 8, Count(8)),
    ],
)
def test_what_is_known_besides_narrows_an_interval(low: int, high: int, expected: Count) -> None:
    assert Count(9, "sampled", (5, 20)).within(low, high) == expected
    assert Count(9).within(10, 11) == Count(9)


def test_only_what_is_proven_becomes_exact() -> None:
    assert Count(7, "bounded", (5, 20)).within(0, 5) == Count(5)
    assert Count(7, "sampled", (5, 20)).within(0, 5) == Count(5, "sampled", (5, 5))
