"""The whole answer: a package on the table, what comes of it and how often, what comes later, and on what it hangs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from goodoffices.analysis.partial.room import room_of
from goodoffices.model.base import Value
from goodoffices.model.case import Case
from goodoffices.model.conditions import describe, holds
from goodoffices.model.preferences import NonAdditive
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.playing import ROUNDS
from goodoffices.simulation.rehearsing.assumed import Assumed
from goodoffices.simulation.rehearsing.endings import answers_of, endings_of
from goodoffices.simulation.rehearsing.inputs import Column
from goodoffices.simulation.rehearsing.judging import Scene, scene_of
from goodoffices.simulation.rehearsing.later import PLAYS, later_of
from goodoffices.simulation.rehearsing.results import Input, Odds, Rehearsal
from goodoffices.simulation.rehearsing.sensing import FEWEST, effects_of
from goodoffices.simulation.rehearsing.shares import Ends, moved, odds
from goodoffices.simulation.rehearsing.wants import columns_of

#: How many draws are made where nothing else is said, and how many at most.
DRAWS: Final = 2_000
MOST_DRAWS: Final = 100_000


def rehearsal_of(  # noqa: PLR0913 - what a rehearsal is made of
    case: Case,
    package: Mapping[str, Value],
    *,
    name: str = "",
    assumed: Assumed | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    rounds: int = ROUNDS,
    plays: int = PLAYS,
) -> Rehearsal:
    """Say what would come of a package if a mediator tabled it now.

    Args:
        case: a checked case with additive preferences, known exactly, in part, from the record alone or not at all.
        package: the package, one value for every issue, in the ids and values of the case.
        name: what it is called.
        assumed: what is assumed of the parties where the case cannot say it.
        draws: how many draws, from 1 to 100,000.
        seed: what all chance begins with, from 0 on; the same gives the same answer.
        rounds: when talks that are played on end, 1 or more.
        plays: so many refused draws at most are played on, 1 or more.

    Raises:
        SimulationError: the package leaves an issue open or breaks a constraint, preferences are not additive or
            contradict each other, nothing is known, or a number is none that it can be.
        AnalysisError: the constraints are too entangled.
    """
    _check_numbers(draws, seed, rounds, plays)
    _check_case(case)
    places = _places(case, package)
    room = room_of(case)
    scene = scene_of(room, package, places, assumed or Assumed(), seed=seed, draws=draws)
    verdict, ends = scene.judge(scene.drawn), Ends(scene)
    easy, hard = ends.at(), ends.of(ends.worst)
    later = later_of(scene, verdict, ends, rounds=rounds, plays=plays)
    return Rehearsal(
        name=name,
        package=dict(package),
        parties=scene.parties,
        draws=draws,
        seed=seed,
        rounds=rounds,
        accepted=moved(odds(verdict.accepted), [easy.accepted, hard.accepted]),
        as_stated=_as_stated(scene, ends),
        endings=tuple(endings_of(scene, verdict, ends)),
        answers=tuple(answers_of(scene, verdict, ends)),
        later=later.answer,
        inputs=tuple(_input(one) for one in _every(scene)),
        sensitivity=effects_of(scene, verdict),
        notes=tuple(
            dict.fromkeys([*scene.notes, *later.notes, *_general(scene, float(verdict.accepted.mean()))])
        ),
    )


def _check_numbers(draws: int, seed: int, rounds: int, plays: int) -> None:
    if not 1 <= draws <= MOST_DRAWS:
        raise SimulationError(f"draws: {draws} is no number of draws; give 1 to {MOST_DRAWS:,}")
    if seed < 0:
        raise SimulationError(f"seed: {seed} is below 0; give a whole number from 0 on")
    if rounds < 1:
        raise SimulationError(f"rounds: {rounds} is no number of rounds; give 1 or more")
    if plays < 1:
        raise SimulationError(f"plays: {plays} is no number of draws to play on; give 1 or more")


def _check_case(case: Case) -> None:
    if len(case.parties) < 2:  # noqa: PLR2004 - nobody negotiates alone
        raise SimulationError("the case has fewer than two parties; add those who are to agree")
    if not case.issues:
        raise SimulationError("the case has no issues; add the issues that are talked about")
    for party in case.parties:
        if isinstance(party.preferences, NonAdditive):
            raise SimulationError(
                f"the preferences of the party '{party.id}' are not additive; what is not known for certain can be "
                "drawn for additive ones only"
            )


def _places(case: Case, package: Mapping[str, Value]) -> tuple[int, ...]:
    """Return the package as places among the issues' values."""
    found = []
    for issue in case.issues:
        if issue.id not in package:
            open_ = ", ".join(one.id for one in case.issues if one.id not in package)
            raise SimulationError(
                f"the package leaves open: {open_}; what is tabled settles every issue, so add ISSUE=OPTION for each"
            )
        place = issue.index_of(package[issue.id])
        if place is None:
            raise SimulationError(f"the issue '{issue.id}' has no option '{package[issue.id]}'")
        found.append(place)
    for constraint in case.constraints:
        if not holds(constraint.requires, package, case.issues_by_id):
            said = describe(constraint.requires, case.issues_by_id)
            raise SimulationError(
                f"the package breaks the constraint “{constraint.name}” ({said}), so it cannot be tabled"
            )
    return tuple(found)


def _as_stated(scene: Scene, ends: Ends) -> Odds:
    """Return how often all accept if every red line holds as stated."""
    if any(scene.crossed):
        return Odds(share=0.0, n=scene.draws, sampling=(0.0, 0.0), inputs=(0.0, 0.0), status="exact")
    found = odds(scene.judge(scene.drawn, firm=True).accepted)
    return moved(found, [ends.of(hard, firm=True).accepted for hard in ([], ends.worst)])


def _every(scene: Scene) -> Iterator[Column]:
    for one in scene.wants:
        yield from columns_of(scene.room.case, one, scene.places)
    for column in scene.columns:
        home = next(one for one in scene.homes if one.party == column.party)
        if column is not home.column or home.ever_asked:
            yield column


def _input(column: Column) -> Input:
    return Input(
        id=column.id, party=column.party, stage=column.stage, says=column.says,
        low=column.low + 0.0, high=column.high + 0.0,  # a solver's -0 is 0
        origin=column.origin, sources=column.sources, assumption=column.assumption,
    )  # fmt: skip


def _general(scene: Scene, accepted: float) -> Iterator[str]:
    if scene.draws < FEWEST:
        yield f"{scene.draws} draws are too few to say on what the answer hangs; make {FEWEST} or more"
    elif accepted in (0.0, 1.0):
        often = "in no draw" if not accepted else "in every draw"
        yield (
            f"all accept {often}, so nothing can be seen of what that hangs on; the share at the ends of the inputs "
            "says how far they could move it"
        )
