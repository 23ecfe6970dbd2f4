"""Tallies and balances: the seed's figures, sources that differ, gaps with the fewest entries that cannot stand together."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from goodoffices.agreement.ledger import balances_of, tally_of
from goodoffices.agreement.ranges import Range
from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import Case
from goodoffices.model.agreement import Balance, Count, Entry, Tally
from tests.conftest import ROOT

TALLY = Tally(id="t", of="persons", states=("held", "free", "dead"))


def day(number: int) -> dt.date:
    return dt.date(2031, 1, number)


def entry(name: str, value: int, **fields: Any) -> Entry:
    source = fields.pop("out_of", "")
    return Entry(id=name, tally="t", value=value, from_state=source, **fields)


IN = entry("in", 253, to="held", added=True, on=day(1))
OUT = entry("out", 105, out_of="held", to="free", on=(day(5), day(9)))


def at(entries: list[Entry], number: int) -> dict[str, str]:
    found = tally_of(TALLY, entries).on(day(number))
    assert found is not None
    return {one.state: one.range.says for one in found.states}


def test_who_goes_in_one_state_is_who_comes_in_the_other() -> None:
    entries = [
        IN,
        OUT,
        entry("died", 2, out_of="held", to="dead", on=day(7)),
        entry("left", 1, out_of="free", on=day(9)),
    ]
    assert at(entries, 1) == {"held": "253", "free": "0", "dead": "0"}
    assert at(entries, 7) == {"held": "146 to 251", "free": "0 to 105", "dead": "2"}
    assert at(entries, 9) == {"held": "146", "free": "104", "dead": "2"}
    assert at(entries, 31) == at(entries, 9)
    assert [one.total.says for one in tally_of(TALLY, entries).days] == ["253", "253", "253", "252"]


def test_the_seed_reconciles_and_says_about_123() -> None:
    case = Case.load(ROOT / "examples" / "cairo-2024")
    abducted, remaining = balances_of(case.counts, case.balances)
    assert (abducted.gap, remaining.gap) == (None, None)
    assert abducted.rest is not None
    assert (abducted.rest.low, abducted.rest.high, abducted.rest.nominal) == (110, 136, 123)
    assert abducted.rest.says.endswith(": about 123 (110 to 136)")
    assert remaining.rest is not None
    assert (remaining.rest.low, remaining.rest.high) == (0, 109)
    (tally,) = case.tallies
    last = tally_of(tally, case.entries).days[-1]
    assert [one.range.says for one in last.states] == ["117 to 143", "24 to 134", "2 to 112"]
    assert last.total.says == "253"


def test_the_seed_with_other_figures_shows_the_gap() -> None:
    counted = entry("counted", 130, to="held", on=day(20))
    found = tally_of(TALLY, [IN, OUT, counted, entry("aside", 3, to="dead", added=True, on=day(2))])
    assert found.days == ()
    assert found.gap is not None
    assert (found.gap.by, found.gap.entries) == (18, ("in", "out", "counted"))
    assert "would have to move by 18 in all" in found.gap.says


def test_sources_that_differ_carry_a_range_and_are_named() -> None:
    other = entry("other", 110, out_of="held", to="free", on=(day(5), day(9)), same_as="out")
    found = tally_of(TALLY, [IN, OUT, other])
    assert [(one.state, one.range.says) for one in found.days[-1].states][:2] == [
        ("held", "143 to 148"),
        ("free", "105 to 110"),
    ]
    assert [one.entries for one in found.differing] == [("out", "other")]
    assert (
        "'out' and 'other' give the number of persons who went: held → free differently"
        in found.differing[0].says
    )
    twice = [entry("c1", 40, to="held", on=day(2)), entry("c2", 43, to="held", on=(day(2), day(2)))]
    assert at(twice, 2)["held"] == "40 to 43"
    assert tally_of(TALLY, twice).gap is None


def test_what_is_counted_at_some_moment_of_a_range_fits_any_moment_of_it() -> None:
    for counted, fits in ((253, True), (200, True), (148, True), (147, False)):
        found = tally_of(TALLY, [IN, OUT, entry("c", counted, to="held", on=(day(3), day(10)))])
        assert (found.gap is None) == fits, counted


def test_a_state_begins_empty_only_where_the_first_that_is_known_is_that_some_came() -> None:
    counted = entry("c", 90, to="held", on=day(9))
    assert at([entry("out", 40, out_of="held", to="free", on=day(5)), counted], 5) == {
        "held": "90", "free": "40", "dead": "any number",
    }  # fmt: skip
    assert (
        at([entry("c", 7, to="free", on=day(1)), entry("out", 40, out_of="held", to="free", on=day(5))], 5)[
            "free"
        ]
        == "47"
    )


def test_entries_without_a_day_lie_within_all_days_that_others_name() -> None:
    entries = [IN, entry("some", 5, out_of="held", to="dead"), entry("c", 253, to="held", on=day(9))]
    assert tally_of(TALLY, entries).gap is not None
    assert at([*entries[:2], entry("c", 248, to="held", on=day(9))], 1)["held"] == "248 to 253"
    alone = tally_of(TALLY, [entry("c", 5, to="held"), entry("d", 2, out_of="held", to="dead")])
    assert [(one.on, one.states[0].range.says) for one in alone.days] == [(None, "5")]
    assert alone.on(day(1)) is None


def test_nothing_known_is_any_number() -> None:
    (only,) = tally_of(TALLY, []).days
    assert (only.on, only.total) == (None, Range())


def count(name: str, value: int | None, **fields: Any) -> Count:
    return Count(id=name, of=f"of {name}", value=value, **fields)


def test_a_balance_that_cannot_hold_names_the_fewest_counts() -> None:
    counts = [count("all", 10), count("one", 7), count("two", 5), count("three", None), count("aside", 1)]
    found = balances_of(counts, [Balance(id="b", total="all", parts=("one", "two", "three"))])[0]
    assert found.gap is not None
    assert (found.gap.by, found.gap.entries) == (2, ("all", "one", "two"))
    assert found.total.follows is None


def test_balances_that_share_counts_are_reckoned_together_and_others_apart() -> None:
    counts = [
        count("all", 100), count("left", None), count("gone", 60), count("alive", None), count("dead", 15),
        count("x", 1), count("y", 2),
    ]  # fmt: skip
    balances = [
        Balance(id="whole", total="all", parts=("gone", "left")), Balance(id="part", total="left", parts=("dead", "alive")),
        Balance(id="wrong", total="x", parts=("y",)), Balance(id="elsewhere", total="nowhere", parts=("y",)),
    ]  # fmt: skip
    whole, part, wrong = balances_of(counts, balances)
    assert [one.follows for one in part.parts] == [Range(low=15, high=15), Range(low=25, high=25)]
    assert whole.gap is None
    assert wrong.gap is not None
    assert wrong.gap.entries == ("x", "y")


def test_figures_beyond_all_counting_are_refused() -> None:
    with pytest.raises(AnalysisError, match="cannot be reckoned with"):
        tally_of(TALLY, [entry("in", 10**13, to="held", added=True)])
