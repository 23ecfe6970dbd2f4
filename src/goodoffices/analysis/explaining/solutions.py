"""The four solutions explained: which weight, reservation value or limit, moved by how much, changes the choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from goodoffices.analysis import solutions
from goodoffices.analysis.analyse import opened_zone
from goodoffices.analysis.explaining.ground import Ground
from goodoffices.analysis.explaining.inputs import (
    constraint_inputs,
    limit_inputs,
    preference_inputs,
    reservation_inputs,
)
from goodoffices.analysis.explaining.methods import METHODS
from goodoffices.analysis.explaining.moves import RULE, weight_moves
from goodoffices.analysis.explaining.shapes import Explanation, Input, Move, MoveKind, Turn
from goodoffices.analysis.explaining.tracing import (
    Way,
    reservation_oracle,
    reservation_sweep,
    turn_of,
    weight_turns,
)
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.results import SOLUTIONS, Solution, SolutionName
from goodoffices.analysis.tolerance import slack

Moves = dict[SolutionName, list[Move]]


def explain_solutions(ground: Ground) -> Iterator[Explanation]:
    """Explain each solution; one that is absent too, for then what would make it exist is asked."""
    moves: Moves = {name: [] for name in SOLUTIONS}
    notes: list[str] = []
    if ground.space.feasible.empty:
        notes.append("the constraints leave no package at all, so there is nothing to move")
    elif not ground.solvable:
        notes.append("without exact additive preferences of every party there is nothing to move")
    elif ground.feasible_front.loss:
        notes.append(
            "the frontier is not exact, so no change of a choice could be proven; no input was moved"
        )
    else:
        _move_reservations(ground, moves)
        _drop_limits(ground, moves)
        notes += _move_weights(ground, moves)
    for name in SOLUTIONS:
        yield Explanation(
            figure=name,
            says=_says(ground, name),
            status=_status(ground, name),
            inputs=tuple(_inputs(ground, name)),
            method=METHODS[name],
            sensitivity=tuple(sorted(moves[name], key=_soonest)),
            rule=RULE,
            notes=tuple(notes),
        )


def _soonest(move: Move) -> tuple[bool, float]:
    """Dropping a limit is no matter of more or less: what it changes stands first."""
    return (move.dropped is None and move.room is None), (0.0 if move.room is None else move.room)


def _inputs(ground: Ground, name: SolutionName) -> Iterator[Input]:
    yield from preference_inputs(ground.space)
    yield from reservation_inputs(ground.space)
    if name != "utilitarian":
        yield from limit_inputs(ground.space)
    yield from constraint_inputs(ground.space)


def _status(ground: Ground, name: SolutionName) -> Literal["exact", "bounded", "sampled", "absent"]:
    solution = ground.analysis.solutions[name]
    return "absent" if solution is None else solution.status


def _says(ground: Ground, name: SolutionName) -> str:
    solution = ground.analysis.solutions[name]
    if solution is not None:
        worth = zip(ground.analysis.parties, solution.utilities, strict=True)
        return ", ".join(f"{party} {utility:.4g}" for party, utility in worth)
    if ground.space.feasible.empty:
        return "none: the constraints leave no package at all"
    if not ground.solvable:
        return "none: not every party's utilities are known"
    if ground.analysis.zone is not None and not ground.analysis.zone.packages:
        return "none: the zone of agreement is empty"
    return "none: within the zone a party has nothing to gain"


def _move_reservations(ground: Ground, moves: Moves) -> None:
    for party, name in enumerate(ground.space.known):
        value = ground.space.reservations[party]
        low, high = min(ground.spans[party][0], value), max(ground.spans[party][1], value)
        oracle = reservation_oracle(ground, party)
        ways = [Way(value, end, oracle, lambda _: ground.space.values) for end in (low, high)]
        for solution in SOLUTIONS:
            turns: list[Turn | None] = []
            for way in ways:
                sweep = reservation_sweep(ground, solution, party, way.end)
                there = sweep is not None and abs(way.end - way.start) > slack(value)
                turns.append(turn_of(ground, solution, way, sweep, None) if there and sweep else None)
            moves[solution].append(
                Move(
                    input=f"{name}: reservation value",
                    kind="reservation value",
                    party=name,
                    value=value,
                    searched=(low, high),
                    down=turns[0],
                    up=turns[1],
                    room=_room(turns, high - low),
                    note="" if name in ground.stated else "not stated: its lowest feasible utility",
                )
            )


def _room(turns: Sequence[Turn | None], span: float) -> float | None:
    """Return the shorter way to a change, as a share of the whole range."""
    ways = [abs(turn.by) / span for turn in turns if turn is not None and span > 0]
    return min(ways, default=None)


def _drop_limits(ground: Ground, moves: Moves) -> None:
    limits = ground.space.limits
    for number, limit in enumerate(limits):
        if limit.reservation is not None:  # it moves, and how far says more
            continue
        zone = opened_zone(ground.space, [*limits[:number], *limits[number + 1 :]])[1]
        for name in SOLUTIONS:
            if name == "utilitarian":
                continue
            then = None
            if zone is not None:
                objective = solutions.OBJECTIVES[name]
                then = solutions.choose(objective, zone, ground.space.values, ground.space.issues)
            moves[name].append(_dropped(limit, ground.analysis.solutions[name], then))


def _dropped(limit: Limit, now: Solution | None, then: Solution | None) -> Move:
    same = now is then if now is None or then is None else now.package == then.package
    turn = None
    if not same:
        turn = Turn(
            at=0.0,
            by=0.0,
            status="exact" if then is None else then.status,
            interval=(0.0, 0.0),
            package=None if then is None else then.package,
            utilities=None if then is None else then.utilities,
        )
    kind: MoveKind = "mandate" if limit.kind == "mandate" else "red line"
    return Move(input=limit.name, kind=kind, party=limit.party, dropped=turn, room=None if same else 0.0)


def _move_weights(ground: Ground, moves: Moves) -> list[str]:
    """Move every weight as long as there is an allowance; return a note on those left out."""
    left_out = []
    for move in weight_moves(ground.space):
        if ground.allowance.spent:
            left_out.append(f"{move.name}: {move.issue.name}")
            continue
        turns, reached = [], []
        for end in move.ends:
            if abs(end - move.value) <= slack(move.value):
                turns.append(dict.fromkeys(SOLUTIONS))
                continue
            found, share = weight_turns(ground, move, end, SOLUTIONS)
            turns.append(found)
            reached.append(share)
        low, high = move.ends
        note = ""
        if min(reached, default=1.0) < 1.0:
            note = (
                f"too many packages to follow all the way: {min(reached):.1%} of it was looked at exactly, beyond that "
                "only the far end"
            )
        for name in SOLUTIONS:
            pair = [one[name] for one in turns]
            moves[name].append(
                Move(
                    input=f"{move.name}: weight of {move.issue.name}",
                    kind="weight",
                    party=move.name,
                    issue=move.issue.id,
                    value=move.value,
                    searched=(low, high),
                    stated=move.stated,
                    status="bounded" if note else "exact",
                    down=pair[0],
                    up=pair[1],
                    room=_room(pair, high - low),
                    note=note,
                )
            )
    if not left_out:
        return []
    shown = "; ".join(left_out[:10]) + ("; …" if len(left_out) > 10 else "")  # noqa: PLR2004 - what can be read
    return [f"the space is large: {len(left_out)} lighter weights were not moved ({shown})"]
