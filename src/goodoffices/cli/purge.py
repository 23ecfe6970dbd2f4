"""`goodoffices purge`: what a party confided, gone for good."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("workspace", type=click.Path())
@click.argument("party")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(workspace: str, party: str, yes: bool) -> None:
    """Destroy the keys of all that PARTY confided in WORKSPACE: nobody can read it any more. There is no way back.

    What the mediators carried to others stays with those. Backups made before still open: rotate the master key and
    destroy the old one to be rid of them too.
    """
    from goodoffices.services.keeping import purge  # noqa: PLC0415 - heavy
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - as above

    if not yes:
        click.confirm(f"Destroy all that {party} confided?", abort=True)
    place = open_workspace(Path(workspace))
    try:
        gone = purge(place, party)
    finally:
        place.close()
    click.echo(f"{workspace}: gone for good: {', '.join(gone) or 'nothing was there'}")
