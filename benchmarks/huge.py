"""The largest frontiers, by whole commands: `python -m benchmarks.huge [--only '3, 9×4']`.

Each line is one `goodoffices analyse CASE --json`, from the file to the last byte printed: seconds of the processor, as
other work may run beside, and the most memory that the process had. *divided*: every package divides the same worth
among the parties, in real numbers, so that hardly any dominates another. *opposed*: the linear domains of
`benchmarks.domains`, larger than those that are measured beside NegMAS.
"""

from __future__ import annotations

import argparse
import mmap
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np

from benchmarks.domains import opposed
from goodoffices.model import Additive, Case, Issue, Option, Party, Table

#: So many bytes before and after the points of a frontier say how many there are.
_NEAR: Final = 120

Kind = Literal["divided", "opposed"]


class Space(NamedTuple):
    """A kind of domain, its parties, issues and options of each, and how many points are asked for: 0 for all."""

    kind: Kind
    parties: int
    issues: int
    options: int
    points: int = 0

    def __str__(self) -> str:
        """Return it as it stands in the table."""
        asked = f", `--points {self.points}`" if self.points else ""
        return f"{self.kind}, {self.parties}, {self.issues}×{self.options}{asked}"


SPACES: Final = (
    Space("divided", 2, 10, 4), Space("divided", 2, 11, 4), Space("divided", 2, 22, 2),
    Space("divided", 2, 11, 4, 1000), Space("divided", 3, 9, 4), Space("divided", 3, 18, 2),
    Space("divided", 3, 10, 4, 200), Space("divided", 4, 9, 4), Space("divided", 5, 9, 4), Space("divided", 6, 9, 4),
    Space("opposed", 3, 15, 10), Space("opposed", 4, 10, 10), Space("opposed", 5, 10, 10), Space("opposed", 6, 6, 10),
    Space("opposed", 4, 15, 10), Space("opposed", 5, 15, 10), Space("opposed", 6, 8, 10),
)  # fmt: skip


def divided(parties: int, issues: int, options: int) -> Case:
    """Return a case in which every option of an issue divides the issue's weight among the parties."""
    dice = np.random.default_rng([parties, issues, options])
    names, choices = [f"i{n}" for n in range(issues)], [f"v{n}" for n in range(options)]
    weights = dict(zip(names, dice.dirichlet(np.full(issues, 5.0)).tolist(), strict=True))
    shares = dice.dirichlet(np.ones(parties), (issues, options))
    return Case(
        title=f"{parties} parties divide {issues} issues of {options} options",
        parties=tuple(
            Party(
                id=f"p{number}",
                preferences=Additive(
                    weights=weights,
                    values={
                        name: Table(evaluations=dict(zip(choices, shares[place, :, number].tolist(), strict=True)))
                        for place, name in enumerate(names)
                    },
                ),
            )
            for number in range(parties)
        ),
        issues=tuple(Issue(id=name, options=tuple(Option(id=one) for one in choices)) for name in names),
    )  # fmt: skip


def row(space: Space, folder: Path) -> str:
    """Run the command on a space, and return its line of the table."""
    make = divided if space.kind == "divided" else _linear
    case, printed = folder / "case.json", folder / "printed.json"
    make(space.parties, space.issues, space.options).save(case)
    command = [sys.executable, "-m", "goodoffices", "analyse", str(case), "--json"]
    if space.points:
        command += ["--points", str(space.points)]
    with printed.open("wb") as out:
        running = subprocess.Popen(command, stdout=out)
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"{space}: ended with {running.returncode}")
    return (
        f"| {space} | {_size(printed)} | {used.ru_utime + used.ru_stime:.0f} | {used.ru_maxrss / 1024:,.0f} MB "
        f"| {printed.stat().st_size / 1e6:,.0f} MB |"
    )


def _size(printed: Path) -> str:
    """Return how many points the frontier has, and how sure that is: from both ends of them, without reading all."""
    with printed.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        begins, ends = text.find(b'"frontier": {'), text.rfind(b'"solutions": {')
        head, tail = text[begins : begins + _NEAR], text[max(begins, ends - _NEAR) : ends]
    size = re.search(rb'"size": (\d+)', head)
    assert size is not None
    bound = re.search(rb'"bound": ([\d.e+-]+)', tail)
    sure = (
        ", exact" if b'"status": "exact"' in head else f", to within {float(bound[1]):.2f}" if bound else ""
    )
    return f"{int(size[1]):,}{sure}"


def _linear(parties: int, issues: int, options: int) -> Case:
    return opposed(parties, issues, options, "linear")


def main(given: Sequence[str] | None = None) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="benchmarks.huge", description=__doc__)
    parser.add_argument("--only", default="", metavar="NAME", help="only spaces whose line holds this")
    only = parser.parse_args(given).only
    print("| Domain, parties, issues × options | Points | Processor s | Peak memory | Printed |")
    print("|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for space in SPACES:
            if only in str(space):
                print(row(space, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
