from __future__ import annotations

from goodoffices.analysis.counting.binding import Binding
from goodoffices.analysis.counting.lattice import count_on, lattice_of, plan_of
from goodoffices.analysis.diagram import Diagram, chain
from goodoffices.analysis.space import extremes
from tests.unit.analysis.counting.spaces import bound, striped, whole


def count(diagram: Diagram, binding: list[Binding]) -> int:
    lattice = lattice_of(binding)
    assert lattice is not None
    return count_on(diagram, lattice, plan_of(diagram, lattice))


def test_counts_beyond_a_machine_word_are_exact_to_the_last_package() -> None:
    for diagram in (chain([10] * 60), striped(90, 7)):
        tables = [[[float(place) for place in range(len(level[0]))] for level in diagram.levels]]
        binding = bound(diagram, tables, 0.0)
        (table, _, lows, highs) = binding[0]
        assert diagram.packages > 2**63
        assert count(diagram, [Binding(table, 1 - 1e-9, lows, highs)]) == diagram.packages - 1
        assert count(diagram, [Binding(table, highs[0][0] - 1e-9, lows, highs)]) == 1


def test_a_zone_and_what_lies_outside_it_make_up_the_space() -> None:
    diagram, binding = whole(1, 50, 9, 0.45)
    table, _, lows, highs = binding[0]
    middle = round((lows[0][0] + highs[0][0]) / 2)
    mirrored = [[-value for value in issue] for issue in table]
    above = Binding(table, middle - 1e-9, lows, highs)
    below = Binding(mirrored, 1 - middle - 1e-9, *extremes(diagram, mirrored))
    assert count(diagram, [above]) + count(diagram, [below]) == diagram.packages > 2**63


def test_two_parties_whose_interests_are_one_count_as_one() -> None:
    diagram, binding = whole(1, 40, 6, 0.6)
    assert count(diagram, binding * 2) == count(diagram, binding)


def test_no_lattice_is_seen_where_there_is_none_or_a_floor_lies_on_the_edge() -> None:
    diagram = chain([2, 2])
    table = [[0.0, 0.1], [0.0, 0.2]]
    ends = extremes(diagram, table)
    assert lattice_of([Binding([[0.0, 2**0.5], [0.0, 3**0.5]], 1.2, *ends)]) is None
    assert lattice_of([Binding(table, 0.1 + 0.2, *ends)]) is None
    found = lattice_of([Binding(table, 0.1 + 0.2 - 1e-9, *ends)])
    assert found is not None
    assert (found.steps, found.needs) == ([[[0, 1], [0, 2]]], [3])
