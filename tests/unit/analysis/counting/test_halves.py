from __future__ import annotations

import math

import pytest

from goodoffices.analysis.counting.halves import count_halves, halves_of
from goodoffices.analysis.counting.lattice import count_on, lattice_of, plan_of
from goodoffices.analysis.counting.searched import search
from goodoffices.analysis.diagram import chain
from tests.unit.analysis.counting.spaces import bound, real, striped


@pytest.mark.parametrize("parties", [1, 2, 3])
def test_halves_find_what_a_search_does(parties: int) -> None:
    diagram, binding = real(parties, 7, 7, 0.55)
    assert count_halves(halves_of(diagram, binding)) == search(diagram, binding) > 0
    diagram = striped(12, 5)
    tables = [[[math.sin(p + 5 * i + 7 * v) for v in range(5)] for i in range(12)] for p in range(parties)]
    binding = bound(diagram, tables, 0.5)
    assert count_halves(halves_of(diagram, binding)) == search(diagram, binding) > 0


def test_ties_count_as_reached_in_both_halves() -> None:
    diagram = chain([11] * 10)
    tables = [[[float(value) for value in range(11)] for _ in range(10)]]
    tables.append([[*reversed(issue)] for issue in tables[0]])
    binding = bound(diagram, tables, 0.5)
    lattice = lattice_of(binding)
    assert lattice is not None
    assert count_halves(halves_of(diagram, binding)) == count_on(diagram, lattice, plan_of(diagram, lattice))


def test_halves_of_uneven_issues_are_evened_out() -> None:
    sizes = [1000, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    diagram = chain(sizes)
    tables = [[[math.sin(i + v) for v in range(size)] for i, size in enumerate(sizes)] for _ in range(2)]
    halves = halves_of(diagram, bound(diagram, tables, 0.5))
    firsts = math.prod(len(level[0]) for level in halves.diagram.levels[: halves.cut])
    assert firsts + diagram.packages // firsts == 1000 + 512


def test_too_many_sums_or_parties_are_not_tried() -> None:
    assert halves_of(*real(2, 16, 10, 0.5)).seconds == math.inf
    assert halves_of(*real(4, 4, 4, 0.5)).seconds == math.inf
    assert halves_of(*real(2, 13, 10, 0.5)).seconds < 5
