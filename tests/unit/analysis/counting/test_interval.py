from __future__ import annotations

import math

import pytest

from goodoffices.analysis.counting.interval import shares


def tail(draws: int, share: float, hits: range) -> float:
    """The probability of so many hits, added up term by term."""
    return math.fsum(math.comb(draws, k) * share**k * (1 - share) ** (draws - k) for k in hits)


@pytest.mark.parametrize(("hits", "draws"), [(1, 10), (3, 40), (17, 30), (99, 100), (250, 900)])
def test_each_end_leaves_half_a_percent(hits: int, draws: int) -> None:
    low, high = shares(hits, draws, 0.99)
    assert low < hits / draws < high
    assert tail(draws, low, range(hits, draws + 1)) == pytest.approx(0.005, rel=1e-6)
    assert tail(draws, high, range(hits + 1)) == pytest.approx(0.005, rel=1e-6)


def test_no_hit_and_nothing_but_hits() -> None:
    low, high = shares(0, 1_000_000, 0.99)
    assert low == 0.0
    assert high == pytest.approx(1 - 0.005 ** (1 / 1_000_000), rel=1e-6)
    assert shares(500, 500, 0.99) == pytest.approx((0.005 ** (1 / 500), 1.0), rel=1e-9)


def test_large_samples_come_near_the_normal_distribution() -> None:
    low, high = shares(1_000_000, 4_000_000, 0.99)
    error = 2.5758 * math.sqrt(0.25 * 0.75 / 4_000_000)
    assert (low, high) == pytest.approx((0.25 - error, 0.25 + error), abs=1e-3 * error + 3e-7)
