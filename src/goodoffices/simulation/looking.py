"""One run looked at: what was put on the table, by whom, what it was worth to all, and how the talks ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from goodoffices.model.base import Value
from goodoffices.model.result import Result
from goodoffices.simulation.naming import agent_of, protocol_of
from goodoffices.simulation.playing import play
from goodoffices.simulation.protocols.course import Ending
from goodoffices.simulation.scenario import Scenario, scenario_of
from goodoffices.simulation.sweeps.plan import Plan, told_in
from goodoffices.simulation.sweeps.rows import row_of


class Tabled(Result, frozen=True):
    """Something put on the table.

    Attributes:
        round: in which round; 0 is before the first.
        by: the party that put it there, None for the mediator.
        package: the package, an option for every issue.
        utilities: what it is worth to each party, in order, by what they wanted when the talks began.
    """

    round: int
    by: str | None
    package: Mapping[str, Value]
    utilities: tuple[float, ...]


class Befell(Result, frozen=True):
    """A leak or a spoiler: after which round, and which party it hardened."""

    round: int
    kind: Literal["leak", "spoiler"]
    party: str


class Run(Result, frozen=True):
    """One run of talks, step by step.

    Attributes:
        domain, protocol, told: as in a sweep's rows.
        agents: who sat for each party.
        seed: what all chance of the plan begins with.
        limit: after so many rounds the talks would have ended.
        parties: the parties' ids, in the order of all utilities.
        reservations: what no agreement is worth to each.
        ended, by, why, agreed, rounds, offers, answers, done: as in a sweep's rows; `by` is None for nobody.
        package: what was agreed, None where nothing was.
        utilities: what each party has in the end.
        efficiency, welfare, fairness, distance, on_frontier: how good that is, as in a sweep's rows.
        shocks: what befell the talks.
        path: all that was put on the table, in order.
    """

    domain: str
    protocol: str
    agents: tuple[str, ...]
    told: str
    seed: int
    limit: int
    parties: tuple[str, ...]
    reservations: tuple[float, ...]
    ended: Ending
    by: str | None
    why: str
    agreed: bool
    rounds: int
    offers: int
    answers: tuple[int, ...]
    done: float
    package: Mapping[str, Value] | None
    utilities: tuple[float, ...]
    efficiency: float
    welfare: float
    fairness: float
    distance: float | None
    on_frontier: bool
    shocks: tuple[Befell, ...]
    path: tuple[Tabled, ...]


def first_run(plan: Plan) -> Run:
    """Play the first run of a plan's first cell, and keep all that is put on the table.

    It is the run that a sweep of the plan begins with.

    Raises:
        SimulationError: it cannot be played.
        AnalysisError: the domain cannot be analysed.
    """
    cell = plan.cells[0]
    domain = plan.domains[cell.domain]
    scenario = scenario_of(domain.case, domain.name)
    outcome = play(
        scenario, protocol_of(cell.protocol), [agent_of(name) for name in cell.agents], told=told_in(cell),
        rounds=plan.rounds, seed=plan.seed_of(cell, 0), shocks=plan.shocks, keeps=True,
    )  # fmt: skip
    row = row_of(plan, 0, 0, scenario, outcome)
    parties = scenario.parties
    return Run(
        domain=row["domain"], protocol=row["protocol"], agents=cell.seats(len(parties)), told=row["told"],
        seed=plan.seed,
        limit=plan.rounds, parties=parties, reservations=scenario.reservations,
        ended=outcome.ended, by=row["by"] or None, why=row["why"], agreed=row["agreed"],
        rounds=row["rounds"], offers=row["offers"], answers=outcome.answers, done=row["done"],
        package=None if outcome.package is None else scenario.package(outcome.package),
        utilities=tuple(row["utilities"]), efficiency=row["efficiency"], welfare=row["welfare"],
        fairness=row["fairness"], distance=row["distance"], on_frontier=row["on_frontier"],
        shocks=tuple(Befell(round=one.round, kind=one.kind, party=parties[one.party]) for one in outcome.shocks),
        path=tuple(_tabled(scenario, one.round, one.by, one.package) for one in outcome.path),
    )  # fmt: skip


def _tabled(scenario: Scenario, number: int, by: int, package: int) -> Tabled:
    return Tabled(
        round=number,
        by=None if by < 0 else scenario.parties[by],
        package=scenario.package(package),
        utilities=tuple(scenario.worth[:, package].tolist()),
    )
