"""Ways out by steps, and the chance that one opens, on cases small enough to be followed by hand."""

from __future__ import annotations

import pytest
from msgspec import structs

from benchmarks.large_cases import large_case
from goodoffices.analysis.deadlock import Diagnosis, deadlock_of
from goodoffices.analysis.partial.chances import wilson
from goodoffices.model import (
    Additive,
    Case,
    Condition,
    IntegerRange,
    Interval,
    Issue,
    Option,
    Party,
    RedLine,
    Table,
    holds,
)
from goodoffices.model.casefile.checks import check_case

SCALE = tuple(Option(id=f"o{number}") for number in range(5))
TRUCE = Issue(id="truce", options=SCALE, ordered=True)


def line(party: str, name: str, requires: Condition, cost: float = 1.0) -> RedLine:
    return RedLine(party=party, name=name, requires=requires, cost=cost, entered_by="test")


def case_of(*lines: RedLine, parties: tuple[Party, ...] = (Party(id="a"), Party(id="b"))) -> Case:
    return Case(
        parties=parties,
        issues=(TRUCE, Issue(id="men", integers=IntegerRange(low=0, high=40))),
        red_lines=lines,
    )


def test_two_bounds_meet_anywhere_between_them() -> None:
    case = case_of(
        line("a", "no less", Condition(issue="truce", at_least="o3"), cost=3.0),
        line("b", "no more", Condition(issue="truce", at_most="o1"), cost=3.0),
    )
    ways = deadlock_of(case, steps=True).ways_out_by_steps
    told = {tuple((one.limit, one.to, one.steps, one.of) for one in way.moves): way.cost for way in ways}
    assert told == {
        (("a: no less", "o1", 2, 3),): 2.0,
        (("a: no less", "o2", 1, 3), ("b: no more", "o2", 1, 3)): 2.0,
        (("b: no more", "o3", 2, 3),): 2.0,
    }
    assert [way.opens.packages for way in ways] == [41, 41, 41]


def test_a_long_scale_moves_in_strides_and_a_part_without_bounds_gives_way_with_the_whole() -> None:
    both = Condition(all=(Condition(issue="men", at_least=40), Condition(issue="truce", in_=("o0", "o2"))))
    case = case_of(
        line("a", "both", both, cost=41.0),
        line("b", "few", Condition(issue="men", at_most=17), cost=100.0),
        line("b", "other", Condition(issue="truce", is_="o2"), cost=500.0),
    )
    ways = deadlock_of(case, steps=True).ways_out_by_steps
    first = ways[0]
    assert [(one.limit, one.to, one.steps, one.of, one.path) for one in first.moves] == [
        ("a: both", 16, 24, 41, "all.0")
    ]
    assert first.cost == pytest.approx(24.0)


def two_sided(second: Additive | Interval) -> Case:
    """One wants the truce long, the other short; the second one's reservation value is 0.5 of 1."""
    rising = {f"o{number}": number / 4 for number in range(5)}
    first = Additive(weights={"truce": 1.0}, values={"truce": Table(evaluations=rising)}, reservation=0.75)
    return case_of(
        line("a", "long", Condition(issue="truce", at_least="o4")),
        line("b", "short", Condition(issue="truce", at_most="o3")),
        parties=(Party(id="a", preferences=first), Party(id="b", preferences=second)),
    )


def test_a_reservation_value_gives_way_in_tenths() -> None:
    falling = {f"o{number}": 1 - number / 4 for number in range(5)}
    second = Additive(weights={"truce": 1.0}, values={"truce": Table(evaluations=falling)}, reservation=0.5)
    case = structs.replace(two_sided(second), red_lines=())
    ways = deadlock_of(case, steps=True).ways_out_by_steps
    told = {
        tuple((one.limit, round(float(one.to or 0), 9), one.steps, one.of) for one in way.moves)
        for way in ways
    }
    # 0.75 has to come down to 0.5, or 0.5 to 0.25, for a step of the truce; a tenth of the way is 0.075, or 0.05
    assert (("a: reservation value", 0.45, 4, 10),) in told
    assert (("b: reservation value", 0.25, 5, 10),) in told
    assert all(way.helps[0].party == "a" for way in ways)


def test_the_chance_is_the_share_of_preferences_under_which_it_opens() -> None:
    # what o3 is worth to b is open between 0 and 1, evenly; o3 is all that is left when a gives up "long"
    values = {
        "truce": {"o0": (1.0, 1.0), "o1": (1.0, 1.0), "o2": (1.0, 1.0), "o3": (0.0, 1.0), "o4": (0.0, 0.0)}
    }
    second = Interval(weights={"truce": (1.0, 1.0)}, values=values, reservation=(0.7, 0.7))
    answer = deadlock_of(two_sided(second))
    chances = {way.relax: way.chance for way in answer.ways_out}
    gives_a = chances["a: long",]
    gives_b = chances["b: short",]
    assert gives_a is not None
    assert gives_b is not None
    assert gives_a.samples == gives_b.samples == 200
    assert gives_a.low < 0.3 < gives_a.high
    assert (gives_b.share, gives_b.low) == (0.0, 0.0)
    assert gives_b.high < 0.05
    assert answer.chance is None
    open_one = deadlock_of(structs.replace(two_sided(second), red_lines=()))
    assert not open_one.deadlocked
    assert open_one.chance is not None
    assert open_one.chance.low < 0.3 < open_one.chance.high


def test_the_interval_is_that_of_wilson() -> None:
    assert wilson(0.5, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)
    assert wilson(0.0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)


@pytest.mark.parametrize(
    ("issues", "limits", "parties", "known", "seconds"),
    [
        (24, 60, 2, 2, 8.0),
        pytest.param(60, 200, 2, 2, 60.0, marks=pytest.mark.nightly),
        pytest.param(60, 200, 4, 2, 60.0, marks=pytest.mark.nightly),
        pytest.param(60, 200, 6, 0, 60.0, marks=pytest.mark.nightly),
    ],
)
def test_many_limits_are_answered_within_a_budget(
    issues: int, limits: int, parties: int, known: int, seconds: float
) -> None:
    case = large_case(1, issues=issues, limits=limits, parties=parties, known=known)
    assert not list(check_case(case))
    diagnosis = Diagnosis(case, budget=seconds)
    kinds = [event.to_dict()["event"] for event in diagnosis]
    answer = diagnosis.known()
    assert answer.deadlocked
    assert "way_out" in kinds
    assert "blocking_set" in kinds
    assert answer.seconds["total"] < 2 * seconds + 5
    costs = [way.cost for way in answer.ways_out]
    assert costs == sorted(costs)
    conditions = {one.label: one.requires for one in case.red_lines}
    conditions |= {one.label: one.requires for one in case.mandates if one.requires is not None}
    for way in answer.ways_out:
        if way.opens.nash is None:
            continue
        package = way.opens.nash.package
        assert all(
            holds(one, package, case.issues_by_id)
            for name, one in conditions.items()
            if name not in way.relax
        )
        for one, worth in zip(way.helps, way.opens.nash.utilities, strict=True):
            assert f"{one.party}: reservation value" in way.relax or worth >= one.reservation - 1e-9
    # each set meets each way out, or one of them would be none
    assert all(set(one) & set(way.relax) for one in answer.blocking_sets for way in answer.ways_out)
