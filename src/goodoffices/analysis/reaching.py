"""A package that gives several parties their floors at once, or the proof that there is none.

For any weights, none negative, no package is worth more than the one with the largest weighted sum of utilities. Where
even that one is worth less than the weighted floors, no package reaches them all; where it reaches them, it is the
answer. The weights grow where a floor is missed (Lagrangian relaxation; Fisher, *The Lagrangian Relaxation Method for
Solving Integer Programming Problems*, Management Science 27(1), 1981), and each package found is bettered one issue
at a time. What this leaves open, because whole packages cannot be mixed, is decided by the front.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.folding import Front, fold
from goodoffices.analysis.space import Values

#: Spaces of at most this many packages are folded at once; it takes no longer.
_SMALL: Final = 100_000

#: How often weights are tried before the front is asked.
_TRIALS: Final = 80

#: How many issues are changed at most to better a package.
_STEPS: Final = 200

#: Sums of one party are off by less than this, relative to the largest.
_ROUNDING: Final = 1e-12

Package = tuple[int, ...]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Reached:
    """Whether the floors can be reached together: by this package, by none, or (`settled` False) not found out."""

    package: Package | None
    settled: bool = True


def reach(diagram: Diagram, values: Values, floors: Sequence[float]) -> Reached:
    """Look for a package of a diagram that is not empty by which every party's utility is at least its floor.

    Args:
        diagram: the packages.
        values: the utilities of the parties that have a floor, one at least.
        floors: one for each of these parties.
    """
    if any(floor > ceiling for floor, ceiling in zip(floors, values.ceilings, strict=True)):
        return Reached(None)
    if values.parties == 1 or diagram.packages > _SMALL:
        by_weights = _by_weights(diagram, values, floors)
        if by_weights is not None:
            return by_weights
    front = fold(diagram, values)
    rows = np.flatnonzero((front.utilities >= floors).all(axis=1))
    if len(rows):
        return Reached(tuple(front.places[rows[0]].tolist()))
    return Reached(None, settled=not front.loss or _all_miss(front, floors))


def reach_by_weights(diagram: Diagram, values: Values, floors: Sequence[float]) -> Reached:
    """Look for such a package as `reach` does, by weights alone: what they leave open is not settled."""
    if any(floor > ceiling for floor, ceiling in zip(floors, values.ceilings, strict=True)):
        return Reached(None)
    return _by_weights(diagram, values, floors) or Reached(None, settled=False)


def complete(front: Front, diagram: Diagram, values: Values, floors: Sequence[float]) -> Front:
    """Settle what a coarse front leaves open: whether a package reaches all floors, when none of its points does.

    Returns:
        the front with such a package beside its points; without loss, hence as good as exact for who looks for such a
        package only, where there is none; or as it was, where that remains open.
    """
    if _all_miss(front, floors):
        return structs.replace(front, loss=0.0)
    reached = _by_weights(diagram, values, floors)
    if reached is None:
        return front
    package = reached.package
    if package is None:
        return structs.replace(front, loss=0.0)
    utilities = np.array([values.utilities(package)])

    def find(wanted: Sequence[float]) -> Package | None:
        found = front.find(wanted)
        return package if found is None and (utilities >= wanted).all() else found

    return Front(
        np.concatenate([front.utilities, utilities]),
        np.concatenate([front.places, np.array([package], np.int32)]),
        front.loss,
        find,
    )


def _all_miss(front: Front, floors: Sequence[float]) -> bool:
    """Say whether even the packages that a coarse front leaves out must miss a floor."""
    return not (front.utilities + front.loss >= floors).all(axis=1).any()


def _by_weights(diagram: Diagram, values: Values, floors: Sequence[float]) -> Reached | None:
    """Try weights; return None where they leave it open."""
    heaviest = Heaviest(diagram, values)
    scales = np.array(values.scales)
    needs = (np.array(floors) - values.biases) / scales
    weights = np.ones(values.parties) / values.parties
    for trial in range(_TRIALS):
        package = heaviest.package(weights / scales)
        over = heaviest.sums(package) / scales - needs
        for one in (package, heaviest.nearer(package, over, scales)):
            if all(utility >= floor for utility, floor in zip(values.utilities(one), floors, strict=True)):
                return Reached(one)
        if values.parties == 1 or weights @ over < -_ROUNDING:
            return Reached(None)
        # steps shrink, or the weights would swing between two packages
        weights *= np.exp(-over / np.abs(over).max() / (1 + trial / 4))
        weights /= weights.sum()
    return None


class Heaviest:
    """Finds the package of a diagram with the largest weighted sum of utilities."""

    def __init__(self, diagram: Diagram, values: Values) -> None:
        self._tables = [np.array(issue) for issue in zip(*values.tables, strict=True)]
        self._columns = np.concatenate(self._tables, axis=1)
        self._starts = np.cumsum([0, *(table.shape[1] for table in self._tables)])
        self._children = [np.array(level, np.int64) for level in diagram.levels]
        self._dead = [
            None if diagram.free else np.where(level == DEAD, -np.inf, 0.0) for level in self._children
        ]

    def package(self, weights: Floats) -> Package:
        """Return the places of the first heaviest package."""
        best = np.zeros(1)
        choices = []
        for table, children, dead in zip(
            reversed(self._tables), reversed(self._children), reversed(self._dead), strict=True
        ):
            sums = best[children] + weights @ table
            if dead is not None:
                sums += dead
            choice = sums.argmax(axis=1)
            choices.append(choice)
            best = sums[np.arange(len(sums)), choice]
        places = []
        node = 0
        for choice, children in zip(reversed(choices), self._children, strict=True):
            places.append(int(choice[node]))
            node = int(children[node, places[-1]])
        return tuple(places)

    def sums(self, package: Package) -> Floats:
        """Return each party's sum over a package, without bias and ceiling."""
        total: Floats = self._columns[:, self._starts[:-1] + package].sum(axis=1)
        return total

    def nearer(self, package: Package, over: Floats, scales: Floats) -> Package:
        """Change one issue at a time for as long as that lessens the largest shortfall.

        Args:
            package: where to begin; values that lead on to the same node of the diagram may take its place.
            over: by how much each party's sum is over its need, relative to its scale.
            scales: the parties' scales.
        """
        at = self._starts[:-1] + package
        sizes = np.diff(self._starts)
        gains = (self._columns - np.repeat(self._columns[:, at], sizes, axis=1)) / scales[:, None]
        barred = np.where(np.concatenate(self._alike(package)), 0.0, -np.inf)
        issue_of = np.repeat(np.arange(len(sizes)), sizes)
        for _ in range(_STEPS):
            worst = (over[:, None] + gains).min(axis=0) + barred
            best = int(worst.argmax())
            if worst[best] <= over.min() or over.min() >= 0:
                break
            over = over + gains[:, best]
            issue = issue_of[best]
            at[issue] = best
            columns = slice(self._starts[issue], self._starts[issue + 1])
            gains[:, columns] -= gains[:, best : best + 1]
        return tuple((at - self._starts[:-1]).tolist())

    def _alike(self, package: Package) -> list[NDArray[np.bool_]]:
        """Say of each value of each issue whether it leads on to the same node as that of a package."""
        alike = []
        node = 0
        for children, place in zip(self._children, package, strict=True):
            alike.append(children[node] == children[node, place])
            node = int(children[node, place])
        return alike
