"""Plays a sweep in several processes of this machine; a process that dies is replaced, and its part played anew."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Final

from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.executors.executor import Played
from goodoffices.simulation.sweeps.parts import Player
from goodoffices.simulation.sweeps.plan import Part, Plan
from goodoffices.simulation.sweeps.rows import Row

#: So often the processes are started anew, each time after a part was done at least; then something is wrong.
_STARTS: Final = 5

#: So many parts wait for each process, so that none is idle.
_AHEAD: Final = 2

_player: Player | None = None


class Pool:
    """Plays in so many processes."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def __call__(self, plan: Plan, parts: Sequence[Part]) -> Iterator[Played]:
        """Play parts; yield each as it is done."""
        left = {part.number: part for part in parts}
        vain = 0
        while left:
            before = len(left)
            try:
                for part, rows in self._round(plan, list(left.values())):
                    del left[part.number]
                    yield part, rows
            except BrokenProcessPool:
                vain = vain + 1 if len(left) == before else 0
                if vain == _STARTS:
                    raise SimulationError(
                        f"the processes that play the sweep ended {_STARTS} times before any part was done; there may "
                        "be too little memory: take fewer workers, or smaller domains"
                    ) from None

    def _round(self, plan: Plan, parts: Sequence[Part]) -> Iterator[Played]:
        # processes begin afresh, so that no thread or lock of this one is in them
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._workers, context, _begin, (plan,)) as pool:
            waiting = iter(parts)
            under_way: dict[Future[list[Row]], Part] = {}
            try:
                while True:
                    with _uninterrupted():
                        for part in waiting:
                            under_way[pool.submit(_play, part)] = part
                            if len(under_way) >= self._workers * _AHEAD:
                                break
                    if not under_way:
                        return
                    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                    for future in done:
                        yield under_way.pop(future), future.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back from this thread for a moment, and for ever from the processes that are started in it.

    Ctrl-C ends the sweep, and with it they; they have nothing to say, not even while they start.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(plan: Plan) -> None:
    """Make a process ready."""
    global _player  # noqa: PLW0603 - one for the process, made when it starts
    _player = Player(plan)


def _play(part: Part) -> list[Row]:
    assert _player is not None
    return _player.play(part)
