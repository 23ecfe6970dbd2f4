"""`goodoffices restore`: a workspace from its backup."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices._extras import require
from goodoffices.cli.output import json_option, print_json


@click.command()
@click.argument("backup", type=click.Path())
@click.argument("workspace", type=click.Path())
@click.option(
    "--key", default="master.key", type=click.Path(), help="The file of the master key.", show_default=True
)
@click.option("--database", default="", metavar="ADDRESS", help="Keep the talks in this PostgreSQL database.")
@json_option
def command(backup: str, workspace: str, key: str, database: str, as_json: bool) -> None:
    """Make WORKSPACE from the file that `goodoffices backup` wrote: all of it, with every chain checked, or nothing."""
    require("web")
    from goodoffices.services.saving import bring_back  # noqa: PLC0415 - heavy
    from goodoffices.web.accounts.forward import steps  # noqa: PLC0415 - as above
    from goodoffices.web.project import set_up  # noqa: PLC0415 - as above

    place, events, beside = bring_back(Path(backup), Path(workspace), Path(key), database, steps())
    try:
        set_up(place, hosts=["localhost"], secure=False)
        from goodoffices.web.accounts.keeping import given_back  # noqa: PLC0415 - only when Django is set up

        accounts = given_back(beside)
    finally:
        place.close()
    if as_json:
        print_json({"workspace": workspace, "events": events, "accounts": accounts})
    else:
        click.echo(
            f"made {workspace}: {sum(events.values())} events in {len(events)} streams, {accounts} accounts"
        )
