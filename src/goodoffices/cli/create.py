"""`goodoffices create`: a new workspace."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli.output import database_option, json_option, print_json


@click.command()
@click.argument("workspace", type=click.Path())
@database_option
@json_option
def command(workspace: str, *, database: str, as_json: bool) -> None:
    """Make WORKSPACE, a new or empty folder, without a case: conveners open cases in the browser.

    `goodoffices invite WORKSPACE convener:NAME` invites the first of them. `replay` makes one from a script.
    """
    from goodoffices.services.workspaces import create  # noqa: PLC0415 - heavy

    made = create(Path(workspace), database)
    key = made.vault.fingerprint
    made.close()
    if as_json:
        print_json({"workspace": workspace, "key": key})
    else:
        click.echo(f"made {workspace}; its master key is {key}: keep a copy of it where no backup goes")
