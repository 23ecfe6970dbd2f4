"""What the engine finds in the examples: one is deadlocked with ways out of both sides, the other has a zone."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.model import Additive, Case

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"

NORTH = ("israel: no unvetted return", "hamas: all residents return to the north")
WAR = ("israel: no commitment to end the war", "hamas: no release without an end of the war")
FORCES = ("israel: no full withdrawal", "hamas: no release without full withdrawal")
WALKS = ("israel: reservation value", "hamas: reservation value")

#: Found by looking at every package and every set of limits; the tests below check each one from the zone alone.
BLOCKING = {
    frozenset(NORTH),
    frozenset(WAR),
    frozenset(FORCES),
    frozenset((NORTH[1], WAR[1], FORCES[1], WALKS[0])),
    frozenset((NORTH[0], WAR[0], FORCES[0], *WALKS)),
}

#: One limit of each dispute, of both sides: six ways. All of one side: its reservation value gives way as well, or,
#: where Hamas gives all three, either reservation value.
SHARED = {
    frozenset(way)
    for way in itertools.product(NORTH, WAR, FORCES)
    if len({one.split(":")[0] for one in way}) == 2
}
ONE_SIDED = {
    frozenset((NORTH[0], WAR[0], FORCES[0], WALKS[0])),
    frozenset((NORTH[1], WAR[1], FORCES[1], WALKS[0])),
    frozenset((NORTH[1], WAR[1], FORCES[1], WALKS[1])),
}


@pytest.fixture(scope="module")
def cairo() -> Case:
    return Case.load(EXAMPLES / "cairo-2024")


def without(case: Case, relaxed: Iterable[str]) -> Case:
    """Return the case without some limits. A reservation value is lowered below all utilities."""
    names = set(relaxed)
    parties = []
    for party in case.parties:
        if f"{party.id}: reservation value" in names:
            assert isinstance(party.preferences, Additive)
            preferences = msgspec.structs.replace(party.preferences, reservation=-1.0)
            parties.append(msgspec.structs.replace(party, preferences=preferences))
        else:
            parties.append(party)
    lines = tuple(line for line in case.red_lines if line.label not in names)
    return msgspec.structs.replace(case, parties=tuple(parties), red_lines=lines)


def zone_size(case: Case) -> int:
    zone = analyse_case(case).zone
    assert zone is not None
    assert zone.status == "exact"
    return zone.packages


def test_the_seed_is_deadlocked_and_its_space_is_of_the_stated_size(cairo: Case) -> None:
    analysis = analyse_case(cairo)
    assert (analysis.packages, analysis.feasible) == (725_760, 417_600)
    assert zone_size(cairo) == 0
    assert len(SHARED) == 6


def test_the_seed_is_deadlocked_whatever_the_weights(cairo: Case) -> None:
    silent = tuple(msgspec.structs.replace(party, preferences=None) for party in cairo.parties)
    assert zone_size(msgspec.structs.replace(cairo, parties=silent)) == 0


@pytest.mark.parametrize("way", sorted(map(sorted, SHARED | ONE_SIDED)), ids=" + ".join)
def test_a_way_out_opens_a_zone_and_no_part_of_it_does(cairo: Case, way: list[str]) -> None:
    assert zone_size(without(cairo, way)) > 0
    for kept in way:
        assert zone_size(without(cairo, set(way) - {kept})) == 0


@pytest.mark.parametrize("blocking", sorted(map(sorted, BLOCKING)), ids=" + ".join)
def test_a_blocking_set_cannot_stand_and_every_part_of_it_can(cairo: Case, blocking: list[str]) -> None:
    limits = {line.label for line in cairo.red_lines} | set(WALKS)
    assert zone_size(without(cairo, limits - set(blocking))) == 0
    for dropped in blocking:
        assert zone_size(without(cairo, limits - set(blocking) | {dropped})) > 0


def test_the_diagnosis_of_the_seed(cairo: Case) -> None:
    diagnosis = deadlock_of(cairo)
    assert diagnosis.deadlocked
    assert diagnosis.complete
    assert {frozenset(names) for names in diagnosis.blocking_sets} == BLOCKING
    assert {frozenset(way.relax) for way in diagnosis.ways_out} == SHARED | ONE_SIDED
    assert [way.cost for way in diagnosis.ways_out] == [3.0] * 6 + [4.0] * 3


def test_the_river_has_a_zone_and_its_solutions_differ() -> None:
    case = Case.load(EXAMPLES / "tessen-river")
    analysis = analyse_case(case)
    assert (analysis.packages, analysis.feasible) == (472_500, 257_040)
    assert analysis.zone is not None
    assert analysis.zone.packages == 2_443
    assert not deadlock_of(case).deadlocked
    packages = [solution.package for solution in analysis.solutions.values() if solution is not None]
    assert len(packages) == 4
    assert all(one != other for one, other in itertools.combinations(packages, 2))


def test_the_river_uses_what_the_seed_does_not() -> None:
    case = Case.load(EXAMPLES / "tessen-river")
    assert len(case.parties) == 3
    assert {body.rule.kind for body in case.decision_bodies} == {"qualified", "weighted", "majority"}
    assert any(not issue.is_ordered for issue in case.issues)
    assert any(len(constraint.requires.sum or {}) == 3 for constraint in case.constraints)
    assert any(mandate.requires is not None and mandate.in_force(case.as_of) for mandate in case.mandates)
    assert any(not mandate.in_force(case.as_of) for mandate in case.mandates)
    assert {line.cost for line in case.red_lines} == {1.0, 2.0, 3.0}
    assert len(case.phases) == 2
    counts = {count.id: count.value for count in case.counts}
    for balance in case.balances:
        assert counts[balance.total] == sum(counts[part] or 0 for part in balance.parts)
