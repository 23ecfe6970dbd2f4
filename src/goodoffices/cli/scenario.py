"""What the commands that take a PATH share: the argument, `--profiles`, opening it, and saying what was passed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from goodoffices.cli.output import json_option

_Function = TypeVar("_Function", bound=Callable[..., Any])


class ScenarioCommand(click.Command):
    """A command whose `--profiles` takes all the names up to the next option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give every name after `--profiles` an option of its own; the last is the path where no other is given."""
        taking = [param for param in self.params if isinstance(param, click.Option) and not param.is_flag]
        with_value = {name for option in taking for name in option.opts} - {"--profiles"}
        spread: list[str] = []
        names: list[int] = []
        others = 0
        listing = valued = False
        for number, argument in enumerate(args):
            if argument == "--":
                spread += args[number:]
                others += len(args) - number - 1
                break
            if argument.startswith("-") and argument != "-":
                listing = argument == "--profiles"
                valued = argument in with_value
                if not listing:
                    spread.append(argument)
            elif listing:
                names.append(len(spread))
                spread += ["--profiles", argument]
            else:
                spread.append(argument)
                others += not valued
                valued = False
        if not others and len(names) > 1:
            path = spread[names[-1] + 1]
            spread[names[-1] : names[-1] + 2] = [path]
        return super().parse_args(ctx, spread)


def scenario_options(function: _Function) -> _Function:
    """Add PATH, `--profiles`, `--json` and `--save` to a command."""
    for decorate in (
        click.option("--save", metavar="FILE.html", type=click.Path(dir_okay=False), help="Write a page."),
        json_option,
        click.option(
            "--profiles", metavar="FILE…", multiple=True, help="The profiles at the table, in order."
        ),
        click.argument("path", type=click.Path()),
    ):
        function = decorate(function)
    return function


#: Adds `--budget` to a command that may have to search.
budget_option = click.option(
    "--budget",
    type=float,
    metavar="SECONDS",
    help="End a search after so long with what is known by then, and how far off it can be; Ctrl-C ends it, too.",
)


def warn(warnings: Sequence[str]) -> None:
    """Say on the error stream what was passed over."""
    for warning in warnings:
        click.echo(f"goodoffices: warning: {warning}", err=True)
