"""`goodoffices doctor`: what is wrong with this machine, this installation, or a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from goodoffices._extras import missing
from goodoffices.cli import settings
from goodoffices.cli.output import console, json_option, print_json

if TYPE_CHECKING:
    from goodoffices.services.findings import Finding, State

#: Something is wrong.
_WRONG: Final = 1
_STYLES: Final[dict[State, str]] = {"fine": "green", "absent": "dim", "mind": "yellow", "wrong": "bold red"}


@click.command()
@click.argument("workspace", type=click.Path(), required=False, envvar="GOODOFFICES_WORKSPACE")
@click.option("--compile", "compiles", is_flag=True, help="Compile the kernels of the analysis first.")
@json_option
def command(workspace: str | None, *, compiles: bool, as_json: bool) -> int:
    """Examine this installation, and WORKSPACE where one is named (or GOODOFFICES_WORKSPACE). Nothing is changed.

    What is installed, compiled and set; clocks, disk, keys and who may read them; the database, its format, and the
    accounts; the files of the pages.

    Exit code 0 if nothing is wrong, 1 if something is, 2 if there is no such workspace.
    """
    if compiles:
        from goodoffices.analysis.warm import warm  # noqa: PLC0415 - heavy
        from goodoffices.cli.waiting import waiting  # noqa: PLC0415 - as above

        with waiting("compiling the kernels"):
            warm()
    findings = list(_examined(workspace))
    wrong = sum(one.state == "wrong" for one in findings)
    if as_json:
        from msgspec.structs import asdict  # noqa: PLC0415 - heavy

        print_json({"holds": not wrong, "findings": [asdict(one) for one in findings]})
    else:
        _print(findings, wrong)
    return _WRONG if wrong else 0


def _examined(workspace: str | None) -> Iterator[Finding]:
    from goodoffices.services import examining  # noqa: PLC0415 - heavy

    place = Path(workspace) if workspace else None
    of_place = list(examining.workspace(place)) if place is not None else []
    yield from examining.machine(settings.unknown(os.environ))
    yield from of_place
    if missing("web"):
        return
    answers = not any(one.what in ("database", "talks") and one.state == "wrong" for one in of_place)
    served = place is not None and answers and (place / "web.key").exists()
    if served and place is not None:
        yield from _accounts(place)
    from goodoffices.web.operation.examining import pages  # noqa: PLC0415 - heavy, and an extra

    yield from pages()


def _accounts(place: Path) -> Iterator[Finding]:
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - heavy
    from goodoffices.web.project import set_up  # noqa: PLC0415 - as above

    opened = open_workspace(place)
    try:
        set_up(opened, hosts=["localhost"], secure=False, forward=False)
        from goodoffices.web.operation.examining import accounts  # noqa: PLC0415 - only when Django is set up

        yield from accounts()
    finally:
        opened.close()


def _print(findings: list[Finding], wrong: int) -> None:
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for one in findings:
        table.add_row(Text(one.state, style=_STYLES[one.state]), one.what, Text(one.says))
    out = console()
    out.print(table)
    out.print(f"\n{wrong} wrong" if wrong else "\nnothing is wrong", style="bold")
