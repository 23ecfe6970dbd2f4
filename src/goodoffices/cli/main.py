"""The command `goodoffices`: finds the command, and turns every error into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Any, Final, NoReturn

import click

from goodoffices._version import __version__
from goodoffices.cli.waiting import INTERRUPTED, heed_interruptions, interrupted

#: The commands, each in the file of its name.
COMMANDS: Final = (
    "agreement", "analyse", "backup", "convert", "create", "deadlock", "demo", "doctor", "document", "export", "invite",
    "positions", "precedents", "purge", "read", "rehearse", "replay", "restore", "review", "rotate", "schema", "serve",
    "simulate", "verify",
)  # fmt: skip

#: The input or the call is wrong.
WRONG_INPUT: Final = 2


class _Commands(click.Group):
    """Loads a command's file when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"goodoffices.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

            near = " or ".join(f"'{one}'" for one in get_close_matches(args[0], COMMANDS, n=2))
            ctx.fail(f"No such command '{args[0]}'.{f' Did you mean {near}?' if near else ''}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(__version__, prog_name="goodoffices")
def goodoffices() -> None:
    """Good Offices: the workbench for indirect talks.

    Follow what each side says and through whom, see what blocks and what could work.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code.

    0: done. 1: what was examined is not as it should be. 2: the input or the call is wrong; one sentence on the error
    stream says what, where and what to do. 130: stopped by Ctrl-C.
    """
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    _ready_streams()
    heed_interruptions()
    try:
        result: Any = goodoffices.main(args=list(arguments), prog_name="goodoffices", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return WRONG_INPUT
    except click.ClickException as error:
        return _say(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        return _stopped()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if interrupted(error):
            return _stopped()
        if os.environ.get("GOODOFFICES_DEBUG"):
            raise
        return _say(_sentence_of(error))
    return result if isinstance(result, int) else 0


def _ready_streams() -> None:
    """See to it that a closed output or one that knows few letters ends nothing."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it stays to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def _sentence_of(error: Exception) -> str:
    """Return the sentence of an error."""
    from goodoffices._extras import explained  # noqa: PLC0415 - only when something is wrong
    from goodoffices.agreement.errors import AgreementError  # noqa: PLC0415 - only when something is wrong
    from goodoffices.agreement.text.errors import TextError  # noqa: PLC0415 - as above
    from goodoffices.analysis.errors import AnalysisError  # noqa: PLC0415 - as above
    from goodoffices.model.casefile.errors import CaseFileError  # noqa: PLC0415 - as above
    from goodoffices.record.errors import ReadingError  # noqa: PLC0415 - as above
    from goodoffices.reports.documents.errors import DocumentError  # noqa: PLC0415 - as above
    from goodoffices.services.scripts import ScriptError  # noqa: PLC0415 - as above
    from goodoffices.services.workspaces import WorkspaceError  # noqa: PLC0415 - as above
    from goodoffices.simulation.errors import SimulationError  # noqa: PLC0415 - as above
    from goodoffices.storage.errors import StorageError  # noqa: PLC0415 - as above
    from goodoffices.talks.errors import Refused  # noqa: PLC0415 - as above

    ours = (
        AgreementError, AnalysisError, CaseFileError, DocumentError, ReadingError, Refused, ScriptError,
        SimulationError, StorageError, TextError, WorkspaceError,
    )  # fmt: skip
    if isinstance(error, ours):
        return str(error)
    if isinstance(error, ModuleNotFoundError) and (sentence := explained(error)):
        return sentence
    if isinstance(error, MemoryError):
        return "there is not enough memory for a case of this size; leave out issues or values"
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        return f"{name}{(error.strerror or str(error)).lower()}"
    return (
        f"this is a fault of Good Offices and not of your input ({type(error).__name__}: {error}); "
        "please report it, with what GOODOFFICES_DEBUG=1 shows"
    )


def _stopped() -> int:
    _say("stopped; nothing was written")
    return INTERRUPTED


def _say(sentence: str) -> int:
    click.echo(f"goodoffices: {' '.join(sentence.split())}", err=True)
    return WRONG_INPUT
