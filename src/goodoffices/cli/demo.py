"""`goodoffices demo`: the sample case, from its file to a page."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

from goodoffices.cli.deadlock import print_deadlock
from goodoffices.cli.output import save_page


@click.command()
def command() -> None:
    """Run the sample case end to end: read it, say why it is deadlocked, and make its page.

    The page goes into a throw-away folder; where a browser can be opened, it is.
    """
    from goodoffices.services import analyse, deadlock, open_scenario, sample_case  # noqa: PLC0415 - heavy

    opened = open_scenario(sample_case("cairo-2024"))
    diagnosis = deadlock(opened)
    print_deadlock(opened.case, diagnosis)
    page = Path(tempfile.mkdtemp(prefix="goodoffices-demo-")) / "cairo-2024.html"
    save_page(str(page), opened.case, analyse(opened), diagnosis)
    click.echo(f"The page with pictures: {page.as_uri()}")
    if sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform in ("darwin", "win32")):
        click.launch(page.as_uri())
