"""`goodoffices rotate`: a new master key."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices._extras import require


@click.command()
@click.argument("workspace", type=click.Path())
def command(workspace: str) -> None:
    """Give WORKSPACE a new master key. Stop its server first.

    The old key is kept beside it, as master.key.old: earlier backups open with it alone. Destroy it, and they are gone.
    """
    require("web")
    from goodoffices.services.keeping import rotate  # noqa: PLC0415 - heavy
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - as above
    from goodoffices.web.project import set_up  # noqa: PLC0415 - as above

    place = open_workspace(Path(workspace))
    try:
        set_up(place, hosts=["localhost"], secure=False)
        from goodoffices.web.accounts.keeping import sealed_anew  # noqa: PLC0415 - only when Django is set up

        old, new = rotate(place, sealed_anew)
    finally:
        place.close()
    click.echo(f"{workspace}: the master key is {new} now; {old} is kept in master.key.old")
