"""What happens in a class that rehearses talks: its exercise, its tables, what is asked and answered in each seat."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct, field

from goodoffices.model.case import Case
from goodoffices.model.issues import Issue
from goodoffices.talks.events.base import Event, Package

#: What somebody in a seat can be asked: to take their turn; yes or no to a proposal, or to the last one; which of two
#: is better; what to change in a draft; which rungs of a ladder would do; and, who mediates, for a draft.
Question = Literal["turn", "accept", "approve", "prefer", "criticise", "bid", "draft"]
Said = Literal["offer", "accept", "walk", "yes", "no", "first", "second", "neither", "these"]

#: What can be answered to what.
ANSWERS: Final[dict[Question, tuple[Said, ...]]] = {
    "turn": ("offer", "accept", "walk"),
    "accept": ("yes", "no"),
    "approve": ("yes", "no"),
    "prefer": ("first", "second", "neither"),
    "criticise": ("these",),
    "bid": ("these",),
    "draft": ("offer", "walk"),
}
#: The seat of who mediates, where somebody at the table does, and in which protocols there is one.
MEDIATING: Final = "mediator"
CHAIRED: Final = ("drafts",)


class Exercise(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a class rehearses.

    Attributes:
        case: the dispute, with what each party wants.
        protocol: how they talk, as `goodoffices simulate --protocol` has it.
        rounds: when talks end without an agreement.
        told: what the mediator is told, as `--told` has it.
        seed: what all chance begins with; each table adds its number.
        program: who sits where nobody does, as `--agents` has it.
    """

    case: Case
    protocol: str
    rounds: int = 20
    told: str = "everything"
    seed: int = 0
    program: str = "linear"

    @property
    def seats(self) -> list[str]:
        """The seats at a table: the parties in the case's order, then who mediates, where people can."""
        chaired = (MEDIATING,) if self.protocol.partition("(")[0] in CHAIRED else ()
        return [*(party.id for party in self.case.parties), *chaired]


class Reply(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a side told who mediates of a draft: yes or no, and how it would change it, the best first."""

    yes: bool
    changes: tuple[Package, ...] = ()


class Laid(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A package put on the table: in which round, by which party ("": the mediator)."""

    round: int
    package: Package
    by: str = ""


class Result(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What came of one table, as a class is shown it. Measures are those of simulated runs, from 0 to 1.

    Attributes:
        table: its number.
        people: who sat there, by party; empty where a class is shown no names.
        path: all that was put on the table, in order.
        ended: how it ended.
        by: the party that ended it.
        package: what was agreed.
        round: in which round it ended.
        utilities: what each party has in the end, in the case's order.
        efficiency: the product of gains as a share of the best.
        fairness: the smallest gain as a share of the largest smallest.
        on_frontier: whether no package is better for one party and worse for none.
    """

    table: int
    people: dict[str, tuple[str, ...]]
    path: tuple[Laid, ...]
    ended: str
    round: int
    utilities: tuple[float, ...]
    efficiency: float
    fairness: float
    on_frontier: bool
    by: str = ""
    package: Package | None = None


class ClassOpened(Event, frozen=True, kw_only=True, tag="class_opened"):
    """There is a class, and whoever opened it instructs it."""

    title: str
    instructor: str


class ClassMoved(Event, frozen=True, kw_only=True, tag="class_moved"):
    """The class has moved on: its tables have begun, or are over."""

    status: Literal["playing", "over"]


class ClassDebriefed(Event, frozen=True, kw_only=True, tag="class_debriefed"):
    """The instructor shows the class what each party wanted, and what came of every table."""

    case: Case
    results: tuple[Result, ...]


class InstructorAdmitted(Event, frozen=True, kw_only=True, tag="instructor_admitted"):
    """Somebody instructs the class."""

    instructor: str


class ExerciseSet(Event, frozen=True, kw_only=True, tag="exercise_set"):
    """This is what the class rehearses; it replaces the last one."""

    exercise: Exercise


class LearnerAdmitted(Event, frozen=True, kw_only=True, tag="learner_admitted"):
    """Somebody is in the class."""

    learner: str
    called: str


class LearnerSeated(Event, frozen=True, kw_only=True, tag="learner_seated"):
    """Somebody sits at a table for a party, with those who sit there already; table 0 is nowhere."""

    learner: str
    table: int
    party: str = ""


class TableSet(Event, frozen=True, kw_only=True, tag="table_set"):
    """A table is laid: who sits for whom, where a program does, and what is talked about how."""

    parties: dict[str, str]
    issues: tuple[Issue, ...]
    protocol: str
    rounds: int
    people: dict[str, tuple[str, ...]]
    programs: tuple[str, ...] = ()


class TableMoved(Event, frozen=True, kw_only=True, tag="table_moved"):
    """The talks at a table have gone on: what was put on the table, and how they ended, where they have.

    `done` is the share of the agreement that was carried out, where that was rehearsed too.
    """

    round: int
    laid: tuple[Laid, ...] = ()
    ended: str = ""
    by: str = ""
    why: str = ""
    package: Package | None = None
    done: float = 1.0


class TableSpoken(Event, frozen=True, kw_only=True, tag="table_spoken"):
    """Somebody says something to all at the table."""

    party: str
    text: str


class SeatGiven(Event, frozen=True, kw_only=True, tag="seat_given"):
    """Those in a seat know whom they sit for, and what that party wants: the case, without what others want."""

    party: str
    case: Case


class SeatAsked(Event, frozen=True, kw_only=True, tag="seat_asked"):
    """Those in a seat are asked something: about these packages, of which so many may be named.

    `replies` is for who mediates alone: what each party said of the last draft, the one of `packages`.
    """

    question: Question
    round: int
    packages: tuple[Package, ...] = ()
    most: int = 0
    replies: dict[str, Reply] = field(default_factory=dict)


class SeatAnswered(Event, frozen=True, kw_only=True, tag="seat_answered"):
    """Those in a seat have answered what was asked last."""

    said: Said
    packages: tuple[Package, ...] = ()


class SeatHanded(Event, frozen=True, kw_only=True, tag="seat_handed"):
    """A program goes on for those in a seat."""

    program: str


ClassEvent = InstructorAdmitted | ExerciseSet | LearnerAdmitted | LearnerSeated
TableEvent = TableSet | TableMoved | TableSpoken
SeatEvent = SeatGiven | SeatAsked | SeatAnswered | SeatHanded
