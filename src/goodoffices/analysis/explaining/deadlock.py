"""The deadlock explained: what each limit does alone, how far a reservation value is off, which costs decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goodoffices.analysis.explaining.ground import Ground
from goodoffices.analysis.explaining.inputs import (
    constraint_inputs,
    limit_inputs,
    preference_inputs,
    reservation_inputs,
)
from goodoffices.analysis.explaining.methods import METHODS
from goodoffices.analysis.explaining.shapes import Explanation, Move, MoveKind, Shift, Turn
from goodoffices.analysis.results import Deadlock, LimitNote, WayOut

RULE: Final = (
    "One limit is dropped, all others stay: the figure is how many blocking sets are left; none means that the zone "
    "opens. A limit's cost moves, all others stay: up to where another way out becomes the cheapest."
)


def explain_deadlock(ground: Ground) -> Iterator[Explanation]:
    """Explain the blocking sets and the cheapest way out, where there is a deadlock."""
    found = ground.deadlock
    if found is None or not found.deadlocked:
        return
    notes = [] if found.complete else ["the lists are not whole, so costs were not moved"]
    moves = [*_dropped(found), *(_costs(found) if found.complete else ())]
    space = ground.space
    preferences = () if space.missing else (*preference_inputs(space), *reservation_inputs(space))
    blocking = len(found.blocking_sets)
    yield Explanation(
        figure="deadlock",
        says="the constraints alone leave no package"
        if found.infeasible
        else f"{blocking} blocking set{'s' if blocking != 1 else ''}, {len(found.ways_out)} ways out",
        status="exact" if found.complete else "bounded",
        inputs=(*preferences, *limit_inputs(space), *constraint_inputs(space)),
        method=METHODS["deadlock"],
        sensitivity=tuple(moves),
        rule=RULE,
        notes=tuple(notes),
    )


def _kind(note: LimitNote) -> MoveKind:
    return note.kind


def _dropped(found: Deadlock) -> Iterator[Move]:
    """Count the blocking sets that are left without each limit, fewest first.

    A set that cannot stand blocks whether or not other limits are there, so what is left without a limit are exactly
    the sets that it is no part of.
    """
    total = len(found.blocking_sets)
    moves = []
    for note in found.limits:
        left = sum(note.name not in names for names in found.blocking_sets)
        shift = Shift(
            to=None, figure=left, change=left - total, status="exact" if found.complete else "bounded"
        )
        moves.append(Move(input=note.name, kind=_kind(note), party=note.party, shifts=(shift,)))
    yield from sorted(moves, key=lambda move: move.shifts[0].figure)


def _costs(found: Deadlock) -> Iterator[Move]:
    """Say how far each limit's cost may move until another way out is the cheapest."""
    if len(found.ways_out) < 2:  # noqa: PLR2004 - another one is needed
        return
    cheapest = found.ways_out[0]
    moves = []
    for note in found.limits:
        dear = note.name in cheapest.relax
        # on the way up a way without the limit overtakes, on the way down one with it
        rivals = [way for way in found.ways_out[1:] if (note.name in way.relax) != dear]
        if not rivals:
            continue
        rival = min(rivals, key=lambda way: (way.cost, len(way.relax)))
        by = rival.cost - cheapest.cost
        turn = _turn(note, by if dear else 0.0 - by, rival)
        if turn.at < 0:  # a cost cannot be less than nothing
            continue
        moves.append(
            Move(
                input=f"{note.name}: cost",
                kind="cost",
                party=note.party,
                value=note.cost,
                down=None if dear else turn,
                up=turn if dear else None,
                room=by / max(cheapest.cost, 1e-300),
                note="then the cheapest way out is: " + "; ".join(rival.relax),
            )
        )
    yield from sorted(moves, key=lambda move: move.room or 0.0)


def _turn(note: LimitNote, by: float, rival: WayOut) -> Turn:
    nash = rival.opens.nash
    at = note.cost + by
    return Turn(
        at=at,
        by=by,
        status="exact",
        interval=(at, at),
        package=None if nash is None else nash.package,
        utilities=None if nash is None else nash.utilities,
    )
