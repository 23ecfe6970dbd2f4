"""What one party's own answers imply: checked against every utility function on a grid, and with contradictions named."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.partial.implied import implied_by
from goodoffices.model import Case, Party
from goodoffices.model.base import Value
from goodoffices.model.issues import IntegerRange, Issue, Option
from goodoffices.model.preferences import Comparison, Ordinal

ISSUES = (
    Issue(id="truce", options=(Option(id="none"), Option(id="short"), Option(id="long"))),
    Issue(id="crossings", integers=IntegerRange(low=0, high=1)),
)


def case(preferences: Ordinal, issues: tuple[Issue, ...] = ISSUES) -> Case:
    return Case(title="", parties=(Party(id="alba", preferences=preferences),), issues=issues)


def test_weights_and_packages_are_as_every_utility_function_on_a_grid_has_them() -> None:
    known = Ordinal(
        priorities=("truce", "crossings"),
        orders={"truce": ("long", "short", "none"), "crossings": (1, 0)},
        comparisons=(
            Comparison(better={"truce": "short", "crossings": 1}, worse={"truce": "long", "crossings": 0}),
        ),
    )
    places = list(itertools.product(("none", "short", "long"), (0, 1)))
    packages: list[dict[str, Value]] = [
        {"truce": truce, "crossings": crossings} for truce, crossings in places
    ]
    found = implied_by(case(known), packages)
    grid = []
    for weight, middle in itertools.product(range(101), repeat=2):
        heavy, half = weight / 100, middle / 100
        if heavy >= 0.5 and heavy * half + (1 - heavy) >= heavy:
            grid.append((heavy, half))
    shares: dict[str, Callable[[float], float]] = {
        "none": lambda _middle: 0.0,
        "short": lambda middle: middle,
        "long": lambda _middle: 1.0,
    }
    values = [
        [heavy * shares[truce](half) + (1 - heavy) * crossings for heavy, half in grid]
        for truce, crossings in places
    ]
    assert found.weights["truce"] == pytest.approx(
        (min(h for h, _ in grid), max(h for h, _ in grid)), abs=0.011
    )
    for judged, mine in zip(found.packages, values, strict=True):
        assert judged.utility == pytest.approx((min(mine), max(mine)), abs=0.02)
        assert judged.against_none is None
    for pair in found.pairs:
        leads = [a - b for a, b in zip(values[pair.first], values[pair.second], strict=True)]
        if pair.better == "first":
            assert min(leads) >= -1e-9
        elif pair.better == "second":
            assert max(leads) <= 1e-9
        else:
            assert min(leads) < 0 < max(leads)
    assert {pair.better for pair in found.pairs} >= {"first", "second", "open"}


def test_answers_that_cannot_all_be_true_are_named_as_they_were_given() -> None:
    known = Ordinal(
        orders={"truce": ("long", "short", "none"), "crossings": (1, 0)},
        comparisons=(Comparison(better={"truce": "none"}, worse={"truce": "long"}),),
    )
    found = implied_by(case(known))
    assert found.status == "infeasible"
    assert [fact.text for fact in found.contradiction] == [
        "on “truce”, “long” is at least as good as “short”",
        "on “truce”, “short” is at least as good as “none”",
        "comparison 1: (truce: none) is better than (truce: long)",
    ]


def test_packages_on_different_issues_are_not_compared() -> None:
    known = Ordinal(orders={"truce": ("long", "short", "none")})
    found = implied_by(case(known), [{"truce": "long"}, {"truce": "none"}, {"crossings": 1}])
    assert [pair.better for pair in found.pairs] == ["first", "apart", "apart"]
    assert [one.utility for one in found.packages] == [None, None, None]


def test_what_no_agreement_is_worth_counts_where_it_is_said() -> None:
    best: dict[str, Value] = {"truce": "long", "crossings": 1}
    known = Ordinal(
        orders={"truce": ("long", "short", "none"), "crossings": (1, 0)}, comparisons=(Comparison(better="no agreement", worse={"truce": "none", "crossings": 1}),),
    )  # fmt: skip
    found = implied_by(
        case(known), [best, {"truce": "none", "crossings": 0}, {"truce": "short", "crossings": 0}]
    )
    assert [one.against_none for one in found.packages] == ["first", "second", "open"]


def test_what_cannot_be_judged_is_a_sentence() -> None:
    with pytest.raises(AnalysisError, match="no issues"):
        implied_by(case(Ordinal(), ()))
    with pytest.raises(AnalysisError, match="no option 'never'"):
        implied_by(case(Ordinal()), [{"truce": "never"}])
    two = Case(title="", parties=(Party(id="alba"), Party(id="borea")), issues=ISSUES)
    with pytest.raises(AnalysisError, match="one party at a time"):
        implied_by(two)
