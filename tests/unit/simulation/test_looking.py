"""A single run looked at: it is the run that a sweep begins with, and holds all that was put on the table."""

from __future__ import annotations

import pytest

from goodoffices.model import Additive
from goodoffices.services.samples import sample_case
from goodoffices.services.simulating import first_run, plan_of, played
from goodoffices.simulation.shocks import Shocks
from goodoffices.simulation.sweeps.summary import spread_of


@pytest.mark.parametrize(
    ("protocol", "seed"), [("alternating", 0), ("alternating", 3), ("single-text", 3), ("phased", 0)]
)
def test_the_run_looked_at_is_the_one_that_a_sweep_plays(protocol: str, seed: int) -> None:
    shocks = Shocks(leak=0.05, spoiler=0.05) if seed else None
    plan = plan_of([sample_case("tessen-river")], protocols=[protocol], rounds=40, seed=seed, shocks=shocks)
    run = first_run(plan)
    cell = played(plan).cells[0]
    assert cell.ended == {run.ended: 1}
    assert cell.agreed.value == run.agreed
    assert (cell.efficiency.value, cell.welfare.value, cell.fairness.value) == (
        run.efficiency,
        run.welfare,
        run.fairness,
    )
    if run.agreed:
        assert cell.rounds is not None
        assert cell.rounds.value == run.rounds
        assert run.package in [one.package for one in run.path]
    assert len(run.path) == run.offers
    assert [one.round for one in run.path] == sorted(one.round for one in run.path)
    assert all(0 <= one.round <= run.rounds for one in run.path)


def test_each_offer_has_the_utilities_of_its_package() -> None:
    plan = plan_of([sample_case("tessen-river")], agents=["linear,conceder,micro"], rounds=20)
    run = first_run(plan)
    case = plan.domains[0].case
    assert [one.by for one in run.path[:3]] == list(run.parties)
    for one in run.path:
        places = [issue.values.index(one.package[issue.id]) for issue in case.issues]
        for party, utility in zip(case.parties, one.utilities, strict=True):
            known = party.preferences
            assert isinstance(known, Additive)
            worths = [
                known.contributions(issue)[place] for issue, place in zip(case.issues, places, strict=True)
            ]
            assert utility == pytest.approx(known.bias + sum(worths))


def test_how_numbers_are_spread() -> None:
    spread = spread_of([float(number) for number in range(101)])
    assert (spread.p5, spread.p25, spread.p50, spread.p75, spread.p95) == (5.0, 25.0, 50.0, 75.0, 95.0)
    assert spread_of([3.0]).p5 == spread_of([3.0]).p95 == 3.0
