"""Whether a package is efficient: for all, some or none of the preferences that fit.

A package is not necessarily efficient when, under some preferences, another is at least as good for everybody and
better for someone: one mixed-integer program finds such preferences and such a package, or proves that there are none.
It is possibly efficient when under some preferences no package dominates it: proven by a weighting under which it is
best (a linear program), or else sought by adding, one after another, packages that dominate it, each of which must be
worse for someone.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from goodoffices.analysis.folding import fold
from goodoffices.analysis.partial.results import Modality
from goodoffices.analysis.partial.rivals import Rival
from goodoffices.analysis.partial.room import Floats, Places, Room
from goodoffices.analysis.programs import Program, longest
from goodoffices.analysis.tolerance import RELATIVE

#: A better utility counts when it is better by more than this.
_BETTER: Final = 1e-7

_ROUNDS: Final = 40


def efficient(room: Room, places: Places) -> Modality:
    """Judge whether no feasible package dominates this one."""
    if room.exact:
        points = [polytope.point for polytope in room.polytopes if polytope.point is not None]
        return "never" if dominator(room, places, points) is not None else "necessarily"
    if not _can_be_dominated(room, places):
        return "necessarily"
    if _best_for_some_weighting(room, places):
        return "possibly"
    return _best_for_some(room, places)


def dominator(room: Room, places: Places, points: list[Floats]) -> Places | None:
    """Return a package that dominates this one at one point of each party's set, or None."""
    values = room.values(points)
    mine = np.array(values.utilities(places))
    front = fold(room.feasible, values)
    slack = RELATIVE * np.maximum(1.0, np.abs(mine))
    better = (front.utilities >= mine - slack).all(axis=1) & (front.utilities > mine + _BETTER).any(axis=1)
    rows = np.flatnonzero(better)
    return tuple(front.places[rows[0]].tolist()) if len(rows) else None


def _can_be_dominated(room: Room, places: Places) -> bool:
    rival = Rival(room, places, room.feasible)
    for gain in rival.gains:
        rival.program.row(gain, lower=0.0)
    value = rival.program.maximise(rival.total).value
    return value is not None and value > _BETTER


def _best_for_some_weighting(room: Room, places: Places) -> bool:
    """Say whether the package has the largest weighted sum under some preferences and positive weights."""
    program = Program()
    worth: list[list[dict[int, float]]] = [[{} for _ in range(issue.size)] for issue in room.case.issues]
    for polytope in room.polytopes:
        scale = program.column(lower=1.0)
        if polytope.point is not None:
            for issue, worths in enumerate(polytope.tables(polytope.point)):
                for place, one in enumerate(worths):
                    worth[issue][place][scale] = one
        else:
            columns = polytope.into(program, scale=scale)
            for issue in range(len(worth)):
                for place in range(len(worth[issue])):
                    worth[issue][place][columns[room.layout.at(issue, place)]] = 1.0
    best = longest(program, room.feasible, worth)
    terms: dict[int, float] = {best: -1.0}
    for issue, place in enumerate(places):
        for column, factor in worth[issue][place].items():
            terms[column] = terms.get(column, 0.0) + factor
    program.row(terms, lower=0.0)
    return program.feasible()


def _best_for_some(room: Room, places: Places) -> Modality:
    """Search all preferences: every package that dominated this one so far must be worse for some party."""
    program = Program()
    columns = [polytope.into(program) for polytope in room.polytopes]
    margin = program.column(0.0, 1.0)
    seen: set[Places] = set()
    for _ in range(_ROUNDS):
        found = program.maximise({margin: 1.0})
        if found.value is None or (seen and found.value <= _BETTER):
            return "never"
        other = dominator(room, places, [found.point[own] for own in columns])
        if other is None:
            return "possibly"
        if other in seen:
            return "undecided"
        seen.add(other)
        ways = {}
        for polytope, own in zip(room.polytopes, columns, strict=True):
            lead = polytope.difference(places, other)
            least = polytope.lowest(lead) if lead else 0.0
            way = program.column(0.0, 1.0, whole=True)
            ways[way] = 1.0
            most = 1.0 - least
            terms = {own[number]: factor for number, factor in lead.items()}
            program.row({**terms, margin: -1.0, way: -most}, lower=-most)
        program.row(ways, lower=1.0)
    return "undecided"
