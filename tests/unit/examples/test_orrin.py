"""The example in which issues depend on one another: looked at whole, package by package."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pytest

from goodoffices.model import Additive, Case, Interdependent, holds
from goodoffices.model.base import Value
from goodoffices.model.depending import depending, utility_of
from tests.conftest import ORRIN

Package = dict[str, Value]
Exact = Additive | Interdependent


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.load(ORRIN)


def best(case: Case, take: Callable[[Interdependent], Exact]) -> tuple[int, int, Package, list[float]]:
    """Return how many packages are feasible and in the zone, and the Nash package with its utilities."""
    feasible, zone = 0, []
    known = [party.preferences for party in case.parties]
    assert all(isinstance(one, Interdependent) for one in known)
    exact = [take(one) for one in known if isinstance(one, Interdependent)]
    for values in itertools.product(*(issue.values for issue in case.issues)):
        package = dict(zip(case.issues_by_id, values, strict=True))
        if not all(holds(one.requires, package, case.issues_by_id) for one in case.constraints):
            continue
        feasible += 1
        worth = [utility_of(one, package, case.issues_by_id) for one in exact]
        gains = [value - (one.reservation or 0.0) for value, one in zip(worth, exact, strict=True)]
        kept = all(holds(line.requires, package, case.issues_by_id) for line in case.red_lines)
        if kept and min(gains) >= -1e-12:
            zone.append((math.prod(gains), package, worth))
    _, package, worth = max(zone, key=lambda one: one[0])
    return feasible, len(zone), package, worth


def test_what_depends_moves_the_line_of_withdrawal(case: Case) -> None:
    feasible, zone, package, worth = best(case, lambda known: known)
    assert (feasible, zone) == (480, 102)
    assert (package["truce"], package["withdrawal"]) == ("permanent", "ridge")
    assert worth == pytest.approx([0.77, 0.89])
    _, _, alone, less = best(case, lambda known: depending(known, ()))
    assert (alone["truce"], alone["withdrawal"]) == ("permanent", "forward-posts")
    assert less == pytest.approx([0.73, 0.77])


def test_all_numbers_are_marked_as_assumed_and_both_sides_have_alike_many(case: Case) -> None:
    counts = set()
    for party in case.parties:
        assert isinstance(party.preferences, Interdependent)
        assert party.preferences.assumption
        assert sum(party.preferences.weights.values()) == pytest.approx(1.0)
        assert all(one.note and len(one.when.issues) == 2 for one in party.preferences.dependent)
        counts.add((len(party.preferences.dependent), party.preferences.reservation))
    assert len(counts) == 1
