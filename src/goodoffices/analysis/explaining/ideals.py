"""Each party's largest gain within the zone, along the way of one input."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from goodoffices.analysis.explaining.lines import TINY, Floats, crossing, upper_envelope
from goodoffices.analysis.explaining.sweep import Sweep, tolerance
from goodoffices.analysis.tolerance import RELATIVE


@dataclass(frozen=True)
class Ideals:
    """The largest gains over one stretch: the moving party's as a line, the others' as numbers."""

    start: float
    end: float
    moving: tuple[float, float]
    others: tuple[float, ...]

    @property
    def defined(self) -> bool:
        """Whether somebody has something to gain for each party."""
        middle = self.moving[0] + self.moving[1] * (self.start + self.end) / 2
        return middle > RELATIVE and all(value > RELATIVE for value in self.others)


def ideals_along(
    candidates: Sweep, reservation: tuple[float, float], start: float, end: float
) -> list[Ideals]:
    """Return the largest gains, stretch by stretch.

    Args:
        candidates: those that give every other party its reservation value.
        reservation: the moving party's reservation value, as a line.
        start: from where on the way,
        end: to where.
    """
    envelope = upper_envelope(candidates.constants, candidates.slopes, start, end)
    edges = {start, end, *(stretch[1] for stretch in envelope)}
    if np.isfinite(candidates.ceiling):
        for _, _, constant, slope in envelope:
            edges |= _between(crossing((constant, slope), (candidates.ceiling, 0.0)), start, end)
    enters, leaves = _stays(candidates, reservation, start, end)
    gains = candidates.gains_of_others(clipped=True)
    for column in gains.T:
        edges |= _changes(column, enters, leaves, start, end)
    ordered = sorted(edges)
    found = []
    for low, high in pairwise(ordered):
        if high - low <= TINY:
            continue
        middle = (low + high) / 2
        present = (enters < middle) & (middle < leaves)
        if not present.any():
            found.append(Ideals(low, high, (0.0, 0.0), (0.0,) * gains.shape[1]))
            continue
        constant, slope = next((c, d) for a, b, c, d in envelope if a <= middle <= b)
        if constant + slope * middle >= candidates.ceiling:
            constant, slope = candidates.ceiling, 0.0
        moving = (constant - reservation[0], slope - reservation[1])
        found.append(Ideals(low, high, moving, tuple(gains[present].max(axis=0).tolist())))
    return found


def _between(places: Floats, start: float, end: float) -> set[float]:
    return {place for place in np.ravel(places).tolist() if start < place < end}


def _stays(
    candidates: Sweep, reservation: tuple[float, float], start: float, end: float
) -> tuple[Floats, Floats]:
    """Return from where to where each candidate is in the zone: one stretch each, for its utility is concave."""
    enters = np.full(len(candidates.constants), start - 1.0)
    leaves = np.full(len(candidates.constants), end + 1.0)
    slack = float(tolerance(reservation[0]))
    for constant, slope in candidates.pieces(*reservation):
        heights = np.broadcast_to(np.asarray(constant + slack, np.float64), enters.shape)
        slopes = np.broadcast_to(np.asarray(slope, np.float64), enters.shape)
        at = crossing((heights, slopes), (0.0, 0.0))
        enters = np.where(slopes > 0, np.fmax(enters, at), enters)
        leaves = np.where(slopes < 0, np.fmin(leaves, at), leaves)
        leaves = np.where((slopes == 0) & (heights < 0), start - 2.0, leaves)
    return enters, leaves


def _changes(gains: Floats, enters: Floats, leaves: Floats, start: float, end: float) -> set[float]:
    """Return where the largest gain among those present changes."""
    edges: set[float] = set()
    at = start
    while at < end - TINY:
        edges.add(at)
        present = (enters <= at + TINY) & (leaves > at + TINY)
        if present.any():
            best = gains[present].max()
            until = float(leaves[present & (gains >= best)].max())
            coming = enters[(enters > at + TINY) & (gains > best)]
        else:
            until = end
            coming = enters[enters > at + TINY]
        at = min(until, float(coming.min()) if len(coming) else end)
    return edges
