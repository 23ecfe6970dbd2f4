"""From an input's way to its turns: the candidates along it, the first change, and the proof at both sides of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.explaining.ground import Ground, diagram_for
from goodoffices.analysis.explaining.lines import Stretch, lower_envelope
from goodoffices.analysis.explaining.moves import WeightMove
from goodoffices.analysis.explaining.shapes import Turn
from goodoffices.analysis.explaining.sweep import Sweep
from goodoffices.analysis.explaining.turning import first_turn
from goodoffices.analysis.folding import Front, fold
from goodoffices.analysis.folding.many import fold_many
from goodoffices.analysis.results import Solution, SolutionName
from goodoffices.analysis.space import Values
from goodoffices.analysis.tolerance import slack

#: A way with more candidates than this (at any issue of the fold) is cut short, to an eighth each time.
MOST: Final = 20_000

_SHORTER: Final = (1.0, 1 / 8, 1 / 64)

#: How far beside a change the choice is computed anew, as shares of the way.
_BESIDE: Final = (1e-6, 1e-5, 1e-4, 1e-3)

#: Computes the four solutions for a value of the input.
Oracle = Callable[[float], Mapping[str, Solution | None]]


@dataclass(frozen=True)
class Way:
    """One input moved one way, from the value it has to another.

    `oracle` computes the answer anew for a value of the input, `values` the parties' utilities.
    """

    start: float
    end: float
    oracle: Oracle
    values: Callable[[float], Values]

    def at(self, place: float) -> float:
        """Return the input's value at a place on the way."""
        return self.start + place * (self.end - self.start)


def reservation_sweep(ground: Ground, name: SolutionName, party: int, end: float) -> Sweep | None:
    """Return the candidates while a reservation value moves; None where there is none."""
    front = ground.feasible_front if name == "utilitarian" else ground.admissible_front
    if front is None:
        return None
    start = ground.space.reservations[party]
    own = front.utilities[:, party]
    return Sweep(
        party, own, np.zeros_like(own), front.utilities, ground.space.values.ceilings[party],
        ground.space.reservations, ((0.0, 1.0, start, end - start),),
    )  # fmt: skip


def weight_sweep(ground: Ground, diagram: Diagram, move: WeightMove, end: float) -> Sweep | None:
    """Return the candidates while a weight moves; None where they are too many.

    A package that another one matches in the moving party's utility at both ends of the way, and in everybody else's,
    is matched all along it, for the utilities are straight lines between the ends. So the front of the problem in which
    the moving party sits at the table twice, once by each end, holds every package that is chosen anywhere between.
    """
    values, party = ground.space.values, move.party
    others = [number for number in range(values.parties) if number != party]
    doubled = Values(
        (values.tables[party], move.table_at(end), *(values.tables[number] for number in others)),
        (values.biases[party],) * 2 + tuple(values.biases[number] for number in others),
        (float("inf"),) * 2 + tuple(values.ceilings[number] for number in others),
    )
    front = fold_many(diagram, doubled, MOST)
    # every point meets every value; a fold that had to thin was that large at most of its issues
    ground.allowance.spend(
        (MOST if front.loss else len(front.utilities)) * sum(map(len, values.tables[party]))
    )
    if front.loss:
        return None
    fixed = np.empty((len(front.utilities), values.parties))
    fixed[:, party] = front.utilities[:, 0]
    fixed[:, others] = front.utilities[:, 2:]
    return Sweep(
        party, front.utilities[:, 0], front.utilities[:, 1] - front.utilities[:, 0], fixed, values.ceilings[party],
        ground.space.reservations, _path(ground, move, end),
    )  # fmt: skip


def _path(ground: Ground, move: WeightMove, end: float) -> tuple[Stretch, ...]:
    """Return the moving party's reservation value: as stated, or the lowest feasible utility by the moving weight."""
    space, party = ground.space, move.party
    if move.name in ground.stated:
        return ((0.0, 1.0, space.reservations[party], 0.0),)
    lowest = Values(
        tuple(
            tuple([-one for one in issue] for issue in table)
            for table in (space.values.tables[party], move.table_at(end))
        ),
        (-space.values.biases[party],) * 2,
        (float("inf"),) * 2,
    )
    at = -fold(space.feasible, lowest).utilities
    constants, slopes = at[:, 0], at[:, 1] - at[:, 0]
    if np.isfinite(ceiling := space.values.ceilings[party]):
        constants, slopes = np.append(constants, ceiling), np.append(slopes, 0.0)
    return tuple(lower_envelope(constants, slopes, 0.0, 1.0))


def one_of(ground: Ground, solution: Solution, sweep: Sweep, moved: Values) -> Sweep:
    """Return what a solution chooses now, as a sweep of one candidate."""
    places = ground.places_of(solution)
    now, then = (uncut(values, sweep.party, places) for values in (ground.space.values, moved))
    return Sweep(
        sweep.party, np.array([now]), np.array([then - now]), np.array([ground.space.values.utilities(places)]),
        sweep.ceiling, sweep.reservations, sweep.path,
    )  # fmt: skip


def uncut(values: Values, party: int, places: tuple[int, ...]) -> float:
    """Return a party's utility before it is cut at the ceiling."""
    return values.biases[party] + sum(
        issue[place] for issue, place in zip(values.tables[party], places, strict=True)
    )


