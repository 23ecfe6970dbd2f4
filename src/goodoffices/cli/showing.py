"""`goodoffices simulate --show`: one run, with all that was put on the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from goodoffices.cli.output import console, print_json, save_text

if TYPE_CHECKING:
    from goodoffices.model import Case
    from goodoffices.simulation.looking import Run, Tabled
    from goodoffices.simulation.sweeps.plan import Plan

#: So much of a long path is printed from its beginning, and from its end.
_SHOWN: Final = 15


def show_run(plan: Plan, save: str | None, *, as_json: bool) -> None:
    """Play the first run of a plan; print its path, and save its page where one is asked for."""
    from goodoffices.services.simulating import first_run, run_page  # noqa: PLC0415 - heavy

    run = first_run(plan)
    if save:
        save_text(save, run_page(plan, run))
    if as_json:
        print_json(run.to_dict())
        return
    _print(plan.domains[0].case, run)


def _print(case: Case, run: Run) -> None:
    from rich.markup import escape  # noqa: PLC0415 - only for people
    from rich.table import Table  # noqa: PLC0415 - as above

    titles = {party.id: party.title for party in case.parties}
    table = Table(title=escape(f"{run.domain}: {run.protocol}, {' | '.join(run.agents)}, seed {run.seed}"))
    for name in ("no.", "round"):
        table.add_column(name, justify="right")
    table.add_column("by", overflow="fold")
    for party in run.parties:
        table.add_column(escape(titles[party]), justify="right", overflow="fold")
    table.add_column("package", overflow="fold")

    def add(number: int, one: Tabled) -> None:
        package = ", ".join(issue.label_of(one.package[issue.id]) for issue in case.issues)
        table.add_row(
            str(number), str(one.round), escape("the mediator" if one.by is None else titles[one.by]),
            *(f"{utility:.4f}" for utility in one.utilities), escape(package),
        )  # fmt: skip

    numbered = list(enumerate(run.path, start=1))
    cut = len(numbered) > 2 * _SHOWN
    for number, one in numbered[:_SHOWN] if cut else numbered:
        add(number, one)
    if cut:
        table.add_row("…", "", "", *("" for _ in run.parties), f"{len(numbered) - 2 * _SHOWN:,} more")
        for number, one in numbered[-_SHOWN:]:
            add(number, one)
    out = console()
    out.print(table)
    for shock in run.shocks:
        out.print(f"After round {shock.round} a {shock.kind} hardened {escape(titles[shock.party])}.")
    by = f" ({escape(titles[run.by])})" if run.by is not None else ""
    out.print(
        f"Ended in round {run.rounds}: [bold]{run.ended}[/bold]{by}; efficiency {run.efficiency:.3f}, fairness "
        f"{run.fairness:.3f}"
    )
    if run.why:
        out.print(run.why, markup=False, highlight=False)
    if cut:
        click.echo("All that was put on the table: --json; a picture of it: --save FILE.html", err=True)
