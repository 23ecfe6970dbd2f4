"""`goodoffices deadlock`: what blocks, and what would open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodoffices.cli.output import print_json, print_line, save_page
from goodoffices.cli.scenario import ScenarioCommand, budget_option, scenario_options, warn
from goodoffices.cli.waiting import INTERRUPTED, interrupted, run_through, searching, waiting

if TYPE_CHECKING:
    from goodoffices.analysis.deadlock import Diagnosis


@click.command(cls=ScenarioCommand)
@scenario_options
@click.option("--steps", is_flag=True, help="Look for ways out by steps of limits along their options, too.")
@click.option(
    "--cost",
    "costs",
    metavar="LIMIT=NUMBER",
    multiple=True,
    help="What giving up a limit costs, in place of what the case says; may be repeated.",
)
@budget_option
@click.option(
    "--stream", is_flag=True, help="Print JSON Lines: blocking sets and ways out as they are found."
)
def command(  # noqa: PLR0917 - one argument an option
    path: str,
    profiles: tuple[str, ...],
    as_json: bool,
    save: str | None,
    steps: bool,
    costs: tuple[str, ...],
    budget: float | None,
    stream: bool,
) -> None:
    """Find out why there is no deal: the limits that cannot stand together, and the cheapest ways out.

    PATH is a case file or folder, a GENIUS domain folder or file, a GeniusWeb JSON folder or a NegMAS folder.
    Interrupted, it prints what is known by then.
    """
    from goodoffices.services import analyse, deadlock_stream, open_scenario  # noqa: PLC0415 - heavy

    if stream and as_json:
        raise click.UsageError("--stream prints one JSON object a line, --json one document; choose one")
    supposed = costs_of(costs)
    opened = open_scenario(path, profiles or None)
    warn(opened.warnings)
    diagnosis = deadlock_stream(opened, costs=supposed, steps=steps, budget=budget)
    if stream:
        stopped = _stream(diagnosis)
    else:
        with waiting(f"looking for what blocks {path}"):
            stopped = run_through(diagnosis)
    answer = diagnosis.known()
    if save:
        with searching(f"analysing {path}", budget) as pace:
            analysis = analyse(opened, budget=pace)
        save_page(save, opened.case, analysis, answer)
    if as_json:
        print_json({**answer.to_dict(), "warnings": list(opened.warnings)})
    elif not stream:
        from goodoffices.cli.deadlock_tables import print_deadlock  # noqa: PLC0415 - only for people

        print_deadlock(opened.case, answer)
    if stopped:
        raise click.exceptions.Exit(INTERRUPTED)


def costs_of(given: tuple[str, ...]) -> dict[str, float]:
    """Read LIMIT=NUMBER; a limit's name may hold an equals sign itself.

    Raises:
        UsageError: one is not of that form, or a limit is given twice.
    """
    found: dict[str, float] = {}
    for one in given:
        name, equals, number = (part.strip() for part in one.rpartition("="))
        try:
            cost = float(number)
        except ValueError:
            cost = None
        if not equals or not name or cost is None:
            raise click.UsageError(f"'{one}' is not LIMIT=NUMBER; say for instance --cost 'a: no more=2'")
        if name in found:
            raise click.UsageError(f"the cost of '{name}' is given twice; give it once")
        found[name] = cost
    return found


def _stream(diagnosis: Diagnosis) -> bool:
    """Print what a diagnosis finds, line by line; say whether it was interrupted."""
    try:
        for event in diagnosis:
            print_line(event.to_dict())
    except (KeyboardInterrupt, ImportError) as error:
        if not interrupted(error):
            raise
        print_line(diagnosis.ended().to_dict())
        return True
    return False
