"""One course of talks: its rounds, what is said in them, what befalls them, and how they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal, TypeVar, get_args

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from goodoffices.simulation.agents.agent import Agent
from goodoffices.simulation.agents.person import Asked, Awaited
from goodoffices.simulation.agents.seat import Seat
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.mediating.drafting import Draftsman
from goodoffices.simulation.scenario import Scenario
from goodoffices.simulation.shocks import Shock, Shocks

#: How talks end.
Ending = Literal[
    "agreement",
    "deadline",
    "walked away",
    "refused",
    "not approved at home",
    "collapsed",
    "broke off",
    "stopped",
]


ENDINGS: Final[tuple[Ending, ...]] = get_args(Ending)


_Answer = TypeVar("_Answer")


class Said(Struct, frozen=True):
    """Something put on the table: in which round, by whom (-1: the mediator), and which package."""

    round: int
    by: int
    package: int


class Outcome(Struct, frozen=True, kw_only=True):
    """How a course of talks ended.

    Attributes:
        package: what was agreed, None where nothing was.
        ended: how it ended.
        by: who walked away, refused, or was stopped (at home, or for what it did); -1 for nobody.
        why: what an agent did for which it was stopped; empty for none.
        rounds: how many rounds it took.
        offers: how many offers, drafts or proposals were put on the table.
        answers: how many questions each side answered the mediator.
        replies: how many times each side told the mediator yes or no to a package, or which of two is better.
        done: which share of the agreement was carried out, where that was played too.
        path: what was put on the table, where that was kept.
        shocks: what befell the talks.
    """

    package: int | None
    ended: Ending
    by: int = -1
    why: str = ""
    rounds: int = 0
    offers: int = 0
    answers: tuple[int, ...] = ()
    replies: int = 0
    done: float = 1.0
    path: tuple[Said, ...] = ()
    shocks: tuple[Shock, ...] = ()


class Course:
    """Talks under way.

    Args:
        scenario: what about.
        agents: who sits for each side, in the parties' order.
        rounds: when they end without an agreement.
        dice: chance.
        shocks: what may befall them.
        keeps: whether all that is put on the table is kept.
        mediator: who mediates, where somebody at the table does; a program otherwise.
    """

    def __init__(  # noqa: PLR0913 - what talks are made of
        self,
        scenario: Scenario,
        agents: Sequence[Agent],
        *,
        rounds: int,
        dice: np.random.Generator,
        shocks: Shocks | None = None,
        keeps: bool = False,
        mediator: Draftsman | None = None,
    ) -> None:
        self.scenario, self.agents, self.mediator = scenario, agents, mediator
        self.rounds, self.dice = rounds, dice
        self._shocks = None if shocks is None or shocks.none else shocks
        self._befell: list[Shock] = []
        self._path: list[Said] | None = [] if keeps else None
        self.round = 0
        self.offers = 0
        self.replies = 0
        self._collapsed = False

    def begin(self) -> None:
        """Let everybody take their seat."""
        for place, (sheet, agent) in enumerate(zip(self.scenario.sheets, self.agents, strict=True)):
            agent.begin(Seat(sheet, self.rounds, len(self.agents), place, self.dice))

    @property
    def path(self) -> tuple[Said, ...]:
        """All that was put on the table so far, where that is kept."""
        return tuple(self._path or ())

    def everybody(self, ask: Callable[[Agent], _Answer]) -> list[_Answer]:
        """Ask everybody the same, whatever the others say; people are all asked at once.

        Raises:
            Awaited: some have not answered yet.
        """
        answers: list[_Answer] = []
        waited: dict[int, Asked] = {}
        for agent in self.agents:
            try:
                answers.append(ask(agent))
            except Awaited as awaited:
                waited |= awaited.asked
        if waited:
            raise Awaited(waited)
        return answers

    @property
    def calm(self) -> bool:
        """Whether nothing can befall the talks, and nobody keeps what is said."""
        return self._shocks is None and self._path is None

    @property
    def clock(self) -> NDArray[np.float64]:
        """The times of all rounds."""
        return np.arange(1, self.rounds + 1) / (self.rounds + 1)

    def times(self) -> Iterator[float]:
        """Yield the time of each round, until the rounds are over or the talks collapse."""
        while self.round < self.rounds and not self._collapsed:
            self.round += 1
            yield time_of(self.round, self.rounds)
            if self._shocks is not None:
                self._befall(self._shocks)

    def put(self, by: int, package: int) -> None:
        """Put a package on the table; -1 is the mediator."""
        self.offers += 1
        if self._path is not None:
            self._path.append(Said(self.round, by, package))

    def replied(self, packages: int = 1) -> None:
        """Count that each side said yes or no, or which of two is better, so many times."""
        self.replies += packages

    def agreed(self, package: int, answers: Sequence[int] = ()) -> Outcome:
        """End with a package, if it is approved at home everywhere."""
        for place, agent in enumerate(self.agents):
            if not agent.ratified(package):
                return self.ended("not approved at home", by=place, answers=answers)
        return self.ended("agreement", package=package, answers=answers)

    def ended(
        self,
        how: Ending,
        *,
        package: int | None = None,
        by: int = -1,
        why: str = "",
        answers: Sequence[int] = (),
    ) -> Outcome:
        """End the talks."""
        how = "collapsed" if self._collapsed and package is None and how != "stopped" else how
        return Outcome(
            package=package, ended=how, by=by, why=why, rounds=self.round,
            offers=self.offers, answers=tuple(answers), replies=self.replies, path=self.path,
            shocks=tuple(self._befell),
        )  # fmt: skip

    def _befall(self, shocks: Shocks) -> None:
        """Let chance strike between two rounds; the same numbers are drawn whatever happened before."""
        leaks, strikes, collapses = self.dice.random(3) < (shocks.leak, shocks.spoiler, shocks.collapse)
        party = int(self.dice.integers(len(self.agents)))
        if leaks:
            self._harden("leak", party, shocks.hardens)
        if strikes:
            self._harden("spoiler", party, shocks.hardens)
            self.round = min(self.rounds, self.round + shocks.lost)
            self._collapsed = bool(collapses)

    def _harden(self, kind: Literal["leak", "spoiler"], party: int, by: float) -> None:
        agent = self.agents[party]
        agent.sheet = agent.sheet.hardened(by)
        self._befell.append(Shock(self.round, kind, party))


def time_of(number: int, rounds: int) -> float:
    """Return the time of a round, counted from 1: from 0, before the first, to 1, after the last."""
    return number / (rounds + 1)


def whole(number: float, what: str, least: int) -> int:
    """Return a whole number that a protocol is made with.

    Raises:
        SimulationError: it is none, or less than the least.
    """
    if number != int(number) or number < least:
        raise SimulationError(
            f"{what}: {number:g} is no number of {what}; give a whole number from {least} on"
        )
    return int(number)
