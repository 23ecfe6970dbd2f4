"""`goodoffices schema`: the JSON Schema of the case file."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="On one line.")
def command(as_json: bool) -> None:
    """Print the JSON Schema of the case file."""
    from goodoffices.services import case_schema  # noqa: PLC0415 - heavy

    click.echo(json.dumps(case_schema(), ensure_ascii=False, indent=None if as_json else 2))
