"""`goodoffices convert`: between the file formats."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli.output import json_option, print_json
from goodoffices.cli.scenario import warn


@click.command()
@click.argument("source", metavar="IN", type=click.Path())
@click.argument("target", metavar="OUT", type=click.Path())
@click.option(
    "--to",
    type=click.Choice(["case", "genius", "geniusweb", "negmas"]),
    help="The format to write, where the name or the folder of OUT does not say it.",
)
@json_option
def command(source: str, target: str, to: str | None, as_json: bool) -> None:
    """Convert between case files, GENIUS XML, GeniusWeb JSON and NegMAS YAML.

    What the target cannot hold is refused where it would change utilities, and warned of where it would not.
    """
    from goodoffices.services import convert  # noqa: PLC0415 - heavy

    converted = convert(Path(source), Path(target), to=to)
    warn(converted.warnings)
    if as_json:
        written = [str(path) for path in converted.written]
        print_json({"format": converted.format, "written": written, "warnings": list(converted.warnings)})
    else:
        for path in converted.written:
            click.echo(f"wrote {path}")
