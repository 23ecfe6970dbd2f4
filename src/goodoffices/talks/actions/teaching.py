"""What those who teach and those who learn do in a class that rehearses talks."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from goodoffices.talks.actions.base import Action, Name, Words
from goodoffices.talks.events.base import Package
from goodoffices.talks.events.teaching import Exercise, Laid, Result, Said, SeatAsked

#: What somebody in a class is called.
Called = Annotated[str, Meta(min_length=1, max_length=80)]
#: A table's number.
Number = Annotated[int, Meta(ge=1, le=200)]


class OpenClass(Action, frozen=True, kw_only=True, tag="open_class"):
    """Open a class. Whoever does instructs it."""

    title: Annotated[str, Meta(min_length=1, max_length=200)]


class AdmitInstructor(Action, frozen=True, kw_only=True, tag="admit_instructor"):
    """Let somebody else instruct the class too."""

    instructor: str


class SetExercise(Action, frozen=True, kw_only=True, tag="set_exercise"):
    """Say what the class rehearses, and how; until its tables begin."""

    exercise: Exercise


class AdmitLearner(Action, frozen=True, kw_only=True, tag="admit_learner"):
    """Let somebody into the class, by the name behind `learner:`, and what they are called."""

    learner: Name
    called: Called


class SeatLearner(Action, frozen=True, kw_only=True, tag="seat_learner"):
    """Seat somebody at a table for a party, with whoever sits there; without a table, nowhere."""

    learner: Name
    table: Annotated[int, Meta(ge=0, le=200)] = 0
    party: str = ""


class SeatAll(Action, frozen=True, kw_only=True, tag="seat_all"):
    """Seat all who sit nowhere, in the order in which they came: table after table, so many to a seat."""

    together: Annotated[int, Meta(ge=1, le=20)] = 1


class BeginTables(Action, frozen=True, kw_only=True, tag="begin_tables"):
    """Lay the tables: everybody learns whom they sit for, and the talks begin. Programs sit in empty seats."""


class EndTables(Action, frozen=True, kw_only=True, tag="end_tables"):
    """End the talks at all tables: time is up."""


class HandSeat(Action, frozen=True, kw_only=True, tag="hand_seat"):
    """Let the exercise's program go on for those in a seat, who have left."""

    table: Number
    party: str


class DebriefClass(Action, frozen=True, kw_only=True, tag="debrief_class"):
    """Show the class what each party wanted, and what came of every table."""

    results: tuple[Result, ...]


class AnswerSeat(Action, frozen=True, kw_only=True, tag="answer_seat"):
    """Answer what is asked of one's seat: the how-manieth question, from 1, and what."""

    question: Annotated[int, Meta(ge=1)]
    said: Said
    packages: Annotated[tuple[Package, ...], Meta(max_length=200)] = ()


class SpeakAtTable(Action, frozen=True, kw_only=True, tag="speak_at_table"):
    """Say something to all at one's table, where no mediator stands between the sides."""

    text: Words


class AdvanceTable(Action, frozen=True, kw_only=True, tag="advance_table"):
    """Write down how the talks at a table went on, by what was answered. The engine alone does this.

    `after` says after how many packages on the table, and `answers` after how many answers from each seat, that was
    reckoned; where there are more by now, nothing is written.
    """

    table: Number
    after: int
    answers: dict[str, int]
    round: int
    laid: tuple[Laid, ...] = ()
    asked: dict[str, SeatAsked] = field(default_factory=dict)
    ended: str = ""
    by: str = ""
    why: str = ""
    package: Package | None = None
    done: float = 1.0
