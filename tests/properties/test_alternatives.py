"""Alternatives against every package: the zone's steps and their end, the Nash solution on the way, what beats what."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise, zip_longest

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis.alternatives import curve
from goodoffices.analysis.alternatives.alternatives import alternatives_of
from goodoffices.analysis.alternatives.results import PartyAlternatives
from goodoffices.analysis.alternatives.supposing import suppose
from goodoffices.analysis.analyse import analyse_case
from goodoffices.model import Additive, Case
from goodoffices.model.preferences import Alternative, Driver
from tests import brute_force
from tests.brute_force import TOLERANCE, Row, near
from tests.strategies import cases


@st.composite
def driving(draw: st.DrawFn, by: tuple[float, float]) -> Driver:
    return Driver(
        title="d", effect="worse" if by[0] < 0 else "better", by=by, per=draw(st.sampled_from([None, "week"]))
    )


@st.composite
def standing(draw: st.DrawFn) -> Case:
    """A case whose parties have alternatives, some with drivers, some stated beside them."""
    case = draw(cases(most_parties=3, most_issues=3))
    found = []
    for party in case.parties:
        for number in range(draw(st.integers(0, 2))):
            low, high = sorted(draw(st.tuples(st.integers(-2, 12), st.integers(-2, 12))))
            by = draw(st.sampled_from([None, (-0.2, -0.1), (0.0, 0.3)]))
            drivers = () if by is None else (draw(driving(by)),)
            found.append(
                Alternative(
                    id=f"{party.id}-{number}", party=party.id, title="t", utility=(low / 10, high / 10),
                    worst=draw(st.booleans()), drivers=drivers,
                )
            )  # fmt: skip
    assume(found)
    return msgspec.structs.replace(case, alternatives=tuple(found))


def with_reservations(case: Case, values: Sequence[float]) -> Case:
    parties = []
    for party, value in zip(case.parties, values, strict=True):
        assert isinstance(party.preferences, Additive)
        preferences = msgspec.structs.replace(party.preferences, reservation=value)
        parties.append(msgspec.structs.replace(party, preferences=preferences))
    return msgspec.structs.replace(case, parties=tuple(parties))


class Table:
    """One party's value moved, by looking at every package."""

    def __init__(self, case: Case, found: Sequence[PartyAlternatives], number: int, *, aside: bool) -> None:
        self.used = [one.used for one in found if one.used is not None]
        self.number = number
        self.rows = brute_force.feasible_rows(case)
        self.free = msgspec.structs.replace(case, red_lines=(), mandates=()) if aside else case

    def values(self, value: float) -> list[float]:
        return [*self.used[: self.number], value, *self.used[self.number + 1 :]]

    def zone(self, value: float) -> list[Row]:
        return brute_force.zone_rows(with_reservations(self.free, self.values(value)), self.rows)

    def nash(self, value: float) -> object:
        moved = with_reservations(self.free, self.values(value))
        return brute_force.solutions(moved, self.rows, self.zone(value), self.values(value))["nash"]

    def product(self, row: Row, value: float) -> float:
        gains = zip(row.utilities, self.values(value), strict=True)
        return math.prod(0.0 if near(utility, at) else max(0.0, utility - at) for utility, at in gains)


@given(standing())
def test_every_step_of_the_zone_and_no_other_is_found(case: Case) -> None:
    assume(brute_force.feasible_rows(case))
    found = alternatives_of(case)
    rows = brute_force.feasible_rows(case)
    wills = {name: will for name, will in brute_force.limits(case).items() if not isinstance(will, tuple)}
    kept = [row for row in rows if all(brute_force.keeps(case, row, will) for will in wills.values())]
    assert found.limits_aside == (not kept)
    for number, one in enumerate(found.parties):
        table = Table(case, found.parties, number, aside=found.limits_aside)
        steps = sorted({row.utilities[number] for row in table.zone(-1e9)})
        distinct = [
            value for value, after in zip_longest(steps, steps[1:]) if after is None or not near(value, after)
        ]
        assert one.complete
        assert one.breakpoints == len(distinct)
        assert [level.reservation for level in one.curve] == pytest.approx(distinct)
        for level, after in zip_longest(one.curve, one.curve[1:]):
            assert level.packages == len(table.zone(level.reservation))
            beyond = 0 if after is None else after.packages
            assert beyond < level.packages
            assert beyond == len(table.zone(level.reservation + 1e-7 * max(1.0, abs(level.reservation))))
        assert one.empty_above == (None if not distinct else pytest.approx(distinct[-1]))


