"""`goodoffices deadlock`: what blocks, and what would open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodoffices.cli.output import console, print_json, save_page, short_count
from goodoffices.cli.scenario import ScenarioCommand, scenario_options, warn
from goodoffices.cli.waiting import waiting

if TYPE_CHECKING:
    from goodoffices.analysis.results import Deadlock, Opening
    from goodoffices.model import Case


@click.command(cls=ScenarioCommand)
@scenario_options
def command(path: str, profiles: tuple[str, ...], as_json: bool, save: str | None) -> None:
    """Find out why there is no deal: the limits that cannot stand together, and the cheapest ways out.

    PATH is a case file or folder, a GENIUS domain folder or file, a GeniusWeb JSON folder or a NegMAS folder.
    """
    from goodoffices.services import analyse, deadlock, open_scenario  # noqa: PLC0415 - heavy

    opened = open_scenario(path, profiles or None)
    warn(opened.warnings)
    with waiting(f"looking for what blocks {path}"):
        diagnosis = deadlock(opened)
        analysis = analyse(opened) if save else None
    if save:
        save_page(save, opened.case, analysis, diagnosis)
    if as_json:
        print_json({**diagnosis.to_dict(), "warnings": list(opened.warnings)})
    else:
        print_deadlock(opened.case, diagnosis)


def print_deadlock(case: Case, diagnosis: Deadlock) -> None:
    """Print a diagnosis for people."""
    from rich.padding import Padding  # noqa: PLC0415 - only for people
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    out = console()
    if case.title:
        out.print(Text(case.title, style="bold"))
    if diagnosis.infeasible:
        out.print("No package satisfies the constraints, so no limit is to blame.")
    elif not diagnosis.deadlocked:
        out.print("Not deadlocked: at least one package is within every limit of every party.")
    else:
        out.print("Deadlocked: no feasible package is within every limit.")
        out.print("\n[bold]What blocks[/bold]: the limits of each set cannot stand together")
        sets = Table()
        sets.add_column("#", justify="right")
        sets.add_column("Limits")
        for number, names in enumerate(diagnosis.blocking_sets, start=1):
            sets.add_row(str(number), Text("\n".join(names)))
        out.print(sets)
        out.print("\n[bold]Ways out[/bold], cheapest first")
        ways = Table()
        for heading in ("Give up or soften", "Cost", "Opens"):
            ways.add_column(heading, justify="right" if heading == "Cost" else "left")
        for way in diagnosis.ways_out:
            ways.add_row(Text("\n".join(way.relax)), f"{way.cost:g}", Text(_opens(way.opens)))
        out.print(ways)
        if not diagnosis.complete:
            out.print("There are more than are listed; these are the first found.")
    if diagnosis.limits:
        out.print("\n[bold]Limits[/bold]")
    for limit in diagnosis.limits:
        out.print(Text(f"• {limit.name} ({limit.kind}) — {limit.requires}"))
        if limit.sources:
            out.print(Padding(Text(f"from {'; '.join(limit.sources)}", style="dim"), (0, 0, 0, 4)))
    for note in diagnosis.notes:
        out.print(Text(f"Note: {note}"))


def _opens(opening: Opening) -> str:
    about = "" if opening.status == "exact" else "about "
    text = f"{about}{short_count(opening.packages)} packages"
    if opening.nash is not None:
        text += f"\nNash point {', '.join(f'{utility:.3f}' for utility in opening.nash.utilities)}"
    return text
