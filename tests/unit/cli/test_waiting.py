"""Long work shows a sign of life on a terminal, and nothing anywhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

WORK = (
    "import time; from goodoffices.cli.waiting import waiting\n"
    "with waiting('folding the space'):\n    time.sleep({seconds})\nprint('done')"
)


def shown(seconds: float) -> bytes:
    """What a terminal is shown on the error stream."""
    leader, follower = pty.openpty()
    script = WORK.format(seconds=seconds)
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=follower, env=environment
    ) as process:
        out, _ = process.communicate(timeout=60)
    os.close(follower)
    assert out == b"done\n"
    text = b""
    while True:
        try:
            piece = os.read(leader, 4096)
        except OSError:
            break
        if not piece:
            break
        text += piece
    os.close(leader)
    return text


def test_a_terminal_is_told_after_two_seconds() -> None:
    assert b"folding the space" in shown(3.0)


def test_short_work_is_quiet() -> None:
    assert shown(0.1) == b""


def test_a_pipe_is_told_nothing() -> None:
    script = WORK.format(seconds=2.5)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("done\n", "")
