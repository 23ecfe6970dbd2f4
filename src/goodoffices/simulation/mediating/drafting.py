"""Who mediates talks by drafts: whoever sits in the mediator's seat says what to lay before all sides next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from goodoffices.simulation.agents.agent import WALK
from goodoffices.simulation.agents.person import Answer, Answers, Asked, Awaited, Replied
from goodoffices.simulation.agents.seat import MEDIATOR


class Draftsman(Protocol):
    """Who mediates talks by drafts."""

    #: How many questions each side has answered beforehand.
    answers: tuple[int, ...]

    def hear(self, draft: int, replies: Sequence[Replied]) -> None:
        """Take in what each side said of the last draft, in the sides' order."""

    def draft(self, time: float) -> int:
        """Return the package to lay before all sides now; `WALK` to end the talks without an agreement.

        Args:
            time: from 0 to 1.
        """

    def settled(self, package: int) -> int:
        """Return what is agreed in the end when all have said yes to a draft."""


class Mediating:
    """A person who mediates.

    Args:
        answers: the drafts that they have laid before the sides, in order.
        instead: who mediates from there on; nobody unless the seat was given to a program.
    """

    answers: tuple[int, ...] = ()

    def __init__(self, answers: Sequence[Answer], instead: Draftsman | None = None) -> None:
        self._answers, self._instead = Answers(answers), instead
        self._before: tuple[int, ...] = ()
        self._replies: tuple[Replied, ...] = ()

    def hear(self, draft: int, replies: Sequence[Replied]) -> None:
        """Take in what the people are told with the next question; whoever goes on for them has heard it too."""
        self._before, self._replies = (draft,), tuple(replies)
        if self._instead is not None:
            self._instead.hear(draft, replies)

    def draft(self, time: float) -> int:
        """Ask for a draft.

        Raises:
            Awaited: there is none yet.
            SimulationError: an answer is none to this question.
        """
        asked = Asked("draft", self._before, 1, time, self._replies)
        answer = self._answers.next(asked, MEDIATOR)
        if answer is not None:
            return WALK if answer.said == "walk" else answer.packages[0]
        if self._instead is not None:
            return self._instead.draft(time)
        raise Awaited({MEDIATOR: asked})

    def settled(self, package: int) -> int:
        """Return the draft: what people have agreed stands."""
        return package
