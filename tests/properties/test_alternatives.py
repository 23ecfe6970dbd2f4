"""Alternatives against every package: the zone along a reservation value, its end, and the Nash solution on the way."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis.alternatives.alternatives import alternatives_of
from goodoffices.model import Additive, Case
from goodoffices.model.preferences import Alternative, Driver
from tests import brute_force
from tests.strategies import cases


@st.composite
def standing(draw: st.DrawFn) -> Case:
    """A case whose parties have alternatives, some with drivers, some stated beside them."""
    case = draw(cases(most_parties=3, most_issues=3))
    found = []
    for party in case.parties:
        for number in range(draw(st.integers(0, 2))):
            low, high = sorted(draw(st.tuples(st.integers(-2, 12), st.integers(-2, 12))))
            by = draw(st.sampled_from([None, (-0.2, -0.1), (0.0, 0.3)]))
            drivers = (
                () if by is None else (Driver(title="d", effect="worse" if by[0] < 0 else "better", by=by),)
            )
            found.append(
                Alternative(
                    id=f"{party.id}-{number}", party=party.id, title="t", utility=(low / 10, high / 10),
                    worst=draw(st.booleans()), drivers=drivers,
                )
            )  # fmt: skip
    assume(found)
    return msgspec.structs.replace(case, alternatives=tuple(found))


def with_reservations(case: Case, values: list[float]) -> Case:
    parties = []
    for party, value in zip(case.parties, values, strict=True):
        assert isinstance(party.preferences, Additive)
        preferences = msgspec.structs.replace(party.preferences, reservation=value)
        parties.append(msgspec.structs.replace(party, preferences=preferences))
    return msgspec.structs.replace(case, parties=tuple(parties))


@given(standing())
def test_the_zone_is_that_of_every_package_all_along(case: Case) -> None:
    rows = brute_force.feasible_rows(case)
    assume(rows)
    found = alternatives_of(case)
    used = [one.used for one in found.parties if one.used is not None]
    assert len(used) == len(case.parties)
    wills = {name: will for name, will in brute_force.limits(case).items() if not isinstance(will, tuple)}
    free = case
    if found.limits_aside:
        assert not [row for row in rows if all(brute_force.keeps(case, row, will) for will in wills.values())]
        free = msgspec.structs.replace(case, red_lines=(), mandates=())
    for number, one in enumerate(found.parties):
        assert one.low is not None
        assert one.now is not None
        assert one.high is not None
        assert one.low.packages >= one.high.packages
        counts = [step.packages for step in one.curve]
        assert counts == sorted(counts, reverse=True)
        for step in (*one.curve[::4], one.low, one.now, one.high):
            values = [*used[:number], step.reservation, *used[number + 1 :]]
            moved = with_reservations(free, values)
            zone = brute_force.zone_rows(moved, rows)
            assert step.packages == len(zone)
            nash = brute_force.solutions(moved, rows, zone, values)["nash"]
            assert step.package == nash
        if one.empty_above is None:
            assert counts[0] == 0
        else:
            for value, left in ((one.empty_above, True), (one.empty_above + 1e-6, False)):
                values = [*used[:number], value, *used[number + 1 :]]
                assert bool(brute_force.zone_rows(with_reservations(free, values), rows)) is left
    swings = {one.party: one.swing for one in found.parties if one.swing}
    assert (found.matters_most is None) == (not swings)
    if found.matters_most is not None:
        assert swings[found.matters_most] == max(swings.values())


@given(standing())
def test_a_party_takes_the_best_of_what_it_has(case: Case) -> None:
    assume(brute_force.feasible_rows(case))
    for one in alternatives_of(case).parties:
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
            for before, after in zip(one.derived, effect.reservation, strict=True):
                assert after >= before - 1e-9 if effect.effect == "better" else after <= before + 1e-9


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
