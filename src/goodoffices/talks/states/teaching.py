"""A class that rehearses talks, as it stands: who is in it, its tables, and its seats."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct, field

from goodoffices.model.case import Case
from goodoffices.model.issues import Issue
from goodoffices.talks.events import teaching as events
from goodoffices.talks.events.base import Happened, Package


class Learner(Struct, kw_only=True):
    """Somebody in the class: what they are called, and where they sit; table 0 is nowhere."""

    called: str
    table: int = 0
    party: str = ""


class ClassState(Struct, kw_only=True):
    """Who is in the class, and what it rehearses."""

    instructors: list[str] = field(default_factory=list)
    exercise: events.Exercise | None = None
    learners: dict[str, Learner] = field(default_factory=dict)

    @property
    def tables(self) -> dict[int, dict[str, list[str]]]:
        """Who sits where: by table, in order, by seat, the learners as they were admitted."""
        seats = [] if self.exercise is None else self.exercise.seats
        found: dict[int, dict[str, list[str]]] = {}
        for number in sorted({one.table for one in self.learners.values()} - {0}):
            found[number] = {seat: [] for seat in seats}
        for name, one in self.learners.items():
            if one.party in found.get(one.table, ()):
                found[one.table][one.party].append(name)
        return found

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.InstructorAdmitted(instructor=name):
                self.instructors.append(name)
            case events.ExerciseSet(exercise=exercise):
                self.exercise = exercise
            case events.LearnerAdmitted(learner=name, called=called):
                self.learners[name] = Learner(called=called)
            case events.LearnerSeated(learner=name, table=table, party=party):
                self.learners[name].table, self.learners[name].party = table, party


class Line(Struct, kw_only=True):
    """Something said to all at a table: when, by whom, for which party."""

    at: dt.datetime
    by: str
    party: str
    text: str


class TableState(Struct, kw_only=True):
    """What all at a table see. `ended` is how the talks ended; empty as long as they have not."""

    parties: dict[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    protocol: str = ""
    rounds: int = 0
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    programs: tuple[str, ...] = ()
    round: int = 0
    laid: list[events.Laid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    ended: str = ""
    by: str = ""
    why: str = ""
    package: Package | None = None
    done: float = 1.0
    moved: dt.datetime | None = None

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.TableSet() as given:
                self.parties, self.issues = given.parties, given.issues
                self.protocol, self.rounds = given.protocol, given.rounds
                self.people, self.programs = given.people, given.programs
                self.moved = happened.at
            case events.TableMoved() as moved:
                self.round = moved.round
                self.laid += moved.laid
                self.ended, self.by, self.why = moved.ended, moved.by, moved.why
                self.package, self.done = moved.package, moved.done
                self.moved = happened.at
            case events.TableSpoken(party=party, text=text):
                self.lines.append(Line(at=happened.at, by=happened.by, party=party, text=text))


class Given(Struct, kw_only=True):
    """An answer from a seat: by whom, when, what."""

    by: str
    at: dt.datetime
    said: events.Said
    packages: tuple[Package, ...]


class SeatState(Struct, kw_only=True):
    """What those in a seat know beside what all at the table see: what their party wants, what was asked and answered.

    `program` goes on for them from their last answer; empty as long as they answer themselves.
    """

    party: str = ""
    case: Case | None = None
    asked: list[events.SeatAsked] = field(default_factory=list)
    asked_at: dt.datetime | None = None
    answers: list[Given] = field(default_factory=list)
    program: str = ""

    @property
    def pending(self) -> events.SeatAsked | None:
        """What is asked and not answered."""
        return self.asked[-1] if len(self.asked) > len(self.answers) and not self.program else None

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.SeatGiven(party=party, case=case):
                self.party, self.case = party, case
            case events.SeatAsked() as asked:
                self.asked.append(asked)
                self.asked_at = happened.at
            case events.SeatAnswered(said=said, packages=packages):
                self.answers.append(Given(by=happened.by, at=happened.at, said=said, packages=packages))
            case events.SeatHanded(program=program):
                self.program = program
