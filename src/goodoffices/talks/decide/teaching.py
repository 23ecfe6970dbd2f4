"""Decide what those who teach and those who learn do in a class. How talks go on is the engine's to reckon."""

from __future__ import annotations

import re
from typing import Final

from goodoffices.model.case import Case
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.plain import field_name
from goodoffices.model.conditions import holds
from goodoffices.model.issues import Issue
from goodoffices.model.preferences import Additive
from goodoffices.talks.actions import teaching as acts
from goodoffices.talks.decide.asking import Ask, Handlers, Puts, as_written
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import teaching as events
from goodoffices.talks.events.base import Package
from goodoffices.talks.permissions import check_instructs_class, check_learns
from goodoffices.talks.standing import ENGINE, split
from goodoffices.talks.states.teaching import ClassState, TableState
from goodoffices.talks.streams import CASE, CLASS, seat_of, table_of
from goodoffices.talks.transitions import CLASSROOM, following
from goodoffices.talks.visibility import case_for

#: So many people a class has at most.
MOST: Final = 200
_ROUNDS: Final = 1_000
#: Nobody negotiates alone.
_PARTIES: Final = 2
_CALL: Final = re.compile(r"[a-z][a-z-]*(\([0-9a-z.,\-()]*\))?")
#: In which protocols those at a table speak to each other: in all others a mediator stands between them.
SPOKEN: Final = ("alternating",)


def open_class(ask: Ask, act: acts.OpenClass) -> Puts:
    """Open a class."""
    check_instructs_class(ask.who)
    if ask.lens.case.status:
        message = "there is something here already"
        raise Refused(message)
    yield CASE, events.ClassOpened(title=act.title, instructor=ask.who.actor)
    yield CLASS, events.InstructorAdmitted(instructor=ask.who.actor)


def _state(ask: Ask, act: str = "") -> ClassState:
    """Return the class, for those who instruct it.

    Raises:
        Refused: the actor does not; or the act does not go with where the class is.
    """
    check_instructs_class(ask.who)
    if act:
        following(CLASSROOM, ask.lens.case.classroom, act, "the class")
    return ask.lens.classroom


def admit_instructor(ask: Ask, act: acts.AdmitInstructor) -> Puts:
    """Let somebody instruct too."""
    state = _state(ask)
    try:
        whose, _name = split(act.instructor)
    except ValueError as error:
        raise Refused(f"instructor: {error}") from None
    if whose != "instructor":
        raise Refused(f"instructor: '{act.instructor}' is no instructor; write instructor:NAME")
    if act.instructor in state.instructors:
        raise Refused(f"{act.instructor} instructs already")
    yield CLASS, events.InstructorAdmitted(instructor=act.instructor)


def set_exercise(ask: Ask, act: acts.SetExercise) -> Puts:
    """Say what is rehearsed."""
    state = _state(ask, "set_exercise")
    exercise = as_written(act.exercise, "exercise")
    for path, problem in check_case(exercise.case):
        raise Refused(f"exercise.case, {field_name(path)}: {problem}")
    if len(exercise.case.parties) < _PARTIES:
        message = "exercise: the case has fewer than two parties; add those who are to agree"
        raise Refused(message)
    for name in ("protocol", "program"):
        if not _CALL.fullmatch(getattr(exercise, name)):
            raise Refused(
                f"exercise.{name}: “{getattr(exercise, name)}” is no name; write one as `simulate` has it"
            )
    if not 1 <= exercise.rounds <= _ROUNDS:
        raise Refused(f"exercise.rounds: {exercise.rounds} is no number of rounds; give 1 to {_ROUNDS:,}")
    if any(party.id == events.MEDIATING for party in exercise.case.parties):
        raise Refused(
            f"exercise.case: a party is called '{events.MEDIATING}', as is the seat of who mediates; give it another id"
        )
    if exercise.seed < 0:
        raise Refused(f"exercise.seed: {exercise.seed} is less than 0; give 0 or more")
    yield CLASS, events.ExerciseSet(exercise=exercise)
    # whoever sat for a party that is none any more sits nowhere
    for name, learner in state.learners.items():
        if learner.table and learner.party not in exercise.seats:
            yield CLASS, events.LearnerSeated(learner=name, table=0)


