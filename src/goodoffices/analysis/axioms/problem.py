"""A bargaining problem as theory has it: finitely many utility vectors and a point of disagreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.results import SolutionName
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.model.case import Case
from goodoffices.model.issues import Issue, Option
from goodoffices.model.parties import Party
from goodoffices.model.preferences import Additive, Table

Vector = tuple[float, ...]


@dataclass(frozen=True)
class Problem:
    """Packages by what they are worth to each party, in the order that settles ties, and the reservation values."""

    points: tuple[Vector, ...]
    disagreement: Vector

    @property
    def parties(self) -> int:
        """How many parties there are."""
        return len(self.disagreement)

    @property
    def zone(self) -> tuple[Vector, ...]:
        """The points by which nobody loses."""
        return tuple(
            point
            for point in self.points
            if all(u >= d for u, d in zip(point, self.disagreement, strict=True))
        )

    @property
    def ideal(self) -> Vector:
        """Each party's best utility within the zone."""
        return tuple(max(column) for column in zip(*self.zone, strict=True))

    def gains(self, point: Vector) -> Vector:
        """Return what a point gives each party over its reservation value."""
        return tuple(u - d for u, d in zip(point, self.disagreement, strict=True))

    def shares(self, point: Vector) -> Vector:
        """Return what a point gives each party of its largest gain."""
        return tuple(g / i for g, i in zip(self.gains(point), self.gains(self.ideal), strict=True))

    def score(self, name: SolutionName, point: Vector) -> float:
        """Return what a solution maximises first, by its definition."""
        match name:
            case "nash":
                product = 1.0
                for gain in self.gains(point):
                    product *= gain
                return product
            case "kalai_smorodinsky":
                return min(self.shares(point))
            case "egalitarian":
                return min(self.gains(point))
            case "utilitarian":
                return sum(point)

    def tied(self, name: SolutionName) -> bool:
        """Say whether more than one utility vector has the best score, so that the tie-break decides."""
        among = set(self.points if name == "utilitarian" else self.zone)
        scores = sorted((self.score(name, point) for point in among), reverse=True)
        return len(scores) > 1 and near(scores[0], scores[1])

    def choose(self, name: SolutionName) -> Vector | None:
        """Return the utility vector that the analysis chooses, by the same door through which every case goes."""
        solution = analyse_case(self.case).solutions[name]
        return None if solution is None else self.points[int(str(solution.package["package"])[1:])]

    @property
    def case(self) -> Case:
        """The problem as a case of one issue, whose options are the points."""
        keys = [f"o{number}" for number in range(len(self.points))]
        return Case(
            parties=tuple(
                Party(
                    id=f"p{party}",
                    preferences=Additive(
                        weights={"package": 1.0},
                        values={"package": Table(evaluations=dict(zip(keys, column, strict=True)))},
                        reservation=self.disagreement[party],
                    ),
                )
                for party, column in enumerate(zip(*self.points, strict=True))
            ),
            issues=(Issue(id="package", options=tuple(Option(id=key) for key in keys)),),
        )


def near(one: float, other: float) -> bool:
    """Say whether two numbers are the same up to rounding."""
    return abs(one - other) <= 10 * RELATIVE * max(1.0, abs(one), abs(other))


def same(one: Sequence[float], other: Sequence[float]) -> bool:
    """Say whether two vectors are the same up to rounding."""
    return all(near(a, b) for a, b in zip(one, other, strict=True))


def at_least(one: float, other: float) -> bool:
    """Say whether a number is at least another, up to rounding."""
    return one >= other or near(one, other)
