"""Classes that rehearse talks: what goes on at their tables is reckoned from what was answered, and from nothing else.

Everything that people do there is an act of the talks; how the talks go on after it is played out anew from the answers
(`simulation.seating`) and written down by the engine. Whoever looks reads what was written; nothing is held in memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import Case
from goodoffices.model.preferences import Additive, HyperRectangles, Interdependent
from goodoffices.simulation.agents.person import Answer, Asked
from goodoffices.simulation.agents.seat import MEDIATOR
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.measures import held, measured
from goodoffices.simulation.mediating.knowing import on_one_scale
from goodoffices.simulation.naming import Maker, agent_of, is_model, protocol_of
from goodoffices.simulation.protocols.course import ENDINGS, Outcome
from goodoffices.simulation.scenario import Scenario, scenario_of
from goodoffices.simulation.seating import Chair, Mediator, Stand, stand_of
from goodoffices.simulation.told import told_of
from goodoffices.talks.actions import Command
from goodoffices.talks.actions.teaching import AdvanceTable
from goodoffices.talks.codec import canonical
from goodoffices.talks.events.teaching import MEDIATING, Exercise, Laid, Reply, Result, SeatAsked
from goodoffices.talks.lens import Lens
from goodoffices.talks.standing import ENGINE, Standing
from goodoffices.talks.states.teaching import TableState

if TYPE_CHECKING:
    from goodoffices.services.acting import Talks

#: Preferences with which people know what a package is worth to them.
_EXACT: Final = (Additive, HyperRectangles, Interdependent)
#: What a table comes to when its talks were ended from outside: no agreement.
_NONE: Final = Outcome(package=None, ended="deadline")


def check_exercise(exercise: Exercise) -> None:
    """Check that an exercise can be played by people.

    Raises:
        SimulationError: it cannot, for the reason given.
        AnalysisError: its case cannot be analysed.
    """
    for party in exercise.case.parties:
        if not isinstance(party.preferences, _EXACT):
            raise SimulationError(
                f"what the party '{party.id}' wants is not exactly known; give it preferences with figures: what each "
                "option is worth, and what each issue weighs"
            )
    scenario = _scenario(canonical(exercise.case))
    if not scenario.whole:
        raise SimulationError(
            "the case has too many packages for people at a table: each has to be one that can be offered; leave out "
            "some issues or options"
        )
    if not len(scenario.zone):
        raise SimulationError(
            "no package is acceptable to all sides, so nobody could agree; loosen a limit, or lower a reservation value"
        )
    protocol, told = protocol_of(exercise.protocol), told_of(exercise.told)
    if protocol.informed and told.level != "everything" and MEDIATING not in exercise.seats:
        # what cannot be told to a program in part would stop every table as it begins
        on_one_scale(exercise.case)
    _program(exercise.program)


@lru_cache(maxsize=8)
def _scenario(case: bytes) -> Scenario:
    return scenario_of(msgspec.json.decode(case, type=Case))


def advance(talks: Talks, at: dt.datetime, only: int = 0) -> None:
    """Let the talks at all tables of a class, or at one alone, go on as far as they can."""
    lens = Lens(Standing(actor=ENGINE, side="engine"), lambda stream: talks.history.load(stream).state)
    with talks.history.at_once():
        if lens.case.classroom != "playing":
            return
        exercise, tables = lens.classroom.exercise, [only] if only else list(lens.classroom.tables)
    assert exercise is not None
    failed: Exception | None = None
    for number in tables:
        try:
            act = _next(talks, lens, exercise, number)
            if act is not None:
                talks.do(Command(at=at, by=ENGINE, action=act))
        except Exception as error:  # noqa: BLE001 - whatever it is, it holds up no other table
            failed = error
    if failed is not None:
        raise failed


def _next(talks: Talks, lens: Lens, exercise: Exercise, number: int) -> AdvanceTable | None:
    """Return how the talks at a table go on; None where they wait for somebody, or are over."""
    parties = [party.id for party in exercise.case.parties]
    with talks.history.at_once():
        table = lens.table(number)
        seats = {party: lens.seat(number, party) for party in table.people}
        if table.ended or any(seat.pending for seat in seats.values()):
            # where some were asked together, all of them are heard before anything goes on
            return None
        seen = len(table.laid), {party: len(seat.answers) for party, seat in seats.items()}
        answers = {party: [(one.said, one.packages) for one in seat.answers] for party, seat in seats.items()}
        programs = {party: seat.program for party, seat in seats.items()}
    after, answered = seen
    try:
        scenario = _scenario(canonical(exercise.case))
        chairs = [
            _chair(scenario, exercise, answers.get(party), programs.get(party, "")) for party in parties
        ]
        found = stand_of(
            scenario, protocol_of(exercise.protocol), chairs, told=told_of(exercise.told), rounds=exercise.rounds,
            seed=(exercise.seed, number),
            mediator=_mediator(scenario, answers.get(MEDIATING), programs.get(MEDIATING, "")),
        )  # fmt: skip
    except (AnalysisError, SimulationError) as error:
        return AdvanceTable(
            table=number, after=after, answers=answered, round=table.round, ended="stopped", why=str(error)
        )
    return _written(scenario, number, after, answered, found)


def _chair(
    scenario: Scenario, exercise: Exercise, answers: Sequence[tuple[Any, Any]] | None, program: str
) -> Chair:
    if answers is None:
        return Chair(None, _program(exercise.program))
    return Chair(_heard(scenario, answers), _program(program) if program else None)


def _mediator(scenario: Scenario, answers: Sequence[tuple[Any, Any]] | None, program: str) -> Mediator | None:
    return None if answers is None else Mediator(_heard(scenario, answers), bool(program))


def _heard(scenario: Scenario, answers: Sequence[tuple[Any, Any]]) -> tuple[Answer, ...]:
    return tuple(
        Answer(said, tuple(scenario.number(package) for package in packages)) for said, packages in answers
    )


def _program(name: str) -> Maker:
    """Return what makes the program that sits in a class: one that says the same whenever it is asked the same.

    Raises:
        SimulationError: there is none of that name, or it is a language model.
    """
    if is_model(name):
        raise SimulationError(
            "a language model sits in no class: talks there are played out anew after each answer, and it need not say "
            "the same again; name another program"
        )
    return agent_of(name)


def _written(
    scenario: Scenario, number: int, after: int, answers: dict[str, int], found: Stand
) -> AdvanceTable:
    parties, outcome = scenario.parties, found.outcome
    laid = tuple(
        Laid(
            round=one.round,
            package=scenario.package(one.package),
            by=parties[one.by] if one.by >= 0 else "",
        )
        for one in found.path[after:]
    )
    if outcome is None:
        asked = {
            parties[place] if place != MEDIATOR else MEDIATING: _asked(scenario, found.round, one)
            for place, one in found.asked.items()
        }
        return AdvanceTable(
            table=number, after=after, answers=answers, round=found.round, laid=laid, asked=asked
        )
    return AdvanceTable(
        table=number, after=after, answers=answers, round=outcome.rounds, laid=laid, ended=outcome.ended,
        by=parties[outcome.by] if outcome.by >= 0 else "", why=outcome.why, done=outcome.done,
        package=None if outcome.package is None else scenario.package(outcome.package),
    )  # fmt: skip


def _asked(scenario: Scenario, round_: int, one: Asked) -> SeatAsked:
    packages = tuple(scenario.package(package) for package in one.packages)
    replies = {
        party: Reply(yes=own.yes, changes=tuple(scenario.package(package) for package in own.changes))
        for party, own in zip(scenario.parties, one.replies, strict=bool(one.replies))
    }
    return SeatAsked(question=one.kind, round=round_, packages=packages, most=one.most, replies=replies)


def results_of(lens: Lens, *, named: bool) -> tuple[Result, ...]:
    """Return what came of every table of a class whose talks are over, by what each party wanted.

    Args:
        lens: the class, as an instructor sees it.
        named: whether with the names of those who sat there.
    """
    state = lens.classroom
    assert state.exercise is not None
    scenario = _scenario(canonical(state.exercise.case))
    return tuple(_result(scenario, number, lens.table(number), named=named) for number in state.tables)


def _result(scenario: Scenario, number: int, table: TableState, *, named: bool) -> Result:
    outcome = outcome_of(scenario, table)
    judged = measured(scenario, outcome)
    return Result(
        table=number, people=dict(table.people) if named else {}, path=tuple(table.laid), ended=table.ended,
        by=table.by, package=table.package, round=table.round,
        utilities=held(scenario, outcome),
        efficiency=judged.efficiency, fairness=judged.fairness, on_frontier=judged.on_frontier,
    )  # fmt: skip


def outcome_of(scenario: Scenario, table: TableState) -> Outcome:
    """Return how the talks at a table ended, as the simulation has it."""
    if table.package is None:
        return _NONE
    how = next(one for one in ENDINGS if one == table.ended)
    return Outcome(package=scenario.number(table.package), ended=how, rounds=table.round, done=table.done)


__all__ = ["AnalysisError", "SimulationError", "advance", "check_exercise", "outcome_of", "results_of"]
