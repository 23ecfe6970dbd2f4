"""`goodoffices simulate`: talks played out, once or in sweeps of many runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodoffices.cli.output import console, json_option, page_file, print_json, save_text, say_last
from goodoffices.cli.scenario import ScenarioCommand
from goodoffices.cli.waiting import INTERRUPTED, counting

if TYPE_CHECKING:
    from goodoffices.services.simulating import Simulated
    from goodoffices.simulation.sweeps.summary import Estimate


@click.command(cls=ScenarioCommand)
@click.argument("paths", metavar="PATH…", type=click.Path(), nargs=-1, required=True)
@click.option("--profiles", metavar="FILE…", multiple=True, help="The profiles at the table, in order.")
@click.option(
    "--protocol",
    "protocols",
    metavar="NAME",
    multiple=True,
    help="How they talk: alternating, single-text, proposals, questions, drafts, bids, phased; may be repeated.",
)
@click.option(
    "--agents",
    metavar="NAME[,NAME…]",
    multiple=True,
    help="Who sits at the table without a mediator: one for all sides, or one for each; may be repeated.",
)
@click.option(
    "--mediated",
    metavar="NAME[,NAME…]",
    multiple=True,
    help="The same where there is a mediator (honest); may be repeated.",
)
@click.option(
    "--told",
    metavar="WHAT",
    multiple=True,
    help="What the mediator is told: everything, weights(0.1), priorities, orders, reservations, nothing; +N for N "
    "answered questions a party; may be repeated.",
)
@click.option("--seeds", type=int, default=1, show_default=True, help="How many runs of each.")
@click.option("--seed", type=int, default=0, show_default=True, help="What all chance begins with.")
@click.option(
    "--rounds", type=int, default=100, show_default=True, help="When talks end without an agreement."
)
@click.option("--leak", type=float, default=0.0, metavar="CHANCE", help="The chance of a leak in a round.")
@click.option(
    "--spoiler",
    type=float,
    default=0.0,
    metavar="CHANCE",
    help="The chance that a spoiler strikes in a round.",
)
@click.option("--workers", type=int, default=1, show_default=True, help="How many processes play.")
@click.option(
    "--on",
    default="here",
    show_default=True,
    metavar="PLACE",
    help="Where they play: here, ray, ray:ADDRESS.",
)
@click.option(
    "--out",
    metavar="FOLDER",
    type=click.Path(file_okay=False),
    help="Write all runs (Parquet, CSV), what they come to, and a page; a sweep that was stopped goes on there.",
)
@click.option(
    "--show", is_flag=True, help="Play the first run alone, and show what was put on the table, by whom."
)
@click.option("--save", metavar="FILE.html", type=click.Path(dir_okay=False), help="Write a page.")
@json_option
def command(  # noqa: PLR0917 - one argument an option
    paths: tuple[str, ...],
    profiles: tuple[str, ...],
    protocols: tuple[str, ...],
    agents: tuple[str, ...],
    mediated: tuple[str, ...],
    told: tuple[str, ...],
    seeds: int,
    seed: int,
    rounds: int,
    leak: float,
    spoiler: float,
    workers: int,
    on: str,
    out: str | None,
    show: bool,
    save: str | None,
    as_json: bool,
) -> None:
    """Play talks out: who sits at the table, how they talk, what the mediator is told, with what chance.

    PATH is a case file or folder, a GENIUS domain folder or file, a GeniusWeb JSON folder or a NegMAS folder; there may
    be several. The same call gives the same results, whatever plays it.
    """
    from goodoffices.services.simulating import plan_of, played, sweep_page  # noqa: PLC0415 - heavy
    from goodoffices.simulation.shocks import Shocks  # noqa: PLC0415 - as above

    if save:
        page_file(save)
    if show and out:
        raise click.UsageError("--show plays one run and no sweep: leave out --out, or --show")
    plan = plan_of(
        paths, profiles=profiles or None, protocols=protocols or ("alternating",), agents=agents or ("boulware",),
        mediated=mediated or ("honest",), told=told or ("everything",), seeds=seeds, seed=seed, rounds=rounds,
        shocks=Shocks(leak=leak, spoiler=spoiler),
    )  # fmt: skip
    if show:
        from goodoffices.cli.showing import show_run  # noqa: PLC0415 - only on request

        show_run(plan, save, as_json=as_json)
        return
    try:
        with counting("playing") as tell:
            found = played(plan, workers=workers, on=on, out=out, progress=tell)
    except KeyboardInterrupt:
        if out is None:
            raise
        click.echo(
            f"goodoffices: stopped; what was played so far is in {out}, and the same command goes on there",
            err=True,
        )
        raise click.exceptions.Exit(INTERRUPTED) from None
    if out:
        say_last(f"results: {out}")
    if save:
        save_text(save, sweep_page(plan, found.cells))
    if as_json:
        print_json(found.to_dict())
        return
    _print(found)


def _print(found: Simulated) -> None:
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(title=f"{found.runs:,} runs, {found.rounds} rounds at most, seed {found.seed}")
    table.add_column("talks", overflow="fold")
    for name in ("agreed", "efficiency", "fairness", "frontier", "rounds"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in found.cells:
        talks = Text(one.domain, style="bold")
        talks.append(f"\n{one.protocol}: {one.agents}", style="not bold")
        if one.told:
            talks.append(f"\ntold {one.told}", style="not bold")
        table.add_row(
            talks, _share(one.agreed), _number(one.efficiency), _number(one.fairness), _share(one.on_frontier),
            "–" if one.rounds is None else f"{one.rounds.value:.1f}",
        )  # fmt: skip
    out = console()
    out.print(table)
    for name in dict.fromkeys(one.domain for one in found.cells if not one.zone):
        out.print(
            f"{name}: no package is acceptable to all, so nothing can be agreed; `goodoffices deadlock` says why",
            markup=False, highlight=False,
        )  # fmt: skip
    for one in found.cells:
        if one.stopped:
            count = one.ended["stopped"]
            out.print(
                f"{one.domain}, {one.protocol}, {one.agents}: {count:,} of {one.runs:,} runs ended because an agent "
                f"was stopped; the first: {one.stopped}",
                markup=False, highlight=False,
            )  # fmt: skip
    out.print(
        "Efficiency: the product of gains as a share of the best. Fairness: the smallest gain as a share of the "
        "largest smallest. Both count 0 without an agreement, and what was done where one broke off. Frontier: "
        "agreements that leave nothing on the table. Below each figure: where the true one lies with 95 %.",
        style="dim", highlight=False,
    )  # fmt: skip


def _share(one: Estimate | None) -> str:
    return "–" if one is None else f"{one.value:.0%}\n{one.low:.0%}–{one.high:.0%}"


def _number(one: Estimate) -> str:
    return f"{one.value:.3f}" + ("" if one.low == one.high else f"\n{one.low:.2f}–{one.high:.2f}")
