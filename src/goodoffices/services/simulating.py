"""Play talks out: one run to look at, or a sweep of many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import structs

from goodoffices._extras import require
from goodoffices.model import Case
from goodoffices.model.result import Result
from goodoffices.services.analysing import analyse
from goodoffices.services.opening import Opened, open_scenario
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.executors.executor import executor_of
from goodoffices.simulation.looking import Run, first_run
from goodoffices.simulation.shocks import Shocks
from goodoffices.simulation.sweeps.plan import Domain, Plan, checked, tables
from goodoffices.simulation.sweeps.rows import Row
from goodoffices.simulation.sweeps.store import Store
from goodoffices.simulation.sweeps.summary import CellSummary, summaries

#: The page of a sweep in its folder.
PAGE: Final = "report.html"

#: How long the frontier of a run's domain is looked for, where it has to be searched, in seconds.
_SEARCH: Final = 5.0

#: Hears how many runs are done, of how many.
Progress = Callable[[int, int], None]


class Simulated(Result, frozen=True, kw_only=True):
    """What simulated talks came to, cell by cell.

    Attributes:
        runs: how many runs were played in all.
        seed: what all chance began with.
        rounds: when talks ended.
        cells: what the runs of each cell came to.
        folder: where all of it was written; None where it was not asked for.
    """

    runs: int
    seed: int
    rounds: int
    cells: tuple[CellSummary, ...]
    folder: str | None


def plan_of(  # noqa: PLR0913 - one argument an option
    given: Sequence[Case | Opened | str | Path],
    *,
    profiles: Sequence[str] | None = None,
    protocols: Sequence[str] = ("alternating",),
    agents: Sequence[str] = ("boulware",),
    mediated: Sequence[str] = ("honest",),
    told: Sequence[str] = ("everything",),
    seeds: int = 1,
    seed: int = 0,
    rounds: int = 100,
    shocks: Shocks | None = None,
) -> Plan:
    """Return what is to be played; arguments and errors as for `simulate`."""
    domains = tuple(_named([_domain(one, profiles) for one in given]))
    return checked(
        Plan(
            domains, tuple(protocols), tables(agents), tables(mediated), tuple(told), seeds, seed, rounds,
            shocks or Shocks(),
        )
    )  # fmt: skip


def simulate(  # noqa: PLR0913 - one argument an option
    case_or_path: Case | Opened | str | Path | Sequence[Case | Opened | str | Path],
    *,
    profiles: Sequence[str] | None = None,
    protocols: Sequence[str] = ("alternating",),
    agents: Sequence[str] = ("boulware",),
    mediated: Sequence[str] = ("honest",),
    told: Sequence[str] = ("everything",),
    seeds: int = 1,
    seed: int = 0,
    rounds: int = 100,
    shocks: Shocks | None = None,
    workers: int = 1,
    on: str = "here",
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Simulated:
    """Play talks: domains × protocols × agents × what the mediator is told × seeds.

    The same arguments give the same results, whatever plays them.

    Args:
        case_or_path: a case, one that was opened, or the path of one or of another tool's domain; or several of these.
        profiles: the profiles at the table where the path holds several.
        protocols: `alternating`, `single-text`, `proposals`, `questions`, `drafts`, `bids`, `phased`.
        agents: who sits at the table without a mediator: for each table one name for all sides, or one for each, parted
            by commas (`boulware`, `micro,tit-for-tat`, `mandated(linear)`, `FILE.py:Class`).
        mediated: the same for protocols with a mediator.
        told: what the mediator is told: `everything`, `weights(0.1)`, `priorities`, `orders`, `reservations` or
            `nothing`, with `+N` for N answered questions a party.
        seeds: how many runs each of these has.
        seed: what all chance begins with, from 0 on.
        rounds: when talks end without an agreement.
        shocks: what may befall them.
        workers: how many processes play.
        on: `here`, `ray`, or `ray:ADDRESS`.
        out: a folder for the rows and what they come to; a sweep that was stopped goes on there.
        progress: hears how far it is.

    Raises:
        CaseFileError: a path cannot be read.
        AnalysisError: a case cannot be analysed.
        SimulationError: something cannot be played as asked.
        ExtraMissing: `out` is given, and the extra `simulation` is not installed.
    """
    given = [case_or_path] if isinstance(case_or_path, Case | Opened | str | Path) else list(case_or_path)
    plan = plan_of(
        given, profiles=profiles, protocols=protocols, agents=agents, mediated=mediated, told=told, seeds=seeds,
        seed=seed, rounds=rounds, shocks=shocks,
    )  # fmt: skip
    return played(plan, workers=workers, on=on, out=out, progress=progress)


def played(
    plan: Plan,
    *,
    workers: int = 1,
    on: str = "here",
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Simulated:
    """Play a plan; arguments and errors as for `simulate`."""
    if out is not None:
        require("simulation")
    executor = executor_of(on, workers)
    store = Store(Path(out), plan) if out is not None else None
    if store is not None and store.finished:
        cells = store.found()
    else:
        left = plan.parts if store is None else store.left()
        kept: dict[int, list[Row]] = {}
        done = plan.runs - sum(part.stop - part.first for part in left)
        for part, rows in executor(plan, left):
            if store is None:
                kept[part.number] = rows
            else:
                store.keep(part, rows)
            done += len(rows)
            if progress is not None:
                progress(done, plan.runs)
        in_order = (row for part in plan.parts for row in kept[part.number]) if store is None else iter(())
        cells = tuple(summaries(in_order)) if store is None else store.finish()
    if store is not None:
        store.beside(PAGE, sweep_page(plan, cells))
    return Simulated(
        runs=plan.runs,
        seed=plan.seed,
        rounds=plan.rounds,
        cells=cells,
        folder=None if out is None else str(out),
    )


def sweep_page(plan: Plan, cells: Sequence[CellSummary]) -> str:
    """Return the page of a sweep that was played, as one HTML document."""
    from goodoffices.reports.sweep import render_sweep  # noqa: PLC0415 - heavy, only for a page

    return render_sweep(plan, cells)


def run_page(plan: Plan, run: Run) -> str:
    """Return the page of the first run of a plan, as one HTML document.

    Raises:
        AnalysisError: the domain cannot be analysed.
    """
    from goodoffices.reports.run import render_run  # noqa: PLC0415 - heavy, only for a page

    case = plan.domains[0].case
    return render_run(plan, run, analyse(case, robust=False, budget=_SEARCH))


def _domain(given: Case | Opened | str | Path, profiles: Sequence[str] | None) -> Domain:
    if isinstance(given, Case):
        return Domain(given.title or "case", given)
    opened = given if isinstance(given, Opened) else open_scenario(given, profiles)
    name = opened.case.title or "case"
    return Domain(Path(given).resolve().name if isinstance(given, str | Path) else name, opened.case)


def _named(domains: Sequence[Domain]) -> Iterator[Domain]:
    """Give domains of one name numbers, so that each has its own."""
    names = [one.name for one in domains]
    for number, one in enumerate(domains):
        if names.count(one.name) > 1:
            yield structs.replace(one, name=f"{one.name} {names[: number + 1].count(one.name)}")
        else:
            yield one


__all__ = [
    "Progress", "Run", "Simulated", "SimulationError", "first_run", "plan_of", "played", "run_page", "simulate",
    "sweep_page",
]  # fmt: skip
