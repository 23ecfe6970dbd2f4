"""`goodoffices precedents`: how other agreements solved an issue, from a table in the manner of PA-X."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodoffices.cli.output import console, json_option, print_json
from goodoffices.cli.waiting import waiting

if TYPE_CHECKING:
    from goodoffices.services.agreeing import Found

#: How many sentences about what could not be read are printed; all are in --json.
_SHOWN = 5


@click.command()
@click.argument("file", metavar="FILE.csv", type=click.Path())
@click.argument("words", nargs=-1)
@click.option(
    "--topic", "topics", metavar="TOPIC", multiple=True, help="A code (TjPrire) or a name; may be repeated."
)
@click.option("--case", "case", metavar="CASE", type=click.Path(), help="The case that --issue is of.")
@click.option("--issue", metavar="ID", help="An issue of the case: look for its words and its topics.")
@click.option("--most", type=click.IntRange(1), default=10, show_default=True, help="How many to show.")
@json_option
def command(  # noqa: PLR0917 - one argument an option
    file: str,
    words: tuple[str, ...],
    topics: tuple[str, ...],
    case: str | None,
    issue: str | None,
    most: int,
    as_json: bool,
) -> None:
    """Look up how other agreements solved an issue, by topic and by words.

    FILE.csv is a table of agreements in the manner of the PA-X Peace Agreements Database. None is part of Good Offices.
    """
    from goodoffices.model import Case  # noqa: PLC0415 - heavy
    from goodoffices.services.agreeing import Question, precedents  # noqa: PLC0415 - as above

    asked = Question(
        topics=topics, words=" ".join(words), case=Case.load(case) if case else None, issue=issue
    )
    with waiting(f"reading {file}"):
        found = precedents(file, asked, most=most)
    if as_json:
        print_json(found.to_dict())
        return
    _print(found)


def _print(found: Found) -> None:
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    out = console()
    asked = [f"topics {', '.join(found.topics)}"] * bool(found.topics) + [f"words: {found.words}"] * bool(
        found.words
    )
    out.print(Text(f"{found.agreements} agreements; looked for {'; '.join(asked)}"))
    if found.hits:
        table = Table(show_lines=True)
        for heading in ("Agreement", "Year", "Where", "Score", "What it says, and where"):
            table.add_column(heading, overflow="fold")
        for hit in found.hits:
            where = ", ".join(
                part for part in (hit.reference, hit.link, f"line {hit.line} of the table") if part
            )
            says = "\n".join(part for part in (hit.excerpt, " ".join(hit.topics), where) if part)
            year = "" if hit.year is None else str(hit.year)
            table.add_row(Text(hit.name), year, Text(hit.country), f"{hit.score:.2f}", Text(says))
        out.print(table)
    else:
        out.print("Nothing in the table deals with this.")
    for problem in found.problems[:_SHOWN]:
        out.print(Text(f"Note: {problem}"))
    if len(found.problems) > _SHOWN:
        out.print(f"{len(found.problems) - _SHOWN} more with --json")
