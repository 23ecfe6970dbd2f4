"""The settings of a server that come from the environment, and what is wrong with them, each in a sentence.

`docs/reference/settings.md` has a line for each of them; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NamedTuple

import click

if TYPE_CHECKING:
    import socket

PREFIX: Final = "GOODOFFICES_"


class Setting(NamedTuple):
    """A variable of the environment, the option of `serve` that goes before it, and what holds without either."""

    variable: str
    option: str
    default: str


SETTINGS: Final = (
    Setting("GOODOFFICES_WORKSPACE", "WORKSPACE", "this folder"),
    Setting("GOODOFFICES_HOST", "--host", "127.0.0.1"),
    Setting("GOODOFFICES_PORT", "--port", "8000"),
    Setting("GOODOFFICES_NAMES", "--name", "none"),
    Setting("GOODOFFICES_HTTPS", "--https", "off"),
    Setting("GOODOFFICES_LOG", "--log", "text"),
    Setting("GOODOFFICES_METRICS", "--metrics", "off"),
    Setting("GOODOFFICES_MASTER_KEY", "", "the file master.key of the workspace"),
    Setting("GOODOFFICES_DEBUG", "", "off"),
)
#: Of an agent of simulated talks, and of no server.
SIMULATING: Final = (
    "GOODOFFICES_MODEL_ADDRESS", "GOODOFFICES_MODEL_KEY", "GOODOFFICES_MODEL_NAME", "GOODOFFICES_MODEL_SECONDS",
)  # fmt: skip
#: Of the tests, the benchmarks and the pictures of this project.
DEVELOPING: Final = (
    "GOODOFFICES_NEGMAS_PYTHON", "GOODOFFICES_PICTURES", "GOODOFFICES_POSTGRES", "GOODOFFICES_SHARED",
    "GOODOFFICES_TEST_DIES",
)  # fmt: skip
_NAME: Final = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[^:\[\]]+):(?P<port>\d{1,5})")
_LARGEST_PORT: Final = 65_535


def unknown(environment: Mapping[str, str]) -> list[str]:
    """Return a sentence for each variable with our prefix that is none of ours, with the nearest that is."""
    ours = [one.variable for one in SETTINGS]
    found = []
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in (*ours, *SIMULATING, *DEVELOPING):
            bare = [one.removeprefix(PREFIX) for one in ours]
            near = get_close_matches(name.removeprefix(PREFIX), bare, n=1, cutoff=0.7)
            hint = f"did you mean {PREFIX}{near[0]}?" if near else f"there are: {', '.join(ours)}"
            found.append(f"{name}: there is no such setting; {hint}")
    return found


def check_names(names: tuple[str, ...], *, https: bool) -> None:
    """Refuse names under which nobody can reach a server.

    Raises:
        click.UsageError: one is no name, or there is none where there has to be.
    """
    for name in names:
        if not _NAME.fullmatch(name):
            bare = re.sub(r"^\w+://", "", name).partition("/")[0].partition(":")[0]
            hint = f"give the name alone: {bare}" if _NAME.fullmatch(bare) else "such as talks.example.org"
            raise click.UsageError(f"--name (GOODOFFICES_NAMES): '{name}' is no name of a server; {hint}")
    if https and not names:
        raise click.UsageError(
            "--https (GOODOFFICES_HTTPS) says that a proxy in front is reached by a name: give it with --name"
        )


def address_of(given: str) -> tuple[str, int]:
    """Return the host and the port of where metrics are given.

    Raises:
        click.UsageError: it is none.
    """
    found = _ADDRESS.fullmatch(given)
    if found is None or not 0 < int(found["port"]) <= _LARGEST_PORT:
        raise click.UsageError(
            f"--metrics (GOODOFFICES_METRICS): '{given}' is no address; give HOST:PORT, such as 127.0.0.1:9464"
        )
    return found["host"].strip("[]"), int(found["port"])


def listening_at(host: str, port: int) -> socket.socket:
    """Return what listens at an address.

    Raises:
        click.UsageError: nobody can.
    """
    from goodoffices.web.serving import Address, listening  # noqa: PLC0415 - heavy

    at = Address(host, port)
    try:
        return listening(at)
    except OSError as error:
        raise click.UsageError(
            f"--host, --port: nobody can listen on {at} ({(error.strerror or str(error)).lower()}); is another server "
            "there? Take another port, or an address of this machine"
        ) from None
