"""What is said of packages where preferences are known in part, on cases whose answers can be seen."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec import structs

from goodoffices import Case, robust
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.partial.record import said_by
from goodoffices.analysis.partial.robust import known_in_part
from goodoffices.model import Additive, Interval, Issue, Option, Ordinal, Party, Table
from goodoffices.model.casefile import read_case_text
from goodoffices.services import sample_case

RECORDED = """
goodoffices: 1
parties: [{id: a}, {id: b}]
issues:
  - {id: pay, title: Pay, options: [{id: low}, {id: middle}, {id: high}]}
  - {id: hours, title: Hours, options: [{id: short}, {id: long}]}
sources: [{id: r, title: R, published: 2024-03-30}]
statements:
  - {id: s1, source: r, content: C, speaker_named: true, act: demands}
  - {id: s2, source: r, content: D, speaker_named: true, act: rejects}
positions:
  - {id: p1, party: a, issue: pay, stand: demands, on: 2024-03-01, options: [low], statements: [s1]}
  - {id: p2, party: a, issue: pay, stand: demands, on: 2024-03-20, options: [high], statements: [s1]}
  - {id: p3, party: b, issue: pay, stand: rejects, on: 2024-03-20, options: [high], statements: [s2]}
red_lines:
  - {party: b, name: no long hours, requires: {issue: hours, is: short}, entered_by: me}
"""


def two_sided(first: Interval | Ordinal, second: Additive | Interval | Ordinal) -> Case:
    return Case(
        issues=(
            Issue(id="pay", options=(Option(id="low"), Option(id="high"))),
            Issue(id="hours", options=(Option(id="short"), Option(id="long"))),
        ),
        parties=(Party(id="a", preferences=first), Party(id="b", preferences=second)),
    )


def test_the_record_says_what_each_side_prefers_and_where_that_stands() -> None:
    case = read_case_text(RECORDED)
    assert known_in_part(case)
    said = {(one.issue, one.better, one.worse): one.sources for one in said_by(case, "a")}
    assert set(said) == {(0, 2, 0), (0, 2, 1)}  # the later demand counts
    assert said[0, 2, 0] == ("position p2", "statement s1")
    found = robust(case)
    facts = {fact.text: fact.sources for fact in found.parties[1].facts}
    assert ("position p3", "statement s2") in facts.values()
    assert any("no long hours" in text for text in facts)
    judged = {tuple(one.package.values()): one for one in robust(case, "all").packages}
    assert judged["high", "long"].acceptable == {"a": "necessarily", "b": "never"}
    assert judged["high", "short"].acceptable_to_all == "necessarily"
    # b finds short no worse than long, and a's best pay with it may be dominated by nothing
    assert judged["high", "long"].efficient == "possibly"


def test_a_demand_against_the_entered_order_is_named_with_its_source() -> None:
    case = read_case_text(RECORDED)
    against = Interval(
        weights={"pay": (1.0, 1.0)}, values={"pay": {"low": (0.9, 1.0), "middle": (0.4, 0.5), "high": (0.0, 0.1)}}
    )  # fmt: skip
    case = structs.replace(
        case, parties=(structs.replace(case.parties[0], preferences=against), case.parties[1])
    )
    found = robust(case)
    assert found.status == "infeasible"
    assert found.minimax_regret is None
    clash = found.parties[0].contradiction
    assert {source for fact in clash for source in fact.sources} == {"position p2", "statement s1"}
    assert any("high" in fact.text for fact in clash)
    assert "position p2" in found.notes[0]


def test_intervals_give_the_extremes_that_can_be_reckoned_by_hand() -> None:
    vague = Interval(
        weights={"pay": (0.4, 0.6), "hours": (0.4, 0.6)},
        values={"pay": {"low": (0.0, 0.0), "high": (1.0, 1.0)}, "hours": {"short": (0.0, 0.5), "long": (1.0, 1.0)}},
        reservation=(0.5, 0.5),
    )  # fmt: skip
    exact = Additive(
        weights={"pay": 0.5, "hours": 0.5},
        values={"pay": Table(evaluations={"low": 1.0, "high": 0.0}), "hours": Table(evaluations={"short": 1.0, "long": 0.0})},
    )  # fmt: skip
    found = {tuple(one.package.values()): one for one in robust(two_sided(vague, exact), "all").packages}
    # pay low, hours short: 0 + weight of hours (0.4 to 0.6) times 0 to 0.5
    assert found["low", "short"].utilities["a"] == pytest.approx((0.0, 0.3))
    assert found["low", "short"].acceptable["a"] == "never"
    # pay high, hours short: 0.4 to 0.6, and 0.4 to 0.6 times 0 to 0.5
    assert found["high", "short"].utilities["a"] == pytest.approx((0.4, 0.8))
    assert found["high", "short"].acceptable["a"] == "possibly"
    assert found["high", "long"].utilities["a"] == pytest.approx((1.0, 1.0))
    # against high and long (sum 1), low and short has at worst 0 + 1; high and short at worst 0.4 + 0.5
    assert found["high", "short"].regret == pytest.approx(
        0.2
    )  # low and long: 0.6 + 0.5, where pay weighs 0.4
    share = found["high", "short"].acceptability
    # with weight w of pay and evaluation e of short: w + (1 - w) e >= 0.5 over w in 0.4 to 0.6 and (1 - w) e drawn
    # evenly over the contributions that fit
    rng = np.random.default_rng(5)
    weight = rng.uniform(0.4, 0.6, 400_000)
    added = rng.uniform(0, 0.3, 400_000)
    fits = added <= 0.5 * (1 - weight)
    expected = float((weight + added >= 0.5)[fits].mean())
    assert share.status == "sampled"
    assert abs(share.value - expected) < 5 * share.error + 0.01


@pytest.mark.nightly
def test_the_safest_package_is_one_that_all_may_accept() -> None:
    found = robust(sample_case("tessen-river"))
    assert found.minimax_regret is not None
    assert found.minimax_regret.status == "exact"
    safest = next(one for one in found.packages if "smallest largest regret" in one.why)
    assert safest.acceptable_to_all in ("necessarily", "possibly")
    assert all(
        one.regret >= found.minimax_regret.regret - 1e-6
        for one in found.packages
        if one.acceptable_to_all != "never"
    )


@pytest.mark.nightly
def test_many_issues_and_many_packages_end_with_an_answer() -> None:
    issues = tuple(
        Issue(id=f"i{number}", options=tuple(Option(id=f"o{place}") for place in range(5)))
        for number in range(8)
    )
    names = [issue.id for issue in issues]
    ranks = [f"o{place}" for place in range(5)]
    parties = (
        Party(id="a", preferences=Ordinal(priorities=tuple(names), orders=dict.fromkeys(names, tuple(ranks)))),
        Party(id="b", preferences=Ordinal(priorities=tuple(reversed(names)), orders=dict.fromkeys(names, tuple(reversed(ranks))))),
    )  # fmt: skip
    found = robust(Case(issues=issues, parties=parties))
    assert found.minimax_regret is not None
    least = found.minimax_regret
    assert least.status == "exact" or (least.bound is not None and least.bound <= least.regret)
    assert 0 < least.regret <= 2


def test_too_many_packages_are_not_judged_one_by_one() -> None:
    with pytest.raises(AnalysisError, match="judged one by one"):
        robust(sample_case("cairo-2024"), "all")
