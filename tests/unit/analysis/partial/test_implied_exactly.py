"""What a party's own numbers imply where some depend on several issues: no range, and packages compared whole."""

from __future__ import annotations

import pytest

from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.partial.implied import implied_by
from goodoffices.model import Case, Condition, Interdependent, Issue, Option, Party, Table
from goodoffices.model.preferences import Dependent

ISSUES = tuple(Issue(id=name, options=(Option(id="no"), Option(id="yes"))) for name in ("truce", "leaving"))
BOTH = Condition(all=(Condition(issue="truce", is_="yes"), Condition(issue="leaving", is_="yes")))
KNOWN = Interdependent(
    dependent=(Dependent(when=BOTH, adds=0.5),),
    weights={"truce": 0.3, "leaving": 0.1},
    values={
        "truce": Table(evaluations={"no": 0, "yes": 1}),
        "leaving": Table(evaluations={"no": 1, "yes": 0}),
    },
    reservation=0.4,
)
CASE = Case(parties=(Party(id="a", preferences=KNOWN),), issues=ISSUES)


def test_packages_are_worth_what_the_numbers_say() -> None:
    packages = (
        {"truce": "yes", "leaving": "yes"},
        {"truce": "yes", "leaving": "no"},
        {"truce": "no", "leaving": "yes"},
        {"truce": "yes"},
    )
    found = implied_by(CASE, packages)
    worths = [one.utility for one in found.packages]
    assert worths == [pytest.approx((0.8, 0.8)), pytest.approx((0.4, 0.4)), pytest.approx((0.0, 0.0)), None]
    assert [one.against_none for one in found.packages] == ["first", "alike", "second", None]
    better = {(pair.first, pair.second): pair.better for pair in found.pairs}
    assert better == {
        (0, 1): "first", (0, 2): "first", (1, 2): "first", (0, 3): "apart", (1, 3): "apart", (2, 3): "apart",
    }  # fmt: skip
    assert found.weights == {"truce": pytest.approx((0.75, 0.75)), "leaving": pytest.approx((0.25, 0.25))}


def test_a_package_of_another_case_is_refused() -> None:
    with pytest.raises(AnalysisError, match="no option 'maybe'"):
        implied_by(CASE, [{"truce": "maybe"}])
