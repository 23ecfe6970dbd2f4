"""Trades of generated cases, against looking at every package by the definitions."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis.trades.shapes import Trade, Trades
from goodoffices.analysis.trades.start import Given
from goodoffices.analysis.trades.trades import trades_of
from goodoffices.model import Additive, Case, Condition
from goodoffices.model.base import Value
from tests import brute_force
from tests.brute_force import Row, near
from tests.strategies import cases

Package = dict[str, Value]


@dataclass(frozen=True)
class World:
    """A case with every feasible package, and those that keep the red lines and mandates that the start keeps."""

    case: Case
    rows: list[Row]
    kept: list[Row]
    start: Row

    @property
    def spans(self) -> list[float]:
        ends = [[row.utilities[n] for row in self.rows] for n in range(len(self.case.parties))]
        return [max(one) - min(one) if max(one) - min(one) > 1e-9 else 1.0 for one in ends]

    def shares(self, row: Row) -> list[float]:
        pairs = zip(row.utilities, self.start.utilities, self.spans, strict=True)
        return [0.0 if near(after, before) else (after - before) / span for after, before, span in pairs]

    def key(self, row: Row, party: int) -> tuple[bool, float, float]:
        """What a trade is ranked by: free or not, gain or rate, gain; smaller is better."""
        shares = self.shares(row)
        cost = sum(max(0.0, -share) for share in shares)
        rate = shares[party] / cost if cost > 0 else shares[party]
        return cost > 0, -round(rate, 9), -round(shares[party], 9)


def harmless(after: Sequence[float], before: Sequence[float]) -> bool:
    return all(a >= b or near(a, b) for a, b in zip(after, before, strict=True))


def dominates(after: Sequence[float], before: Sequence[float]) -> bool:
    better = any(a > b and not near(a, b) for a, b in zip(after, before, strict=True))
    return harmless(after, before) and better


def uncut(case: Case) -> Case:
    """The case with utilities that have no ceiling."""
    parties = []
    for party in case.parties:
        assert isinstance(party.preferences, Additive)
        plain = msgspec.structs.replace(party.preferences, convention="plain")
        parties.append(msgspec.structs.replace(party, preferences=plain))
    return msgspec.structs.replace(case, parties=tuple(parties))


@st.composite
def worlds(draw: st.DrawFn, *, ceilings: bool = True) -> World:
    case = draw(cases(most_parties=3, most_issues=4))
    case = case if ceilings else uncut(case)
    rows = brute_force.feasible_rows(case)
    assume(rows)
    start = draw(st.sampled_from(rows))
    standing = [
        limit
        for limit in brute_force.limits(case).values()
        if isinstance(limit, Condition) and brute_force.keeps(case, start, limit)
    ]
    kept = [row for row in rows if all(brute_force.keeps(case, row, limit) for limit in standing)]
    return World(case, rows, kept, start)


def found_in(world: World) -> Trades:
    return trades_of(world.case, Given("start", world.start.package))


def crossed(world: World, row: Row) -> set[str]:
    named = brute_force.limits(world.case)
    return {name for name, limit in named.items() if not brute_force.keeps(world.case, row, limit)}


def row_of(rows: Sequence[Row], trade: Trade) -> Row:
    return next(row for row in rows if row.package == dict(trade.package))


@given(worlds())
def test_nobody_loses_on_a_path_that_ends_on_the_frontier(world: World) -> None:
    found = found_in(world)
    assert found.status == "exact"
    here = world.start
    for step in found.steps:
        there = row_of(world.kept, step)
        assert step.utilities == pytest.approx(there.utilities)
        assert step.gains == pytest.approx(
            [b - a for a, b in zip(here.utilities, there.utilities, strict=True)], abs=1e-8
        )
        assert dominates(there.utilities, here.utilities)
        assert harmless(there.utilities, world.start.utilities)
        assert step.crosses == ()
        assert {change.issue for change in step.changes} == {
            issue for issue, value in there.package.items() if here.package[issue] != value
        }
        assert set(step.restores) == crossed(world, here) - crossed(world, there)
        here = there
    assert dict(found.end.package) == here.package
    assert set(found.end.crosses) == crossed(world, here)
    assert not [row for row in world.kept if dominates(row.utilities, here.utilities)]
    better = [row for row in world.kept if dominates(row.utilities, world.start.utilities)]
    assert found.efficient == (not better)
    if better:
        products = [math.prod(max(0.0, share) for share in world.shares(row)) for row in better]
        own = math.prod(max(0.0, share) for share in world.shares(here))
        assert own >= max(products) * (1 - 1e-6) - 1e-12


@given(worlds())
def test_no_issue_ever_goes_back(world: World) -> None:
    found = found_in(world)
    for issue in world.case.issues:
        stops = [world.start.package[issue.id], *(step.package[issue.id] for step in found.steps)]
        places = [list(issue.values).index(stop) for stop in stops]
        if issue.is_ordered:
            assert places == sorted(places) or places == sorted(places, reverse=True)
        else:
            assert len([1 for a, b in itertools.pairwise(places) if a != b]) <= 1


@given(worlds())
def test_what_lies_beyond_the_limits(world: World) -> None:
    found = found_in(world)
    end = next(row for row in world.rows if row.package == dict(found.end.package))
    better = [row for row in world.rows if dominates(row.utilities, end.utilities)]
    assert (found.beyond is not None) == bool(better)
    if found.beyond is not None:
        there = row_of(better, found.beyond)
        assert set(found.beyond.crosses) == crossed(world, there) - crossed(world, world.start)
        assert found.beyond.crosses


def part(world: World, whole: Row, issue: str) -> Package:
    """The start with one issue as another package has it."""
    return {**world.start.package, issue: whole.package[issue]}


def worth_listing(world: World, row: Row, moved: Sequence[str], party: int) -> bool:
    """Whether a move over two issues is a trade, and better for the party than either issue alone, by the definition."""
    pool = world.kept if row in world.kept else world.rows
    allowed = {repr(one.package): one for one in pool}
    alone = [allowed.get(repr(part(world, row, issue))) for issue in moved]
    own = world.key(row, party)
    for one in alone:
        if one is None or world.shares(one)[party] <= 0:
            continue
        key = world.key(one, party)
        if key[0] < own[0] or (key[0] == own[0] and key[1] <= own[1] + 1e-9):
            return False
    if None in alone:
        return True
    effects = [
        list(zip(one.utilities, world.start.utilities, strict=True)) for one in alone if one is not None
    ]
    return any(
        not near(*first) and not near(*second) and (first[0] > first[1]) != (second[0] > second[1])
        for first, second in zip(*effects, strict=True)
    )


def candidates(world: World, party: int) -> Iterator[tuple[frozenset[str], bool, Row]]:
    for row in world.rows:
        moved = [issue for issue, value in row.package.items() if world.start.package[issue] != value]
        if len(moved) not in (1, 2) or world.shares(row)[party] <= 0:
            continue
        if len(moved) == 1 or worth_listing(world, row, moved, party):
            yield frozenset(moved), bool(crossed(world, row) - crossed(world, world.start)), row


@given(worlds(ceilings=False))
def test_the_trades_listed_are_the_best_over_one_or_two_issues(world: World) -> None:
    found = found_in(world)
    for number, party in enumerate(world.case.parties):
        for crossing, most in ((False, 5), (True, 2)):
            best: dict[frozenset[str], tuple[bool, float, float]] = {}
            for moved, crosses, row in candidates(world, number):
                if crosses == crossing:
                    best[moved] = min(best.get(moved, (True, 0.0, 0.0)), world.key(row, number))
            listed = [one for one in found.best[party.id] if bool(one.crosses) == crossing]
            expected = sorted(best.values())[:most]
            keys = [world.key(row_of(world.rows, one), number) for one in listed]
            assert [key[0] for key in keys] == [key[0] for key in expected]
            for key, wanted in zip(keys, expected, strict=True):
                assert key[1:] == pytest.approx(wanted[1:], rel=1e-6, abs=1e-8)
            assert len({frozenset(c.issue for c in one.changes) for one in listed}) == len(listed)
            for one, key in zip(listed, keys, strict=True):
                assert one.rate == (pytest.approx(-key[1], rel=1e-6, abs=1e-8) if key[0] else None)


@given(worlds())
def test_concessions_run_along_the_frontier(world: World) -> None:
    found = found_in(world)
    if not found.efficient:
        assert not any(found.concessions.values())
        return
    frontier = [
        row
        for row in world.kept
        if not any(dominates(other.utilities, row.utilities) for other in world.kept)
    ]
    for number, party in enumerate(world.case.parties):
        gaining = [row for row in frontier if world.shares(row)[number] > 0]
        costs = {repr(row.package): sum(max(0.0, -share) for share in world.shares(row)) for row in gaining}
        listed = found.concessions[party.id]
        assert bool(listed) == bool(gaining)
        for trade in listed:
            row = row_of(gaining, trade)
            assert trade.cost == pytest.approx(costs[repr(row.package)], abs=1e-8)
            assert trade.rate == pytest.approx(world.shares(row)[number] / trade.cost, rel=1e-6)
        below = [name for name in brute_force.limits(world.case) if name.endswith("reservation value")]
        if listed and not below:
            assert listed[0].cost == pytest.approx(min(costs.values()), abs=1e-8)
            rates = [world.shares(row)[number] / costs[repr(row.package)] for row in gaining]
            assert max(trade.rate or 0.0 for trade in listed) == pytest.approx(max(rates), rel=1e-6)


@given(worlds(), st.data())
def test_what_is_open_is_filled_by_the_largest_product(world: World, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.sampled_from(sorted(world.start.package))))
    given_options = {issue: world.start.package[issue] for issue in chosen}
    found = trades_of(world.case, Given("", given_options))
    assert set(found.start.filled) == set(world.start.package) - chosen
    fitting = [
        row for row in world.rows if all(row.package[i] == option for i, option in given_options.items())
    ]
    assert dict(found.start.package) in [row.package for row in fitting]
    if len(chosen) == len(world.start.package):
        return
    zone = [row for row in fitting if not crossed(world, row)]
    low = (
        brute_force.reservations(world.case, world.rows)
        if zone
        else brute_force.lowest(world.case, world.rows)
    )

    def product(utilities: Sequence[float]) -> float:
        pairs = zip(utilities, low, strict=True)
        return math.prod(0.0 if near(u, least) else max(0.0, u - least) for u, least in pairs)

    if zone:
        # nobody is below a reservation value that was not stated either: it is the lowest there is
        assert found.start.crosses == ()
    best = max(product(row.utilities) for row in zone or fitting)
    assert product(found.start.utilities) == pytest.approx(best, rel=1e-6, abs=1e-12)
    assert ("no such package is within every limit" in found.notes[0]) == (not zone)
