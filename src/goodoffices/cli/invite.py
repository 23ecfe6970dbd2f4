"""`goodoffices invite`: a link by which somebody signs in."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli.output import print_json


@click.command()
@click.argument("workspace", type=click.Path())
@click.argument("actor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(workspace: str, actor: str, as_json: bool) -> None:
    """Invite ACTOR (PARTY:NAME, mediator:NAME, …): the token works once, for three days."""
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - heavy
    from goodoffices.web.project import Room, set_up  # noqa: PLC0415 - as above

    place = open_workspace(Path(workspace))
    try:
        set_up(place, hosts=["localhost"], secure=False)
        Room.talks.standing(actor)
        from goodoffices.web.accounts.entering import invite  # noqa: PLC0415 - only when Django is set up

        token, expires = invite(actor)
    finally:
        place.close()
    if as_json:
        print_json({"actor": actor, "token": token, "expires": expires.isoformat()})
    else:
        click.echo(
            f"{actor}: {token}\n  works once, until {expires:%Y-%m-%d %H:%M} UTC (POST /api/invitations/accepted)"
        )
