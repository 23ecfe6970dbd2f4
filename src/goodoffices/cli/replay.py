"""`goodoffices replay`: play a script of talks into a new workspace."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goodoffices.cli.output import database_option, json_option, print_json

_MAIN = "main"


@click.command()
@click.argument("script", type=click.Path())
@click.argument("workspace", type=click.Path())
@database_option
@click.option(
    "--case",
    default="main",
    show_default=True,
    metavar="ID",
    help="The id of the case. With any but main, WORKSPACE may be one that is there, and the case must be new; "
    "'new' draws an id.",
)
@click.option("--strict", is_flag=True, help="Stop at the first act that is refused, with exit code 2.")
@json_option
def command(script: str, workspace: str, *, database: str, case: str, strict: bool, as_json: bool) -> None:
    """Play a script into a new workspace, or a new case of one: one act a line, as JSON; `-` is stdin.

    Acts that the talks refuse are told on stderr, with their lines, and the script goes on. The script is read whole
    before anything is made, and it is there in the end as a whole, or nothing of it.
    """
    from goodoffices.services.replaying import Halted, play_new  # noqa: PLC0415 - heavy
    from goodoffices.services.scripts import ScriptError, commands  # noqa: PLC0415 - as above
    from goodoffices.services.workspaces import create, discard, open_workspace  # noqa: PLC0415 - as above

    name = "stdin" if script == "-" else script
    raw = sys.stdin.buffer.read() if script == "-" else Path(script).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScriptError(
            f"{name}: this is no UTF-8 text (byte {error.start}); save the script as UTF-8"
        ) from None
    acts = list(commands(text, name))
    if not acts:
        raise ScriptError(f"{name}: there is no act in it; write one a line, as JSON")
    there = case != _MAIN and (Path(workspace) / "workspace.json").exists()
    place = open_workspace(Path(workspace)) if there else create(Path(workspace), database)

    def told(line: int, why: str) -> None:
        if strict:
            raise ScriptError(f"{name}, line {line}: {why}")
        click.echo(f"{name}, line {line}: {why}", err=True)

    whole = False
    try:
        made, played = play_new(place, "" if case == "new" else case, acts, told)
        whole = True
    except Halted as halted:
        fault = halted.__cause__
        raise ScriptError(
            f"{name}, line {halted.line}: here Good Offices fails, and your input does not "
            f"({type(fault).__name__}: {fault}); nothing was made; please report it, with this line"
        ) from fault
    finally:
        place.close()
        if not there and not whole:
            # So that the same command can be given again.
            discard(Path(workspace))
    if as_json:
        refused = [{"line": line, "why": why} for line, why in played.refused]
        counts = {"done": played.done, "again": played.again, "refused": refused}
        print_json({"workspace": workspace, "case": made.id, **counts})
    else:
        where = workspace if made.id == _MAIN else f"{workspace}, case {made.id}"
        click.echo(
            f"{where}: {played.done} acts done, {played.again} of them done before, {len(played.refused)} refused"
        )
