"""`goodoffices serve`: the talks of a workspace over HTTP."""

from __future__ import annotations

import os
from pathlib import Path

import click

from goodoffices._extras import require
from goodoffices.cli import settings
from goodoffices.cli.waiting import INTERRUPTED


@click.command()
@click.argument("workspace", type=click.Path(), default=".", envvar="GOODOFFICES_WORKSPACE")
@click.option(
    "--host", default="127.0.0.1", show_default=True, envvar="GOODOFFICES_HOST", show_envvar=True,
    help="The address to listen on.",
)  # fmt: skip
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), envvar="GOODOFFICES_PORT",
    show_envvar=True, help="0 takes a free one.",
)  # fmt: skip
@click.option(
    "--name", "names", multiple=True, envvar="GOODOFFICES_NAMES", show_envvar=True,
    help="A name under which the server is reached; may be repeated (in the environment: parted by spaces).",
)  # fmt: skip
@click.option(
    "--https", is_flag=True, envvar="GOODOFFICES_HTTPS", show_envvar=True,
    help="It is reached by HTTPS alone, behind a proxy: cookies go no other way.",
)  # fmt: skip
@click.option(
    "--log", default="text", show_default=True, type=click.Choice(["text", "json"]), envvar="GOODOFFICES_LOG",
    show_envvar=True, help="How the log on stderr is written: lines for people, or a JSON object each.",
)  # fmt: skip
@click.option(
    "--metrics", default="", metavar="HOST:PORT", envvar="GOODOFFICES_METRICS", show_envvar=True,
    help="Give metrics there, as Prometheus reads them; nowhere if not given.",
)  # fmt: skip
def command(
    workspace: str,
    *,
    host: str,
    port: int,
    names: tuple[str, ...],
    https: bool,
    log: str,
    metrics: str,
) -> None:
    """Serve a workspace until stopped: the one named, else GOODOFFICES_WORKSPACE, else this folder.

    `goodoffices invite` makes the links by which people sign in, `goodoffices doctor` says what is wrong. /healthz and
    /readyz say whether the server lives and can serve.
    """
    require("web")
    if wrong := settings.unknown(os.environ):
        raise click.UsageError(wrong[0])
    settings.check_names(names, https=https)
    measured = settings.address_of(metrics) if metrics else None
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - heavy
    from goodoffices.web.serving import Address, serve  # noqa: PLC0415 - as above

    place = open_workspace(Path(workspace))
    within = f"[{host}]" if ":" in host else host
    try:
        serve(
            place, at=settings.listening_at(host, port), hosts=[*names, within, "localhost"], secure=https,
            log="json" if log == "json" else "text",
            metrics=Address(*measured) if measured else None,
            ready=lambda address: click.echo(f"serving {workspace} at {address}"),
        )  # fmt: skip
    except KeyboardInterrupt:
        # What people did meanwhile was written.
        click.echo("stopped")
        raise click.exceptions.Exit(INTERRUPTED) from None
