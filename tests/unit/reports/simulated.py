"""A sweep made by hand, so that its page is tested without any talks being played."""

from __future__ import annotations

from goodoffices.simulation.protocols.course import ENDINGS
from goodoffices.simulation.sweeps.plan import Domain, Plan, tables
from goodoffices.simulation.sweeps.summary import CellSummary, Estimate, Quantiles
from tests.unit.reports.samples import basin, harbour

TOLD = ("everything", "nothing", "weights(0.1)", "orders+10", "weights(0.3)")


def sweep(*names: str) -> tuple[Plan, list[CellSummary]]:
    """A sweep of two domains, of four protocols, in which each cell came to something else."""
    first, second = names or ("The harbour", "The basin")
    plan = Plan(
        (Domain(first, harbour()[0]), Domain(second, basin()[0])),
        protocols=("alternating", "single-text", "proposals", "bids(7)"),
        agents=tables(["boulware", "mandated(linear)", "FILE.py:Mine"]),
        told=TOLD, seeds=40, seed=7,
    )  # fmt: skip
    return plan, [_cell(plan, number) for number in range(len(plan.cells))]


def _cell(plan: Plan, number: int) -> CellSummary:
    cell = plan.cells[number]
    domain = plan.domains[cell.domain]
    agreed = 0 if number == 1 else 40 - number
    ended: dict[str, int] = {"agreement": agreed, ENDINGS[1 + number % (len(ENDINGS) - 1)]: 40 - agreed}
    share = agreed / 40
    some = None if not agreed else number
    return CellSummary(
        domain=domain.name, protocol=cell.protocol, agents=" | ".join(cell.agents * len(domain.case.parties)),
        told=cell.told, zone=9, runs=40, agreed=_around(share), efficiency=_around(share * 0.97),
        welfare=_around(share * 0.98), fairness=_around(share * 0.9),
        on_frontier=None if some is None else _around(1 - some / 100),
        distance=None if some is None else Estimate(value=some / 1000, low=0.0, high=some / 500),
        rounds=None if some is None else Estimate(value=10.5 + some, low=10.0 + some, high=11.0 + some),
        rounds_spread=None
        if some is None
        else Quantiles(p5=2.0, p25=5.25 + some, p50=8.0 + some, p75=12.0 + some, p95=30.0 + some),
        answers=4.5 if "+" in cell.told else 0.0, ended=ended,
    )  # fmt: skip


def _around(share: float) -> Estimate:
    return Estimate(value=share, low=max(0.0, share - 0.1), high=min(1.0, share + 0.05))
