"""A sign of life on the error stream for work of more than two seconds, silent where that is no terminal."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import FrameType

    from rich.progress import Progress as Bar

    from goodoffices.analysis.interdependent.pace import Pace

#: The exit code of work that Ctrl-C ended.
INTERRUPTED: Final = 130

#: Work shorter than this shows nothing.
QUIET_SECONDS: Final = 2.0

#: What is said is brought up to date so often, in seconds.
_AFRESH: Final = 0.2


_pressed = threading.Event()


def heed_interruptions() -> None:
    """Keep in mind from now on whether Ctrl-C was pressed: libraries that are being loaded make another error of it."""
    _pressed.clear()
    in_main = threading.current_thread() is threading.main_thread()
    if in_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _press)


def _press(number: int, frame: FrameType | None) -> None:
    _pressed.set()
    signal.default_int_handler(number, frame)


def interrupted(error: BaseException) -> bool:
    """Say whether an error is Ctrl-C, or what a library that was being loaded made of it."""
    return isinstance(error, KeyboardInterrupt) or (isinstance(error, ImportError) and _pressed.is_set())


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show what is being done, and for how long, once it takes longer than two seconds."""
    if not sys.stderr.isatty():
        yield
        return
    with _shown([what]):
        yield


def run_through(found: Iterable[object]) -> bool:
    """Let something that can be stopped at any time run to its end; say whether Ctrl-C stopped it."""
    try:
        for _ in found:
            pass
    except (KeyboardInterrupt, ImportError) as error:
        if not interrupted(error):
            raise
        return True
    return False


@contextmanager
def searching(what: str, budget: float | None) -> Iterator[Pace]:
    """Give the pace of a search that Ctrl-C ends with what is known by then; a second Ctrl-C ends the command.

    Raises:
        AnalysisError: the budget is no number above 0.
    """
    from goodoffices.analysis.interdependent.pace import Pace, Progress  # noqa: PLC0415 - after `--help`

    said = [what]

    def tell(progress: Progress) -> None:
        loss = "" if progress.loss is None else f", nothing is more than {progress.loss:.3g} above"
        said[0] = f"{what}: {progress.points} points, {progress.open} places to look{loss}; Ctrl-C ends it"

    pace = Pace(budget, tell)
    before = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: FrameType | None) -> None:
        pace.stop()
        signal.signal(signal.SIGINT, before)

    in_main = threading.current_thread() is threading.main_thread()
    if in_main:
        signal.signal(signal.SIGINT, stop)
    try:
        if sys.stderr.isatty():
            with _shown(said):
                yield pace
        else:
            yield pace
    finally:
        if in_main:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _shown(said: Sequence[str]) -> Iterator[None]:
    done = threading.Event()
    thread = threading.Thread(target=_show, args=(said, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _show(said: Sequence[str], done: threading.Event) -> None:
    if done.wait(QUIET_SECONDS):
        return
    from rich.console import Console  # noqa: PLC0415 - only for long work
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(said[0], total=None)
        while not done.wait(_AFRESH):
            progress.update(task, description=said[0])


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function to be told how many of how many are done; shows a bar with the time left from two seconds on."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    begun = monotonic()
    shown: list[Bar] = []

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
