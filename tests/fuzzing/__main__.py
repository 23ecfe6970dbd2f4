"""`python -m tests.fuzzing --seconds 600`: give every parser broken files for a time, and say what came of it."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.fuzzing.running import in_this_process, say, watched
from tests.fuzzing.targets import TARGETS


def main() -> int:
    """Run; return 1 where a parser stumbled."""
    if sys.argv[1:2] == ["--one"]:
        name, seconds, seed, current, bombs = sys.argv[2:]
        in_this_process(name, float(seconds), int(seed), Path(current), bombs=bombs == "bombs")
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="for all targets together")
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="the same seed makes the same files"
    )
    parser.add_argument("--no-bombs", action="store_true", help="leave out the files that are made to hurt")
    parser.add_argument(
        "targets", nargs="*", default=list(TARGETS), help="which parsers; all, where none is named"
    )
    given = parser.parse_args()
    say(f"seed {given.seed}")
    faults = 0
    for name in given.targets:
        ran = watched(
            name,
            given.seconds / len(given.targets),
            given.seed,
            say,
            bombs=not given.no_bombs,
        )
        faults += ran.faults
        say(f"{name}: {ran.files:,} files, {ran.faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
