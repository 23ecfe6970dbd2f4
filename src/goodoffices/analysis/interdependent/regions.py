"""Where non-dominated points may still lie: regions above corners, split at each point that is found.

A region holds the vectors that are above its corner in every party's utility. A point that is found splits each region
it lies in into one for each party, above the point in that party's utility; a region within another is left out. What
is in no region is dominated by a point, or equal to one (Klamroth, Lacour, Vanderpooten, *On the Representation of the
Search Region in Multi-Objective Optimization*, European Journal of Operational Research 245(3), 2015, section 3).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


class Regions:
    """The regions that are still open, in whole units.

    Attributes:
        points: the points found so far, points × parties; proven to be dominated by no package.
        ideal: no package is worth more to a party.
    """

    def __init__(self, corner: Whole, ideal: Whole, scales: NDArray[np.float64]) -> None:
        self._corners = corner.reshape(1, -1)
        self._scales = scales
        self.ideal = ideal
        self.points: Whole = np.empty((0, len(corner)), np.int64)

    def open(self) -> Whole:
        """Return the corners of the open regions, the one first in which most could still be found."""
        if not len(self._corners):
            return self._corners
        return self._corners[np.argsort(-self.losses(self._corners, self.points), kind="stable")]

    def close(self, corner: Whole) -> None:
        """Leave out a region in which there is nothing."""
        self._corners = self._corners[(self._corners != corner).any(axis=1)]

    def lower(self, party: int, ideal: int) -> None:
        """Take note that no package is worth more to a party than this."""
        self.ideal[party] = min(self.ideal[party], ideal)
        self._corners = self._corners[self._corners[:, party] < self.ideal[party]]

    def split(self, point: Whole) -> None:
        """Take in a point that no package dominates."""
        self.points = np.concatenate([self.points, point.reshape(1, -1)])
        held = (point > self._corners).all(axis=1)
        if not held.any():
            return
        kept = self._corners[~held]
        for party in range(len(point)):
            if point[party] >= self.ideal[party]:
                continue
            parts = self._corners[held].copy()
            parts[:, party] = point[party]
            kept = _outermost(kept, np.unique(parts, axis=0))
        self._corners = kept

    def tops(self, corners: Whole) -> Whole:
        """Return, for each corner, how high a package of its region can be worth to each party.

        A package above the corner is below each point that is no higher than the corner for all other parties, or it
        would dominate that point.
        """
        tops = np.tile(self.ideal, (len(corners), 1))
        for party in range(corners.shape[1]):
            others = np.delete(np.arange(corners.shape[1]), party)
            below = (self.points[None, :, others] <= corners[:, None, others]).all(axis=2)
            heights = np.where(below, self.points[None, :, party], self.ideal[party])
            tops[:, party] = heights.min(axis=1, initial=self.ideal[party])
        return tops

    def losses(self, corners: Whole, points: Whole) -> NDArray[np.float64]:
        """Return, for each corner, by how much a package of its region can be above the nearest point at most.

        In every party's utility, in shares of the scales; infinite where there is no point.
        """
        if not len(points):
            return np.full(len(corners), np.inf)
        over = (self.tops(corners)[:, None, :] - points[None, :, :]) / self._scales
        nearest: NDArray[np.float64] = over.max(axis=2).min(axis=1)
        return nearest


def _outermost(kept: Whole, parts: Whole) -> Whole:
    """Add regions that lie within no other."""
    for part in parts:
        if not (kept <= part).all(axis=1).any():
            kept = np.concatenate([kept[~(part <= kept).all(axis=1)], part.reshape(1, -1)])
    return kept
