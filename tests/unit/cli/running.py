"""The command line in this process."""

from __future__ import annotations

import pytest

from goodoffices.cli.main import run


def out_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command prints that succeeds."""
    assert run(list(arguments)) == 0
    return capsys.readouterr().out