def turn_of(
    ground: Ground, name: SolutionName, way: Way, sweep: Sweep, stated: tuple[float, float] | None
) -> Turn | None:
    """Return the first change on a way that the candidates cover, proven by computing the answer anew beside it."""
    now = ground.analysis.solutions[name]
    chosen = None if now is None else one_of(ground, now, sweep, way.values(way.end))
    begin = 0.0
    while begin < 1.0:
        place = first_turn(name, sweep, chosen, begin)
        if place is None:
            return None
        proven = _proven(ground, name, way, place)
        if proven is not None:
            return _turn(way, proven, stated)
        begin = place + _BESIDE[-1]  # the choice is matched there, but nothing is better beyond
    return None


@dataclass(frozen=True)
class _Proof:
    """A place before a change at which the choice stays, one after it at which it differs, and what is chosen then."""

    place: float
    near: float
    far: float
    then: Solution | None
    exact: bool


def _proven(ground: Ground, name: SolutionName, way: Way, place: float) -> _Proof | None:
    """Compute the answer anew on both sides of a change; None where nothing is better beyond it."""
    now = ground.analysis.solutions[name]
    for beside in _BESIDE:
        far = min(place + beside, 1.0)
        then = way.oracle(way.at(far))[name]
        if not _same(ground, now, then, way.values(way.at(far))):
            near = max(place - beside, 0.0)
            before = way.oracle(way.at(near))[name] if near > 0 else now
            exact = near == 0 or _same(ground, now, before, way.values(way.at(near)))
            return _Proof(place, near if exact else 0.0, far, then, exact)
    return None


def _same(ground: Ground, now: Solution | None, then: Solution | None, values: Values) -> bool:
    """Say whether a choice is still as good as what is chosen by other values."""
    if now is None or then is None:
        return now is then
    kept = values.utilities(ground.places_of(now))
    return all(abs(one - other) <= 10 * slack(one) for one, other in zip(kept, then.utilities, strict=True))


def _turn(way: Way, proof: _Proof, stated: tuple[float, float] | None) -> Turn:
    at = way.at(proof.place)
    return Turn(
        at=at,
        by=at - way.start,
        status="exact" if proof.exact else "bounded",
        interval=(way.at(proof.near), way.at(proof.far)),
        stated=_lies(at, stated),
        package=None if proof.then is None else proof.then.package,
        utilities=None if proof.then is None else proof.then.utilities,
    )


def _lies(at: float, stated: tuple[float, float] | None) -> bool | None:
    """Say whether a value lies in the range that the case states, up to rounding."""
    if stated is None:
        return None
    return stated[0] - slack(stated[0]) <= at <= stated[1] + slack(stated[1])


def weight_turns(
    ground: Ground, move: WeightMove, end: float, names: tuple[SolutionName, ...]
) -> tuple[dict[SolutionName, Turn | None], float]:
    """Return the first change of each solution while a weight moves to an end, and the share of the way looked at.

    Where the candidates of the whole way are too many, a part of it is looked at, and its rest at its far end only.
    """
    values = ground.space.values
    cache: dict[float, Mapping[str, Solution | None]] = {}

    def oracle(weight: float) -> Mapping[str, Solution | None]:
        if weight not in cache:
            cache[weight] = ground.anew(move.values_at(weight, values))
        return cache[weight]

    turns: dict[SolutionName, Turn | None] = {}
    for share in _SHORTER:
        stop = move.value + share * (end - move.value)
        way = Way(move.value, stop, oracle, lambda weight: move.values_at(weight, values))
        sweeps: dict[int, Sweep | None] = {}
        for name in names:
            diagram = diagram_for(ground, name)
            if diagram.empty:
                turns[name] = None
                continue
            if id(diagram) not in sweeps:
                sweeps[id(diagram)] = weight_sweep(ground, diagram, move, stop)
            sweep = sweeps[id(diagram)]
            if sweep is None:
                break
            turns[name] = turn_of(ground, name, way, sweep, move.stated)
        else:
            break
    else:
        share, turns = 0.0, dict.fromkeys(names)
    if share < 1.0:
        far = Way(move.value, end, oracle, lambda weight: move.values_at(weight, values))
        for name in names:
            turns[name] = turns[name] or _at_far_end(ground, name, far, share, move.stated)
    return turns, share


def _at_far_end(
    ground: Ground, name: SolutionName, way: Way, share: float, stated: tuple[float, float] | None
) -> Turn | None:
    """Return a change that is there at the far end, and began somewhere beyond what was looked at exactly."""
    then = way.oracle(way.end)[name]
    if _same(ground, ground.analysis.solutions[name], then, way.values(way.end)):
        return None
    return Turn(
        at=way.end,
        by=way.end - way.start,
        status="bounded",
        interval=(way.at(share), way.end),
        stated=_lies(way.end, stated),
        package=None if then is None else then.package,
        utilities=None if then is None else then.utilities,
    )


def reservation_oracle(ground: Ground, party: int) -> Oracle:
    """Return what computes the answer anew for another reservation value of a party."""

    def oracle(value: float) -> Mapping[str, Solution | None]:
        reservations = list(ground.space.reservations)
        reservations[party] = value
        front: Front = ground.feasible_front
        return ground.choose(ground.space.values, front, ground.admissible_front, reservations)

    return oracle
