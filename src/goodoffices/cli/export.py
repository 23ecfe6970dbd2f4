"""`goodoffices export`: all that somebody may see, as one file."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli.output import json_option, print_json


@click.command()
@click.argument("workspace", type=click.Path())
@click.option(
    "--as",
    "who",
    required=True,
    metavar="WHO",
    help="A party, as its head of delegation sees the talks; an actor, such as PARTY:NAME; or mediators.",
)
@click.argument("out", type=click.Path())
@click.option("--case", default="main", show_default=True, metavar="ID", help="Which case of the workspace.")
@click.option("--sign", is_flag=True, help="Sign the file with the workspace's own key (Ed25519).")
@json_option
def command(workspace: str, who: str, out: str, *, case: str, sign: bool, as_json: bool) -> None:
    """Write all that WHO may see into one file; `goodoffices verify` checks it offline.

    The same history gives the same bytes. Two histories that differ only in what another side did in private give the
    same bytes too.
    """
    from goodoffices.model.casefile.writing import write_atomically  # noqa: PLC0415 - only here
    from goodoffices.services.transcribing import transcript  # noqa: PLC0415 - heavy
    from goodoffices.services.workspaces import open_workspace, signing_key  # noqa: PLC0415 - as above
    from goodoffices.talks.transcript import signed  # noqa: PLC0415 - as above

    place = open_workspace(Path(workspace))
    try:
        data = transcript(place.case(case).history, who)
    finally:
        place.close()
    if sign:
        data = signed(data, signing_key(place.path))
    write_atomically(Path(out), data.decode("utf-8"))
    events = sum(line.startswith(b'{"happened":') for line in data.split(b"\n"))
    if as_json:
        print_json({"file": out, "viewer": who, "events": events, "signed": sign})
    else:
        click.echo(f"wrote {out}: {events} events, as {who} sees them")
