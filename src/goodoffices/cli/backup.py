"""`goodoffices backup`: a whole workspace in one encrypted file."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices._extras import require
from goodoffices.cli.output import json_option, print_json


@click.command()
@click.argument("workspace", type=click.Path())
@click.argument("out", type=click.Path())
@json_option
def command(workspace: str, out: str, as_json: bool) -> None:
    """Write WORKSPACE to the file OUT, while it runs; it is read back before it counts.

    The file is encrypted with the workspace's master key, which is not in it: keep that key elsewhere.
    """
    require("web")
    from goodoffices.services.saving import back_up  # noqa: PLC0415 - heavy
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - as above
    from goodoffices.web.project import set_up  # noqa: PLC0415 - as above

    place = open_workspace(Path(workspace))
    try:
        set_up(place, hosts=["localhost"], secure=False)
        from goodoffices.web.accounts.forward import steps  # noqa: PLC0415 - only when Django is set up
        from goodoffices.web.accounts.keeping import taken  # noqa: PLC0415 - as above

        counts = back_up(place, Path(out), taken(), steps()[-1])
    finally:
        place.close()
    if as_json:
        print_json({"file": out, "rows": counts})
    else:
        click.echo(f"wrote {out}: {counts.get('events', 0)} events in {counts.get('keys', 0)} streams")
