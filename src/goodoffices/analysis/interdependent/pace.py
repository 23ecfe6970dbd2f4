"""How long a search may take, who is told how far it is, and whether somebody stopped it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Final

from msgspec import Struct

from goodoffices.analysis.errors import AnalysisError

#: A share of the time left is at least so many seconds.
_LEAST: Final = 0.1


class Progress(Struct, frozen=True):
    """How far a search is.

    Attributes:
        points: how many points of the frontier are known.
        open: in how many places there may be more.
        loss: how much any package left out could be better than a point, in every party's utility; None: not known yet.
        seconds: how long it has taken.
    """

    points: int
    open: int
    loss: float | None
    seconds: float


def check_budget(seconds: float | None) -> None:
    """Refuse a budget that leaves no time.

    Raises:
        AnalysisError: it is not a finite number above 0.
    """
    if seconds is not None and not 0 < seconds < float("inf"):
        what = "has no end" if seconds == float("inf") else "leaves no time"
        raise AnalysisError(
            f"a budget of {seconds:g} seconds {what}; give a number above 0, or none for as long as it takes"
        )


class Pace:
    """A budget in seconds, or none; told of progress; may be stopped from another thread or a signal."""

    def __init__(self, seconds: float | None = None, tell: Callable[[Progress], None] | None = None) -> None:
        """Begin.

        Args:
            seconds: how long it may take; None for as long as it takes.
            tell: called with how far it is, now and then.

        Raises:
            AnalysisError: the budget is not a number above 0.
        """
        check_budget(seconds)
        self._begun = monotonic()
        self._seconds = seconds
        self._stopped = Event()
        self._tell = tell

    @property
    def spent(self) -> float:
        """How many seconds have passed."""
        return monotonic() - self._begun

    @property
    def left(self) -> float:
        """How many seconds are left; infinite without a budget, 0 once stopped."""
        if self._stopped.is_set():
            return 0.0
        return float("inf") if self._seconds is None else max(0.0, self._seconds - self.spent)

    @property
    def over(self) -> bool:
        """Whether it has to end."""
        return self.left <= 0

    @property
    def stopped(self) -> bool:
        """Whether somebody stopped it."""
        return self._stopped.is_set()

    def share(self, part: float) -> Pace:
        """Return a pace that ends when this share of the time left has passed, and is stopped with this one."""
        shared = Pace(None if self._seconds is None else max(self.left * part, 1e-3), self._tell)
        shared._stopped = self._stopped
        return shared

    def over_after(self, part: float) -> Callable[[], bool]:
        """Return what says whether this share of the time left by now has passed, or somebody stopped it since."""
        until = monotonic() + max(_LEAST, part * self.left)
        before = self.stopped
        return lambda: monotonic() > until or (self.stopped and not before)

    def stop(self) -> None:
        """Make whoever searches end with what is known."""
        self._stopped.set()

    def tell(self, points: int, opened: int, loss: float | None) -> None:
        """Say how far it is."""
        if self._tell is not None:
            self._tell(Progress(points, opened, loss, self.spent))
