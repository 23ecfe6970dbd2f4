"""Conditional values: what they add, how preferences gain and lose them, and conditions that can never hold."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.model import Additive, Case, Condition, Interdependent, Issue, Option, Party, Table, holds
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.depending import depending, utility_of
from goodoffices.model.moving import Move, moved
from goodoffices.model.possible import can_hold
from goodoffices.model.preferences import Dependent
from goodoffices.model.renaming import with_parties_named
from tests.strategies import conditions, issues

TRUCE = Issue(id="truce", options=(Option(id="weeks"), Option(id="permanent")), ordered=True)
LEAVING = Issue(id="leaving", options=(Option(id="none"), Option(id="half"), Option(id="all")), ordered=True)
BOTH = {"truce": TRUCE, "leaving": LEAVING}
LASTING = Dependent(
    when=Condition(all=(Condition(issue="truce", is_="permanent"), Condition(issue="leaving", at_least="half"))),
    adds=0.25,
)  # fmt: skip
ALONE = Additive(
    weights={"truce": 0.5, "leaving": 0.5},
    values={
        "truce": Table(evaluations={"weeks": 0.0, "permanent": 4.0}),
        "leaving": Table(evaluations={"none": 0.0, "half": 1.0, "all": 2.0}),
    },
    convention="genius",
    reservation=0.25,
    assumption="Said in public.",
)


def test_a_truce_that_lasts_makes_leaving_worth_more() -> None:
    known = depending(ALONE, (LASTING,))
    worth = {
        (truce, leaving): utility_of(known, {"truce": truce, "leaving": leaving}, BOTH)
        for truce in ("weeks", "permanent")
        for leaving in ("none", "half", "all")
    }
    assert worth == {
        ("weeks", "none"): 0.0, ("weeks", "half"): 0.25, ("weeks", "all"): 0.5,
        ("permanent", "none"): 0.5, ("permanent", "half"): 1.0, ("permanent", "all"): 1.25,
    }  # fmt: skip


def test_preferences_that_lose_the_last_conditional_value_are_additive_and_worth_what_they_were() -> None:
    known = depending(ALONE, (LASTING,))
    assert isinstance(known, Interdependent)
    assert depending(known, known.dependent) is known
    back = depending(known, ())
    assert isinstance(back, Additive)
    assert (back.reservation, back.assumption, back.convention) == (0.25, "Said in public.", "plain")
    for truce, leaving in itertools.product(TRUCE.values, LEAVING.values):
        package = {"truce": truce, "leaving": leaving}
        assert utility_of(back, package, BOTH) == utility_of(ALONE, package, BOTH)
        if truce == "weeks":
            assert utility_of(known, package, BOTH) == utility_of(ALONE, package, BOTH)


def test_other_names_and_moved_limits_leave_the_conditions_as_they_are() -> None:
    known = depending(ALONE, (LASTING,))
    case = Case(parties=(Party(id="a", preferences=known), Party(id="b")), issues=(TRUCE, LEAVING))
    renamed = with_parties_named(case, {"a": "truce"})
    assert renamed.parties[0] == Party(id="truce", preferences=known)
    (party, _) = moved(case, [Move(limit="a: reservation value", to=0.5)]).parties
    assert getattr(party.preferences, "dependent", ()) == (LASTING,)
    assert getattr(party.preferences, "reservation", None) == 0.5


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        ((TRUCE,), "there is no issue 'leaving' in this case"),
        ((Issue(id="truce", options=(Option(id="weeks"),)), LEAVING), "the issue 'truce' has no option 'permanent'"),
        ((TRUCE, Issue(id="leaving", options=LEAVING.options)), "the options of 'leaving' have no order"),
    ],
)  # fmt: skip
def test_an_issue_that_goes_or_changes_under_a_condition_is_named(
    left: tuple[Issue, ...], sentence: str
) -> None:
    case = Case(parties=(Party(id="a", preferences=Interdependent(dependent=(LASTING,))),), issues=left)
    found = [(path, problem) for path, problem in check_case(case) if sentence in problem]
    assert found
    assert found[0][0][:6] == ("parties", 0, "preferences", "dependent", 0, "when")


@given(st.data())
def test_a_condition_can_hold_exactly_where_some_package_satisfies_it(data: st.DataObject) -> None:
    over = [data.draw(issues(number)) for number in range(3)]
    known = {issue.id: issue for issue in over}
    condition = data.draw(conditions(over, 3))
    packages = (
        dict(zip(known, values, strict=True))
        for values in itertools.product(*(issue.values for issue in over))
    )
    assert can_hold(condition, known) == any(holds(condition, package, known) for package in packages)


def test_a_search_that_would_not_end_is_given_up() -> None:
    known = {
        f"n{n}": Issue(id=f"n{n}", options=tuple(Option(id=str(v)) for v in range(40))) for n in range(30)
    }
    odd = Condition(sum=dict.fromkeys(known, 2.0), at_least=601, at_most=601)
    assert can_hold(odd, known), "nobody knows, so it may"
