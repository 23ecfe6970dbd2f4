"""Run the fuzzers: each target in a process of its own, which is watched, and started again where a file ends it."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from tests.fuzzing.bombs import BOMBS
from tests.fuzzing.mutating import mutated
from tests.fuzzing.samples import keep, smaller
from tests.fuzzing.targets import TARGETS
from tests.fuzzing.trying import Fault, bounded, tried

#: Seconds of a processor after which a process that has not gone on to the next file is ended: how busy the machine is
#: beside it says nothing of a file.
_HANGS: Final = 120.0
#: So many broken files are kept to go on from, and so often one is.
_POOL: Final = 300
_GO_ON: Final = 0.1


class Ran(NamedTuple):
    """What a target's run came to: files tried, and faults that were kept."""

    name: str
    files: int
    faults: int


def say(line: str) -> None:
    """Say something on the standard output, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fuzz(name: str, seconds: float, seed: int, current: Path, found: Callable[[bytes, Fault], None]) -> int:
    """Give a target broken files for a time, in this process; return how many there were.

    Args:
        name: the target.
        seconds: how long.
        seed: the same seed gives the same files, as far as time allows.
        current: where the file that is being tried is written, for whoever watches.
        found: is told of each new fault.
    """
    target, chance = TARGETS[name], random.Random(f"{name} {seed}")  # noqa: S311 - nothing secret
    sound = target.seeds()
    pool, known, files = list(sound), set[tuple[str, str]](), 0
    for data in sound:
        fault = tried(target, data)
        assert fault is None, fault.said
    until = time.monotonic() + seconds
    with bounded():
        while time.monotonic() < until:
            data = mutated(chance.choice(pool if chance.random() < 0.6 else sound), chance, pool)
            current.write_bytes(data)
            files += 1
            fault = tried(target, data)
            if fault is None:
                # Broken files are broken further: more is left to go wrong behind the first thing that is.
                if chance.random() < _GO_ON:
                    pool = [*sound, *pool[len(sound) :][1 - _POOL :], data]
            elif (fault.kind, fault.where) not in known:
                known.add((fault.kind, fault.where))
                found(smaller(name, data, fault), fault)
    return files


def explode(name: str, current: Path, found: Callable[[bytes, Fault], None]) -> int:
    """Give a target the files that are made to hurt; return how many."""
    bombs = BOMBS.get(name, {})
    for data in TARGETS[name].seeds()[:1]:
        tried(TARGETS[name], data)
    for title, make in bombs.items():
        data = make()
        current.write_bytes(data)
        with bounded():
            fault = tried(TARGETS[name], data)
        if fault is not None:
            found(data, fault._replace(said=f"{title}: {fault.said}"))
    return len(bombs)


def in_this_process(name: str, seconds: float, seed: int, current: Path, *, bombs: bool) -> None:
    """Run one target; say what came of it as JSON lines. This is what `watched` starts."""

    def found(data: bytes, fault: Fault) -> None:
        path = keep(name, data) if len(data) < 200_000 else Path("(too large to keep)")
        say(json.dumps({"fault": fault.kind, "where": fault.where, "said": fault.said, "kept": str(path)}))

    exploded = explode(name, current, found) if bombs else 0
    say(json.dumps({"files": exploded + fuzz(name, seconds, seed, current, found)}))


def _spent(process: int) -> float:
    """Return how many seconds of a processor a process has taken."""
    try:
        said = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def watched(name: str, seconds: float, seed: int, tell: Callable[[str], None], *, bombs: bool = True) -> Ran:
    """Run one target in a process beside this one; one that hangs or dies is a fault, and it goes on."""
    files, faults = 0, 0
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        current = Path(folder) / "current"
        while (left := until - time.monotonic()) > 0:
            arguments = (name, str(left), str(seed), str(current), "bombs" if bombs else "none")
            command = [sys.executable, "-m", "tests.fuzzing", "--one", *arguments]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            before, spent = 0.0, 0.0
            while process.poll() is None:
                time.sleep(0.5)
                at = current.stat().st_mtime if current.exists() else 0.0
                if at != before:
                    before, spent = at, _spent(process.pid)
                elif _spent(process.pid) - spent > _HANGS:
                    process.kill()
            assert process.stdout is not None
            done = False
            for line in process.stdout.read().splitlines():
                said = json.loads(line)
                if "fault" in said:
                    faults += 1
                    tell(
                        f"{name}: {said['fault']} at {said['where']}, kept as {said['kept']}\n{said['said']}"
                    )
                else:
                    files, done = files + said["files"], True
            process.stdout.close()
            if not done:
                faults += 1
                path = keep(name, current.read_bytes()) if current.exists() else None
                tell(
                    f"{name}: the process ended with {process.returncode}; what it had before it is kept as {path}"
                )
                if path is None:
                    break
            seed, bombs = seed + 1, False
    return Ran(name, files, faults)
