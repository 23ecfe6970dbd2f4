"""A package against all others under all preferences that fit: how far it can fall behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.partial.products import Products, Terms, add
from goodoffices.analysis.partial.room import Floats, Places, Room
from goodoffices.analysis.programs import Program, Solved, flow, places_of
from goodoffices.analysis.programs.program import INFINITY

#: Regrets closer than this are the same.
SAME: Final = 1e-7


class Rival:
    """Another package and one utility function for each party, all open, beside a given package.

    Attributes:
        program: rows may be added.
        gains: for each party, by how much the other package is worth more, as factors by column.
    """

    def __init__(self, room: Room, places: Places, others: Diagram) -> None:
        """Set the program up.

        Args:
            room: the sets of utility functions.
            places: the given package.
            others: the packages of which the other is one; not empty.
        """
        self.program = Program()
        self._room = room
        self._choice = flow(self.program, others)
        self._columns = [
            None if polytope.point is not None else polytope.into(self.program) for polytope in room.polytopes
        ]
        self.gains = [
            Products(self.program, polytope, columns, self._choice).gain(places)
            for polytope, columns in zip(room.polytopes, self._columns, strict=True)
        ]

    @cached_property
    def total(self) -> Terms:
        """The sum of all gains."""
        total: Terms = {}
        for gain in self.gains:
            add(total, gain)
        return total

    def package(self, found: Solved) -> Places:
        """Return the other package of a solution."""
        return places_of(found, self._choice)

    def points(self, found: Solved) -> list[Floats]:
        """Return the utility functions of a solution."""
        points = []
        for polytope, columns in zip(self._room.polytopes, self._columns, strict=True):
            point = polytope.point if columns is None else found.point[columns]
            assert point is not None
            points.append(point)
        return points


@dataclass(frozen=True)
class Loss:
    """How far a package falls behind another under some preferences, and which these are; never more than `bound`."""

    regret: float
    bound: float
    other: Places
    points: list[Floats]


def worst_loss(room: Room, places: Places, *, nodes: int = 0) -> Loss:
    """Return how far a package can fall behind the best open one in the sum of utilities.

    Args:
        room: packages and preferences.
        places: the package.
        nodes: how much to search before giving the loss found and a bound; 0 for a proof at any cost.
    """
    rival = Rival(room, places, room.open)
    found = rival.program.maximise(rival.total, nodes=nodes)
    if found.value is None:
        return Loss(0.0, found.bound, places, [polytope.best({}) for polytope in room.polytopes])
    return Loss(
        max(0.0, found.value), max(0.0, found.bound), rival.package(found), rival.points(found)
    )  # fmt: skip


def likely_losses(room: Room, places: Places, others: Iterable[Places]) -> list[Loss]:
    """Return regrets of a package that are quickly found, none proven to be the largest, one for each of `others`.

    The preferences that speak most for another package, the package that is best by them, the preferences that speak
    most for that one, and so on.
    """
    losses: dict[Places, Loss] = {}
    for start in others:
        other, regret = start, -1.0
        while True:
            leads = [polytope.difference(other, places) for polytope in room.polytopes]
            points = [polytope.best(lead) for polytope, lead in zip(room.polytopes, leads, strict=True)]
            now = sum(
                factor * float(point[number])
                for point, lead in zip(points, leads, strict=True)
                for number, factor in lead.items()
            )
            if now <= regret + SAME:
                break
            regret = now
            losses[other] = Loss(now, INFINITY, other, points)
            other = room.best(points)
            if other in losses:
                break
    return sorted(losses.values(), key=lambda loss: -loss.regret)
