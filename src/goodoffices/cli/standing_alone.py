"""`goodoffices analyse`: what each side does without a deal, and what that leaves to agree on, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.cli.output import console, short_count

if TYPE_CHECKING:
    from goodoffices.analysis.alternatives.results import Alternatives, Step
    from goodoffices.model import Case


def print_alternatives(case: Case, found: Alternatives) -> None:
    """Print, for each party, the reservation value that follows and the packages left at its ends."""
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    out = console()
    aside = ", red lines and mandates aside" if found.limits_aside else ""
    out.print(f"\n[bold]Without a deal[/bold]: the zone as each side's alternative gets better{aside}")
    titles = {one.id: one.title for one in case.alternatives}
    table = Table()
    for heading in ("", "Would", "Worth", "Zone at lowest", "Now", "At highest", "Empty above"):
        table.add_column(heading, overflow="fold")
    for one in found.parties:
        derived = "not estimated" if one.derived is None else f"{one.derived[0]:g}–{one.derived[1]:g}"
        table.add_row(
            Text(one.party, style="italic"),
            Text(titles[one.best] if one.best is not None else "–"),
            derived,
            *(_packages(step) for step in (one.low, one.now, one.high)),
            "–" if one.empty_above is None else f"{one.empty_above:.3f}",
        )
    out.print(table)
    if found.matters_most is not None:
        out.print(Text(f"The zone hangs most on what {found.matters_most} does without a deal."))
    for note in found.notes:
        out.print(Text(f"Note: {note}"))


def _packages(step: Step | None) -> str:
    if step is None:
        return "–"
    return f"{'about ' if step.status != 'exact' else ''}{short_count(step.packages)}"
