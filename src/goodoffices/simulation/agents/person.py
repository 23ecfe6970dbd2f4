"""A person in a seat: what they answered stands in a list, and where it ends the talks wait.

Talks with people are played anew from the beginning each time somebody has answered: the same answers, the same talks.
So nothing of them is ever held in memory alone, and every protocol takes people without knowing it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from goodoffices.simulation.agents.agent import ACCEPT, WALK, Agent, Move
from goodoffices.simulation.agents.seat import Seat
from goodoffices.simulation.errors import SimulationError
from goodoffices.talks.events.teaching import ANSWERS, Question, Said


class Replied(Struct, frozen=True):
    """What a side told who mediates of a draft: yes or no, and how it would change it, the best first, by number."""

    yes: bool
    changes: tuple[int, ...] = ()


class Asked(Struct, frozen=True):
    """Something that a person is asked.

    Attributes:
        kind: what.
        packages: about which packages, by number: what is on the table (none before there is anything), the two to
            choose between, the draft, the rungs.
        most: so many changes, or rungs, may be named at most; 0 where none are.
        time: when in the talks, from 0 to 1.
        replies: what each side told who mediates of the last draft, in the sides' order.
    """

    kind: Question
    packages: tuple[int, ...] = ()
    most: int = 0
    time: float = 0.0
    replies: tuple[Replied, ...] = ()


class Answer(Struct, frozen=True):
    """What a person answered: what, and about which packages, by number (the offer, the changed drafts, the rungs)."""

    said: Said
    packages: tuple[int, ...] = ()


class Awaited(Exception):  # noqa: N818 - no error: the talks wait
    """The talks wait for people.

    Attributes:
        asked: what each of them is asked, by the place of their seat; -1 is who mediates.
    """

    def __init__(self, asked: dict[int, Asked]) -> None:
        super().__init__("the talks wait for people")
        self.asked = asked


class Answers:
    """What was answered in a seat, taken in order.

    Args:
        given: the answers.
    """

    def __init__(self, given: Sequence[Answer]) -> None:
        self._given = given
        #: How many were taken so far.
        self.taken = 0

    def next(self, asked: Asked, place: int) -> Answer | None:
        """Return the answer to what is asked now; None where there is none yet.

        Raises:
            SimulationError: the answer that is there is none to what is asked: it was given to another engine.
        """
        if self.taken >= len(self._given):
            return None
        answer = self._given[self.taken]
        if answer.said not in ANSWERS[asked.kind]:
            raise SimulationError(
                f"answer {self.taken + 1} of seat {place + 1} is “{answer.said}” where “{asked.kind}” is asked now: "
                "these talks were played with another version of Good Offices; they can be looked at, and not go on"
            )
        self.taken += 1
        return answer


class Person(Agent):
    """Somebody who answers for themselves.

    Args:
        answers: what they have answered, in order.
        instead: who answers from there on; nobody unless the seat was given to a program.

    Raises:
        Awaited: (by every question) there is no answer yet.
        SimulationError: (by every question) an answer is none to what is asked: it was given to another engine.
    """

    def __init__(self, answers: Sequence[Answer], instead: Agent | None = None) -> None:
        self._answers, self._instead = Answers(answers), instead
        self._compared: dict[tuple[int, int], bool] = {}

    @property
    def given(self) -> int:
        """How many of the answers were asked for so far."""
        return self._answers.taken

    def begin(self, seat: Seat) -> None:
        """Take the seat."""
        super().begin(seat)
        if self._instead is not None:
            self._instead.begin(seat)

    def turn(self, time: float, heard: int | None) -> Move:
        """Ask for an offer, or whether what is on the table will do."""
        asked = Asked("turn", () if heard is None else (heard,), 1, time)
        return self._heard(asked, _move, lambda agent: agent.turn(time, heard))

    def accepts(self, package: int, time: float) -> bool:
        """Ask for a yes or no."""
        return self._heard(
            Asked("accept", (package,), 0, time), _yes, lambda agent: agent.accepts(package, time)
        )

    def approves(self, package: int, time: float) -> bool:
        """Ask for the last yes or no."""
        return self._heard(
            Asked("approve", (package,), 0, time), _yes, lambda agent: agent.approves(package, time)
        )

    def prefers(self, one: int, other: int) -> bool:
        """Ask which of two is better, once for both ways round."""
        if one == other:
            return False
        if (one, other) not in self._compared:
            said: Said = self._heard(
                Asked("prefer", (one, other)),
                lambda answer: answer.said,
                lambda agent: _better(agent, one, other),
            )
            self._compared |= {(one, other): said == "first", (other, one): said == "second"}
        return self._compared[one, other]

    def criticises(self, draft: int, most: int) -> list[int]:
        """Ask what to change in a draft."""
        return self._heard(
            Asked("criticise", (draft,), most),
            lambda answer: list(answer.packages),
            lambda agent: agent.criticises(draft, most),
        )

    def bids(self, ladder: NDArray[np.int64], time: float) -> NDArray[np.bool_]:
        """Ask which rungs would do now."""
        rungs = tuple(ladder.tolist())
        return self._heard(
            Asked("bid", rungs, len(rungs), time),
            lambda answer: np.isin(ladder, answer.packages),
            lambda agent: agent.bids(ladder, time),
        )

    def _heard(
        self, asked: Asked, read: Callable[[Answer], _Read], instead: Callable[[Agent], _Read]
    ) -> _Read:
        answer = self._answers.next(asked, self.seat.place)
        if answer is not None:
            return read(answer)
        if self._instead is not None:
            self._instead.sheet = self.sheet
            return instead(self._instead)
        raise Awaited({self.seat.place: asked})


_Read = TypeVar("_Read")


def _move(answer: Answer) -> Move:
    match answer.said:
        case "accept":
            return ACCEPT
        case "walk":
            return WALK
        case _:
            return answer.packages[0]


def _yes(answer: Answer) -> bool:
    return answer.said == "yes"


def _better(agent: Agent, one: int, other: int) -> Said:
    if agent.prefers(one, other):
        return "first"
    return "second" if agent.prefers(other, one) else "neither"
