"""`goodoffices purge`: what a party confided, gone for good."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices._extras import require


@click.command()
@click.argument("workspace", type=click.Path())
@click.argument("party")
@click.option("--case", default="main", show_default=True, metavar="ID", help="Which case of the workspace.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(workspace: str, party: str, case: str, yes: bool) -> None:
    """Destroy the keys of all that PARTY confided in WORKSPACE: nobody can read it any more. There is no way back.

    What its people and the mediators of the case have written in forms and not sent yet is gone with it.

    What the mediators carried to others stays with those. Backups made before still open: rotate the master key and
    destroy the old one to be rid of them too.
    """
    require("web")
    from goodoffices.services.keeping import check_party, purge  # noqa: PLC0415 - heavy
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - as above
    from goodoffices.web.project import set_up  # noqa: PLC0415 - as above

    if not yes:
        click.confirm(f"Destroy all that {party} confided?", abort=True)
    place = open_workspace(Path(workspace))
    try:
        check_party(place.case(case), party)
        set_up(place, hosts=["localhost"], secure=False)
        from goodoffices.web.accounts.drafts import forget  # noqa: PLC0415 - only when Django is set up

        forget(case, party)
        gone = purge(place.case(case), party)
    finally:
        place.close()
    click.echo(f"{workspace}: gone for good: {', '.join(gone) or 'nothing was there'}")
