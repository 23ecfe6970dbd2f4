"""A language model on a server of the user's own in a seat. There is none unless the user sets one (`model_server.py`).

It is told what its own side knows (`model_told.py`) and asked all that anybody at a table is asked. Its answers come
from outside this project: it is held to its word (`guarded.py`) as an agent of the user's own is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NoReturn, TypeVar

import numpy as np
from numpy.typing import NDArray

from goodoffices.simulation.agents.agent import ACCEPT, WALK, Agent, Move
from goodoffices.simulation.agents.model_heard import (
    Unusable,
    changes_in,
    may_say,
    object_in,
    package_in,
    rungs_in,
    word_in,
)
from goodoffices.simulation.agents.model_server import Message, Server, ServerError
from goodoffices.simulation.agents.model_told import briefing, with_worth, written
from goodoffices.simulation.agents.seat import Seat
from goodoffices.simulation.errors import AgentStopped
from goodoffices.simulation.sheet import Sheet

#: So often a question is asked at most: what cannot be used is told to the model, and it answers anew.
TRIES: Final = 3

#: So much of what passed is told: the last of it.
_PASSED: Final = 40

#: So much of an answer that cannot be used is sent back with the reason, in signs.
_BACK: Final = 2_000

#: So many seconds more than its server may take, a model has in all.
_SPARE: Final = 5.0

_YES_OR_NO: Final = 'Answer {"answer": "yes"} or {"answer": "no"}.'

_Read = TypeVar("_Read")


class LanguageModel(Agent):
    """Lets a language model bargain, and answer a mediator.

    Args:
        server: where the model is.

    Raises:
        AgentStopped: (by every question) the server does not answer as it should, or its answers cannot be used.
    """

    foreign = True

    def __init__(self, server: Server) -> None:
        self._server = server
        self.patience = TRIES * server.seconds + _SPARE

    def begin(self, seat: Seat) -> None:
        """Take a seat; nothing has passed."""
        super().begin(seat)
        seeds = seat.dice.bit_generator.seed_seq.generate_state(1)
        # by the run's seed alone; half of the range, as some servers count with a sign
        self._seed = int(seeds[0]) >> 1
        self._passed: list[str] = []
        self._compared: tuple[Sheet, dict[tuple[int, int], bool]] = (seat.sheet, {})

    def turn(self, time: float, heard: int | None) -> Move:
        """Ask for an offer, or whether what is on the table will do."""
        sheet, number = self.sheet, self._round(time)
        if heard is None:
            table, accept = "Nothing is on the table yet.", ""
        else:
            self._note(number, f"another side put on the table: {with_worth(sheet, heard)}")
            table = f"On the table: {with_worth(sheet, heard)}."
            accept = ' or {"do": "accept"} to accept what is on the table,'
        move = self._asked(
            f"{self._moment(time)}\n{table}\nIt is your turn. Answer "
            '{"do": "offer", "package": {…}} with an option for each issue to put a package on the table,'
            f'{accept} or {{"do": "walk"}} to end all talks without an agreement.',
            lambda answer: self._move(answer, heard),
        )
        said = {ACCEPT: "accepted it", WALK: "ended the talks"}.get(move)
        self._note(number, f"you {said}" if said else f"you put on the table: {with_worth(sheet, move)}")
        return move

    def accepts(self, package: int, time: float) -> bool:
        """Ask for a yes or no to a proposal."""
        return self._answered(package, time, "If all sides say yes it is agreed; else the talks go on.")

    def approves(self, package: int, time: float) -> bool:
        """Ask for a yes or no to the last proposal."""
        return self._answered(package, time, "It is the last proposal: this package, or no agreement at all.")

    def prefers(self, one: int, other: int) -> bool:
        """Ask which of two is better, once for both ways round."""
        if one == other:
            return False
        if self._compared[0] is not self.sheet:
            self._compared = (self.sheet, {})
        known = self._compared[1]
        if (one, other) not in known:
            said = self._asked(
                "A mediator asks which of two packages is better for your side.\n"
                f"First: {with_worth(self.sheet, one)}.\nSecond: {with_worth(self.sheet, other)}.\n"
                'Answer {"answer": "first"}, {"answer": "second"} or {"answer": "neither"}.',
                lambda answer: word_in(answer, "answer", ("first", "second", "neither")),
            )
            known |= {(one, other): said == "first", (other, one): said == "second"}
        return known[one, other]

    def criticises(self, draft: int, most: int) -> list[int]:
        """Ask what to change in a draft."""
        return self._asked(
            "A mediator writes a text that all sides criticise. The draft, which binds nobody: "
            f"{with_worth(self.sheet, draft)}.\nSay what to change so that it is better for your side: {most} changes "
            "at most, the most wanted first; each changes one issue of the draft by itself.\n"
            'Answer {"changes": [{"issue": "…", "option": "…"}, …]}; the list is empty where nothing is to be changed.',
            lambda answer: changes_in(answer, self.sheet, draft, most),
        )

    def bids(self, ladder: NDArray[np.int64], time: float) -> NDArray[np.bool_]:
        """Ask which rungs would do now."""
        rungs = [int(one) for one in ladder]
        listed = "\n".join(f"{number}: {with_worth(self.sheet, one)}" for number, one in enumerate(rungs, 1))
        places = self._asked(
            f"{self._moment(time)}\nA mediator asks all sides, each unseen by the others, which of these packages they "
            f"would accept now; one that all name is agreed:\n{listed}\n"
            'Answer {"rungs": [numbers of the packages]}; the list is empty where none will do.',
            lambda answer: self._rungs(answer, rungs),
        )
        named = ", ".join(str(place + 1) for place in places) or "none"
        self._note(
            self._round(time), f"of {len(rungs)} packages on a ladder you would have accepted: {named}"
        )
        bids = np.zeros(len(rungs), bool)
        bids[places] = True
        return bids

    def _answered(self, package: int, time: float, what: str) -> bool:
        yes = self._asked(
            f"{self._moment(time)}\nA mediator proposes: {with_worth(self.sheet, package)}.\n{what} No side hears what "
            f"another answers. {_YES_OR_NO}",
            lambda answer: self._yes(answer, package),
        )
        said = (
            f"a mediator proposed, and you said {'yes' if yes else 'no'}: {with_worth(self.sheet, package)}"
        )
        self._note(self._round(time), said)
        return yes

    # ------------------------------------------------------------------------------------------------ answers read

    def _move(self, answer: dict[str, Any], heard: int | None) -> Move:
        word = word_in(answer, "do", ("offer", "walk") if heard is None else ("offer", "accept", "walk"))
        if word == "walk":
            return WALK
        if word == "accept":
            assert heard is not None
            may_say(self.sheet, heard, "accept what is on the table")
            return ACCEPT
        package = package_in(answer, self.sheet)
        return may_say(self.sheet, package, f"offer {written(self.sheet, package)}")

    def _yes(self, answer: dict[str, Any], package: int) -> bool:
        yes = word_in(answer, "answer", ("yes", "no")) == "yes"
        if yes:
            may_say(self.sheet, package, "accept this package")
        return yes

    def _rungs(self, answer: dict[str, Any], rungs: list[int]) -> list[int]:
        places = rungs_in(answer, len(rungs))
        for place in places:
            may_say(self.sheet, rungs[place], f"accept package {place + 1}")
        return places

    # ------------------------------------------------------------------------------------------------------- asking

    def _asked(self, question: str, read: Callable[[dict[str, Any]], _Read]) -> _Read:
        """Ask the model; what cannot be used is told to it, so often."""
        messages = [
            Message("system", briefing(self.sheet, self.seat.sides, self.seat.place)),
            Message("user", question),
        ]
        why = ""
        for _ in range(TRIES):
            try:
                said = self._server.answer(messages, self._seed)
            except ServerError as error:
                self._stop(f"the server {error}")
            try:
                # without the key even where a server repeats it: what a model said comes into sentences and rows
                return read(object_in(said, self._server.concealed))
            except Unusable as unusable:
                why = str(unusable)
            messages += [
                Message("assistant", said[-_BACK:]),
                Message(
                    "user",
                    f"That cannot be used: {why}. Answer the question anew, in the shape that it gives.",
                ),
            ]
        return self._stop(f"{TRIES} answers to one question could not be used; of the last: {why}")

    def _stop(self, why: str) -> NoReturn:
        raise AgentStopped(self.seat.place, f"the language model was stopped: {why}")

    def _round(self, time: float) -> int:
        """Return which round it is; the last where time is up."""
        rounds = self.seat.rounds
        return min(rounds, max(1, round(time * (rounds + 1))))

    def _moment(self, time: float) -> str:
        """Say which round it is, and what passed."""
        number, rounds = self._round(time), self.seat.rounds
        last = ", the last: after it there is no agreement" if number == rounds else ""
        now = f"Round {number} of {rounds}{last}."
        if not self._passed:
            return now
        left = len(self._passed) - _PASSED
        head = f"What passed so far, without the first {left}:" if left > 0 else "What passed so far:"
        return "\n".join([now, head, *(f"- {one}" for one in self._passed[-_PASSED:])])

    def _note(self, number: int, what: str) -> None:
        self._passed.append(f"round {number}: {what}")
