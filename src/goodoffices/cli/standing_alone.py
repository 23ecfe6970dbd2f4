"""`goodoffices analyse`: what each side does without a deal, and what that leaves to agree on, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.cli.output import console, short_count

if TYPE_CHECKING:
    from goodoffices.analysis.alternatives.results import Alternatives, PartyAlternatives, Step
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
    for line in (line for one in found.parties for line in _lines(case, one)):
        out.print(Text(line))
    for note in found.notes:
        out.print(Text(f"Note: {note}"))


def _lines(case: Case, one: PartyAlternatives) -> list[str]:
    """Say what a deal must beat, where the Nash solution turns, and what drives the alternative."""
    lines = []
    least = one.least[1] if one.least else None
    if least is not None and one.derived is not None and one.beats is not None:
        issues = case.issues_by_id
        package = "; ".join(f"{issues[k].name}: {issues[k].label_of(v)}" for k, v in least.package.items())
        lines.append(
            f"{one.party}: {short_count(one.beats[1])} packages are worth at least {least.reservation:g} to it; the "
            f"one that costs the others least: {package}"
        )
    elif one.beats is not None and one.derived is not None:
        lines.append(f"{one.party}: no package is worth {one.used:g} to it")
    if one.now is not None and one.low is not None and one.high is not None and one.derived is not None:
        changed = one.low.package != one.high.package
        ends = " → ".join(
            "none" if step.nash is None else f"({', '.join(f'{u:.3f}' for u in step.nash)})"
            for step in (one.low, one.high)
        )
        lines += [f"  Nash solution from its lowest to its highest: {ends}"] if changed else []
    for driver in one.drivers:
        by = (
            "by how much is not said"
            if driver.by is None
            else " to ".join("0" if not end else f"{end:+g}" for end in driver.by)
        )
        every = f" each {driver.per}" if driver.per else ""
        zone = (
            ""
            if driver.packages is None
            else f", zone {' to '.join(short_count(n) for n in driver.packages)}"
        )
        lines.append(f"  {driver.effect}: {driver.title} ({by}{every}{zone})")
        if driver.over:
            last = driver.over[-1]
            zone = (
                ""
                if last.packages is None
                else f", zone {' to '.join(short_count(n) for n in last.packages)}"
            )
            low, high = last.reservation
            lines.append(f"    after {last.periods} {driver.per}s: worth {low:g} to {high:g}{zone}")
    return lines


def _packages(step: Step | None) -> str:
    if step is None:
        return "–"
    return f"{'about ' if step.status != 'exact' else ''}{short_count(step.packages)}"