def admit_learner(ask: Ask, act: acts.AdmitLearner) -> Puts:
    """Let somebody into the class."""
    state = _state(ask, "admit_learner")
    if act.learner in state.learners:
        raise Refused(f"learner: there is a '{act.learner}' in the class already; give another name")
    if len(state.learners) >= MOST:
        raise Refused(f"a class has {MOST} people at most, and this one has as many")
    yield CLASS, events.LearnerAdmitted(learner=act.learner, called=act.called)


def seat_learner(ask: Ask, act: acts.SeatLearner) -> Puts:
    """Seat somebody."""
    state = _state(ask, "seat_learner")
    if act.learner not in state.learners:
        raise Refused(f"learner: there is no '{act.learner}' in the class")
    if act.table and act.party not in _seats(state):
        raise Refused(f"party: the exercise has no party '{act.party}'; it has {', '.join(_seats(state))}")
    party = act.party if act.table else ""
    learner = state.learners[act.learner]
    if (learner.table, learner.party) != (act.table, party):
        yield CLASS, events.LearnerSeated(learner=act.learner, table=act.table, party=party)


def seat_all(ask: Ask, act: acts.SeatAll) -> Puts:
    """Seat all who sit nowhere."""
    state = _state(ask, "seat_all")
    seats = _seats(state)
    taken = {
        number: {seat: len(who) for seat, who in table.items()} for number, table in state.tables.items()
    }
    free = (
        (number, seat)
        for number in range(1, MOST + 1)
        for _ in range(act.together)
        for seat in seats
        if _take(taken, number, seat, act.together)
    )
    for name, learner in state.learners.items():
        if not learner.table:
            number, seat = next(free)
            yield CLASS, events.LearnerSeated(learner=name, table=number, party=seat)


def _take(taken: dict[int, dict[str, int]], number: int, seat: str, most: int) -> bool:
    """Take a place in a seat, if there is one."""
    table = taken.setdefault(number, {})
    if table.get(seat, 0) >= most:
        return False
    table[seat] = table.get(seat, 0) + 1
    return True


def _seats(state: ClassState) -> list[str]:
    if state.exercise is None:
        message = "say first what the class rehearses (set_exercise)"
        raise Refused(message)
    return state.exercise.seats


def begin_tables(ask: Ask, act: acts.BeginTables) -> Puts:
    """Lay the tables."""
    del act
    state = _state(ask, "begin_tables")
    _seats(state)
    exercise, tables = state.exercise, state.tables
    assert exercise is not None
    if not tables:
        message = "nobody sits at a table; seat the class first (seat_all)"
        raise Refused(message)
    for number, seats in tables.items():
        if not seats.get(events.MEDIATING, True):
            _check_program_mediates(exercise, number)
    yield CASE, events.ClassMoved(status="playing")
    for number, seats in tables.items():
        people = {party: tuple(state.learners[name].called for name in who) for party, who in seats.items()}
        yield (
            table_of(number),
            events.TableSet(
                parties={party.id: party.title or party.id for party in exercise.case.parties},
                issues=exercise.case.issues, protocol=exercise.protocol, rounds=exercise.rounds,
                people={party: who for party, who in people.items() if who},
                programs=tuple(party for party, who in seats.items() if not who),
            ),
        )  # fmt: skip
        for party, who in seats.items():
            if who:
                yield (
                    seat_of(number, party),
                    events.SeatGiven(party=party, case=case_for(exercise.case, party, exercise.told)),
                )


def end_tables(ask: Ask, act: acts.EndTables) -> Puts:
    """End all talks."""
    del act
    state = _state(ask, "end_tables")
    yield CASE, events.ClassMoved(status="over")
    for number in state.tables:
        table = ask.lens.table(number)
        if not table.ended:
            yield table_of(number), events.TableMoved(round=table.round, ended="time is up")


