"""Holds an agent of one's own to its word: what it may not do, or does not do at all, stops it, and not the sweep."""

from __future__ import annotations

import signal
import threading
import time as clock
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final, NoReturn, TypeVar

import numpy as np
from numpy.typing import NDArray

from goodoffices.simulation.agents.agent import ACCEPT, WALK, Agent, Move, Plan
from goodoffices.simulation.agents.seat import Seat
from goodoffices.simulation.errors import AgentStopped, SimulationError
from goodoffices.simulation.sheet import Sheet

#: Agents whose answers are known to be what they should be: those of this project.
_OURS: Final = "goodoffices.simulation.agents."

_Answer = TypeVar("_Answer")


def guarded(agent: Agent) -> Agent:
    """Return an agent that is held to its word: itself where it is one of ours, and says what we make it say."""
    ours = type(agent).__module__.startswith(_OURS) and not agent.foreign
    return agent if ours else Guarded(agent)


class Guarded(Agent):
    """Bargains as another does, as long as that one answers, in time, with what can be said and it may say.

    Args:
        inner: how it bargains.

    Every answer raises `AgentStopped` where the agent raises, takes longer than its `patience`, answers with something
    that is no answer, or offers or accepts what is beyond its own limits or worth less than no agreement.
    """

    def __init__(self, inner: Agent) -> None:
        self._inner = inner
        self.patience = inner.patience

    @property
    def named(self) -> str:
        """What the agent's class is called."""
        return type(self._inner).__name__

    @property
    def sheet(self) -> Sheet:
        """What the agent knows."""
        return self._inner.sheet

    @sheet.setter
    def sheet(self, sheet: Sheet) -> None:
        self._inner.sheet = sheet

    def begin(self, seat: Seat) -> None:
        """Take a seat."""
        self.seat = seat
        self._asked(lambda: self._inner.begin(seat))
        self._inner.seat, self._inner.sheet = seat, seat.sheet

    def goal(self, time: float) -> float:
        """Return what an agreement must be worth to the agent now."""
        goal = self._asked(lambda: float(self._inner.goal(time)))
        return self._stop(f"its goal was {goal}") if np.isnan(goal) else goal

    def turn(self, time: float, heard: int | None) -> Move:
        """Let the agent have its turn."""
        move: object = self._asked(lambda: self._inner.turn(time, heard))
        if not isinstance(move, int | np.integer) or isinstance(move, bool):
            self._stop(f"a turn is the number of a package, ACCEPT or WALK, and not {_shown(move)}")
        if move == ACCEPT and heard is not None:
            self._within(heard, "accepted")
        elif move not in (ACCEPT, WALK):
            self._within(self._package(move), "offered")
        return int(move)

    def plan(self, times: NDArray[np.float64]) -> Plan | None:
        """Ask the agent for its plan."""
        plan = self._asked(lambda: self._inner.plan(times))
        if plan is None:
            return None
        offers = np.asarray(getattr(plan, "offers", None))
        goals = np.asarray(getattr(plan, "goals", None))
        if offers.shape != times.shape or offers.dtype.kind not in "iu" or goals.shape != times.shape:
            self._stop("a plan is an offer and a goal for each of the times")
        for offer in np.unique(offers):
            self._within(self._package(offer), "planned to offer")
        return plan

    def accepts(self, package: int, time: float) -> bool:
        """Ask the agent about a proposal."""
        return self._agreed(self._asked(lambda: self._inner.accepts(package, time)), package)

    def approves(self, package: int, time: float) -> bool:
        """Ask the agent about the last proposal."""
        return self._agreed(self._asked(lambda: self._inner.approves(package, time)), package)

    def prefers(self, one: int, other: int) -> bool:
        """Ask the agent which of two is better."""
        return self._truth(self._asked(lambda: self._inner.prefers(one, other)))

    def criticises(self, draft: int, most: int) -> list[int]:
        """Ask the agent what to change."""
        wanted = self._asked(lambda: list(self._inner.criticises(draft, most)))
        if len(wanted) > most:
            self._stop(f"it asked for {len(wanted)} changes where {most} at most were asked for")
        return [self._package(one) for one in wanted]

    def bids(self, ladder: NDArray[np.int64], time: float) -> NDArray[np.bool_]:
        """Ask the agent for its bids."""
        bids = np.asarray(self._asked(lambda: self._inner.bids(ladder, time)))
        if bids.shape != ladder.shape or bids.dtype != bool:
            self._stop("bids are a yes or no for each rung of the ladder")
        for package in ladder[bids]:
            self._within(int(package), "bid for")
        return bids

    def ratified(self, package: int) -> bool:
        """Ask the agent whether those at home agree."""
        return self._truth(self._asked(lambda: self._inner.ratified(package)))

    def _asked(self, ask: Callable[[], _Answer]) -> _Answer:
        try:
            with _in_time(self.patience):
                return ask()
        except (AgentStopped, SimulationError):
            raise
        except _TooLong:
            return self._stop(f"it did not answer within {self.patience:g} seconds")
        except Exception as error:  # noqa: BLE001 - whatever it raises is its own fault, and stops it alone
            return self._stop(f"{type(error).__name__}: {error}")

    def _agreed(self, answer: object, package: int) -> bool:
        agreed = self._truth(answer)
        if agreed:
            self._within(package, "accepted")
        return agreed

    def _truth(self, answer: object) -> bool:
        if not isinstance(answer, bool | np.bool_):
            self._stop(f"it was asked yes or no, and answered {_shown(answer)}")
        return bool(answer)

    def _package(self, number: Any) -> int:  # noqa: ANN401 - whatever an agent says
        packages = len(self.sheet.worth)
        if not isinstance(number, int | np.integer) or not 0 <= number < packages:
            self._stop(f"packages are numbered from 0 to {packages - 1:,}; it named {_shown(number)}")
        return int(number)

    def _within(self, package: int, what: str) -> None:
        sheet = self.sheet
        if not sheet.acceptable[package]:
            below = sheet.worth[package] < sheet.reservation
            why = "is worth less to its side than no agreement" if below else "its side's limits rule out"
            self._stop(f"it {what} package {package:,}, which {why}")

    def _stop(self, why: str) -> NoReturn:
        raise AgentStopped(self.seat.place, f"{self.named} was stopped: {why}")


class _TooLong(BaseException):
    """An answer takes too long. No agent's own `except Exception` keeps it from us."""


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    """Raise `_TooLong` inside after so many seconds, where the system has a timer and this is the main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> NoReturn:
        del number, frame
        raise _TooLong

    began = clock.monotonic()
    before = signal.signal(signal.SIGALRM, ring)
    left, every = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:
            # somebody else's timer goes on
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - (clock.monotonic() - began)), every)


def _shown(answer: object) -> str:
    text = repr(answer)
    return text if len(text) <= 80 else f"{text[:77]}…"  # noqa: PLR2004 - a line of a terminal