@given(standing())
def test_before_and_after_are_those_of_every_package(case: Case) -> None:
    assume(brute_force.feasible_rows(case))
    found = alternatives_of(case)
    for number, one in enumerate(found.parties):
        table = Table(case, found.parties, number, aside=found.limits_aside)
        for step, beats, least in zip((one.low, one.now, one.high), one.beats or (), one.least, strict=True):
            assert step is not None
            assert step.packages == len(table.zone(step.reservation))
            assert step.package == table.nash(step.reservation)
            alone = [
                row
                for row in table.rows
                if row.utilities[number] >= step.reservation or near(row.utilities[number], step.reservation)
            ]
            wills = {n: w for n, w in brute_force.limits(table.free).items() if not isinstance(w, tuple)}
            alone = [
                row for row in alone if all(brute_force.keeps(table.free, row, w) for w in wills.values())
            ]
            assert beats == len(alone)
            assert (least is None) == (not alone)
            if least is not None:
                assert spared(table.rows, number, least.utilities) == pytest.approx(
                    max(spared(table.rows, number, row.utilities) for row in alone)
                )
                assert least.package in [row.package for row in alone]
                for party, short in least.shortfalls.items():
                    other = [p.id for p in case.parties].index(party)
                    assert short == pytest.approx(
                        max(0.0, table.used[other] - least.utilities[other]), abs=2e-9
                    )


def spared(rows: Sequence[Row], number: int, utilities: Sequence[float]) -> float:
    """How well the others do, each on its own scale."""
    total = 0.0
    for other, utility in enumerate(utilities):
        column = [row.utilities[other] for row in rows]
        if other != number and max(column) > min(column):
            total += (utility - min(column)) / (max(column) - min(column))
    return total


@given(standing())
def test_the_nash_solution_turns_where_it_is_said_to(case: Case) -> None:
    assume(brute_force.feasible_rows(case))
    found = alternatives_of(case)
    for number, one in enumerate(found.parties):
        table = Table(case, found.parties, number, aside=found.limits_aside)
        given_before = -math.inf
        assert one.turns is not None
        for turn, after in zip_longest(one.turns, one.turns[1:]):
            assert after is None or after.above == pytest.approx(turn.upto, abs=1e-8)
            for share in (0.03, 0.5, 0.97):
                value = turn.above + share * (turn.upto - turn.above)
                row = next(row for row in table.rows if row.package == turn.package)
                best = max(table.product(other, value) for other in table.zone(value))
                assert table.product(row, value) == pytest.approx(best, rel=1e-6, abs=1e-12)
            # a better alternative never lowers what the Nash solution gives
            assert turn.utilities[number] >= given_before - TOLERANCE
            given_before = turn.utilities[number]
        last = one.turns[-1].upto if one.turns else -1e9
        rest = [row for row in table.zone(last + 1e-5) if table.product(row, last + 1e-5) > 1e-7]
        assert not rest or not one.turns
        lowest = min(row.utilities[number] for row in table.rows)
        assert one.turns or all(table.product(row, lowest) <= TOLERANCE for row in table.zone(lowest))


@given(standing())
def test_influence_is_the_zone_counted_at_both_ends(case: Case) -> None:
    assume(brute_force.feasible_rows(case))
    found = alternatives_of(case)
    names = [party.id for party in case.parties]
    feasible = len(brute_force.feasible_rows(case))
    for one in found.influences:
        table = Table(case, found.parties, names.index(one.party), aside=found.limits_aside)
        ends = tuple(len(table.zone(end)) for end in one.reservation)
        assert one.packages == ends
        assert ends[0] >= ends[1]
        assert one.swing == pytest.approx((ends[0] - ends[1]) / feasible)
        assert one.elasticity is None or one.elasticity <= 0
    swings = [one.swing for one in found.influences]
    assert swings == sorted(swings, reverse=True)
    by_party = {one.party: one.swing for one in found.parties if one.swing}
    assert (found.matters_most is None) == (not by_party)
    if found.matters_most is not None:
        assert by_party[found.matters_most] == max(by_party.values())


