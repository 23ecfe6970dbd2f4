"""A sign of life on the error stream for work of more than two seconds, silent where that is no terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.progress import Progress

#: Work shorter than this shows nothing.
QUIET_SECONDS: Final = 2.0


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show what is being done, and for how long, once it takes longer than two seconds."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_show, args=(what, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _show(what: str, done: threading.Event) -> None:
    if done.wait(QUIET_SECONDS):
        return
    from rich.console import Console  # noqa: PLC0415 - only for long work
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(what, total=None)
        done.wait()


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function to be told how many of how many are done; shows a bar with the time left from two seconds on."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    begun = monotonic()
    shown: list[Progress] = []

    def tell(done: int, total: int) -> None:
        if not shown and monotonic() - begun > QUIET_SECONDS:
            from rich import progress  # noqa: PLC0415 - as above
            from rich.console import Console  # noqa: PLC0415 - only for long work

            columns = (
                progress.TextColumn("{task.description}"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TimeRemainingColumn(),
            )
            shown.append(progress.Progress(*columns, console=Console(stderr=True), transient=True))
            shown[0].add_task(what, total=total)
            shown[0].start()
        if shown:
            shown[0].update(shown[0].task_ids[0], completed=done)

    try:
        yield tell
    finally:
        for progress in shown:
            progress.stop()
