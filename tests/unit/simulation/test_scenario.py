"""A dispute made ready for play: packages by number, and what would be best, as the analysis has them."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices import Case, analyse
from goodoffices.analysis.space import space_of
from goodoffices.model import Additive, Issue, Option, Ordinal, Party, Table
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.packages import Listing, drawn_from
from goodoffices.simulation.scenario import scenario_of
from tests.conftest import ORRIN
from tests.simulating import quarrel


def test_the_best_is_what_the_analysis_finds() -> None:
    case = quarrel()
    scenario, analysis = scenario_of(case), analyse(case)
    assert scenario.packages == analysis.packages
    assert analysis.frontier is not None
    found = {tuple(scenario.worth[:, row].round(9)) for row in scenario.frontier}
    assert found == {tuple(np.round(point.utilities, 9)) for point in analysis.frontier.points}
    nash = analysis.solutions["nash"]
    assert nash is not None
    assert scenario.nash is not None
    assert scenario.worth[:, scenario.nash] == pytest.approx(nash.utilities)
    assert analysis.zone is not None
    assert len(scenario.zone) == analysis.zone.packages


def test_dependent_preferences_are_worth_what_the_analysis_says() -> None:
    case = Case.load(ORRIN)
    scenario, analysis = scenario_of(case), analyse(case)
    assert analysis.frontier is not None
    for point in analysis.frontier.points[:20]:
        assert scenario.worth[:, scenario.number(point.package)] == pytest.approx(point.utilities)


def test_only_feasible_packages_are_played_with_and_limits_are_each_side_s_own() -> None:
    case = quarrel(together=True)
    scenario = scenario_of(case)
    assert scenario.packages == 6
    assert {scenario.package(number)["land"] for number in range(6)} == {"all", "half", "none"}
    strict = quarrel(line=True)
    limited = scenario_of(strict)
    assert not limited.within[0].all()
    assert limited.within[1].all()


def test_packages_are_found_by_what_they_are_whatever_the_size_of_the_space() -> None:
    for sizes in ((3, 4, 2), (300,) * 9):
        dice = np.random.default_rng(3)
        places = np.unique(dice.integers(sizes, size=(50, len(sizes))).astype(np.int16), axis=0)
        listing = Listing(places, sizes)
        assert listing.numbers(places).tolist() == list(range(len(places)))
        missing = places[:1].copy()
        missing[0, 0] = (missing[0, 0] + 1) % sizes[0]
        there = any((row == missing[0]).all() for row in places)
        assert (listing.numbers(missing)[0] >= 0) == there
        near = listing.changed(0)
        assert all((places[row] != places[0]).sum() == 1 for row in near)


def test_too_many_packages_are_sampled_evenly_and_hold_the_frontier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodoffices.simulation.scenario.MOST", 5)
    monkeypatch.setattr("goodoffices.simulation.scenario.DRAWN", 4)
    case = quarrel()
    sampled, whole = scenario_of(case), analyse(case)
    assert not sampled.whole
    assert whole.frontier is not None
    for point in whole.frontier.points:
        sampled.number(point.package)  # raises where it is not there
    space = scenario_of(quarrel(together=True))
    assert 4 <= space.packages <= 6


def test_draws_are_even_where_constraints_are() -> None:
    feasible = space_of(quarrel(together=True)).feasible
    counts: dict[tuple[int, ...], int] = {}
    for seed in range(600):
        (row,) = drawn_from(feasible, 1, np.random.default_rng(seed)).tolist()
        counts[tuple(row)] = counts.get(tuple(row), 0) + 1
    assert len(counts) == 6
    assert max(counts.values()) < 2 * min(counts.values())


def test_what_cannot_be_played_is_refused_in_a_sentence() -> None:
    case = quarrel()
    known, other = case.parties
    with pytest.raises(SimulationError, match="of the party 'a' are not exactly known"):
        scenario_of(Case(parties=(Party(id="a", preferences=Ordinal()), other), issues=case.issues))
    with pytest.raises(SimulationError, match="fewer than two parties"):
        scenario_of(Case(parties=(known,), issues=case.issues))
    scenario = scenario_of(case)
    with pytest.raises(SimulationError, match="the issue 'water' has no option"):
        scenario.number({"land": "all"})


def test_equal_utilities_of_other_kinds_are_no_issue() -> None:
    flat = Additive(weights={"x": 1.0}, values={"x": Table(evaluations={"p": 0.5, "q": 0.5})})
    issue = Issue(id="x", options=(Option(id="p"), Option(id="q")))
    scenario = scenario_of(
        Case(parties=(Party(id="a", preferences=flat), Party(id="b", preferences=flat)), issues=(issue,))
    )
    assert scenario.best.nash == 0
    assert scenario.frontier.tolist() == [0, 1]
