"""Tell those who follow the talks that something they see has happened."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from goodoffices.services.acting import Talks
from goodoffices.services.viewing import Moment, Unread
from goodoffices.talks.standing import Standing
from goodoffices.talks.streams import Stream
from goodoffices.talks.visibility import sees

_Told = TypeVar("_Told")


@dataclass(eq=False)
class Follower:
    """Somebody who follows: as whom, the bell that rings when they see something new, and whether it has to end."""

    who: Standing
    loop: asyncio.AbstractEventLoop
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False


class Bells:
    """The bells of all who follow a workspace. What somebody does not see rings no bell of theirs."""

    def __init__(self, talks: Talks) -> None:
        self._followers: set[Follower] = set()
        self._lock = threading.Lock()
        self._asked: dict[Hashable, asyncio.Task[Any]] = {}
        self._talks = talks
        self._last: Moment | None = None
        talks.history.follow(self.ring)

    def follow(self, who: Standing) -> Follower:
        """Begin to follow, in the running event loop."""
        follower = Follower(who, asyncio.get_running_loop())
        with self._lock:
            self._followers.add(follower)
        return follower

    def leave(self, follower: Follower) -> None:
        """No longer follow."""
        with self._lock:
            self._followers.discard(follower)

    def many(self, actor: str) -> int:
        """Return in how many windows and programs an actor follows."""
        with self._lock:
            return sum(one.who.actor == actor for one in self._followers)

    def end(self, actor: str | None) -> None:
        """End what an actor follows, in every window: one of its sessions has ended, and the others begin anew."""
        with self._lock:
            gone = [one for one in self._followers if one.who.actor == actor]
        for one in gone:
            one.ended = True
            if not one.loop.is_closed():
                one.loop.call_soon_threadsafe(one.bell.set)

    async def moment(self) -> Moment:
        """Return the talks as they stand now; those who ask at the same time are given the same."""
        return await self.once("moment", self._look)

    def _look(self) -> Moment:
        self._last = Moment(self._talks, self._last)
        return self._last

    async def asked(self, key: Hashable, ask: Callable[..., _Told]) -> _Told:
        """Ask something of a moment: at once where all is at hand (`read=False`), else in a thread, as `once`."""
        try:
            return ask(read=False)
        except Unread:
            return await self.once(key, ask)

    async def once(self, key: Hashable, ask: Callable[[], _Told]) -> _Told:
        """Ask in a thread what all who give one key ask between two rings, once for all of them.

        The key says all that the answer rests on: who asks and where they are.
        """
        key = (id(asyncio.get_running_loop()), key)
        with self._lock:
            asked = self._asked
            task = asked.get(key)
            if task is None:
                task = asked[key] = asyncio.create_task(asyncio.to_thread(ask))
                task.add_done_callback(lambda _: asked.pop(key, None))
        # One who goes away takes the answer from nobody else.
        return cast("_Told", await asyncio.shield(task))

    def ring(self, names: list[str]) -> None:
        """Ring for streams that have grown; for an empty list, all bells."""
        grown = [Stream.parse(name) for name in names]
        with self._lock:
            # Whoever asks from now on asks anew, so that nobody is given what was before this ring.
            self._asked = {}
            followers = list(self._followers)
        by_loop: dict[asyncio.AbstractEventLoop, list[Follower]] = {}
        for one in followers:
            if not grown or any(sees(one.who, stream) for stream in grown):
                by_loop.setdefault(one.loop, []).append(one)
        for loop, rung in by_loop.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(_ring, rung)


def _ring(followers: list[Follower]) -> None:
    for one in followers:
        one.bell.set()
