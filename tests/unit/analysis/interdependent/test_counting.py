from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from goodoffices.analysis.counting.branches import sift
from goodoffices.analysis.counting.terms import layout_of, searched_count
from goodoffices.analysis.diagram import chain, diagram_of
from goodoffices.analysis.expressions import Expressions
from goodoffices.analysis.interdependent import counting
from goodoffices.analysis.interdependent.counting import count_interdependent
from goodoffices.analysis.interdependent.worths import Term, Worth, Worths
from goodoffices.model import Condition, IntegerRange, Issue


def issues(many: int, size: int) -> tuple[Issue, ...]:
    return tuple(Issue(id=f"i{n}", integers=IntegerRange(low=0, high=size - 1)) for n in range(many))


def boxed(over: Sequence[Issue], parties: int, boxes: int, seed: int = 1) -> Worths:
    """Parties for whom boxes over two issues each count, and each value a little by itself."""
    dice = np.random.default_rng([seed, len(over), over[0].size, boxes])
    worths = []
    for _ in range(parties):
        terms = []
        for _ in range(boxes):
            at = dice.choice(len(over), 2, replace=False)
            masks = dice.integers(1, 2 ** over[0].size - 1, 2).tolist()
            inside = frozenset(("in", int(one), mask) for one, mask in zip(at, masks, strict=True))
            terms.append(Term(("all", inside), float(dice.integers(1, 9))))
        table = tuple(dice.integers(0, 3, issue.size).astype(float).tolist() for issue in over)
        worths.append(Worth(table, tuple(terms), 0.0, 2.0, math.inf))
    return Worths(tuple(worths), Expressions(over))


def test_floors_that_cannot_bind_or_be_reached_need_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    over = issues(60, 10)
    worths = boxed(over, 2, 200)
    monkeypatch.setattr(counting, "layout_of", pytest.fail)
    assert count_interdependent(chain([10] * 60), worths, [0.0, -math.inf], over) == (10**60, "exact", None)
    assert count_interdependent(chain([10] * 60), worths, [0.0, 10_000.0], over) == (0, "exact", None)
    assert count_interdependent(None, worths, [0.0, 0.0], over, conditions=[False]) == (0, "exact", None)


def test_values_that_are_alike_are_counted_together_beyond_a_machine_word() -> None:
    over = issues(30, 50)
    inside = frozenset({("in", 0, 0b111), ("in", 29, 0b10)})
    worth = Worth(tuple([0.0] * 50 for _ in over), (Term(("all", inside), 1.0),), 0.0, 1.0, math.inf)
    worths = Worths((worth,), Expressions(over))
    found = count_interdependent(chain([50] * 30), worths, [0.5], over)
    assert found == (3 * 50**28, "exact", None)
    tied = diagram_of([Condition(sum={"i1": 1.0, "i2": 1.0}, at_most=10.0)], over)
    assert count_interdependent(tied, worths, [0.5], over) == (3 * 66 * 50**26, "exact", None)


@pytest.mark.parametrize("floor", [10.0, 14.0])
def test_the_interval_holds_the_count_as_often_as_it_says(
    floor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = issues(8, 5)
    worths = boxed(over, 2, 12)
    truth = count_interdependent(chain([5] * 8), worths, [floor] * 2, over)
    assert truth.status == "exact"
    assert 0 < truth.packages < 0.7 * 5**8
    monkeypatch.setattr(counting, "_EFFORT", 0)
    monkeypatch.setattr(counting, "_MERGING", 0)
    missed = 0
    for seed in range(60):
        found = count_interdependent(chain([5] * 8), worths, [floor] * 2, over, budget=0.02, seed=seed)
        assert found.status == "sampled"
        assert found.bounds is not None
        missed += not found.bounds[0] <= truth.packages <= found.bounds[1]
    assert missed <= 3


def test_splitting_counts_what_is_certain_and_narrows_the_interval() -> None:
    over = issues(6, 5)
    worths = boxed(over, 2, 8)
    demand = counting._demand([(worth, 16.0) for worth in worths.parties], [])
    layout = layout_of(chain([5] * 6), demand, worths.expressions)
    assert layout is not None
    truth = searched_count(layout, 10**9)
    assert truth is not None
    before = 5**6
    for splits in (1, 10, 100, 1_000):
        sifted = sift(layout, splits)
        left = sum(branch.packages for branch in sifted.undecided)
        assert sifted.certain <= truth <= sifted.certain + left <= before
        before = sifted.certain + left
    assert before < 5**6 / 2
    assert sift(layout, 10**6) == (truth, [])


def test_a_zone_too_large_to_search_is_sampled_alike_every_time() -> None:
    over = issues(40, 10)
    worths = boxed(over, 3, 60)
    once = count_interdependent(chain([10] * 40), worths, [50.0] * 3, over, budget=0.1)
    assert once.status == "sampled"
    assert once.spread < 0.1
    assert once == count_interdependent(chain([10] * 40), worths, [50.0] * 3, over, budget=0.1)


def test_where_nothing_is_hit_packages_known_are_the_least_there_are() -> None:
    over = issues(30, 10)
    worths = boxed(over, 2, 60)
    highest = [counting._reach(chain([10] * 30), worth)[1] / worth.divisor for worth in worths.parties]
    found = count_interdependent(
        chain([10] * 30), worths, [0.8 * one for one in highest], over, budget=0.1, known=3
    )
    assert found.status == "sampled"
    assert found.bounds is not None
    assert (found.bounds[0], found.packages) == (3, 3)
    assert 3 < found.bounds[1] < 10**28
