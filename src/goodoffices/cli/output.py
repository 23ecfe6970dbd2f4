"""What the commands print and write: JSON documents, tables for people, pages; and the options that several have."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.analysis.explaining.shapes import Explanations
    from goodoffices.analysis.points import Points
    from goodoffices.analysis.questions.results import Questions
    from goodoffices.analysis.results import Analysis, Deadlock
    from goodoffices.analysis.trades.shapes import Trades
    from goodoffices.model import Case

#: Under this name a command keeps what it says last.
_LAST: Final = "goodoffices.said_last"

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
)
database_option = click.option(
    "--database",
    default="",
    metavar="ADDRESS",
    help="Keep the talks in this PostgreSQL database (postgresql://…) instead of a SQLite file.",
)


@dataclass(frozen=True)
class Extras:
    """What was asked for besides the analysis."""

    explanations: Explanations | None = None
    trades: Trades | None = None
    questions: Questions | None = None


def print_json(document: Any) -> None:  # noqa: ANN401 - plain data of any shape
    """Print one JSON document; letters that the output does not know are written as JSON escapes.

    What has a method `json` that yields its pieces, as `Points` has, is printed piece by piece.
    """
    plain = sys.stdout.encoding.lower().replace("-", "") != "utf8"
    mark = os.urandom(16).hex()
    long: list[Points] = []

    def later(value: Points) -> str:
        if not hasattr(value, "json"):
            raise TypeError(f"JSON has no word for {type(value).__name__}")
        long.append(value)
        return mark

    text = json.dumps(document, ensure_ascii=plain, allow_nan=False, default=later)
    first, *rest = text.split(f'"{mark}"')
    click.echo(first, nl=False)
    for points, after in zip(long, rest, strict=True):
        for piece in points.json(ensure_ascii=plain):
            click.echo(piece, nl=False)
        click.echo(after, nl=False)
    click.echo()


def document_of(analysis: Analysis) -> dict[str, Any]:
    """Return `to_dict()` of an analysis for `print_json`, with the points of its frontier as they are."""
    frontier = analysis.frontier
    if frontier is None or isinstance(frontier.points, tuple):
        return analysis.to_dict()
    from msgspec import structs  # noqa: PLC0415 - heavy

    bare = structs.replace(analysis, frontier=structs.replace(frontier, points=()))
    document = bare.to_dict()
    document["frontier"]["points"] = frontier.points
    return document


def print_line(document: Any) -> None:  # noqa: ANN401 - plain data of any shape
    """Print one JSON object on a line of its own, at once."""
    print_json(document)
    sys.stdout.flush()


def console() -> Console:
    """Return the console on which tables for people are drawn, in a narrow window without cutting words."""
    from goodoffices.cli.narrow import FittingConsole  # noqa: PLC0415 - only for people

    return FittingConsole(highlight=False, soft_wrap=False, emoji=False)


def save_page(
    path: str,
    case: Case,
    analysis: Analysis | None,
    deadlock: Deadlock | None,
    extras: Extras | None = None,
) -> None:
    """Write the page of an analysis, a deadlock, or both, with what else is given."""
    from goodoffices.reports.page import render_page  # noqa: PLC0415 - only when asked for

    extras = extras or Extras()
    page_file(path)
    page = render_page(
        case, analysis, deadlock,
        explanations=extras.explanations, trades=extras.trades, questions=extras.questions,
    )  # fmt: skip
    save_text(path, page)


def page_file(path: str) -> None:
    """Refuse a name that no page can be saved under, before the work is done that the page is to show."""
    if path == "-":
        raise click.UsageError("'-' is no file to save a page in; name one, such as page.html")
    folder = Path(path).parent
    if not folder.is_dir():
        raise click.UsageError(f"{path}: there is no folder {folder}; make it, or name a page elsewhere")


def save_text(path: str, page: str) -> None:
    """Write a page that is made, and say in the end where it is."""
    from goodoffices.model.casefile.writing import write_atomically  # noqa: PLC0415 - only when asked for

    write_atomically(Path(path), page)
    say_last(f"page: {path}")


def say_last(words: str) -> None:
    """Say something on the error stream when the command has printed everything else: there it is not overlooked."""
    context = click.get_current_context()
    last: list[str] = context.meta.setdefault(_LAST, [])
    last.append(words)

    def say() -> None:
        sys.stdout.flush()
        click.echo("\n".join(last), err=True)

    if len(last) == 1:
        context.call_on_close(say)


def short_count(number: int) -> str:
    """Write a count with its thousands parted, or as a power of ten where it has more than fifteen digits."""
    digits = str(number)
    if len(digits) <= 15:  # noqa: PLR2004 - what can still be read
        return f"{number:,}"
    return f"{digits[0]}.{digits[1:3]} × 10^{len(digits) - 1}"
