"""The peer, NegMAS: its environment, and a line to the worker that runs in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[2]
WORKER = Path(__file__).with_name("worker.py")
ENVIRONMENT = ROOT / ".venv-negmas"

Method = Literal["pareto_frontier", "mobanos"]
METHODS: tuple[Method, ...] = ("pareto_frontier", "mobanos")


@dataclass(frozen=True)
class Answer:
    """How long a call took; its frontier where that was asked for; why it was stopped where it was."""

    seconds: float
    utilities: Sequence[Sequence[float]] | None = None
    stopped: str | None = None


@dataclass(frozen=True)
class Talks:
    """Talks that were played: how long they took together, and what was agreed in each, as places; None: nothing."""

    seconds: float
    packages: Sequence[Sequence[int] | None]


def python() -> Path:
    """Return the interpreter of the peer's environment, made from the pinned list where it is not there yet.

    `GOODOFFICES_NEGMAS_PYTHON` names another; `make bench` sets it.
    """
    named = os.environ.get("GOODOFFICES_NEGMAS_PYTHON")
    if named:
        return Path(named)
    interpreter = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / ".done").exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        pinned = ROOT / "requirements" / "negmas.txt"
        subprocess.run(
            [interpreter, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", pinned], check=True
        )
        (ENVIRONMENT / ".done").touch()
    return interpreter


class Peer:
    """A running worker. It holds one scenario at a time, and is started anew when it breaks."""

    def __init__(self) -> None:
        self._command = [str(python()), str(WORKER)]
        self._process: subprocess.Popen[str] | None = None
        self._scenario: dict[str, Any] = {}

    def close(self) -> None:
        """End the worker."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def load(
        self,
        tables: Sequence[Sequence[Sequence[float]]],
        biases: Sequence[float],
        reservations: Sequence[float] | None = None,
    ) -> None:
        """Hand over a scenario; what follows runs on it. Without reservation values nobody has any."""
        self._scenario = {"tables": tables, "biases": biases, "reservations": reservations}
        self._ask(self._scenario)

    def run(self, method: Method, limit: float, *, batch: float = 0.0, utilities: bool = False) -> Answer:
        """Run a method within so many seconds; again and again until `batch` seconds have passed, for the mean."""
        answer = self._ask({"method": method, "limit": limit, "batch": batch, "utilities": utilities})
        if answer is None:
            self._ask(self._scenario)
            return Answer(limit, stopped="out of memory")
        return Answer(**answer)

    def play(self, talks: Sequence[dict[str, Any]], limit: float) -> Talks:
        """Play talks one after the other, so many as there is time for."""
        answer = self._ask({"play": list(talks), "limit": limit})
        if answer is None:
            self._ask(self._scenario)
            return Talks(limit, ())
        return Talks(answer["seconds"], answer["packages"])

    def _ask(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """Send a request; return the answer, or None where the worker broke."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        self.close()
        return None

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        return self._process
