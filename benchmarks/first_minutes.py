"""The first minutes of a stranger: from `git clone` to a deadlock explained, step by step.

`python -m benchmarks.first_minutes` clones this repository into a new folder, sets it up with no package kept from
before, opens the demonstration as a mediator, and reads the page of the deadlock. It needs a network for the packages.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from benchmarks.domains import ROOT

#: The page is asked for so often; it is computed beside the server.
_PAUSE = 0.25
_LONGEST = 300.0


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(prog="benchmarks.first_minutes", description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "goodoffices"
        start = time.perf_counter()

        def said(what: str, begun: float) -> None:
            print(f"{what:44} {time.perf_counter() - begun:6.1f} s", flush=True)

        step(said, "git clone", ["git", "clone", "--quiet", str(ROOT), str(place)], Path(folder))
        step(said, "make setup: packages", ["make", "--silent", ".venv/.base"], place)
        step(said, "make setup: inner loops to machine code", ["make", "--silent", ".venv/.setup"], place)
        opened(said, place)
        said("from the clone to the deadlock explained", start)
        command = [str(place / ".venv/bin/goodoffices"), "deadlock", "examples/cairo-2024"]
        step(said, "goodoffices deadlock, in the terminal", command, place)
        used = sum(one.lstat().st_size for one in place.rglob("*"))
        print(f"on the disk: {used / 1e6:,.0f} MB")


def step(said: Callable[[str, float], None], what: str, command: list[str], place: Path) -> None:
    """Run a command and say how long it took."""
    begun = time.perf_counter()
    subprocess.run(
        command,
        cwd=place,
        env=os.environ | {"PIP_NO_CACHE_DIR": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    said(what, begun)


def opened(said: Callable[[str, float], None], place: Path) -> None:
    """Start the demonstration, follow its first link, and wait for the page of the deadlock."""
    begun = time.perf_counter()
    demo = subprocess.Popen(
        ["make", "--silent", "demo"],  # noqa: S607 - as a person would call it
        cwd=place,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert demo.stdout is not None
        link = next(found[0] for line in demo.stdout if (found := re.search(r"http://\S+\?as=\S+", line)))
        said("make demo: until it prints its links", begun)
        begun = time.perf_counter()
        with httpx.Client(follow_redirects=True, timeout=60) as browser:
            page = browser.get(link)
            page.raise_for_status()
            path = re.search(r'href="([^"]*/analysis/deadlock)"', page.text)
            assert path is not None, "the first page has no link to the deadlock"
            while "Deadlocked:" not in (page := browser.get(str(page.url.join(path[1])))).text:
                page.raise_for_status()
                assert time.perf_counter() - begun < _LONGEST, "the page did not come"
                time.sleep(_PAUSE)
        said("the first link, Deadlock in the menu", begun)
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        demo.wait()


if __name__ == "__main__":
    main()
