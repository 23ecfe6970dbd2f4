"""A deadlock for people: what blocks, what would open it, whom that helps, and which limits there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from goodoffices.cli.output import console, short_count
from goodoffices.model.moving import is_premise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from goodoffices.analysis.results import Chance, Deadlock, Help, Opening, Softened, WayBySteps, WayOut
    from goodoffices.model import Case

#: How many ways out, blocking sets and limits are shown; all are in --json and --save.
_SHOWN: Final = 40


def print_deadlock(case: Case, diagnosis: Deadlock) -> None:
    """Print a diagnosis for people."""
    out = console()
    if case.title:
        out.print(Text(case.title, style="bold"))
    if diagnosis.infeasible:
        out.print("No package satisfies the constraints, so no limit is to blame.")
    elif not diagnosis.deadlocked:
        out.print("Not deadlocked: at least one package is within every limit of every party.")
    else:
        _print_blocked(out, case, diagnosis)
    if diagnosis.chance is not None:
        out.print(
            f"Some package is acceptable to all with a chance of {_chance(diagnosis.chance)}, "
            "over the preferences that fit what is known."
        )
    if diagnosis.limits:
        out.print("\n[bold]Limits[/bold]")
    for limit in diagnosis.limits[:_SHOWN]:
        out.print(Text(f"• {limit.name} ({limit.kind}) — {limit.requires}"))
        if limit.sources:
            out.print(Padding(Text(f"from {'; '.join(limit.sources)}", style="dim"), (0, 0, 0, 4)))
    _print_left(out, diagnosis.limits)
    for note in diagnosis.notes:
        out.print(Text(f"Note: {note}"))


def _print_blocked(out: Console, case: Case, diagnosis: Deadlock) -> None:
    out.print("Deadlocked: no feasible package is within every limit.")
    out.print("\n[bold]What blocks[/bold]: the limits of each set cannot stand together")
    sets = Table()
    sets.add_column("#", justify="right")
    sets.add_column("Limits")
    for number, names in enumerate(diagnosis.blocking_sets[:_SHOWN], start=1):
        sets.add_row(str(number), Text("\n".join(names)))
    out.print(sets)
    _print_left(out, diagnosis.blocking_sets)
    out.print("\n[bold]Ways out[/bold], cheapest first")
    ways = _ways_table("Give up or soften")
    for way in diagnosis.ways_out[:_SHOWN]:
        _add(ways, "\n".join(way.relax), way)
    out.print(ways)
    _print_left(out, diagnosis.ways_out)
    _print_helps(out, diagnosis.ways_out)
    if not diagnosis.complete:
        out.print("There are more than are listed; these are the first found.")
    if diagnosis.steps_complete is not None:
        out.print("\n[bold]Ways out by steps[/bold], cheapest first")
        steps = _ways_table("Soften")
        for one in diagnosis.ways_out_by_steps[:_SHOWN]:
            _add(steps, "\n".join(_move(move, case) for move in one.moves), one)
        out.print(steps)
        _print_helps(out, diagnosis.ways_out_by_steps)
        if not diagnosis.steps_complete:
            out.print("There may be more by steps than are listed; these are the first found.")


def _print_left(out: Console, listed: Sequence[object]) -> None:
    if len(listed) > _SHOWN:
        out.print(f"… and {len(listed) - _SHOWN} more, with --json or --save")


def _ways_table(what: str) -> Table:
    table = Table()
    for heading in (what, "Cost", "Opens"):
        table.add_column(heading, justify="right" if heading == "Cost" else "left")
    return table


def _add(table: Table, what: str, way: WayOut | WayBySteps) -> None:
    table.add_row(Text(what), f"{way.cost:.4g}", Text(_opens(way.opens)))


def _print_helps(out: Console, ways: Sequence[WayOut] | Sequence[WayBySteps]) -> None:
    """Say whom each way out helps, and how likely it opens, by its number in the table above."""
    listed: list[WayOut | WayBySteps] = [*ways[:_SHOWN]]
    shown = [(number, way) for number, way in enumerate(listed, start=1) if way.helps or way.chance]
    if not shown:
        return
    out.print("\nWhom each helps: utilities over what it opens, beside the reservation value")
    table = Table()
    headings = ["#", "Party", "Reserved", "Worst", "Nash", "Best"]
    likely = any(way.chance for _, way in shown)
    for heading in [*headings, "Chance to open"] if likely else headings:
        table.add_column(heading, justify="left" if heading in ("Party", "Chance to open") else "right")
    for number, way in shown:
        chance = [] if not likely else ["" if way.chance is None else _chance(way.chance)]
        rows = [_help(one) for one in way.helps] or [[""] * 5]
        for place, row in enumerate(rows):
            first = place == 0
            table.add_row(
                str(number) if first else "", Text(row[0]), *row[1:], *(chance if first else [""] * len(chance))
            )  # fmt: skip
        table.add_section()
    out.print(table)
    if any(one.status != "exact" for _, way in shown for one in way.helps):
        out.print("Some are the best and the worst found, not proven: see --json.")


def _opens(opening: Opening) -> str:
    if opening.bounds is not None and opening.bounds[0] != opening.bounds[1]:
        low, high = (short_count(bound) for bound in opening.bounds)
        text = f"between {low} and {high} packages"
    else:
        about = "" if opening.status == "exact" else "about "
        text = f"{about}{short_count(opening.packages)} packages"
    if opening.nash is not None:
        text += f"\nNash point {', '.join(f'{utility:.3f}' for utility in opening.nash.utilities)}"
    return text


def _help(one: Help) -> list[str]:
    figures = [one.reservation, one.worst, one.nash, one.best]
    return [one.party, *("–" if number is None else f"{number:.3f}" for number in figures)]


def _chance(chance: Chance) -> str:
    if not chance.samples:
        return "not settled"
    return f"{chance.share:.0%} ({chance.low:.0%}–{chance.high:.0%})"


def _move(move: Softened, case: Case) -> str:
    """Say how far a limit moves, and where to."""
    far = f"{move.steps} of {move.of} step{'s' if move.of != 1 else ''}"
    if move.to is None:
        return f"{move.limit}: given up"
    if not move.issue:
        return f"{move.limit}: to {move.to:.4g} ({far})"
    issue = case.issues_by_id[move.issue]
    what = f"{issue.name} (the condition)" if is_premise(move.path) else issue.name
    return f"{move.limit}: {what} to {issue.label_of(move.to)} ({far})"
