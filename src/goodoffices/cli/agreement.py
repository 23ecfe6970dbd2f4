"""`goodoffices agreement`: what is wrong with the terms of a case, who must do what by when, and what adds up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from goodoffices.cli.days import day_of
from goodoffices.cli.output import console, json_option, print_json, say_last
from goodoffices.cli.waiting import waiting

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.model import Case
    from goodoffices.services.agreeing import Agreed


@click.command()
@click.argument("path", metavar="PATH", type=click.Path())
@click.option("--starts", metavar="DATE", help="The first day of the agreement; without it days are counted.")
@click.option(
    "--today", metavar="DATE", help="Say what is due in the week from this day, and what is late by then."
)
@click.option(
    "--done", metavar="ID=DATE", multiple=True, help="An obligation that was done on a day; may be repeated."
)
@click.option(
    "--calendar", metavar="OUT.ics", type=click.Path(dir_okay=False), help="Write the days as a calendar."
)
@click.option(
    "--data",
    metavar="OUT.jsonl|OUT.csv",
    type=click.Path(dir_okay=False),
    help="Write agreement and ledger as open data.",
)
@json_option
def command(  # noqa: PLR0917 - one argument an option
    path: str,
    starts: str | None,
    today: str | None,
    done: tuple[str, ...],
    calendar: str | None,
    data: str | None,
    as_json: bool,
) -> None:
    """Check the terms of an agreement, put them on days, reckon its exchanges, and add up its ledger.

    PATH is a case file or folder. Nothing here approves an agreement: a finding is something to look at, and where
    there is none, that is no yes.
    """
    from goodoffices.model import Case  # noqa: PLC0415 - heavy
    from goodoffices.services.agreeing import agreed, write_calendar, write_data  # noqa: PLC0415 - as above

    case = Case.load(path)
    first = day_of(starts, "--starts") if starts else None
    now = day_of(today, "--today") if today else None
    days = _days(done, first, now)
    with waiting(f"adding up {path}"):
        found = agreed(case, starts=first, done=days, today=now)
    if calendar:
        write_calendar(case, found.schedule, calendar)
        say_last(f"calendar: {calendar}")
    if data:
        say_last(f"data: {data}, {write_data(case, data)} records")
    if as_json:
        print_json(found.to_dict())
        return
    _print(case, found)


def _days(done: Iterable[str], first: dt.date | None, today: dt.date | None) -> dict[str, dt.date]:
    """Return the day on which each was done: once each, not before the agreement begins, and not after today."""
    days: dict[str, dt.date] = {}
    for name, text in map(_pair, done):
        day = day_of(text, "--done")
        if name in days:
            raise click.UsageError(
                f"--done '{name}' is given twice, {days[name]} and {day}; give one of them"
            )
        if first is not None and day < first:
            raise click.UsageError(
                f"--done '{name}={day}' lies before --starts {first}; nothing of an agreement is done before it begins"
            )
        if today is not None and day > today:
            raise click.UsageError(
                f"--done '{name}={day}' lies after --today {today}; leave out what is not done yet"
            )
        days[name] = day
    return days


def _pair(text: str) -> tuple[str, str]:
    name, equals, day = text.rpartition("=")
    if not equals or not name:
        raise click.UsageError(
            f"--done '{text}' is not ID=DATE; say for instance {text or 'release'}=2024-03-30"
        )
    return name, day


def _print(case: Case, found: Agreed) -> None:
    from rich.text import Text  # noqa: PLC0415 - only for people

    from goodoffices.cli.agreeing import print_findings, print_ledger, print_schedule  # noqa: PLC0415 - as above

    out = console()
    if case.title:
        out.print(Text(case.title, style="bold"))
    print_findings(out, case, found.findings)
    print_schedule(out, case, found)
    print_ledger(out, found)
