"""`goodoffices analyse --explain`: what each figure rests on, and what would change it, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goodoffices.cli.output import console

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from goodoffices.analysis.explaining.shapes import Explanation, Explanations, Move, Turn

#: How many moves of each figure are shown; the rest is in --json and --save.
_SHOWN: Final = 5


def print_explanations(explanations: Explanations) -> None:
    """Print every explanation: status, method, source, and the inputs that matter most."""
    from rich.text import Text  # noqa: PLC0415 - only for people

    out = console()
    for one in explanations.figures.values():
        out.print(f"\n[bold]{one.method.name}[/bold] ({one.status}): ", end="")
        out.print(Text(one.says))
        out.print(Text(f"How: {one.method.how}."))
        out.print(Text(f"Source: {one.method.source}."))
        sources = sum(bool(given.sources) for given in one.inputs)
        out.print(
            f"Rests on {len(one.inputs)} inputs, {sources} of them with a source or a stated assumption."
        )
        if one.sensitivity:
            _print_moves(out, one)
        for note in one.notes:
            out.print(Text(f"Note: {note}"))
    rules = dict.fromkeys(one.rule for one in explanations.figures.values() if one.rule)
    out.print("\n[bold]How inputs are moved[/bold]")
    for rule in rules:
        out.print(Text(f"• {rule}"))
    out.print("Everything, sources included: --json or --save.")


def _print_moves(out: Console, one: Explanation) -> None:
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    numeric = any(move.shifts for move in one.sensitivity)
    telling = [move for move in one.sensitivity if move.shifts or move.room is not None]
    if not telling:
        out.print("No single input, moved alone, changes this.")
        return
    table = Table()
    for heading in ("Input", "To", "Becomes") if numeric else ("Input", "Now", "Changes at", "Then"):
        table.add_column(heading)
    for move in telling[:_SHOWN]:
        if not numeric:
            _add_turns(table, move)
            continue
        for number, shift in enumerate(move.shifts):
            away = {"preferences": "known exactly", "stance": "turned"}.get(move.kind, "without it")
            to = away if shift.to is None else f"{shift.to:.4g}"
            whole = float(shift.figure).is_integer() and float(shift.change).is_integer()
            becomes = f"{shift.figure:,.0f} ({shift.change:+,.0f})"
            if not whole:
                becomes = f"{shift.figure:.4g} ({shift.change:+.4g})"
            table.add_row(Text("" if number else move.input), to, becomes)
        table.add_section()
    out.print(table)
    if len(telling) > _SHOWN:
        out.print(f"{len(telling) - _SHOWN} more change it later, or less.")


def _add_turns(table: Table, move: Move) -> None:
    """Add a row for each way in which an input changes the choice."""
    from rich.text import Text  # noqa: PLC0415 - only for people

    name, value = move.input, "" if move.value is None else f"{move.value:.4g}"
    if move.stated is not None:
        value += f"\n({move.stated[0]:g}–{move.stated[1]:g})"
    for turn in (move.down, move.up):
        if turn is not None:
            late = "" if turn.status == "exact" else "at the latest "
            table.add_row(Text(name), value, f"{late}{turn.at:.4g} ({_by(turn)})", _then(turn))
            name, value = "", ""
    if move.dropped is not None:
        table.add_row(Text(name), "stands", "dropped", _then(move.dropped))
    table.add_section()


def _by(turn: Turn) -> str:
    return "any change" if turn.by == 0 else f"{turn.by:+.2g}"


def _then(turn: Turn) -> str:
    if turn.utilities is None:
        return "nothing can be chosen"
    return ", ".join(f"{utility:.3f}" for utility in turn.utilities)
