"""Deadlocks of spaces whose fronts are too large to be exact."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec import structs

from goodoffices.analysis import analyse, deadlock, reaching, solver, ways
from goodoffices.analysis.counting import choosing
from goodoffices.analysis.counting.binding import Count
from goodoffices.analysis.diagram import Diagram, chain
from goodoffices.analysis.folding import fold
from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.folding.pair import fold_pair
from goodoffices.analysis.reaching import complete, reach
from goodoffices.analysis.space import Values, space_of
from goodoffices.model import Additive, Case, Condition, Issue, Option, Party, RedLine, Table

OPTIONS = tuple(f"o{number}" for number in range(8))


def shared_out(issues: int, reservations: tuple[float, ...], red_lines: tuple[RedLine, ...] = ()) -> Case:
    """Every option divides the same worth among the parties: no package dominates another, utilities sum to 1."""
    parties = len(reservations)
    drawn = np.random.default_rng(11).dirichlet(np.ones(parties), size=(issues, len(OPTIONS))) / issues
    names = [f"i{issue}" for issue in range(issues)]
    return Case(
        parties=tuple(
            Party(
                id=f"p{party}",
                preferences=Additive(
                    weights=dict.fromkeys(names, 1.0),
                    values={
                        name: Table(
                            evaluations=dict(zip(OPTIONS, drawn[issue, :, party].tolist(), strict=True))
                        )
                        for issue, name in enumerate(names)
                    },
                    reservation=reservation,
                ),
            )
            for party, reservation in enumerate(reservations)
        ),
        issues=tuple(Issue(id=name, options=tuple(Option(id=one) for one in OPTIONS)) for name in names),
        red_lines=red_lines,
    )


@pytest.mark.nightly
@pytest.mark.parametrize(("reservations", "stuck"), [((0.4, 0.4), False), ((0.6, 0.6), True)])
def test_a_coarse_front_does_not_decide_whether_talks_are_deadlocked(
    reservations: tuple[float, ...], stuck: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def coarsely(diagram: Diagram, values: Values, **_: object) -> Front:
        return fold_pair(diagram, values, most=3)

    monkeypatch.setattr(reaching, "fold", coarsely)
    monkeypatch.setattr("goodoffices.analysis.folding.fold", coarsely)
    case = shared_out(16, reservations)
    diagnosis = deadlock.deadlock_of(case)
    assert diagnosis.deadlocked is stuck
    assert diagnosis.complete
    zone = analyse.analyse_case(case).zone
    assert zone is not None
    if stuck:
        assert (zone.status, zone.packages) == ("exact", 0)
        assert diagnosis.blocking_sets == (("p0: reservation value", "p1: reservation value"),)
        assert all(way.opens.packages for way in diagnosis.ways_out)
    else:
        assert zone.packages > 0
        assert zone.bounds is not None
        assert zone.bounds[0] > 0


def test_what_is_not_settled_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_found(_diagram: object, _values: Values, _floors: object) -> reaching.Reached:
        return reaching.Reached(None, settled=False)

    monkeypatch.setattr(reaching, "reach", nothing_found)
    diagnosis = deadlock.deadlock_of(shared_out(4, (0.4, 0.4)))
    assert not diagnosis.complete
    assert any("settle" in note for note in diagnosis.notes)


def test_an_empty_zone_is_claimed_only_where_it_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    def coarsely(diagram: Diagram, values: Values, **_: object) -> Front:
        return fold_pair(diagram, values, most=3)

    monkeypatch.setattr("goodoffices.analysis.folding.fold", coarsely)
    monkeypatch.setattr(reaching, "_by_weights", lambda *_: None)
    monkeypatch.setattr(choosing, "sampled_count", lambda *_, **__: Count(0, "sampled", (0, 10**12)))
    case = shared_out(16, (0.5 - 1e-4, 0.5 - 1e-4))
    analysis = analyse.analyse_case(case)
    assert analysis.zone is not None
    assert analysis.zone.status == "bounded"
    assert analysis.solutions["nash"] is None
    assert any("not settled" in note for note in analysis.notes)
    assert not any("is empty:" in note for note in analysis.notes)


def test_weights_and_front_agree_on_what_can_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    verdicts = set()
    for _ in range(60):
        tables = tuple(tuple(rng.random(4).tolist() for _ in range(5)) for _ in range(3))
        values = Values(tables, (0.0,) * 3, (float("inf"),) * 3)
        diagram = chain([4] * 5)
        floors = (2.2 + 1.2 * rng.random(3)).tolist()
        front = fold(diagram, values)
        expected = bool((front.utilities >= floors).all(axis=1).any())
        verdicts.add(expected)
        monkeypatch.setattr(reaching, "_SMALL", 0)
        reached = reach(diagram, values, floors)
        assert reached.settled
        assert (reached.package is not None) is expected
        if reached.package is not None:
            assert all(u >= f for u, f in zip(values.utilities(reached.package), floors, strict=True))
            completed = complete(front, diagram, values, floors)
            assert completed.first_package(values.utilities(reached.package)) is not None
    assert verdicts == {True, False}


def test_a_solver_that_gives_up_costs_time_but_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = tuple(
        RedLine(party="p0", name=f"{n}", requires=Condition(issue="i0", is_=option), entered_by="test")
        for n, option in enumerate(OPTIONS)
    )
    case = shared_out(3, (0.0, 0.0), lines)
    whole = deadlock.deadlock_of(case)
    assert whole.complete
    assert len(whole.ways_out) == len(OPTIONS)
    monkeypatch.setattr(solver, "_PATIENCE", 1e-9)
    alone = deadlock.deadlock_of(case)
    assert alone.complete
    assert structs.replace(alone, seconds={}) == structs.replace(whole, seconds={})
    cut_short = deadlock.deadlock_of(case, most_ways=3)
    assert not cut_short.complete
    assert len(cut_short.ways_out) == 3
    assert {way.relax for way in cut_short.ways_out} < {way.relax for way in whole.ways_out}
    monkeypatch.setattr(ways, "ROOM", 0)
    first = deadlock.deadlock_of(case)
    assert first.complete
    assert {way.relax for way in first.ways_out} == {way.relax for way in whole.ways_out}
    worked_out = [way for way in first.ways_out if way.opens.bounds is None]
    assert len(worked_out) == 1
    assert worked_out[0] in whole.ways_out
    assert {way.opens.bounds for way in first.ways_out if way not in worked_out} == {(1, 8**3)}
    assert any("not worked out" in note for note in first.notes)
    assert first.blocking_sets == whole.blocking_sets


def test_the_space_of_a_shared_out_case_sums_to_one() -> None:
    space = space_of(shared_out(6, (0.0, 0.0, 0.0)))
    assert sum(space.values.utilities((0,) * 6)) == pytest.approx(1.0)
