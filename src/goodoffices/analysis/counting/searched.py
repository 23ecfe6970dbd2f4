"""Exact counts by depth-first search, whole branches at a time where all or none of their packages reach the floors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goodoffices.analysis import kernels
from goodoffices.analysis.counting.binding import Binding
from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.flat import flatten


def search(diagram: Diagram, binding: Sequence[Binding]) -> int:
    """Count the packages that reach all floors; they must be fewer than a machine word counts."""
    tables = np.array([[value for issue in one.table for value in issue] for one in binding])
    lows = np.array([[low for level in one.lows for low in level] for one in binding])
    highs = np.array([[high for level in one.highs for high in level] for one in binding])
    ways = np.array([way for level in diagram.counts for way in level], np.int64)
    floors = np.array([one.floor for one in binding])
    return int(kernels.count_within(*flatten(diagram), tables, lows, highs, ways, floors))
