"""Whole processes: from the command typed to the answer printed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.domains import opposed, shared

#: Of the installation that runs the benchmarks.
COMMAND = Path(sys.executable).with_name("goodoffices")


@dataclass(frozen=True)
class Run:
    """A command, how long it took each time, and how long it may take at most."""

    name: str
    seconds: tuple[float, ...]
    aim: float | None

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.seconds)


def processes(*, repeats: int) -> Iterator[Run]:
    """Time the commands a person waits for."""
    genius = shared() / "scenarios" / "genius"
    laptop = analyse(
        genius / "laptopdomain", "--profiles", "laptop_buyer_utility.xml", "laptop_seller_utility.xml"
    )
    energy = analyse(genius / "anac" / "y2012" / "EnergySmall" / "EnergySmall-A-domain.xml")
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.json"
        opposed(2, 50, 10, "linear").save(large)
        yield run("goodoffices --help", ["--help"], repeats, 0.3)
        yield run("analyse Laptop, warm", laptop, repeats, 0.6)
        yield run("analyse Laptop, first run ever", laptop, min(repeats, 3), 3.0, fresh=True)
        yield run("analyse EnergySmall (15,625 packages), warm", energy, repeats)
        yield run("analyse EnergySmall, first run ever", energy, min(repeats, 2), fresh=True)
        yield run("analyse 10^50 opposed packages, warm", analyse(large), repeats)


def analyse(path: Path, *more: str) -> list[str]:
    """Return the arguments that analyse a path."""
    return ["analyse", "--json", str(path), *more]


def run(
    name: str, arguments: Sequence[str], repeats: int, aim: float | None = None, *, fresh: bool = False
) -> Run:
    """Time a command: warm after a run that is not counted; fresh without any byte code or compiled kernel."""
    seconds = []
    for _ in range(repeats if fresh else repeats + 1):
        with emptied() if fresh else as_is() as environment:
            start = perf_counter()
            subprocess.run([COMMAND, *arguments], env=environment, capture_output=True, check=True)
            seconds.append(perf_counter() - start)
    return Run(name, tuple(seconds if fresh else seconds[1:]), aim)


@contextmanager
def as_is() -> Iterator[dict[str, str]]:
    """Hand over the environment as it is."""
    yield dict(os.environ)


@contextmanager
def emptied() -> Iterator[dict[str, str]]:
    """Hand over an environment in which nothing is compiled yet, neither our code nor any library's."""
    with tempfile.TemporaryDirectory() as folder:
        yield {
            **os.environ,
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode"),
            "NUMBA_CACHE_DIR": str(Path(folder) / "kernels"),
        }
