"""`goodoffices invite`: a link by which somebody signs in."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices._extras import require
from goodoffices.cli.output import json_option, print_json


@click.command()
@click.argument("workspace", type=click.Path())
@click.argument("actor")
@click.option(
    "--case", default="main", show_default=True, metavar="ID", help="To which case of the workspace."
)
@json_option
def command(workspace: str, actor: str, case: str, as_json: bool) -> None:
    """Invite ACTOR (PARTY:NAME, mediator:NAME, …) to a case: the token works once, for three days.

    admin:NAME is invited as an administrator, who sees people and no case; convener:NAME as somebody who opens cases in
    the browser and mediates in them. Who has an account is given a new password by it, and signs in without the second
    factor of before.
    """
    require("web")
    from goodoffices.services.acting import Talks  # noqa: PLC0415 - heavy
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - as above
    from goodoffices.talks.errors import Refused  # noqa: PLC0415 - as above
    from goodoffices.talks.standing import ADMINISTRATOR, CONVENER, split  # noqa: PLC0415 - as above
    from goodoffices.web.project import set_up  # noqa: PLC0415 - as above

    place = open_workspace(Path(workspace))
    try:
        if actor.partition(":")[0] in (ADMINISTRATOR, CONVENER):
            case = ""
            split(actor)
        else:
            Talks(place.case(case).history).standing(actor)
        set_up(place, hosts=["localhost"], secure=False)
        from goodoffices.web.accounts.inviting import invite, name_of  # noqa: PLC0415 - only when Django is set up

        token, expires = invite(case, actor)
    except ValueError as error:
        raise Refused(str(error)) from None
    finally:
        place.close()
    name = name_of(case, actor)
    if as_json:
        print_json(
            {"actor": actor, "case": case, "name": name, "token": token, "expires": expires.isoformat()}
        )
    else:
        click.echo(f"{name}: {token}\n  works once, until {expires:%Y-%m-%d %H:%M} UTC (/invitation#{token})")
