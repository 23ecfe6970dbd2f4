"""`goodoffices read`: from reports to a draft record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.output import console, json_option, print_json, say_last
from goodoffices.cli.scenario import warn

if TYPE_CHECKING:
    from goodoffices.model import Case
    from goodoffices.record.results import Reading
    from goodoffices.services.recording import Added

#: Statements of at most so many reports are shown.
_SHOWN = 3


@click.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--published", metavar="DATE", help="The day of the reports, where their text does not give it."
)
@click.option(
    "--case",
    "case_path",
    metavar="CASE",
    type=click.Path(),
    help="Find this case's parties and issues; write nothing.",
)
@click.option(
    "--into", "into", metavar="CASE", type=click.Path(), help="As --case, and write the suggestions into it."
)
@click.option(
    "--reader",
    type=click.Choice(["trained", "rules"]),
    default="trained",
    show_default=True,
    help="What finds who said what.",
)
@click.option(
    "--workers",
    type=click.IntRange(0, 256),
    default=0,
    metavar="N",
    help="Processes; one a core where there are many reports, by default.",
)
@click.option(
    "--journal",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Keep what is done in FILE, and go on from there next time.",
)
@click.option(
    "--save",
    metavar="OUT",
    type=click.Path(dir_okay=False),
    help="Write a table (.csv, .jsonl) or a page (.html).",
)
@json_option
def command(  # noqa: PLR0917 - one argument an option
    files: tuple[str, ...],
    published: str | None,
    case_path: str | None,
    into: str | None,
    reader: str,
    workers: int,
    journal: str | None,
    save: str | None,
    as_json: bool,
) -> None:
    """Read news reports: who said what, through whom, when; positions, figures, conflicts.

    FILE is text, HTML, PDF or DOCX, a folder of these, or - for standard input. All that comes out is a suggestion:
    look through it with `goodoffices review`.
    """
    if case_path and into:
        raise click.UsageError(
            "give --case, which only reads the case, or --into, which writes into it, not both"
        )
    from goodoffices.cli.waiting import counting  # noqa: PLC0415 - heavy
    from goodoffices.model import Case  # noqa: PLC0415 - heavy
    from goodoffices.services.reading import read  # noqa: PLC0415 - as above

    case = Case.load(into or case_path or "") if into or case_path else None
    with counting("reading reports") as progress:
        reading = read(
            _given(files), published=published, case=case, reader=reader, workers=workers, journal=journal,  # type: ignore[arg-type]  # one of the choices
            progress=progress,
        )  # fmt: skip
    warn([warning for report in reading.reports for warning in report.warnings])
    warn([one.why for one in reading.skipped])
    added = _write(into, case, reading) if into and case is not None else None
    if save:
        _save(save, reading, case)
    if as_json:
        document = reading.to_dict()
        if added is not None:
            parts = ("reports", "statements", "positions", "conflicts")
            document["added"] = {name: getattr(added, name) for name in parts}
        print_json(document)
        return
    _print(reading, case, added)


def _given(files: tuple[str, ...]) -> list[Path | tuple[str, bytes]]:
    if files.count("-") > 1:
        raise click.UsageError("standard input can be read once; give - once")
    return [("stdin", sys.stdin.buffer.read()) if file == "-" else Path(file) for file in files]


def _write(into: str, case: Case, reading: Reading) -> Added:
    from goodoffices.services.recording import add_reading, save_record  # noqa: PLC0415 - only on request

    grown, added = add_reading(case, reading)
    save_record(grown, Path(into))
    return added


def _save(out: str, reading: Reading, case: Case | None) -> None:
    from goodoffices.services.exporting import save_reading  # noqa: PLC0415 - only on request

    save_reading(Path(out), reading, case)
    say_last(f"written: {out}")


def _print(reading: Reading, case: Case | None, added: Added | None) -> None:
    from goodoffices.cli.record import print_conflicts, print_positions, print_statements  # noqa: PLC0415 - for people

    out = console()
    for report in reading.reports[:_SHOWN]:
        print_statements(out, report, case)
    if len(reading.reports) > _SHOWN:
        out.print(f"\n{len(reading.reports) - _SHOWN} more reports; all of them with --json or --save")
    print_positions(out, reading.positions, case)
    print_conflicts(out, reading)
    count = sum(len(report.statements) for report in reading.reports)
    out.print(
        f"\n{_many(len(reading.reports), 'report')}, {_many(count, 'statement')}, "
        f"{_many(len(reading.positions), 'position')}, {_many(len(reading.conflicts), 'conflict')}"
    )
    if added is not None:
        for file in added.known:
            out.print(f"{file} is in the record already; it adds nothing")
        if added.repeated:
            out.print(
                f"{_many(added.repeated, 'statement')} told before by a copy or an earlier version: not added again"
            )
        out.print(
            f"Written as suggestions: {_many(added.statements, 'statement')}, {_many(added.positions, 'position')}, "
            f"{_many(added.conflicts, 'conflict')}; look through them with: goodoffices review"
        )


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
