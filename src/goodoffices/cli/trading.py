"""`goodoffices analyse --from …`: the path from a package to the frontier, and each side's best trades, for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from goodoffices.cli.output import console

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from goodoffices.analysis.trades.shapes import Trade, Trades

#: How many trades of each side within the limits are shown; the rest is in --json and --save.
_SHOWN: Final = 3

#: The row of the whole path, whose changes stand above it.
_WHOLE: Final = "all"


def print_trades(trades: Trades) -> None:
    """Print the start, the path or what stands in its place, and the best trades for each side."""
    from rich.text import Text  # noqa: PLC0415 - only for people

    out = console()
    out.print("\n[bold]Trades[/bold] from ", Text(trades.start.name or "the package given"), sep="")
    _print_stop(out, "Start", trades.parties, trades.start.utilities, trades.start.crosses)
    if trades.efficient:
        out.print(
            f"It is on the frontier ({trades.status}): nobody can gain without another's loss"
            f"{'' if trades.beyond is None else ', unless a limit gives way'}."
        )
    else:
        steps = "1 step" if len(trades.steps) == 1 else f"{len(trades.steps)} steps"
        out.print(f"To the frontier in {steps}, nobody worse off at any ({trades.status}):")
        out.print(_path(trades))
        _print_stop(out, "End", trades.parties, trades.end.utilities, trades.end.crosses)
    if trades.beyond is not None:
        crossed = ", ".join(trades.beyond.crosses)
        out.print(Text(f"Only limits stand in the way of more for all: {crossed}."))
        out.print(_listing(trades.parties, [("", trades.beyond)]))
    for heading, by_party in (
        ("Best trades over one or two issues", trades.best),
        ("Along the frontier, cheapest concessions first", trades.concessions),
    ):
        if any(by_party.values()):
            out.print(f"\n[bold]{heading}[/bold]")
            rows = [(f"for {name}", one) for name, found in by_party.items() for one in _shortened(found)]
            out.print(_listing(trades.parties, rows, rated=True))
            left = sum(map(len, by_party.values())) - len(rows)
            if left:
                out.print(f"{left} more with --json or --save")
    for note in trades.notes:
        out.print(Text(f"Note: {note}"))


def _shortened(found: Sequence[Trade]) -> list[Trade]:
    """Return the first few trades within the limits, and the first beyond them."""
    within = [one for one in found if not one.crosses]
    return [*within[:_SHOWN], *[one for one in found if one.crosses][:1]]


def _print_stop(
    out: Console, name: str, parties: Sequence[str], utilities: Sequence[float], crosses: Sequence[str]
) -> None:
    from rich.text import Text  # noqa: PLC0415 - only for people

    worth = ", ".join(f"{party} {value:.4f}" for party, value in zip(parties, utilities, strict=True))
    out.print(Text(f"{name}: {worth}{'; crosses ' + ', '.join(crosses) if crosses else ''}"))


def _path(trades: Trades) -> Table:
    rows = [(str(number), step) for number, step in enumerate(trades.steps, start=1)]
    if trades.total is not None and len(rows) > 1:
        rows.append((_WHOLE, trades.total))
    return _listing(trades.parties, rows)


def _listing(parties: Sequence[str], rows: Iterable[tuple[str, Trade]], *, rated: bool = False) -> Table:
    """Return a table of trades: what changes, and what each party gains."""
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(show_lines=rated)
    table.add_column("")
    table.add_column("What changes")
    for party in parties:
        table.add_column(Text(party), justify="right")
    if rated:
        table.add_column("Rate", justify="right")
    last = None
    for label, trade in rows:
        whole = label == _WHOLE
        lines = [f"{c.title}: {c.before_says} → {c.after_says}" for c in trade.changes]
        lines += [f"crosses {name}" for name in trade.crosses] + [
            f"no longer crosses {name}" for name in trade.restores
        ]
        if whole:
            lines = []
        cells = [f"{gain:+.4f}" if gain else "0" for gain in trade.gains]
        if rated:
            cells.append("free" if trade.rate is None else f"{trade.rate:.2f}")
        table.add_row(Text("" if rated and label == last else label), Text("\n".join(lines)), *cells)
        last = label
    if rated:
        table.caption = "rate: share of its range that a side gains for each share that the others lose"
    return table
