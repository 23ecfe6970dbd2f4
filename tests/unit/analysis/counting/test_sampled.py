from __future__ import annotations

import pytest

from goodoffices.analysis.counting.binding import Binding
from goodoffices.analysis.counting.halves import count_halves, halves_of
from goodoffices.analysis.counting.lattice import count_on, lattice_of, plan_of
from goodoffices.analysis.counting.sampled import sampled_count
from goodoffices.analysis.diagram import Diagram
from tests.unit.analysis.counting.spaces import bound, real, striped, whole


def striped_space() -> tuple[Diagram, list[Binding]]:
    diagram = striped(12, 5)
    tables = [[[((3 + p) * v + 5 * i) % 7 / 7 for v in range(5)] for i in range(12)] for p in range(2)]
    return diagram, bound(diagram, tables, 0.55)


@pytest.mark.parametrize(
    ("space", "widest"),
    [
        (real(2, 8, 8, 0.55), 0.05),
        (real(2, 8, 8, 0.75), 0.2),
        (striped_space(), 0.05),
        (real(3, 6, 8, 0.6), 0.2),
    ],
)
def test_the_interval_holds_the_count_as_often_as_it_says(
    space: tuple[Diagram, list[Binding]], widest: float
) -> None:
    truth = count_halves(halves_of(*space))
    assert truth > 0
    missed = 0
    for seed in range(100):
        found = sampled_count(*space, seconds=0.0, seed=seed)
        assert found.status == "sampled"
        assert found.bounds is not None
        assert found.spread < widest
        missed += not found.bounds[0] <= truth <= found.bounds[1]
    assert missed <= 4


def test_a_zone_of_one_in_a_billion_is_hit() -> None:
    diagram, binding = whole(1, 30, 8, 0.88)
    lattice = lattice_of(binding)
    assert lattice is not None
    truth = count_on(diagram, lattice, plan_of(diagram, lattice))
    found = sampled_count(diagram, binding)
    assert 0 < truth < diagram.packages / 10**9
    assert found.bounds is not None
    assert found.bounds[0] <= truth <= found.bounds[1]
    assert found.spread < 0.05


def test_a_sample_is_the_same_every_time_and_finer_with_more_of_it() -> None:
    space = real(2, 40, 10, 0.6)
    once = sampled_count(*space, seconds=0.05)
    assert once == sampled_count(*space, seconds=0.05)
    assert once != sampled_count(*space, seconds=0.05, seed=1)
    assert sampled_count(*space, seconds=0.5).spread < once.spread


def test_no_hit_leaves_the_lower_end_at_nothing() -> None:
    diagram, binding = real(2, 8, 8, 0.5)
    table = binding[0].table
    against = [[-value for value in issue] for issue in table]
    both = bound(diagram, [table, against], 0.9)
    found = sampled_count(diagram, both, seconds=0.0)
    assert found.bounds is not None
    assert found.bounds[0] == found.packages == 0
    assert found.spread == float("inf")
