"""What people see of a record: statements with their chain, the matrix of positions, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.model import Case
    from goodoffices.model.base import When
    from goodoffices.record.results import Reading, ReadPosition, ReadReport, ReadStatement

_LONGEST = 160
#: Below this confidence a statement stands apart.
LOW = 0.5


def day_in_words(when: When | None) -> str:
    """Write a day or a range of days."""
    if when is None:
        return "—"
    return f"{when[0]} to {when[1]}" if isinstance(when, tuple) else str(when)


def title_of(case: Case | None, party: str | None) -> str:
    """Return the name of a party or mediator of a case; the words themselves without one."""
    if party is None or case is None:
        return party or ""
    names = {one.id: one.title for one in case.parties} | {one.id: one.name for one in case.mediators}
    return names.get(party, party)


def print_statements(out: Console, report: ReadReport, case: Case | None) -> None:
    """Print the statements of a report, the doubtful ones apart."""
    head = [report.outlet or "", day_in_words(report.published) if report.published else "day not known"]
    out.print(
        f"\n[bold]{escape(report.title or report.file)}[/bold]  ({escape(', '.join(part for part in head if part))})"
    )
    if report.copy_of:
        out.print(f"The same text as {escape(report.copy_of)}: both count as one source")
    if report.update_of:
        out.print(f"A later version of {escape(report.update_of)}:")
        for line in report.changes:
            out.print(f"  {escape(line)}")
    sure = [one for one in report.statements if one.confidence >= LOW]
    doubtful = [one for one in report.statements if one.confidence < LOW]
    for heading, chosen in (("", sure), ("Of low confidence", doubtful)):
        if not chosen:
            continue
        table = Table(title=heading or None, title_justify="left", show_lines=False)
        for column in ("Who", "Through", "Said on", "Act", "What"):
            table.add_column(column, overflow="fold")
        for one in chosen:
            table.add_row(*(escape(cell) for cell in _row(one, case)))
        out.print(table)


def _row(one: ReadStatement, case: Case | None) -> tuple[str, ...]:
    who = one.speaker or "nobody named"
    if one.speaker_is and one.speaker_is.lower() != one.speaker.lower():
        who += f" = {one.speaker_is}"
    if one.speaker_party and title_of(case, one.speaker_party).lower() not in who.lower():
        who += f" ({title_of(case, one.speaker_party)})"
    content = " ".join(one.content.split())
    return (
        who, " > ".join(one.via), day_in_words(one.said_on), one.act,
        content if len(content) <= _LONGEST else content[: _LONGEST - 1] + "…",
    )  # fmt: skip


def print_positions(out: Console, positions: Sequence[ReadPosition], case: Case | None) -> None:
    """Print who stands where: with a case, one row an issue and one column a party."""
    if not positions:
        return
    if case is None:
        table = Table(
            title="Positions (no case was given: parties as written, no issues)", title_justify="left"
        )
        for column in ("Party", "Stand", "On"):
            table.add_column(column)
        for one in positions:
            table.add_row(escape(one.party), one.stand, day_in_words(one.on))
        out.print(table)
        return
    parties = [party for party in case.parties if any(one.party == party.id for one in positions)]
    table = Table(title="Positions", title_justify="left", show_lines=True)
    table.add_column("Issue", overflow="fold")
    for party in parties:
        table.add_column(escape(party.title), overflow="fold")
    for issue in case.issues:
        cells = []
        for party in parties:
            own = [one for one in positions if (one.party, one.issue) == (party.id, issue.id)]
            lines = []
            for one in own:
                options = ", ".join(
                    issue.label_of(option) if issue.index_of(option) is not None else str(option)
                    for option in one.options
                )
                lines.append(f"{one.stand}{f': {options}' if options else ''} ({day_in_words(one.on)})")
            cells.append("\n".join(lines))
        if any(cells):
            table.add_row(escape(issue.name), *(escape(cell) for cell in cells))
    out.print(table)


def print_conflicts(out: Console, reading: Reading) -> None:
    """Print what contradicts what, with both sides of it."""
    statements = {one.id: one for report in reading.reports for one in report.statements}
    for number, conflict in enumerate(reading.conflicts, start=1):
        out.print(f"\n[bold]Conflict {number}[/bold] ({conflict.kind}): {escape(conflict.about)}")
        for name in conflict.statements:
            if name in statements:
                one = statements[name]
                who = " > ".join((*one.via, one.speaker_is or one.speaker or "nobody named"))
                out.print(f"  {escape(who)}: {escape(' '.join(one.content.split())[:_LONGEST])}")
        out.print(f"  {escape(conflict.why)}")
