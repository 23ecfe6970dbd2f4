"""`goodoffices positions`: where all parties stand as of a day, and what moved since another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from goodoffices.cli.days import day_of
from goodoffices.cli.output import console, json_option, print_json, save_text

if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.model import Case
    from goodoffices.model.over_time import Move
    from goodoffices.model.record import Position


@click.command()
@click.argument("path", metavar="CASE", type=click.Path())
@click.option("--as-of", "day", metavar="DATE", help="The record as it was known at the end of a day.")
@click.option("--since", metavar="DATE", help="Say what moved since the end of this day, and on whose word.")
@click.option("--save", metavar="FILE.html", type=click.Path(dir_okay=False), help="Write a page.")
@json_option
def command(path: str, day: str | None, since: str | None, save: str | None, as_json: bool) -> None:
    """Show where the parties of a case stand on its issues, by its record as it was judged."""
    from goodoffices.model import Case  # noqa: PLC0415 - heavy
    from goodoffices.model.over_time import as_of, moves  # noqa: PLC0415 - as above
    from goodoffices.model.reviewing import current  # noqa: PLC0415 - as above

    case = current(Case.load(path))
    until = day_of(day, "--as-of") if day else case.as_of or dt.date.max
    begun = day_of(since, "--since") if since else None
    if begun is not None and begun > until:
        raise click.UsageError(f"--since {begun} lies after {until}")
    shown = as_of(case, until) if day else case
    moved = moves(case, begun, until) if begun is not None else ()
    if save:
        _save(save, shown, until if day or case.as_of else None)
    if as_json:
        print_json(_document(shown, until, moved))
        return
    out = console()
    _print(out, shown, until)
    if begun is not None:
        _print_moves(out, case, moved, begun)


def _document(case: Case, until: dt.date, moved: tuple[Move, ...]) -> dict[str, object]:
    import msgspec  # noqa: PLC0415 - heavy

    return {
        "as_of": None if until == dt.date.max else str(until),
        "positions": msgspec.to_builtins(case.positions),
        "conflicts": msgspec.to_builtins(case.conflicts),
        "moves": [
            {
                "party": one.party,
                "issue": one.issue,
                "before": msgspec.to_builtins(one.before),
                "after": msgspec.to_builtins(one.after),
            }
            for one in moved
        ],
    }


def _save(out: str, case: Case, until: dt.date | None) -> None:
    from goodoffices.reports.page import render_page  # noqa: PLC0415 - only on request

    day = f" as of {until}" if until is not None else ""
    save_text(out, render_page(case, None, None, title=f"Positions of all parties{day}"))


def _words(case: Case, one: Position) -> str:
    from goodoffices.cli.record import day_in_words  # noqa: PLC0415 - for people

    issue = case.issue(one.issue)
    options = ", ".join(issue.label_of(option) for option in one.options)
    mark = " (suggested)" if one.reader else ""
    return f"{one.stand}{f': {options}' if options else ''}, {day_in_words(one.on)}{mark}"


def _print(out: Console, case: Case, until: dt.date) -> None:
    from rich.markup import escape  # noqa: PLC0415 - only for people
    from rich.table import Table  # noqa: PLC0415 - as above

    if not case.positions:
        out.print("The record has no positions yet; goodoffices read REPORT --into CASE suggests some")
        return
    title = "Positions" if until == dt.date.max else f"Positions as of {until}"
    table = Table(title=title, title_justify="left", show_lines=True)
    table.add_column("Issue", overflow="fold")
    parties = [party for party in case.parties if any(one.party == party.id for one in case.positions)]
    for party in parties:
        table.add_column(escape(party.title), overflow="fold")
    for issue in case.issues:
        cells = [
            "\n".join(
                _words(case, one) for one in case.positions if (one.party, one.issue) == (party.id, issue.id)
            )
            for party in parties
        ]
        if any(cells):
            table.add_row(escape(issue.name), *(escape(cell) for cell in cells))
    out.print(table)
    for number, conflict in enumerate(case.conflicts, start=1):
        out.print(f"Conflict {number} ({conflict.kind}): {escape(conflict.about)}")


def _print_moves(out: Console, case: Case, moved: tuple[Move, ...], since: dt.date) -> None:
    from rich.markup import escape  # noqa: PLC0415 - only for people

    out.print(f"\n[bold]Moved since {since}[/bold]" if moved else f"\nNothing moved since {since}")
    known = case.statements_by_id
    for one in moved:
        party, issue = case.parties_by_id[one.party].title, case.issue(one.issue).name
        before = "; ".join(_words(case, stand) for stand in one.before) or "no stand"
        after = "; ".join(_words(case, stand) for stand in one.after) or "no stand"
        out.print(escape(f"{party}, {issue}: {before} → {after}"))
        for name in dict.fromkeys(name for stand in one.after for name in stand.statements):
            if name in known:
                statement = known[name]
                chain = " > ".join((*statement.via, statement.speaker or "nobody named"))
                out.print(escape(f"    on the word of {chain}"))
