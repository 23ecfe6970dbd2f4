"""Documents and looking-up that are there when they are asked for; or that wait, or fail, where a test says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from goodoffices.services.answers import Answer, Failed, Ready, Waiting
from goodoffices.services.papers import Looking, Paper, digest_of, work


class PapersAtOnce:
    """Papers without a process."""

    def __init__(self) -> None:
        self.kept: dict[bytes, Answer] = {}
        self.asked: list[tuple[str, Paper | Looking]] = []
        self.waits: set[str] = set()
        self.fails: dict[str, str] = {}

    def document(self, paper: Paper, *, audience: str) -> Answer:
        """Make a document."""
        return self._done(paper.kind, paper, audience)

    def look_up(self, looking: Looking, *, audience: str) -> Answer:
        """Look something up."""
        return self._done("table", looking, audience)

    def waited(self, ask: Callable[[], Answer], patience: float) -> Answer:
        """Ask, and wait."""
        assert patience
        return ask()

    def _done(self, kind: str, task: Paper | Looking, audience: str) -> Answer:
        self.asked.append((audience, task))
        if kind in self.waits:
            return Waiting(dt.datetime(2031, 3, 1, 12, tzinfo=dt.UTC), begun=True)
        if kind in self.fails:
            return Failed(self.fails[kind])
        digest = digest_of(kind, audience, task)
        if digest not in self.kept:
            try:
                self.kept[digest] = Ready(work(task)[0], 0.0)
            except ValueError as error:
                self.kept[digest] = Failed(str(error))
        return self.kept[digest]
