"""Minimax regret in the sum of utilities, exact over all feasible packages and all preferences that fit.

Savage, *The Theory of Statistical Decision*, JASA 46, 1951; by constraint generation over utility functions as
Boutilier, Patrascu, Poupart and Schuurmans do (*Constraint-based optimization and utility elicitation using the
minimax decision criterion*, Artificial Intelligence 170, 2006, sec. 4).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from goodoffices.analysis.partial.results import Regret
from goodoffices.analysis.partial.room import Floats, Places, Room
from goodoffices.analysis.programs import Program, flow, places_of
from goodoffices.analysis.programs.diagrams import Choice
from goodoffices.model.packages import package_at

#: Regrets closer than this are the same.
_SAME: Final = 1e-7

_ROUNDS: Final = 200


class Adversary:
    """Finds, for a package, the preferences and the other package under which it falls behind most."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._program = Program()
        self._choice: Choice = flow(self._program, room.feasible)
        self._columns: list[list[int] | None] = []
        self._theirs: dict[int, float] = {}
        for polytope in room.polytopes:
            if polytope.point is not None:
                self._columns.append(None)
                for issue, worths in enumerate(polytope.tables(polytope.point)):
                    for place, worth in enumerate(worths):
                        column = self._choice[issue][place]
                        self._theirs[column] = self._theirs.get(column, 0.0) + worth
                continue
            columns = polytope.into(self._program)
            self._columns.append(columns)
            for issue, places in enumerate(self._choice):
                for place, chosen in enumerate(places):
                    number = room.layout.at(issue, place)
                    low, high = _range(room, polytope.lower, polytope.upper, issue, number)
                    part = self._program.column(min(low, 0.0), max(high, 0.0))
                    worth = columns[number]
                    self._program.row({part: 1.0, chosen: -high}, upper=0.0)
                    self._program.row({part: 1.0, chosen: -low}, lower=0.0)
                    self._program.row({part: 1.0, worth: -1.0, chosen: -low}, upper=-low)
                    self._program.row({part: 1.0, worth: -1.0, chosen: -high}, lower=-high)
                    self._theirs[part] = 1.0

    def worst(self, places: Places) -> tuple[float, Places, list[Floats]]:
        """Return the largest regret of a package, the package that gives it, and each party's utilities there."""
        terms = dict(self._theirs)
        constant = 0.0
        for polytope, columns in zip(self._room.polytopes, self._columns, strict=True):
            for number in polytope.utility(places):
                if columns is None:
                    assert polytope.point is not None
                    constant += float(polytope.point[number])
                else:
                    terms[columns[number]] = terms.get(columns[number], 0.0) - 1.0
        found = self._program.maximise(terms)
        points = [
            polytope.point if columns is None else found.point[columns]
            for polytope, columns in zip(self._room.polytopes, self._columns, strict=True)
        ]
        value = 0.0 if found.value is None else found.value
        return (
            max(0.0, value - constant),
            places_of(found, self._choice),
            [p for p in points if p is not None],
        )


def _range(room: Room, lower: Floats, upper: Floats, issue: int, number: int) -> tuple[float, float]:
    """Return bounds on what a value can contribute: stated ones, or those that its weight implies."""
    weight = float(upper[issue])
    low = float(lower[number]) if np.isfinite(lower[number]) else 0.0
    high = float(upper[number]) if np.isfinite(upper[number]) else weight
    for polytope in room.polytopes:
        for fact in polytope.rows:
            if set(fact.terms) == {issue, number} and fact.terms[number] == 1.0:
                worth = -fact.terms[issue]
                low = min(low, worth * weight, worth * float(lower[issue]))
                high = max(high, worth * weight, worth * float(lower[issue]))
    return low, high


def minimax_regret(room: Room, adversary: Adversary) -> Regret:
    """Return the feasible package with the smallest largest regret, proven where `status` is exact."""
    master = Program()
    choice = flow(master, room.feasible)
    loss = master.column(lower=0.0)
    best: tuple[float, Places] | None = None
    bound = 0.0
    for _ in range(_ROUNDS):
        found = master.maximise({loss: -1.0})
        places = places_of(found, choice)
        bound = max(bound, -found.bound)
        regret, other, points = adversary.worst(places)
        if best is None or regret < best[0]:
            best = (regret, places)
        if best[0] <= bound + _SAME:
            break
        terms = {loss: 1.0}
        best_there = 0.0
        for polytope, point in zip(room.polytopes, points, strict=True):
            for issue, worths in enumerate(polytope.tables(point)):
                best_there += worths[other[issue]]
                for place, worth in enumerate(worths):
                    terms[choice[issue][place]] = terms.get(choice[issue][place], 0.0) + worth
        master.row(terms, lower=best_there)
    assert best is not None
    exact = best[0] <= bound + _SAME
    package = package_at(best[1], room.case.issues)
    return Regret(
        package=package,
        regret=best[0],
        status="exact" if exact else "bounded",
        bound=None if exact else bound,
    )
