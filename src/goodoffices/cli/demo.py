"""`goodoffices demo`: the sample cases in the workbench, with a link for each role."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import click

from goodoffices._extras import require
from goodoffices.cli.settings import listening_at
from goodoffices.cli.waiting import waiting

#: What each case of the demonstration is called in the list of links.
_TITLES: Final = {
    "main": "The truce talks of March 2024",
    "tessen": "The waters of the Tessen (invented)",
    "agreed": "The waters of the Tessen, two months after the agreement",
    "class": "A class that rehearses talks",
    "": "Whoever runs the server",
}

#: The width of what is no window, in columns.
_UNBOUNDED: Final = 1000


@click.command()
@click.option(
    "--port", default=0, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--open/--no-open", "opens", default=True, help="Open the first link in a browser, where there is one."
)
def command(port: int, opens: bool) -> None:
    """Show the workbench on this machine with the sample cases, until stopped (Ctrl-C).

    The workspace is thrown away afterwards. Each role has a link by which it signs in.
    """
    require("web")
    from goodoffices.services.demonstrating import demonstration  # noqa: PLC0415 - heavy
    from goodoffices.web.serving import serve  # noqa: PLC0415 - as above

    at = listening_at("127.0.0.1", port)
    with tempfile.TemporaryDirectory(prefix="goodoffices-demo-") as folder:
        with waiting("playing the talks of the sample cases"):
            workspace = demonstration(Path(folder) / "workspace")

        def ready(address: str) -> None:
            from goodoffices.web.demonstration import passes  # noqa: PLC0415 - Django must be set up

            made = passes()
            click.echo(f"\nGood Offices is at {address} – stop it with Ctrl-C.\n")
            shown = None
            # what reads the list through a pipe finds each link beside its role
            width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _UNBOUNDED
            for one in made:
                if one.case != shown:
                    shown = one.case
                    click.echo(_TITLES[shown])
                click.echo(_line(one.actor, f"{address}/demonstration?as={one.secret}", width))
            click.echo("\nNew here? To see what blocks the truce talks, and what")
            click.echo("would open them, open this link and choose Deadlock in")
            click.echo(f"the menu:\n  {address}/demonstration?as={made[0].secret}")
            if (
                opens
                and sys.stdout.isatty()
                and (os.environ.get("DISPLAY") or sys.platform in ("darwin", "win32"))
            ):
                click.launch(f"{address}/demonstration?as={made[0].secret}")

        try:
            serve(workspace, at=at, hosts=["127.0.0.1", "localhost"], secure=False, ready=ready)
        except KeyboardInterrupt:
            # it was said to end so: that is no error, and `make demo` says of none
            click.echo("\nStopped; nothing of it is kept.")


def _line(actor: str, link: str, width: int) -> str:
    """Write a role and its link; a link that the window would break could not be clicked, and goes below the role."""
    beside = f"  {actor:<20} {link}"
    return beside if len(beside) <= width else f"  {actor}\n  {link}"