def hand_seat(ask: Ask, act: acts.HandSeat) -> Puts:
    """Let a program go on for those in a seat."""
    state = _state(ask, "hand_seat")
    who = state.tables.get(act.table, {}).get(act.party)
    if not who:
        raise Refused(f"nobody sits for '{act.party}' at table {act.table}")
    if ask.lens.table(act.table).ended:
        raise Refused(f"the talks at table {act.table} are over")
    if ask.lens.seat(act.table, act.party).program:
        raise Refused(f"a program sits for '{act.party}' at table {act.table} already")
    assert state.exercise is not None
    if act.party == events.MEDIATING:
        _check_program_mediates(state.exercise, act.table)
    yield seat_of(act.table, act.party), events.SeatHanded(program=state.exercise.program)


def _check_program_mediates(exercise: events.Exercise, table: int) -> None:
    """Refuse a program that mediates where it cannot be told what the exercise says: it would stop the talks there."""
    told = exercise.told.strip().partition("+")[0]
    exact = all(isinstance(party.preferences, Additive) for party in exercise.case.parties)
    if told != "everything" and not exact:
        raise Refused(
            f"at table {table} no program can mediate: preferences that are not additive cannot be told to it in part; "
            "people can mediate there, or it is told everything"
        )


def debrief_class(ask: Ask, act: acts.DebriefClass) -> Puts:
    """Show the class what came of its tables."""
    state = _state(ask, "debrief_class")
    assert state.exercise is not None
    for one in act.results:
        if one.table not in state.tables or not _came_of(one, ask.lens.table(one.table), state.exercise):
            raise Refused(f"results: this is not what came of table {one.table}; give it as it stands there")
    if len({one.table for one in act.results}) < len(act.results):
        message = "results: give each table once"
        raise Refused(message)
    yield CASE, events.ClassDebriefed(case=state.exercise.case, results=as_written(act, "").results)


def _came_of(result: events.Result, table: TableState, exercise: events.Exercise) -> bool:
    """Whether a result tells what came of a table, with names or without; how good it was is reckoned elsewhere."""
    told = result.path, result.ended, result.by, result.package, result.round
    return (
        told == (tuple(table.laid), table.ended, table.by, table.package, table.round)
        and result.people in ({}, table.people)
        and len(result.utilities) == len(exercise.case.parties)
    )


def answer_seat(ask: Ask, act: acts.AnswerSeat) -> Puts:
    """Answer what is asked of one's seat."""
    number, party = check_learns(ask.who)
    table, seat = ask.lens.table(number), ask.lens.seat(number, party)
    if table.ended:
        message = "the talks at this table are over"
        raise Refused(message)
    asked = seat.pending
    if asked is None or act.question != len(seat.asked):
        message = "this was answered already, or nothing is asked of you now; look at the table again"
        raise Refused(message)
    if act.said not in events.ANSWERS[asked.question]:
        raise Refused(
            f"said: “{act.said}” answers something else; give one of {', '.join(events.ANSWERS[asked.question])}"
        )
    if act.said == "accept" and not asked.packages:
        message = "there is nothing on the table to be accepted yet"
        raise Refused(message)
    packages = tuple(_whole(package, table.issues) for package in act.packages)
    _check_named(asked, act.said, packages)
    agreed = asked.packages if act.said in ("accept", "yes") else ()
    assert seat.case is not None
    _check_possible(seat.case, (*packages, *agreed))
    if asked.question != "criticise":
        _check_mandate(seat.case, party, (*packages, *agreed))
    yield seat_of(number, party), events.SeatAnswered(said=act.said, packages=packages)


def _whole(package: Package, issues: tuple[Issue, ...]) -> Package:
    """Return a package with an option for every issue, in their order."""
    for issue in issues:
        if issue.id not in package or issue.index_of(package[issue.id]) is None:
            raise Refused(f"packages: choose an option for “{issue.name or issue.id}”")
    if len(package) > len(issues):
        message = "packages: there is an option for an issue that is not on this table"
        raise Refused(message)
    return {issue.id: package[issue.id] for issue in issues}


