"""`goodoffices serve`: the talks of a workspace over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices._extras import require


@click.command()
@click.argument("workspace", type=click.Path(), default=".", envvar="GOODOFFICES_WORKSPACE")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--name", "names", multiple=True, help="A name under which the server is reached; may be repeated."
)
@click.option(
    "--https", is_flag=True, help="It is reached by HTTPS alone, behind a proxy: cookies go no other way."
)
def command(workspace: str, host: str, port: int, names: tuple[str, ...], https: bool) -> None:
    """Serve a workspace until stopped: the one named, else GOODOFFICES_WORKSPACE, else this folder.

    `goodoffices invite` makes the links by which people sign in.
    """
    require("web")
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - heavy
    from goodoffices.web.serving import serve  # noqa: PLC0415 - as above

    place = open_workspace(Path(workspace))
    serve(
        place, host=host, port=port, hosts=[*names, host, "localhost"], secure=https,
        ready=lambda address: click.echo(f"serving {workspace} at {address}"),
    )  # fmt: skip
