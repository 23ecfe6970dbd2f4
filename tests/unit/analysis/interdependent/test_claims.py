"""What a search that was ended claims is proven: an empty zone, what gains are counted from."""

from __future__ import annotations

import pytest

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.analysis.interdependent import entangled
from goodoffices.analysis.interdependent.pace import Pace
from goodoffices.model import Case, Condition, Interdependent, Issue, Option, Party, RedLine, Table
from goodoffices.model.moving import Move, moved
from goodoffices.model.preferences import Dependent
from tests import brute_force


class Patience(Pace):
    """Ends after so many looks at the time, whoever looks."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    @property
    def left(self) -> float:
        """Nothing once the looks are spent."""
        self.looks -= 1
        return float("inf") if self.looks > 0 else 0.0

    def share(self, part: float) -> Pace:
        """The same looks."""
        del part
        return self


def opposed(reservation: float | None) -> Case:
    """Two parties who want the opposite on three issues, and one of them draws a line."""
    issues = tuple(
        Issue(id=f"i{n}", options=tuple(Option(id=f"o{k}") for k in range(3)), ordered=True) for n in range(3)
    )
    together = Condition(all=(Condition(issue="i0", is_="o2"), Condition(issue="i1", is_="o2")))

    def party(name: str, *worths: float) -> Party:
        table = Table(evaluations={f"o{place}": worth for place, worth in enumerate(worths)})
        return Party(
            id=name,
            preferences=Interdependent(
                weights={issue.id: 1.0 for issue in issues},
                values={issue.id: table for issue in issues},
                dependent=(Dependent(when=together, adds=0.5),),
                bias=1.0,
                reservation=reservation,
            ),
        )

    line = RedLine(party="a", name="more", requires=Condition(issue="i0", at_least="o1"), entered_by="test")
    return Case(parties=(party("a", 0, 1, 2), party("b", 2, 1, 0)), issues=issues, red_lines=(line,))


def test_an_empty_zone_is_claimed_only_where_it_is_proven() -> None:
    case = opposed(1.5)
    rows = brute_force.feasible_rows(case)
    packages = len(brute_force.zone_rows(case, rows))
    for looks in range(1, 40):
        zone = analyse_case(case, pace=Patience(looks)).zone
        assert zone is None or zone.packages == packages or (zone.status != "exact"), looks


def test_gains_over_a_lowest_utility_that_is_not_proven_are_no_more_than_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = opposed(None)
    proven = analyse_case(case)
    monkeypatch.setattr(entangled, "_LOOKING", 0.0)
    monkeypatch.setattr(entangled, "_LEAST", 1e-9)
    found = analyse_case(case)
    for party, reservation in found.reservations.items():
        assert reservation <= proven.reservations[party]
    assert "lowest feasible utility" in " ".join(found.notes)
    for name, solution in found.solutions.items():
        exact = proven.solutions[name]
        assert solution is not None
        assert exact is not None
        if name == "utilitarian":
            assert solution == exact
            continue
        assert solution.status == "bounded"
        gains = [one - low for one, low in zip(exact.utilities, proven.reservations.values(), strict=True)]
        least = {"nash": gains[0] * gains[1], "egalitarian": min(gains)}.get(name, 0.0)
        assert solution.bound is not None
        assert solution.bound >= least


def test_a_reservation_value_gives_way_in_tenths_here_too() -> None:
    case = opposed(4.5)
    low = brute_force.lowest(case, brute_force.feasible_rows(case))
    found = deadlock_of(case, steps=True)
    assert found.steps_complete
    assert any(one.to is not None for way in found.ways_out_by_steps for one in way.moves)

    def is_open(moves: list[Move]) -> bool:
        there = moved(case, moves)
        return bool(brute_force.zone_rows(there, brute_force.feasible_rows(there)))

    def move(limit: str, party: int, steps: int) -> Move:
        return Move(limit=limit, to=4.5 - (4.5 - low[party]) * steps / 10)

    for way in found.ways_out_by_steps:
        told = [(one.limit, "ab".index(one.limit[0]), one.steps) for one in way.moves if one.to is not None]
        given = [Move(limit=one.limit, drop=True) for one in way.moves if one.to is None]
        assert is_open([*given, *(move(*one) for one in told)])
        assert {one.limit: one.to for one in way.moves if one.to is not None} == pytest.approx(
            {limit: move(limit, party, steps).to for limit, party, steps in told}
        )
        for number, (limit, party, steps) in enumerate(told):
            shorter = [*told[:number], (limit, party, steps - 1), *told[number + 1 :]]
            assert not is_open([*given, *(move(*one) for one in shorter)])