def _check_named(asked: events.SeatAsked, said: events.Said, packages: tuple[Package, ...]) -> None:
    """Refuse packages that do not go with an answer."""
    if said == "offer":
        if len(packages) != 1:
            message = "packages: an offer is one package"
            raise Refused(message)
    elif said == "these":
        if len(packages) > asked.most:
            raise Refused(f"packages: name {asked.most} at most")
        if asked.question == "bid" and any(one not in asked.packages for one in packages):
            message = "packages: bid for what is on the ladder"
            raise Refused(message)
        if asked.question == "criticise" and any(_apart(one, asked.packages[0]) != 1 for one in packages):
            message = "packages: each differs from the draft in one issue"
            raise Refused(message)
    elif packages:
        message = "packages: this answer has none"
        raise Refused(message)


def _check_possible(case: Case, packages: tuple[Package, ...]) -> None:
    """Refuse what cannot be: talks cannot go on from it, whoever names it."""
    issues = case.issues_by_id
    for package in packages:
        for constraint in case.constraints:
            if holds(constraint.requires, package, issues) is False:
                raise Refused(f"packages: this cannot be: “{constraint.name}”; change an option")


def _check_mandate(case: Case, seat: str, packages: tuple[Package, ...]) -> None:
    """Refuse what the limits of those who answer rule out; what is not worth it is their affair."""
    issues = case.issues_by_id
    limits = [(one.name, one.requires) for one in case.red_lines if one.party == seat]
    limits += [
        (one.name, one.requires) for one in case.mandates if one.requires is not None and one.party == seat
    ]
    for package in packages:
        for name, requires in limits:
            if holds(requires, package, issues) is False:
                raise Refused(
                    f"packages: your side's limit “{name}” rules this out; you have no mandate for it"
                )


def _apart(one: Package, other: Package) -> int:
    return sum(one[issue] != other[issue] for issue in one)


def speak_at_table(ask: Ask, act: acts.SpeakAtTable) -> Puts:
    """Say something to all at one's table."""
    number, party = check_learns(ask.who)
    table = ask.lens.table(number)
    if table.protocol not in SPOKEN:
        message = "at this table a mediator stands between the sides; they do not speak to each other"
        raise Refused(message)
    if table.ended:
        message = "the talks at this table are over"
        raise Refused(message)
    yield table_of(number), events.TableSpoken(party=party, text=act.text)


def advance_table(ask: Ask, act: acts.AdvanceTable) -> Puts:
    """Write down how talks went on."""
    if ask.who.actor != ENGINE:
        message = "how talks go on is reckoned, and entered by nobody"
        raise Refused(message)
    if ask.lens.case.classroom != "playing":
        return
    table = ask.lens.table(act.table)
    seats = {party: ask.lens.seat(act.table, party) for party in act.answers}
    known = {party: len(seat.answers) for party, seat in seats.items()}
    if table.ended or len(table.laid) != act.after or known != act.answers:
        return
    if act.laid or act.ended or act.round != table.round:
        yield (
            table_of(act.table),
            events.TableMoved(
                round=act.round, laid=act.laid, ended=act.ended, by=act.by, why=act.why, package=act.package,
                done=act.done,
            ),
        )  # fmt: skip
    for party, asked in act.asked.items():
        if seats[party].pending is None:
            yield seat_of(act.table, party), asked


HANDLERS: Final[Handlers] = {
    acts.OpenClass: open_class, acts.AdmitInstructor: admit_instructor, acts.SetExercise: set_exercise,
    acts.AdmitLearner: admit_learner, acts.SeatLearner: seat_learner, acts.SeatAll: seat_all,
    acts.BeginTables: begin_tables, acts.EndTables: end_tables, acts.HandSeat: hand_seat,
    acts.DebriefClass: debrief_class, acts.AnswerSeat: answer_seat, acts.SpeakAtTable: speak_at_table,
    acts.AdvanceTable: advance_table,
}  # fmt: skip
