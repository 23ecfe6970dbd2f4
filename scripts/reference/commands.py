"""The page of every command, with its arguments and options, read from the command line itself."""

from __future__ import annotations

import inspect
from typing import Final

import click

from goodoffices.cli.main import COMMANDS, goodoffices

_HEAD: Final = """# Every command

The command line, as `goodoffices COMMAND --help` says it. This page is written by `make reference` from the code.

`--json` prints one JSON document on standard output and nothing else there; [what is in it](results.md). Without it the
output is for people. Nothing is written where it was not asked for. Work of more than two seconds shows on the error
stream that it goes on, where that is a terminal. [Exit codes](errors.md#exit-codes), [environment](settings.md).
"""
_WIDTH: Final = 110


def page() -> str:
    """Return the page."""
    with click.Context(goodoffices, info_name="goodoffices", max_content_width=_WIDTH) as context:
        return "\n".join([_HEAD, *(_command(name, context) for name in COMMANDS)])


def _command(name: str, above: click.Context) -> str:
    command = goodoffices.get_command(above, name)
    assert command is not None, name
    with click.Context(command, info_name=name, parent=above, max_content_width=_WIDTH) as context:
        usage = " ".join(command.get_usage(context).removeprefix("Usage: ").split())
        lines = [f"## `goodoffices {name}`", "", "```text", usage, "```", "", _help(command), ""]
        if rows := [row for one in command.get_params(context) if (row := _row(one, context))]:
            lines += ["| Option | What it does |", "|---|---|", *rows, ""]
        return "\n".join(lines)


def _help(command: click.Command) -> str:
    """Return a command's help as Markdown; what click is told not to rewrap is shown as it stands."""
    parts: list[str] = []
    for part in inspect.cleandoc(command.help or "").split("\n\n"):
        kept = part.removeprefix("\b\n")
        parts.append(_escaped(part) if kept == part else f"```text\n{kept}\n```")
    return "\n\n".join(parts)


def _row(parameter: click.Parameter, context: click.Context) -> str:
    record = parameter.get_help_record(context)
    if record is None:
        return ""
    option, says = record
    if not (says or parameter.envvar):  # an argument: it stands in the usage, and the help says what it is
        return ""
    variable = f" From the environment: `{parameter.envvar}`." if parameter.envvar else ""
    return f"| `{option.replace('|', chr(92) + '|')}` | {_cell(_escaped(says))}{variable} |"


def _escaped(text: str) -> str:
    """Return words in which no sign stands for markup; what stands between backquotes is code and stays."""
    parts = text.split("`")
    for at in range(0, len(parts), 2):
        for sign in "*_<":
            parts[at] = parts[at].replace(sign, f"\\{sign}")
    return "`".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
