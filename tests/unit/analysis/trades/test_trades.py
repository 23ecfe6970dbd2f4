"""Trades of small cases that can be worked out by hand, of spaces too large to list, and of the samples."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence

import pytest

from goodoffices import analyse, trades
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.trades import moves as moves_module
from goodoffices.analysis.trades.start import Given
from goodoffices.analysis.trades.trades import trades_of
from goodoffices.model import (
    Additive,
    Case,
    Condition,
    Constraint,
    IntegerRange,
    Issue,
    Linear,
    Option,
    Party,
    RedLine,
    Table,
)
from goodoffices.model.preferences import Triangular
from goodoffices.services import sample_case
from tests.conftest import ROOT

Worth = Mapping[str, Mapping[str, float]]


def party(name: str, worth: Worth, reservation: float | None = None) -> Party:
    preferences = Additive(
        weights=dict.fromkeys(worth, 1.0),
        values={issue: Table(evaluations=dict(options)) for issue, options in worth.items()},
        reservation=reservation,
    )
    return Party(id=name, preferences=preferences)


def case_of(parties: Sequence[Party], **more: object) -> Case:
    assert isinstance(parties[0].preferences, Additive)
    issues = tuple(
        Issue(id=name, title=name.title(), options=tuple(Option(id=one) for one in table.evaluations))
        for name, table in parties[0].preferences.values.items()
        if isinstance(table, Table)
    )
    return Case(parties=tuple(parties), issues=issues, **more)  # type: ignore[arg-type]  # what a test gives is right


def logroll(**more: object) -> Case:
    """Pay matters more to the union, hours more to the firm."""
    return case_of(
        [
            party("union", {"pay": {"low": 0.0, "high": 0.6}, "hours": {"short": 0.2, "long": 0.0}}),
            party("firm", {"pay": {"low": 0.3, "high": 0.0}, "hours": {"short": 0.0, "long": 0.5}}),
        ],
        **more,
    )


LOW_SHORT = Given("offer", {"pay": "low", "hours": "short"})


def test_a_logroll_in_words() -> None:
    found = trades_of(logroll(), LOW_SHORT)
    (step,) = found.steps
    assert step.kind == "exchange"
    assert step.gains == pytest.approx((0.4, 0.2))
    assert step.shares == pytest.approx((0.4 / 0.8, 0.2 / 0.8))
    assert step.sides["union"].gives == ("Hours: long instead of short",)
    assert step.sides["union"].gets == ("Pay: high instead of low",)
    assert step.sides["firm"].gives == ("Pay: high instead of low",)
    assert step.sides["firm"].gets == ("Hours: long instead of short",)
    assert found.status == "exact"
    assert found.end.utilities == pytest.approx((0.6, 0.5))
    best = found.best["union"]
    assert [(one.kind, one.rate) for one in best] == [
        ("exchange", None),
        ("single", pytest.approx(0.75 / 0.375)),
    ]
    assert found.best["firm"][1].rate == pytest.approx((0.5 / 0.8) / (0.2 / 0.8))
    json.dumps(found.to_dict(), allow_nan=False)


def test_on_the_frontier_there_are_concessions_with_their_rates() -> None:
    found = trades_of(logroll(), Given("deal", {"pay": "high", "hours": "long"}))
    assert found.efficient
    assert found.steps == ()
    assert found.total is None
    assert found.end.package == found.start.package
    (up,) = found.concessions["union"]
    assert up.package == {"pay": "high", "hours": "short"}
    assert up.rate == pytest.approx((0.2 / 0.8) / (0.5 / 0.8))
    (down,) = found.concessions["firm"]
    assert down.package == {"pay": "low", "hours": "long"}


def three_at_once() -> Case:
    """Only all three issues together better the start: each one alone, and each two, cost somebody something."""
    return case_of(
        [
            party("a", {"x": {"no": 0.0, "yes": -0.2}, "y": {"no": 0.0, "yes": -0.1}, "z": {"no": 0.0, "yes": 0.4}}),
            party("b", {"x": {"no": 0.0, "yes": 0.2}, "y": {"no": 0.0, "yes": 0.2}, "z": {"no": 0.0, "yes": -0.3}}),
        ],
        constraints=(Constraint(name="x with z", requires=Condition(if_=Condition(issue="z", is_="yes"), then=Condition(issue="x", is_="yes"))),),
    )  # fmt: skip


def test_where_small_steps_are_stuck_more_issues_move_at_once() -> None:
    found = trades_of(three_at_once(), Given("", {"x": "no", "y": "no", "z": "no"}))
    (step,) = found.steps
    assert step.kind == "package"
    assert len(step.changes) == 3
    assert step.gains == pytest.approx((0.1, 0.1))
    assert found.status == "exact"


def test_a_limit_is_not_crossed_and_what_lies_beyond_it_is_named() -> None:
    line = RedLine(
        party="union", name="short hours", requires=Condition(issue="hours", is_="short"), entered_by="x"
    )
    found = trades_of(logroll(red_lines=(line,)), LOW_SHORT)
    assert found.efficient
    assert found.beyond is not None
    assert found.beyond.crosses == ("union: short hours",)
    assert [one.crosses for one in found.best["union"]] == [(), ("union: short hours",)]
    already = trades_of(logroll(red_lines=(line,)), Given("", {"pay": "low", "hours": "long"}))
    assert already.start.crosses == ("union: short hours",)
    assert already.beyond is None


def test_a_reservation_value_is_a_limit_too() -> None:
    firm = party(
        "firm", {"pay": {"low": 0.3, "high": 0.0}, "hours": {"short": 0.0, "long": 0.5}}, reservation=0.3
    )
    found = trades_of(case_of([logroll().parties[0], firm]), LOW_SHORT)
    single = next(one for one in found.best["union"] if one.kind == "single")
    assert single.crosses == ("firm: reservation value",)


def test_what_nobody_cares_about_stays_as_it_is() -> None:
    idle = {"seat": {"here": 0.0, "there": 0.0}}
    parties = [
        party("union", {**idle, "pay": {"low": 0.0, "high": 0.6}, "hours": {"short": 0.2, "long": 0.0}}),
        party("firm", {**idle, "pay": {"low": 0.3, "high": 0.0}, "hours": {"short": 0.0, "long": 0.5}}),
    ]
    found = trades_of(case_of(parties), Given("", {"seat": "there", "pay": "low", "hours": "short"}))
    assert found.end.package["seat"] == "there"
    assert len(found.steps) == 1


def large(issues: int, options: int) -> Case:
    """A space of options^issues packages, every third issue tied to the next by a constraint."""
    names = [f"i{number}" for number in range(issues)]

    def one(shift: int) -> Party:
        tables = {
            name: {f"o{n}": ((n + 1) * (7 * number + shift) % 23) / 23 for n in range(options)}
            for number, name in enumerate(names)
        }
        preferences = Additive(
            weights={name: 1 + (number * shift) % 5 for number, name in enumerate(names)},
            values={name: Table(evaluations=table) for name, table in tables.items()},
        )
        return Party(id=f"p{shift}", preferences=preferences)

    ties = tuple(
        Constraint(
            name=f"tie {n}",
            requires=Condition(if_=Condition(issue=names[n], is_="o1"), then=Condition(issue=names[n + 1], not_in=("o2",))),
        )
        for n in range(0, issues - 1, 3)
    )  # fmt: skip
    return Case(
        parties=(one(3), one(11)),
        issues=tuple(
            Issue(id=name, options=tuple(Option(id=f"o{n}") for n in range(options))) for name in names
        ),
        constraints=ties,
    )


def test_a_space_of_ten_to_the_fiftieth_is_taken_to_its_frontier() -> None:
    case = large(50, 10)
    found = trades_of(case, Given("", {issue.id: "o0" for issue in case.issues}))
    assert found.status == "exact"
    frontier = analyse(case).frontier
    assert frontier is not None
    assert any(point.utilities == pytest.approx(found.end.utilities, rel=1e-9) for point in frontier.points)
    before = found.start.utilities
    for step in found.steps:
        assert all(after >= now - 1e-9 * now for after, now in zip(step.utilities, before, strict=True))
        before = step.utilities
    assert sum(len(step.changes) <= 2 for step in found.steps) > len(found.steps) / 2


def test_issues_with_too_many_values_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def side(name: str, slope: float, weight: float) -> Party:
        values: dict[str, Table | Linear | Triangular] = {
            "money": Linear(slope=slope / 900),
            "pay": Table(evaluations={"low": 0.0, "high": slope}),
        }
        return Party(
            id=name, preferences=Additive(weights={"money": weight, "pay": 1 - weight}, values=values)
        )

    case = Case(
        parties=(side("a", 1.0, 0.7), side("b", -1.0, 0.4)),
        issues=(
            Issue(id="money", title="Money", integers=IntegerRange(low=0, high=900)),
            Issue(id="pay", options=(Option(id="low"), Option(id="high"))),
        ),
    )
    whole = trades_of(case, Given("", {"money": 450, "pay": "high"}))
    assert whole.best_status == "exact"
    assert any(len(one.changes) == 2 for one in whole.best["a"])
    monkeypatch.setattr(moves_module, "MOST", 100)
    cut = trades_of(case, Given("", {"money": 450, "pay": "high"}))
    assert cut.best_status == "bounded"
    assert "exchanges over Money were not looked at" in cut.notes[-1]
    assert all(len(one.changes) == 1 for one in cut.best["a"])
    assert cut.steps == whole.steps


def test_the_river_is_traded_to_its_frontier() -> None:
    poor = (
        "share-orvane=15,share-meldria=40,share-port-sael=15,dry-season-release=200,filling=seven-years,"
        "drought-rule=by-right,data=none,compensation=0,commission=consultative"
    )
    found = trades(sample_case("tessen-river"), poor)
    assert found.start.crosses == ("port-sael: reservation value",)
    assert found.end.crosses == ()
    assert any(step.restores == ("port-sael: reservation value",) for step in found.steps)
    release = next(step for step in found.steps if "compensation" in {c.issue for c in step.changes})
    assert release.kind == "exchange"
    assert release.sides["orvane"].gives == (
        "Release in the dry season: 300 million cubic metres instead of 200 million cubic metres",
    )
    assert release.sides["port-sael"].gives == (
        "Payment to Orvane: 40 million crowns a year instead of 0 million crowns a year",
    )
    frontier = analyse(sample_case("tessen-river")).frontier
    assert frontier is not None
    assert any(point.utilities == pytest.approx(found.end.utilities) for point in frontier.points)


def test_the_talks_in_cairo_cross_no_line_that_stands() -> None:
    found = trades(sample_case("cairo-2024"), "barnea-proposal")
    assert found.start.filled[0] == "truce-length"
    assert "israel: no unvetted return" in found.start.crosses
    assert found.efficient
    assert found.beyond is not None
    assert set(found.beyond.crosses) == {
        "israel: no commitment to end the war",
        "hamas: all residents return to the north",
    }
    way = trades(sample_case("cairo-2024"), "way-1")
    assert way.start.utilities == pytest.approx((0.582, 0.582))


def test_without_exact_preferences_there_is_a_sentence() -> None:
    case = logroll()
    bare = Case(parties=(case.parties[0], Party(id="firm")), issues=case.issues)
    with pytest.raises(AnalysisError, match="the party 'firm' has no preferences; add weights"):
        trades_of(bare, LOW_SHORT)


def test_plain_analysis_loads_no_trades() -> None:
    code = "import sys, goodoffices; goodoffices.analyse(sys.argv[1]); print(*sys.modules)"
    case = ROOT / "examples" / "tessen-river"
    done = subprocess.run([sys.executable, "-c", code, str(case)], check=True, capture_output=True, text=True)
    assert "goodoffices.analysis.analyse" in done.stdout
    assert "goodoffices.analysis.trades" not in done.stdout