@given(standing())
def test_a_party_takes_the_best_of_what_it_has_and_drivers_move_it(case: Case) -> None:
    assume(brute_force.feasible_rows(case))
    found = alternatives_of(case)
    for number, one in enumerate(found.parties):
        table = Table(case, found.parties, number, aside=found.limits_aside)
        own = [a for a in case.alternatives if a.party == one.party and not a.worst]
        spans = [a.utility for a in own if a.utility is not None]
        if not spans:
            assert one.derived is None
            continue
        assert one.derived == (max(low for low, _ in spans), max(high for _, high in spans))
        assert one.best in {a.id for a in own}
        for effect in one.drivers:
            moved = next(a for a in case.alternatives if a.id == effect.alternative)
            if moved.worst:
                assert effect.reservation is None
                continue
            assert effect.reservation is not None
            assert effect.packages is not None
            ends = [len(table.zone(value)) for value in effect.reservation]
            assert sorted(ends) == list(effect.packages)
            for before, after in zip(one.derived, effect.reservation, strict=True):
                assert after >= before - 1e-9 if effect.effect == "better" else after <= before + 1e-9
            assert [moment.periods for moment in effect.over] == ([1, 2, 4, 8, 12] if effect.per else [])
            for earlier, later in pairwise(effect.over):
                assert earlier.packages is not None
                assert later.packages is not None
                fewer = effect.effect == "better"
                assert (later.packages <= earlier.packages) if fewer else (later.packages >= earlier.packages)


@given(standing())
def test_what_is_stated_beside_alternatives_is_kept_and_compared(case: Case) -> None:
    assume(brute_force.feasible_rows(case))
    found = alternatives_of(case)
    for party, one in zip(case.parties, found.parties, strict=True):
        assert isinstance(party.preferences, Additive)
        assert one.stated == party.preferences.reservation
        if one.stated is not None:
            assert one.used == pytest.approx(one.stated)
            if one.agrees is False:
                assert any(f"'{one.party}'" in note for note in found.notes)


@given(standing(), st.sampled_from(["low", "middle", "high", 0.4]))
def test_what_is_supposed_is_the_analysis_of_a_case_that_states_it(case: Case, wanted: float | str) -> None:
    rows = brute_force.feasible_rows(case)
    assume(rows)
    derived = {one.party: one.derived for one in alternatives_of(case).parties}
    party = case.parties[0].id
    assume(not isinstance(wanted, str) or derived[party] is not None)
    low, high = derived[party] or (0.0, 0.0)
    value = {"low": low, "middle": (low + high) / 2, "high": high}.get(str(wanted), 0.4)
    moved, notes = suppose(case, {party: wanted})
    assert len(notes) == 1
    first = moved.parties[0].preferences
    assert isinstance(first, Additive)
    assert first.reservation == value
    zone = analyse_case(moved).zone
    assert zone is not None
    assert zone.packages == len(brute_force.zone_rows(moved, rows))
    beside = alternatives_of(moved, [party]).parties[0]
    assert (beside.stated, beside.agrees, beside.used) == (None, None, value)


@given(standing())
def test_places_on_the_curve_agree_with_the_steps(case: Case) -> None:
    assume(brute_force.feasible_rows(case))
    listed = alternatives_of(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(curve, "MOST_LISTED", 0)
        placed = alternatives_of(case)
    assert placed.influences == listed.influences
    for one, other in zip(placed.parties, listed.parties, strict=True):
        assert (one.low, one.now, one.high, one.beats) == (other.low, other.now, other.high, other.beats)
        assert one.breakpoints is None
        for level in one.curve:
            after = [
                step.packages for step in other.curve if step.reservation >= level.reservation - TOLERANCE
            ]
            assert level.packages == (after[0] if after else 0)
