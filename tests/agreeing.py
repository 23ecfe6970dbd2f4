"""Whether an analysis is the one of brute force."""

from __future__ import annotations

import numpy as np

from goodoffices.analysis.results import Analysis
from goodoffices.model import Case
from tests import brute_force


def assert_as_by_brute_force(case: Case, analysis: Analysis) -> None:
    """Assert that zone, frontier and solutions are those that looking at every package gives."""
    rows = brute_force.feasible_rows(case)
    assert analysis.feasible == len(rows)
    assert analysis.zone is not None
    if not rows:
        assert analysis.zone.packages == 0
        assert analysis.frontier is None
        return
    zone = brute_force.zone_rows(case, rows)
    assert analysis.zone.packages == len(zone)
    assert analysis.zone.share == len(zone) / len(rows)
    expected = brute_force.frontier(rows)
    assert analysis.frontier is not None
    assert analysis.frontier.status == "exact"
    assert len(analysis.frontier.points) == analysis.frontier.size == len(expected)
    firsts = [point.utilities[0] for point in analysis.frontier.points]
    assert firsts == sorted(firsts)
    points = sorted(analysis.frontier.points, key=lambda point: tuple(round(u, 10) for u in point.utilities))
    expected.sort(key=lambda vector: tuple(round(u, 10) for u in vector))
    for point, vector in zip(points, expected, strict=True):
        np.testing.assert_allclose(point.utilities, vector, rtol=1e-9, atol=1e-9)
        assert any(
            row.package == point.package and np.allclose(row.utilities, point.utilities, rtol=1e-12)
            for row in rows
        )
    reservations = brute_force.reservations(case, rows)
    chosen = brute_force.solutions(case, rows, zone, reservations)
    for name, solution in analysis.solutions.items():
        assert (None if solution is None else solution.package) == chosen[name], name
