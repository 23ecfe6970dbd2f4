"""What a fold returns, and how the first package that reaches a point is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from goodoffices.analysis.tolerance import slack

#: Given the lowest utilities wanted, return the first package, in issue order, that reaches them, or None.
Finder = Callable[[Sequence[float]], "tuple[int, ...] | None"]


class Front(Struct, frozen=True, eq=False):
    """Distinct non-dominated points, by the first party's utility.

    Attributes:
        utilities: points × parties, utilities as the preferences define them.
        places: points × issues, the package of each point as places among the issues' values.
        loss: 0 where the front is exact; otherwise every feasible package is, in every party's utility, at most this
            much above some point.
        find: finds the first package that reaches given utilities.
    """

    utilities: NDArray[np.float64]
    places: NDArray[np.int32]
    loss: float
    find: Finder
    _first: dict[tuple[float, ...], tuple[int, ...] | None] = field(default_factory=dict)

    def first_package(self, utilities: Sequence[float]) -> tuple[int, ...] | None:
        """Return the first package in issue order whose utilities are those of a point, up to rounding."""
        point = tuple(utilities)
        if point not in self._first:
            self._first[point] = self.find([utility - slack(utility) for utility in point])
        return self._first[point]
