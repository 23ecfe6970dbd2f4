"""Preferences known in part: exact ones give the classical answers, and draws never contradict what is proven."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.partial.efficiency import dominator, efficient
from goodoffices.analysis.partial.knowledge import Layout, knowledge_of
from goodoffices.analysis.partial.polytope import Polytope
from goodoffices.analysis.partial.rivals import worst_loss
from goodoffices.analysis.partial.robust import robust_of
from goodoffices.analysis.partial.room import Room
from goodoffices.model import Case, Interval, Issue, Option, Ordinal, Party
from goodoffices.model.preferences import Comparison
from tests import brute_force
from tests.strategies import cases, issues


@given(case=cases(most_parties=3, most_issues=3, conventions=("plain",)))
def test_exact_preferences_give_the_classical_answers(case: Case) -> None:
    """Modalities are yes or no, no regret is left, and the solutions are those of `analyse`."""
    rows = brute_force.feasible_rows(case)
    assume(rows)
    classical = analyse_case(case)
    assert classical.frontier is not None
    robust = robust_of(case, [row.package for row in rows[:6]])
    assert robust.minimax_regret is not None
    limits = brute_force.limits(case).values()
    wills = [one for one in limits if not isinstance(one, tuple)]
    floors = [one for one in limits if isinstance(one, tuple)]
    within = [row for row in rows if all(brute_force.keeps(case, row, will) for will in wills)] or rows
    best = max(sum(row.utilities) for row in within)
    agreed = [row for row in within if all(brute_force.keeps(case, row, floor) for floor in floors)] or within
    found = next(row for row in agreed if row.package == robust.minimax_regret.package)
    assert sum(found.utilities) == pytest.approx(max(sum(row.utilities) for row in agreed), abs=1e-6)
    assert robust.minimax_regret.regret == pytest.approx(best - sum(found.utilities), abs=1e-6)
    zone = classical.zone
    assert zone is not None
    assert robust.agreement is not None
    assert robust.agreement.value == (1.0 if zone.packages else 0.0)
    efficient_ones = [point.utilities for point in classical.frontier.points]
    for judged in robust.packages:
        utilities = next(row.utilities for row in rows if row.package == judged.package)
        for party, low_high in zip(case.parties, utilities, strict=True):
            assert judged.utilities[party.id] == pytest.approx((low_high, low_high), abs=1e-9)
        assert judged.acceptability.value in (0.0, 1.0)
        assert judged.efficient in ("necessarily", "never")
        on_it = any(np.allclose(utilities, point, rtol=1e-9, atol=1e-7) for point in efficient_ones)
        assert (judged.efficient == "necessarily") == on_it
        assert judged.regret == pytest.approx(max(0.0, best - sum(utilities)), abs=1e-6)


@st.composite
def vague(draw: st.DrawFn) -> Case:
    """Two parties over at most three small issues, known by interval or by order."""
    over: list[Issue] = [draw(issues(number)) for number in range(draw(st.integers(1, 3)))]
    assume(all(issue.size <= 4 for issue in over))
    parties = []
    for name in ("a", "b"):
        if draw(st.booleans()):
            ends = {issue.id: (0.0, draw(st.sampled_from([0.6, 1.0]))) for issue in over}
            assume(sum(high for _, high in ends.values()) >= 1)
            values = {}
            for issue in over:
                pairs = [
                    sorted(draw(st.tuples(st.integers(0, 4), st.integers(0, 4)))) for _ in range(issue.size)
                ]
                values[issue.id] = {
                    key: (a / 4, b / 4) for key, (a, b) in zip(issue.keys, pairs, strict=True)
                }
            parties.append(
                Party(id=name, preferences=Interval(weights=ends, values=values, reservation=(0.2, 0.5)))
            )
        else:
            orders = {issue.id: tuple(draw(st.permutations(list(issue.values)))) for issue in over}
            priorities = tuple(draw(st.permutations([issue.id for issue in over])))
            parties.append(Party(id=name, preferences=Ordinal(orders=orders, priorities=priorities)))
    return Case(issues=tuple(over), parties=tuple(parties))


@given(case=vague())
def test_what_is_proven_holds_for_every_draw(case: Case) -> None:
    """No draw leaves the utilities' bounds, dominates what is necessarily efficient, or exceeds the largest regret."""
    layout = Layout.of(case)
    known = [one for party in case.parties if (one := knowledge_of(case, party, layout)) is not None]
    room = Room(case, layout, tuple(Polytope(one, layout) for one in known))
    every = list(itertools.product(*(range(issue.size) for issue in case.issues)))
    draws = [drawn[::10, ::20].reshape(-1, layout.size) for drawn in room.draws]
    for places in every[:: max(1, len(every) // 4)]:
        verdict = efficient(room, places)
        regret = worst_loss(room, places).regret
        dominated = []
        for points in zip(*draws, strict=True):
            values = room.values(points)
            mine = values.utilities(places)
            for polytope, utility in zip(room.polytopes, mine, strict=True):
                assert polytope.lowest(polytope.utility(places)) - 1e-6 <= utility
                assert utility <= polytope.highest(polytope.utility(places)) + 1e-6
            best = max(sum(values.utilities(other)) for other in every)
            assert best - sum(mine) <= regret + 1e-6
            dominated.append(dominator(room, places, list(points)) is not None)
        if verdict == "necessarily":
            assert not any(dominated)
        if verdict == "never":
            assert all(dominated)


def _one_issue(preferences: Interval | Ordinal) -> Case:
    issue = Issue(id="i", options=(Option(id="x"), Option(id="y")))
    plain = Ordinal(orders={"i": ("y", "x")})
    return Case(
        issues=(issue,), parties=(Party(id="a", preferences=preferences), Party(id="b", preferences=plain))
    )


def test_contradicting_comparisons_are_named() -> None:
    """A comparison against the order is an error that names both, and nothing else."""
    preferences = Interval(
        weights={"i": (1.0, 1.0)},
        values={"i": {"x": (0.8, 1.0), "y": (0.0, 0.2)}},
        comparisons=(Comparison(better={"i": "y"}, worse={"i": "x"}),),
    )
    with pytest.raises(AnalysisError, match="comparison 1"):
        robust_of(_one_issue(preferences))
    assert robust_of(_one_issue(structs.replace(preferences, comparisons=()))).status == "exact"
